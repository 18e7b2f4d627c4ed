//! Deletes what a run created and tells the screens how that gets on.

use std::sync::Arc;

use tokio::sync::mpsc;

use super::run::{Work, telling};
use super::{Link, Shared};
use crate::domain::RunId;
use crate::store::Store;
use crate::submit::undo::{self, UndoPreview, UndoSummary};
use crate::tui::runtime::Replies;
use crate::tui::shared::{Msg, Reason};

/// Finds out what can be deleted.
pub(super) async fn preview(
    shared: &Shared,
    link: &Link,
    run: RunId,
) -> Result<UndoPreview, Reason> {
    let store = shared.journal.fetch(|store| Ok(store.clone())).await?;
    let clock = Arc::clone(&shared.context.clock);
    let (api, job) = (Arc::clone(&link.api), link.job(run, None));
    let preview = undo::preview(api, store, &job, clock).await;
    preview.map_err(|error| error.said())
}

/// Deletes what the preview calls deletable; without one, what an earlier undo has left.
pub(super) fn undo(
    shared: &Arc<Shared>,
    run: RunId,
    preview: Option<Box<UndoPreview>>,
    replies: Replies<Msg>,
) {
    let work = Work::new(shared, replies.clone());
    let shared = Arc::clone(shared);
    tokio::spawn(async move {
        let hold = replies.hold_exit();
        let outcome = async { carry_out(work?, run, preview).await };
        let outcome = outcome.await;
        shared.live().controls = None;
        replies.send(Msg::UndoOver(run, outcome));
        drop(hold);
    });
}

async fn carry_out(
    work: Work,
    run: RunId,
    preview: Option<Box<UndoPreview>>,
) -> Result<UndoSummary, Reason> {
    let now = work.shared.now();
    let begin = move |store: &Store| {
        if let Some(preview) = preview {
            undo::begin(store, run, &preview, now)?;
        }
        Ok(store.clone())
    };
    let store = work.shared.journal.fetch(begin).await?;
    let (events, inbox) = mpsc::unbounded_channel();
    let clock = Arc::clone(&work.shared.context.clock);
    let job = work.link.job(run, None);
    let undoing = undo::undo(work.link.api, store, job, clock, events, work.controls);
    let tell = |event| work.replies.send(Msg::Undoing(run, event));
    let outcome = telling(undoing, inbox, tell).await;
    outcome.map_err(|error| error.said())
}
