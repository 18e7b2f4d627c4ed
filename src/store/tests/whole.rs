//! Whether the file is the whole journal: empty, foreign, copied in part, put in another's place.

use std::fs;

use rusqlite::Connection;

use super::opening::{assert_refused, closed_database, crash_copy};
use super::*;
use crate::domain::RowIndex;

/// Everything in the folder but the lock, by name.
fn files(dir: &Path) -> Vec<(String, Vec<u8>)> {
    let mut files: Vec<_> = fs::read_dir(dir)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| !path.ends_with("enroll.lock"))
        .map(|path| {
            (
                path.file_name().unwrap().to_str().unwrap().to_owned(),
                bytes(&path),
            )
        })
        .collect();
    files.sort();
    files
}

/// Opening fails and leaves every file as it is, its rights too.
fn refused(dir: &Path) -> StoreError {
    let rights = || {
        let metadata = fs::metadata(dir.join("enroll.sqlite"));
        metadata.map(|metadata| metadata.permissions()).ok()
    };
    let before = (files(dir), rights());
    let error = Store::open(dir).unwrap_err();
    assert!(error.to_string().contains("enroll.sqlite"), "{error}");
    assert!((files(dir), rights()) == before, "{error}");
    error
}

/// The mark that stands in the file itself.
fn marked(dir: &Path) -> i32 {
    let file = fs::File::open(dir.join("enroll.sqlite")).unwrap();
    header::Header::read(&file).unwrap().unwrap().application
}

#[test]
fn a_file_of_no_bytes_is_no_new_journal() {
    let dir = tempfile::tempdir().unwrap();
    fs::write(dir.path().join("enroll.sqlite"), []).unwrap();
    let error = refused(dir.path());
    assert!(matches!(error, StoreError::Empty { .. }), "{error}");

    let (dir, store) = fresh();
    begin(&store, 5);
    let copy = crash_copy(dir.path());
    fs::write(copy.path().join("enroll.sqlite"), []).unwrap();
    let error = refused(copy.path());
    assert!(matches!(error, StoreError::Empty { .. }), "{error}");
}

#[test]
fn what_belongs_to_a_database_that_is_missing_is_not_thrown_away() {
    let (dir, store) = fresh();
    begin(&store, 5);
    for suffix in ["-wal", "-journal"] {
        let alone = tempfile::tempdir().unwrap();
        let left = alone.path().join(format!("enroll.sqlite{suffix}"));
        fs::copy(dir.path().join("enroll.sqlite-wal"), left).unwrap();
        let error = refused(alone.path());
        assert!(matches!(error, StoreError::Damaged { .. }), "{error}");
        assert!(error.to_string().contains("it is missing"), "{error}");
    }
}

#[test]
fn another_programs_database_is_recognised_whatever_its_layout_number() {
    for layout in [0, 1, i64::from(schema::LAYOUT), 99] {
        let dir = tempfile::tempdir().unwrap();
        let other = Connection::open(dir.path().join("enroll.sqlite")).unwrap();
        other
            .execute_batch("PRAGMA journal_mode = wal; CREATE TABLE songs (title);")
            .unwrap();
        other.pragma_update(None, "user_version", layout).unwrap();
        drop(other);
        let error = refused(dir.path());
        assert!(matches!(error, StoreError::Foreign { .. }), "{error}");
        assert!(error.to_string().contains("another program"), "{error}");
    }
}

#[test]
fn a_copy_without_its_newest_part_is_refused_and_one_with_it_opens() {
    let (dir, store) = fresh();
    let waiting = enqueue(&store, &drafts(3));
    let copy = crash_copy(dir.path());
    let wal = copy.path().join("enroll.sqlite-wal");
    let apart = dir.path().join("apart");
    fs::rename(&wal, &apart).unwrap();
    let error = refused(copy.path());
    assert!(matches!(error, StoreError::Incomplete { .. }), "{error}");
    assert!(error.to_string().contains("enroll backup"), "{error}");
    assert!(error.to_string().contains(wal.to_str().unwrap()), "{error}");

    fs::rename(&apart, &wal).unwrap();
    assert_eq!(
        Store::open(copy.path()).unwrap().queue(SCOPE).unwrap(),
        waiting
    );
}

#[test]
fn an_incomplete_copy_is_recognised_from_the_first_moment_to_the_last() {
    let (dir, store) = fresh();
    let alone = |dir: &Path| {
        let copy = tempfile::tempdir().unwrap();
        let name = "enroll.sqlite";
        fs::copy(dir.join(name), copy.path().join(name)).unwrap();
        copy
    };
    for _ in 0..2 {
        refused(alone(dir.path()).path());
        enqueue(&store, &drafts(1));
    }
    mark::carry_over(&store.connection()).unwrap();
    refused(alone(dir.path()).path());
    drop(store);
    let queue = Store::open(alone(dir.path()).path()).unwrap().queue(SCOPE);
    assert_eq!(queue.unwrap().len(), 2);
}

