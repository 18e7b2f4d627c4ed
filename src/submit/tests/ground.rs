//! The journal replaced or taken away under a run.

use std::fs;
use std::path::Path;

use super::gateway::{Bench, Gateway, all_created, states};
use super::*;
use crate::domain::{RowIndex, Timestamp};

/// Puts a copy in the journal's place, as a program does that keeps folders alike.
fn replace(dir: &Path) {
    let (journal, copy) = (dir.join("enroll.sqlite"), dir.join("copy"));
    fs::copy(&journal, &copy).unwrap();
    fs::rename(&copy, &journal).unwrap();
}

#[tokio::test]
async fn no_batch_leaves_once_the_journal_was_replaced() {
    let bench = Bench::new(6);
    let dir = bench.dir.path().to_owned();
    let gateway = Gateway::default()
        .then(|devices| Ok(all_created(devices)))
        .then(move |devices| {
            replace(&dir);
            Ok(all_created(devices))
        });
    let (ended, log) = bench.drive(gateway).await;
    let error = ended.unwrap_err();
    assert!(error.lost(), "{error}");
    let Trouble::NotRecorded(change) = &error.trouble else {
        panic!("{error:?}");
    };
    let rows: Vec<RowIndex> = change.settled.iter().map(|(row, _)| *row).collect();
    assert_eq!(rows, [2, 3].map(RowIndex), "what is known is handed back");
    assert_eq!(log.count("call"), 2, "nothing more is sent");
    assert_eq!(log.count("settled"), 1, "and nothing more is claimed");
    // What was recorded before can still be told.
    assert_eq!(states(&bench.store, bench.run)[..2], [RowState::Created; 2]);
    assert!(
        error.to_string().contains("was replaced by another file"),
        "{error}"
    );
}

#[tokio::test]
async fn nothing_leaves_at_all_when_it_is_gone_at_the_beginning() {
    let bench = Bench::new(2);
    fs::remove_file(bench.dir.path().join("enroll.sqlite")).unwrap();
    let (ended, log) = bench.drive(Gateway::default()).await;
    let error = ended.unwrap_err();
    assert!(error.lost() && error.trouble == Trouble::NotSent, "{error}");
    assert_eq!(log.count("call"), 0);
}

#[tokio::test]
async fn a_run_whose_journal_goes_after_the_last_reply_is_not_finished() {
    let bench = Bench::new(1);
    let dir = bench.dir.path().to_owned();
    // The clock is read at the beginning and for every write: sent, outcome, end.
    let reads = std::sync::atomic::AtomicUsize::new(0);
    let clock = Arc::new(move || {
        if reads.fetch_add(1, std::sync::atomic::Ordering::Relaxed) == 3 {
            replace(&dir);
        }
        Timestamp(7)
    });
    let (events, _heard) = mpsc::unbounded_channel();
    let (store, controls) = (bench.store.clone(), bench.controls.subscribe());
    let job = gateway::job(bench.run);
    let gateway = Arc::new(Gateway::default());
    let ended = drive(gateway, store, job, clock, events, controls).await;
    let error = ended.unwrap_err();
    assert_eq!(error.trouble, Trouble::Lost, "{error}");
}
