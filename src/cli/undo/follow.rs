//! An undo under way: what is told meanwhile.

use std::convert::Infallible;
use std::sync::Arc;

use tokio::sync::{mpsc, watch};

use super::super::interrupt::Interrupt;
use super::super::tell;
use crate::clock;
use crate::connect::Connection;
use crate::enos::Api;
use crate::provision::run::Control;
use crate::said::say;
use crate::store::Store;
use crate::submit::Job;
use crate::submit::undo::{self, UndoError, UndoEvent, UndoSummary};
use crate::words;

/// How many rows come to their end between two lines.
const TOLD_EVERY: usize = 100;

/// Undoes the run and follows it; the first Ctrl-C lets the calls under way land and ends it.
pub(super) async fn undo(
    connection: &Connection,
    store: Store,
    job: Job,
    mut interrupt: Interrupt,
) -> Result<UndoSummary, UndoError> {
    let (events, heard) = mpsc::unbounded_channel();
    let cancel = watch::Sender::new(Control::Go);
    let undoing = undo::undo(
        Arc::clone(&connection.api) as Arc<dyn Api>,
        store,
        job,
        clock::shared(),
        events,
        cancel.subscribe(),
    );
    let interrupting = async {
        interrupt.asked().await;
        tell::line(&say!(
            "stopping: no further deletion is started, those under way may finish",
            "正在停止：不再开始新的删除，等待进行中的删除完成"
        ));
        cancel.send_replace(Control::Cancel);
        std::future::pending::<Infallible>().await
    };
    tokio::select! {
        (ended, ()) = futures::future::join(undoing, follow(heard)) => ended,
        never = interrupting => match never {},
    }
}

/// Tells how it goes, until the undo is over.
async fn follow(mut events: mpsc::UnboundedReceiver<UndoEvent>) {
    let (mut told, mut slowed) = (0, None);
    while let Some(UndoEvent { progress, .. }) = events.recv().await {
        let settled = progress.settled();
        if let Some(why) = &progress.slowed
            && progress.slowed != slowed
        {
            tell::line(&say!(
                "waiting a while: {why}",
                "稍候：{why}",
                why = words::cause(why)
            ));
        }
        if settled >= told + TOLD_EVERY || (progress.open == 0 && told < settled) {
            told = settled;
            tell::line(&say!(
                "so far: {deleted} deleted, {kept} kept after another check, {left} left",
                "目前：已删除 {deleted}，复查后保留 {kept}，剩余 {left}",
                deleted = progress.deleted,
                kept = progress.kept,
                left = progress.open + progress.left
            ));
        }
        slowed = progress.slowed;
    }
}
