//! Whole copies, at rest and while another instance writes.

use std::fs;

use super::*;
use crate::domain::{RowIndex, Timestamp};

#[test]
fn a_copy_holds_everything_and_opens_by_itself() {
    let (dir, store) = fresh();
    let waiting = enqueue(&store, &drafts(3));
    let run = begin(&store, 4);
    store
        .batch_sent(run, &[0, 1].map(RowIndex), Timestamp(2_000))
        .unwrap();
    store
        .rows_settled(
            run,
            &[(RowIndex(0), created("a", Some(sealed("a"))))],
            Timestamp(3_000),
        )
        .unwrap();
    // The newest part is in the -wal file, and the store stays open.
    let to = dir.path().join("copy");
    Store::backup(dir.path(), &to).unwrap();
    store.stands().unwrap();
    assert_eq!(
        store
            .batch_sent(run, &[RowIndex(2)], Timestamp(4_000))
            .unwrap(),
        2
    );

    let elsewhere = tempfile::tempdir().unwrap();
    fs::rename(&to, elsewhere.path().join("enroll.sqlite")).unwrap();
    let copy = Store::open(elsewhere.path()).unwrap();
    assert_eq!(copy.queue(SCOPE).unwrap(), waiting);
    let expected = [
        RowState::Created,
        RowState::Unknown,
        RowState::Queued,
        RowState::Queued,
    ];
    assert_eq!(states(&copy, run), expected);
    assert_eq!(
        copy.row_sealed(run, RowIndex(0)).unwrap(),
        Some(sealed("a"))
    );
    let journal: String = copy
        .connection()
        .pragma_query_value(None, "journal_mode", |row| row.get(0))
        .unwrap();
    assert_eq!(journal, "wal");
}

#[test]
fn at_rest_it_is_copied_too_and_left_at_rest() {
    let (dir, store) = fresh();
    let waiting = enqueue(&store, &drafts(3));
    drop(store);
    let elsewhere = tempfile::tempdir().unwrap();
    let to = elsewhere.path().join("enroll.sqlite");
    Store::backup(dir.path(), &to).unwrap();
    assert!(!dir.path().join("enroll.sqlite-wal").exists());
    assert_eq!(fs::read_dir(elsewhere.path()).unwrap().count(), 1);
    let copy = Store::open(elsewhere.path()).unwrap();
    assert_eq!(copy.queue(SCOPE).unwrap(), waiting);
}

#[test]
fn nothing_is_overwritten_or_followed() {
    let (dir, store) = fresh();
    enqueue(&store, &drafts(1));
    let to = dir.path().join("precious");
    fs::write(&to, "precious").unwrap();
    let error = Store::backup(dir.path(), &to).unwrap_err();
    assert!(matches!(error, StoreError::Exists { .. }), "{error}");
    assert_eq!(bytes(&to), b"precious");

    let own = dir.path().join("enroll.sqlite");
    let error = Store::backup(dir.path(), &own).unwrap_err();
    assert!(matches!(error, StoreError::Exists { .. }), "{error}");

    #[cfg(unix)]
    {
        let (link, target) = (dir.path().join("link"), dir.path().join("nowhere"));
        std::os::unix::fs::symlink(&target, &link).unwrap();
        let error = Store::backup(dir.path(), &link).unwrap_err();
        assert!(matches!(error, StoreError::Exists { .. }), "{error}");
        assert!(!target.exists());
    }

    for own in ["enroll.sqlite-journal", "enroll.sqlite.bak", "config.toml"] {
        let own = dir.path().join(own);
        let error = Store::backup(dir.path(), &own).unwrap_err();
        assert!(matches!(error, StoreError::Reserved { .. }), "{error}");
        assert!(!own.exists());
    }
    let elsewhere = tempfile::tempdir().unwrap();
    Store::backup(dir.path(), &elsewhere.path().join("enroll.sqlite")).unwrap();

    let error = Store::backup(dir.path(), &dir.path().join("no/such/folder")).unwrap_err();
    assert!(error.to_string().starts_with("cannot create "), "{error}");
}

#[test]
fn where_there_is_no_journal_none_is_made() {
    let dir = tempfile::tempdir().unwrap();
    let state = dir.path().join("state");
    let error = Store::backup(&state, &dir.path().join("copy")).unwrap_err();
    assert!(matches!(error, StoreError::NoJournal { .. }), "{error}");
    assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 0);
}

#[cfg(unix)]
#[test]
fn a_copy_is_the_owners_alone() {
    use std::os::unix::fs::PermissionsExt as _;
    let (dir, _store) = fresh();
    let to = dir.path().join("copy");
    Store::backup(dir.path(), &to).unwrap();
    let metadata = fs::metadata(&to).unwrap();
    assert_eq!(metadata.permissions().mode() & 0o777, 0o600);
    assert_eq!(std::os::unix::fs::MetadataExt::nlink(&metadata), 1);
}