#[test]
fn an_empty_file_in_its_place_says_that_nothing_is_missing() {
    let (dir, store) = fresh();
    let waiting = enqueue(&store, &drafts(3));
    let copy = crash_copy(dir.path());
    // Another program opens it, finds nobody there, and puts the two files together at its end.
    let other = Connection::open(copy.path().join("enroll.sqlite")).unwrap();
    let count: i64 = other
        .query_row("SELECT count(*) FROM queue", [], |row| row.get(0))
        .unwrap();
    assert_eq!(count, 3);
    drop(other);
    let wal = copy.path().join("enroll.sqlite-wal");
    assert!(!wal.exists());
    refused(copy.path());
    fs::write(&wal, []).unwrap();
    assert_eq!(
        Store::open(copy.path()).unwrap().queue(SCOPE).unwrap(),
        waiting
    );
}

#[test]
fn a_whole_copy_beside_the_newest_part_of_another_state_is_refused() {
    let (dir, store) = fresh();
    enqueue(&store, &drafts(1));
    drop(store);
    let old = bytes(&dir.path().join("enroll.sqlite"));
    let store = Store::open(dir.path()).unwrap();
    begin(&store, 50);
    let copy = crash_copy(dir.path());
    fs::write(copy.path().join("enroll.sqlite"), old).unwrap();
    let error = refused(copy.path());
    assert!(matches!(error, StoreError::Mismatched { .. }), "{error}");
    fs::remove_file(copy.path().join("enroll.sqlite-wal")).unwrap();
    let restored = Store::open(copy.path()).unwrap();
    assert_eq!(
        (
            restored.queue(SCOPE).unwrap().len(),
            restored.runs().unwrap().len()
        ),
        (1, 0)
    );
}

#[test]
fn a_start_cut_short_while_it_sets_the_mark_is_gone_on_with() {
    let (dir, store) = fresh();
    let waiting = enqueue(&store, &drafts(3));
    drop(store);
    let path = dir.path().join("enroll.sqlite");
    let setting_out = Connection::open(&path).unwrap();
    mark::put(&setting_out, mark::IN_USE).unwrap();
    assert_eq!(
        marked(dir.path()),
        mark::AT_REST,
        "it is not carried over yet"
    );
    let copy = crash_copy(dir.path());
    assert_eq!(
        Store::open(copy.path()).unwrap().queue(SCOPE).unwrap(),
        waiting
    );
    assert_eq!(marked(copy.path()), mark::AT_REST);
}

#[test]
fn an_end_cut_short_while_it_takes_the_mark_back_is_an_unclean_one() {
    let (dir, store) = fresh();
    enqueue(&store, &drafts(3));
    mark::put(&store.connection(), mark::AT_REST).unwrap();
    let copy = crash_copy(dir.path());
    let again = Store::open(copy.path()).unwrap();
    for _ in 0..2 {
        assert_eq!(marked(copy.path()), mark::IN_USE);
        enqueue(&again, &drafts(3));
        mark::carry_over(&again.connection()).unwrap();
    }
}

#[test]
fn the_mark_is_there_from_opening_to_a_clean_end() {
    let (dir, store) = fresh();
    let marked = || marked(dir.path());
    assert_eq!(marked(), mark::IN_USE);
    enqueue(&store, &drafts(3));
    assert_eq!(marked(), mark::IN_USE);
    drop(store);
    assert_eq!(marked(), mark::AT_REST);
    let names: Vec<_> = files(dir.path())
        .into_iter()
        .map(|(name, _)| name)
        .collect();
    assert_eq!(names, ["enroll.sqlite"]);
}

#[test]
fn a_failing_disk_leaves_the_mark() {
    let (dir, store) = fresh();
    let run = begin(&store, 1);
    store
        .write(|transaction| Ok(transaction.execute("UPDATE drafts SET draft = '{'", [])?))
        .unwrap();
    store.row_draft(run, RowIndex(0)).unwrap_err();
    drop(store);
    assert_eq!(marked(dir.path()), mark::IN_USE);
}

#[test]
fn a_database_that_other_tools_have_written_anew_is_gone_on_with() {
    let (dir, store) = fresh();
    let waiting = enqueue(&store, &drafts(3));
    drop(store);
    let other = Connection::open(dir.path().join("enroll.sqlite")).unwrap();
    other
        .execute_batch("PRAGMA journal_mode = delete; VACUUM;")
        .unwrap();
    drop(other);
    let store = Store::open(dir.path()).unwrap();
    assert_eq!(store.queue(SCOPE).unwrap(), waiting);
    assert_eq!(marked(dir.path()), mark::IN_USE);
    assert!(dir.path().join("enroll.sqlite-wal").exists());
}

/// Overwrites pages in the middle of a database.
fn spoil(path: &Path) {
    let mut contents = bytes(path);
    let middle = contents.len() / 2;
    contents[middle..middle + 8_192].fill(0xAA);
    fs::write(path, &contents).unwrap();
}

#[test]
fn a_large_journal_is_looked_through_after_an_unclean_end_only() {
    let (dir, store) = fresh();
    let waste = "x".repeat(1 << 20);
    for key in 0..40 {
        store.setting_put("s", &key.to_string(), &waste).unwrap();
    }
    mark::carry_over(&store.connection()).unwrap();
    let unclean = crash_copy(dir.path());
    drop(store);
    for dir in [dir.path(), unclean.path()] {
        spoil(&dir.join("enroll.sqlite"));
    }
    assert_refused(unclean.path());
    Store::open(dir.path()).unwrap();

    let (small, _) = closed_database();
    spoil(&small.path().join("enroll.sqlite"));
    assert_refused(small.path());
}
