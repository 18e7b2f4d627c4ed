//! What an undo makes of devices that EnOS does not show.

use std::sync::Arc;

use enroll::domain::{Cause, Existing, RowIndex, RowState, RunId, Timestamp, Undone};
use enroll::enos::{Api as _, Clock};
use enroll::provision::undo::UndoResult;
use enroll::submit::undo::{begin, preview};

use crate::bench::{Bench, EASY, drafts};
use crate::engine::{job, states};

/// Somebody else deletes the first device of the run.
async fn delete_first(bench: &Bench, run: RunId) {
    let rows = bench.store.run(run).unwrap().rows;
    let asset_id = rows[0].asset_id.as_deref().unwrap();
    assert!(bench.api.delete_asset(asset_id).await.unwrap());
}

#[tokio::test]
async fn what_is_not_shown_is_neither_deleted_nor_called_so() {
    let bench = Bench::new().await;
    let run = bench.run(&drafts(EASY, 2), Existing::Fail).await;
    delete_first(&bench, run).await;
    let preview = bench.look(run).await;
    assert!(
        matches!(
            &preview.results[&RowIndex(0)],
            UndoResult::Settled(Undone::Open(Cause::NeverShown))
        ),
        "{:?}",
        preview.results
    );
    assert_eq!(preview.deletable(), 1);
    begin(&bench.store, run, &preview, Timestamp(2)).unwrap();
    bench.undo(run).await;
    assert_eq!(states(&bench, run), [RowState::Created, RowState::Deleted]);

    // Wanted before it vanished, it stays open.
    let bench = Bench::new().await;
    let run = bench.run(&drafts(EASY, 2), Existing::Fail).await;
    let preview = bench.look(run).await;
    begin(&bench.store, run, &preview, Timestamp(2)).unwrap();
    delete_first(&bench, run).await;
    let (summary, _) = bench.undo(run).await;
    assert_eq!((summary.progress.deleted, summary.progress.left), (1, 1));
    assert_eq!(bench.store.undo_open(run).unwrap(), [0].map(RowIndex));
}

#[tokio::test]
async fn what_was_made_long_ago_and_is_gone_was_not_deleted_by_this_undo() {
    let bench = Bench::new().await;
    let run = bench.run(&drafts(EASY, 2), Existing::Fail).await;
    delete_first(&bench, run).await;
    let later: Clock = Arc::new(|| Timestamp(jiff::Timestamp::now().as_millisecond() + 601_000));
    let (api, store) = (bench.api.clone(), bench.store.clone());
    let preview = preview(api, store, &job(run), later).await.unwrap();
    begin(&bench.store, run, &preview, Timestamp(2)).unwrap();
    let told = bench.message(run, 0);
    assert_eq!(told, "already gone, not by this undo");
    let (summary, _) = bench.undo(run).await;
    assert_eq!(summary.progress.deleted, 1);
    assert_eq!(states(&bench, run), [RowState::Deleted, RowState::Deleted]);
}
