//! Deletes what a run created and tells the screens how that gets on.

use std::sync::Arc;

use tokio::sync::{mpsc, watch};

use super::run::{job, telling};
use super::{Link, Shared};
use crate::domain::RunId;
use crate::provision::run::Control;
use crate::submit::undo::{self, UndoPreview, UndoSummary};
use crate::tui::app::Msg;
use crate::tui::runtime::Replies;

/// Finds out what can be deleted.
pub(super) async fn preview(
    shared: &Shared,
    link: &Link,
    run: RunId,
) -> Result<UndoPreview, String> {
    let store = shared.journal.fetch(|store| Ok(store.clone())).await?;
    let clock = Arc::clone(&shared.context.clock);
    let (api, job) = (Arc::clone(&link.api), job(run, None, link));
    let preview = undo::preview(api, store, &job, clock).await;
    preview.map_err(|error| error.to_string())
}

/// Deletes what the preview calls deletable; without one, what an earlier undo has left.
pub(super) fn undo(
    shared: &Arc<Shared>,
    run: RunId,
    preview: Option<Box<UndoPreview>>,
    replies: Replies<Msg>,
) {
    let shared = Arc::clone(shared);
    let controls = shared.take_controls();
    tokio::spawn(async move {
        let hold = replies.hold_exit();
        let outcome = carry_out(&shared, run, preview, controls, &replies).await;
        shared.live().controls = None;
        replies.send(Msg::UndoOver(run, outcome));
        drop(hold);
    });
}

async fn carry_out(
    shared: &Shared,
    run: RunId,
    preview: Option<Box<UndoPreview>>,
    controls: watch::Receiver<Control>,
    replies: &Replies<Msg>,
) -> Result<UndoSummary, String> {
    let (_, link) = shared.link()?;
    let now = shared.now();
    let store = shared
        .journal
        .fetch(move |store| {
            if let Some(preview) = preview {
                undo::begin(store, run, &preview, now)?;
            }
            Ok(store.clone())
        })
        .await?;
    let (events, inbox) = mpsc::unbounded_channel();
    let clock = Arc::clone(&shared.context.clock);
    let job = job(run, None, &link);
    let undoing = undo::undo(link.api, store, job, clock, events, controls);
    let tell = |event| replies.send(Msg::Undoing(run, event));
    let outcome = telling(undoing, inbox, tell).await;
    outcome.map_err(|error| error.to_string())
}
