//! Opening: files, lock, layout, damage.

use std::fs;

use rusqlite::Connection;

use super::*;
use crate::domain::{RowIndex, Timestamp};

#[cfg(unix)]
fn mode(path: &Path) -> u32 {
    use std::os::unix::fs::PermissionsExt as _;
    fs::metadata(path).unwrap().permissions().mode() & 0o777
}

#[cfg(unix)]
#[test]
fn files_and_a_new_folder_are_the_owners_alone() {
    let dir = tempfile::tempdir().unwrap();
    let state = dir.path().join("new/state");
    let store = Store::open(&state).unwrap();
    enqueue(&store, &drafts(1));
    assert_eq!(mode(&state), 0o700);
    for name in [
        "enroll.sqlite",
        "enroll.sqlite-wal",
        "enroll.sqlite-shm",
        "enroll.lock",
    ] {
        assert_eq!(mode(&state.join(name)), 0o600, "{name}");
    }
}

#[cfg(unix)]
#[test]
fn looser_files_are_tightened_and_a_looser_folder_is_left() {
    use std::os::unix::fs::PermissionsExt as _;
    let (dir, store) = fresh();
    enqueue(&store, &drafts(1));
    let copy = crash_copy(dir.path());
    fs::set_permissions(copy.path(), fs::Permissions::from_mode(0o755)).unwrap();
    let files = ["enroll.sqlite", "enroll.sqlite-wal"].map(|name| copy.path().join(name));
    for file in &files {
        fs::set_permissions(file, fs::Permissions::from_mode(0o644)).unwrap();
    }
    let _store = Store::open(copy.path()).unwrap();
    assert_eq!(mode(copy.path()), 0o755);
    for file in &files {
        assert_eq!(mode(file), 0o600, "{}", file.display());
    }
}

/// The folder as a power cut would leave it: the files as they are while the store is open.
pub(super) fn crash_copy(dir: &Path) -> TempDir {
    let copy = tempfile::tempdir().unwrap();
    for name in ["enroll.sqlite", "enroll.sqlite-wal"] {
        fs::copy(dir.join(name), copy.path().join(name)).unwrap();
    }
    copy
}

#[test]
fn rows_in_flight_at_a_crash_are_unknown_afterwards_and_nothing_else_changes() {
    let (dir, store) = fresh();
    let waiting = enqueue(&store, &drafts(2));
    let run = begin(&store, 5);
    store
        .batch_sent(run, &[0, 1, 2].map(RowIndex), Timestamp(2_000))
        .unwrap();
    store
        .rows_settled(
            run,
            &[
                (RowIndex(0), created("a", Some(sealed("a")))),
                (RowIndex(1), failed("no")),
            ],
            Timestamp(3_000),
        )
        .unwrap();
    store
        .batch_sent(run, &[RowIndex(3)], Timestamp(4_000))
        .unwrap();
    let before = store.run(run).unwrap();

    let copy = crash_copy(dir.path());
    let after = Store::open(copy.path()).unwrap();
    let record = after.run(run).unwrap();
    let expected = [
        RowState::Created,
        RowState::Failed,
        RowState::Unknown,
        RowState::Unknown,
        RowState::Queued,
    ];
    assert_eq!(states(&after, run), expected);
    assert_eq!(record.rows[2].cause, Some(Box::new(Cause::CutShort)));
    for index in [0, 1, 4] {
        assert_eq!(record.rows[index], before.rows[index]);
    }
    assert_eq!(
        after.row_sealed(run, RowIndex(0)).unwrap(),
        Some(sealed("a"))
    );
    assert_eq!(after.queue(SCOPE).unwrap(), waiting);
    let rows: Vec<_> = history(&after, run)
        .into_iter()
        .map(|(row, attempt, _)| (row, attempt))
        .collect();
    assert_eq!(rows, [(0, 1), (1, 1), (2, 1), (3, 1)]);

    // A second opening finds nothing more to settle.
    drop(after);
    let again = Store::open(copy.path()).unwrap();
    assert_eq!(again.run(run).unwrap(), record);
    assert_eq!(history(&again, run).len(), 4);
}

#[test]
fn the_store_is_locked_as_long_as_any_clone_lives() {
    let (dir, store) = fresh();
    let clone = store.clone();
    drop(store);
    match Store::open(dir.path()) {
        Err(StoreError::InUse { pid, .. }) => assert_eq!(pid, Some(std::process::id())),
        other => panic!("{other:?}"),
    }
    drop(clone);
    Store::open(dir.path()).unwrap();
}

