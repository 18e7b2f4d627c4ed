//! The journal taken away under an undo.

use enroll::domain::{Existing, RowIndex, RunId, Timestamp, Undone};
use enroll::provision::run::Control;
use enroll::sandbox::Operation;
use enroll::submit::undo::{UndoError, begin, undo};
use tokio::sync::{mpsc, watch};

use crate::bench::{Act, Bench, EASY, clock, drafts};
use crate::engine::job;

impl Bench {
    /// Looks, begins, does `before`, and goes on until the journal fails.
    async fn undo_fails(&self, run: RunId, before: impl FnOnce(&Self)) -> UndoError {
        let preview = self.look(run).await;
        begin(&self.store, run, &preview, Timestamp(2)).unwrap();
        before(self);
        let (events, _heard) = mpsc::unbounded_channel();
        let (_wishes, controls) = watch::channel(Control::Go);
        let (api, store) = (self.api.clone(), self.store.clone());
        let ended = undo(api, store, job(run), clock(), events, controls).await;
        let error = ended.unwrap_err();
        let words = error.to_string();
        assert!(words.contains("was removed or moved away"), "{words}");
        error
    }

    fn journal(&self) -> std::path::PathBuf {
        self.dir.path().join("state/enroll.sqlite")
    }
}

#[tokio::test]
async fn nothing_is_deleted_once_the_journal_is_gone_that_says_so() {
    let bench = Bench::new().await;
    let run = bench.run(&drafts(EASY, 3), Existing::Fail).await;
    let error = bench
        .undo_fails(run, |bench| std::fs::remove_file(bench.journal()).unwrap())
        .await;
    assert!(error.unrecorded.is_empty());
    assert_eq!(bench.requests(Operation::DeleteDevice), 0);
}

#[tokio::test]
async fn what_was_deleted_when_it_went_is_handed_back() {
    let bench = Bench::new().await;
    let run = bench.run(&drafts(EASY, 1), Existing::Fail).await;
    let journal = bench.journal();
    let goes = Act::Then(Box::new(move || std::fs::remove_file(journal).unwrap()));
    let error = bench
        .undo_fails(run, |bench| {
            bench.api.deletes.lock().unwrap().push_back(goes);
        })
        .await;
    assert_eq!(error.unrecorded, [(RowIndex(0), Undone::Deleted)]);
}
