//! The journal's files replaced or taken away while it is open.

use std::fs;

use super::error::Loss;
use super::*;
use crate::domain::{QueueId, RowIndex, RunId, Timestamp};

/// The files that an open store stands on.
const FILES: [&str; 4] = [
    "enroll.sqlite",
    "enroll.sqlite-wal",
    "enroll.sqlite-shm",
    "enroll.lock",
];

/// How a file is taken away, and what is said of it.
type Way = (fn(&Path), &'static str);

const WAYS: [Way; 4] = [
    (
        |path| fs::remove_file(path).unwrap(),
        "was removed or moved away",
    ),
    (
        |path| fs::rename(path, path.with_extension("old")).unwrap(),
        "was removed or moved away",
    ),
    (
        // As a program does that keeps folders alike, or puts a backup back.
        |path| {
            let copy = path.with_extension("copy");
            fs::copy(path, &copy).unwrap();
            fs::rename(&copy, path).unwrap();
        },
        "was replaced by another file",
    ),
    (
        |path| {
            let elsewhere = path.with_extension("elsewhere");
            fs::rename(path, &elsewhere).unwrap();
            link(&elsewhere, path);
        },
        "was replaced by another file",
    ),
];

#[cfg(unix)]
fn link(to: &Path, from: &Path) {
    std::os::unix::fs::symlink(to, from).unwrap();
}

#[cfg(not(unix))]
fn link(_: &Path, from: &Path) {
    fs::write(from, []).unwrap();
}

/// Every call that writes is refused by this.
fn assert_gone(store: &Store, run: RunId, words: &str) {
    let device = created("late", None);
    let queued = QueueChange {
        put: vec![QueueRow {
            id: QueueId(9),
            draft: draft(9).into(),
        }],
        remove: vec![QueueId(1)],
        ..QueueChange::default()
    };
    for (call, outcome) in [
        (
            "batch_sent",
            store
                .batch_sent(run, &[RowIndex(1)], Timestamp(5_000))
                .map(drop),
        ),
        (
            "rows_settled",
            store.rows_settled(run, &[(RowIndex(0), device)], Timestamp(5_000)),
        ),
        ("rows_put_back", store.rows_put_back(run, &[RowIndex(0)])),
        ("run_begin", begin_with(store, &drafts(1), &[]).map(drop)),
        (
            "run_ended",
            store.run_ended(run, Timestamp(5_000), &End::Cancelled),
        ),
        ("queue_change", store.queue_change(&queued)),
        ("form_save", store.form_save(SCOPE, Some("{}"))),
        ("undo_begin", store.undo_begin(run, &[])),
        (
            "undo_settled",
            store.undo_settled(run, &[], Timestamp(5_000)),
        ),
        ("stands", store.stands()),
    ] {
        let error = outcome.expect_err(call);
        assert!(matches!(error, StoreError::Gone { .. }), "{call}: {error}");
        assert!(error.to_string().contains(words), "{call}: {error}");
    }
}

#[test]
fn nothing_is_written_into_a_file_that_nobody_finds_again() {
    for file in FILES {
        for (way, words) in WAYS {
            let (dir, store) = fresh();
            let run = begin(&store, 2);
            store
                .batch_sent(run, &[RowIndex(0)], Timestamp(2_000))
                .unwrap();
            let before = store.run(run).unwrap();
            way(&dir.path().join(file));
            assert_gone(&store, run, words);
            assert_gone(&store, run, file);
            // What it knew can still be told.
            assert_eq!(store.run(run).unwrap(), before, "{file}");
        }
    }
}

#[test]
fn a_journal_that_is_emptied_takes_nothing_more() {
    let (dir, store) = fresh();
    let run = begin(&store, 2);
    store
        .batch_sent(run, &[RowIndex(0)], Timestamp(2_000))
        .unwrap();
    // Through the same file, as a shell's `>` does it.
    fs::write(dir.path().join("enroll.sqlite"), []).unwrap();
    assert_gone(&store, run, "was emptied");
}

#[test]
fn a_folder_that_is_moved_takes_its_journal_along() {
    let dir = tempfile::tempdir().unwrap();
    let (here, there) = (dir.path().join("here"), dir.path().join("there"));
    let store = Store::open(&here).unwrap();
    let run = begin(&store, 2);
    store
        .batch_sent(run, &[RowIndex(0)], Timestamp(2_000))
        .unwrap();
    fs::rename(&here, &there).unwrap();
    assert_gone(&store, run, "was removed or moved away");
    // Coming back does not help: somebody may have been there meanwhile.
    fs::rename(&there, &here).unwrap();
    assert_gone(&store, run, "was removed or moved away");
    drop(store);
    let store = Store::open(&here).unwrap();
    assert_eq!(states(&store, run), [RowState::Unknown, RowState::Queued]);
}

#[test]
fn a_commit_that_fell_into_a_file_just_taken_away_is_none() {
    let (dir, store) = fresh();
    let path = dir.path().join("enroll.sqlite");
    let done = store.write(|transaction| {
        transaction.execute("INSERT INTO texts VALUES ('form', '', '', 'x')", [])?;
        fs::remove_file(&path).unwrap();
        Ok(())
    });
    let error = done.unwrap_err();
    let removed = matches!(
        error,
        StoreError::Gone {
            loss: Loss::Removed,
            ..
        }
    );
    assert!(removed, "{error}");
    assert_eq!(store.form(SCOPE).unwrap(), None, "it was undone");
}

#[test]
fn at_its_end_it_leaves_what_stands_in_its_place_alone() {
    let (dir, store) = fresh();
    begin(&store, 3);
    let other = tempfile::tempdir().unwrap();
    let there = Store::open(other.path()).unwrap();
    begin(&there, 7);
    // The whole of another journal, cut short, is put in the place of this one.
    for name in ["enroll.sqlite", "enroll.sqlite-wal"] {
        let put = dir.path().join("put");
        fs::copy(other.path().join(name), &put).unwrap();
        fs::rename(&put, dir.path().join(name)).unwrap();
    }
    let names = ["enroll.sqlite", "enroll.sqlite-wal"].map(|name| dir.path().join(name));
    let before = names.clone().map(|path| bytes(&path));
    drop(store);
    assert_eq!(names.map(|path| bytes(&path)), before);
    assert_eq!(
        Store::open(dir.path()).unwrap().runs().unwrap()[0]
            .counts
            .queued,
        7
    );
}