#[test]
fn a_database_of_another_layout_is_refused_and_not_touched() {
    let known = schema::LAYOUT;
    for found in [-1, 1, known - 1, known + 1, 700] {
        let dir = tempfile::tempdir().unwrap();
        let other = Connection::open(dir.path().join("enroll.sqlite")).unwrap();
        other
            .execute_batch("PRAGMA journal_mode = wal; CREATE TABLE other (x);")
            .unwrap();
        other.pragma_update(None, "user_version", found).unwrap();
        mark::put(&other, mark::AT_REST).unwrap();
        mark::carry_over(&other).unwrap();
        other.execute_batch("INSERT INTO other VALUES (1)").unwrap();
        let copy = crash_copy(dir.path());
        for dir in [dir.path(), copy.path()] {
            let names = ["enroll.sqlite", "enroll.sqlite-wal"];
            let before = names.map(|name| bytes(&dir.join(name)));
            let error = Store::open(dir).unwrap_err();
            let age = if found < known { "an older" } else { "a newer" };
            let words = format!(
                "enroll.sqlite was written by {age} enroll (layout {found}, this one only knows {known}); \
                 it was not touched"
            );
            assert!(error.to_string().contains(&words), "{error}");
            assert_eq!(names.map(|name| bytes(&dir.join(name))), before);
        }
    }
}

#[test]
fn a_new_database_is_laid_out_before_it_has_its_name() {
    let dir = tempfile::tempdir().unwrap();
    // What a first start left that was killed.
    for name in [
        "enroll.sqlite.new",
        "enroll.sqlite.new-wal",
        "enroll.sqlite.new-journal",
    ] {
        fs::write(dir.path().join(name), "half a journal").unwrap();
    }
    let store = Store::open(dir.path()).unwrap();
    let number = |name| -> i64 {
        let value = store
            .connection()
            .pragma_query_value(None, name, |row| row.get(0));
        value.unwrap()
    };
    assert_eq!(number("user_version"), i64::from(schema::LAYOUT));
    assert_eq!(number("synchronous"), 2, "FULL");
    let journal: String = store
        .connection()
        .pragma_query_value(None, "journal_mode", |row| row.get(0))
        .unwrap();
    assert_eq!(journal, "wal");
    enqueue(&store, &drafts(1));
    assert_eq!(
        names(dir.path()),
        [
            "enroll.lock",
            "enroll.sqlite",
            "enroll.sqlite-shm",
            "enroll.sqlite-wal"
        ]
    );
}

/// What is in the folder, in order.
fn names(dir: &Path) -> Vec<String> {
    let entries = fs::read_dir(dir).unwrap();
    let mut names: Vec<_> = entries
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

/// Opening says which file is damaged and that nothing was deleted, and leaves the file as it is.
pub(super) fn assert_refused(dir: &Path) {
    let path = dir.join("enroll.sqlite");
    let before = bytes(&path);
    let error = Store::open(dir).unwrap_err();
    assert!(matches!(error, StoreError::Damaged { .. }), "{error}");
    let text = error.to_string();
    assert!(text.contains(path.to_str().unwrap()), "{text}");
    assert!(text.contains("Nothing was deleted"), "{text}");
    assert!(!text.contains('\n'), "{text}");
    assert_eq!(bytes(&path), before);
}

/// A closed database of many pages.
pub(super) fn closed_database() -> (TempDir, Vec<u8>) {
    let (dir, store) = fresh();
    begin(&store, 200);
    drop(store);
    let contents = bytes(&dir.path().join("enroll.sqlite"));
    (dir, contents)
}

#[test]
fn a_file_that_is_no_database_is_refused() {
    let dir = tempfile::tempdir().unwrap();
    fs::write(
        dir.path().join("enroll.sqlite"),
        "my shopping list\n".repeat(100),
    )
    .unwrap();
    assert_refused(dir.path());
}

#[test]
fn a_torn_file_is_refused() {
    let (dir, contents) = closed_database();
    fs::write(
        dir.path().join("enroll.sqlite"),
        &contents[..contents.len() / 2],
    )
    .unwrap();
    assert_refused(dir.path());
}

#[test]
fn a_file_with_overwritten_pages_is_refused() {
    let (dir, mut contents) = closed_database();
    let middle = contents.len() / 2;
    contents[middle..middle + 8_192].fill(0xAA);
    fs::write(dir.path().join("enroll.sqlite"), &contents).unwrap();
    assert_refused(dir.path());
}

#[test]
fn a_row_that_is_not_what_was_stored_is_damage() {
    let (_dir, store) = fresh();
    let run = begin(&store, 1);
    store
        .write(|transaction| Ok(transaction.execute("UPDATE drafts SET draft = '{'", [])?))
        .unwrap();
    let error = store.row_draft(run, RowIndex(0)).unwrap_err();
    assert!(matches!(error, StoreError::Damaged { .. }), "{error}");
}

#[test]
fn a_folder_that_cannot_be_made_is_named() {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("file");
    fs::write(&file, []).unwrap();
    let error = Store::open(&file.join("state")).unwrap_err();
    assert!(error.to_string().starts_with("cannot create "), "{error}");
    assert!(error.to_string().contains("file/state"), "{error}");
}

#[test]
fn with_a_folder_given_everything_is_in_it() {
    let dir = Path::new("site");
    let paths = Paths::find(Some(dir)).unwrap();
    assert_eq!(
        (paths.state.as_path(), paths.config),
        (dir, dir.join("config.toml"))
    );
    let own = Paths::find(None).unwrap();
    assert!(own.state.is_absolute() && own.config.ends_with("config.toml"));
}

#[test]
fn a_store_can_go_to_another_thread() {
    fn goes_anywhere<T: Send + Sync + 'static>() {}
    goes_anywhere::<Store>();
    goes_anywhere::<StoreError>();
}
