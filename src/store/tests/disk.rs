//! Disks that are full, read-only, broken or held by somebody else.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::Duration;

use rusqlite::ffi;

use super::error::Fault;
use super::*;
use crate::domain::{RowIndex, Timestamp};

fn pragma(store: &Store, name: &str, value: i64) {
    let set = store.connection().pragma_update(None, name, value);
    // Some pragmas answer with their new value, which is of no interest here.
    assert!(
        matches!(set, Ok(()) | Err(rusqlite::Error::ExecuteReturnedResults)),
        "{set:?}"
    );
}

#[test]
fn a_full_disk_is_told_and_changes_nothing() {
    let (_dir, store) = fresh();
    let run = begin(&store, 2_000);
    let rows: Vec<RowIndex> = (0..2_000).map(RowIndex).collect();
    let before = store.run(run).unwrap();
    let pages: i64 = store
        .connection()
        .pragma_query_value(None, "page_count", |row| row.get(0))
        .unwrap();
    pragma(&store, "max_page_count", pages);

    let error = store.batch_sent(run, &rows, Timestamp(2_000)).unwrap_err();
    assert!(matches!(error, StoreError::Full { .. }), "{error}");
    assert!(error.to_string().contains("nothing was written"), "{error}");
    assert_eq!(store.run(run).unwrap(), before);

    pragma(&store, "max_page_count", 1_000_000);
    assert_eq!(store.batch_sent(run, &rows, Timestamp(3_000)).unwrap(), 1);
}

#[test]
fn a_read_only_database_is_told() {
    let (_dir, store) = fresh();
    let run = begin(&store, 1);
    pragma(&store, "query_only", 1);
    let error = store
        .batch_sent(run, &[RowIndex(0)], Timestamp(2_000))
        .unwrap_err();
    assert!(matches!(error, StoreError::ReadOnly { .. }), "{error}");
    assert_eq!(states(&store, run), [RowState::Queued]);
}

#[test]
fn a_database_held_by_another_program_is_told() {
    let (dir, store) = fresh();
    let other = rusqlite::Connection::open(dir.path().join("enroll.sqlite")).unwrap();
    other.execute_batch("BEGIN IMMEDIATE").unwrap();
    store.connection().busy_timeout(Duration::ZERO).unwrap();
    let error = store.form_save(SCOPE, Some("{}")).unwrap_err();
    assert!(matches!(error, StoreError::Busy { .. }), "{error}");
    other.execute_batch("ROLLBACK").unwrap();
    enqueue(&store, &drafts(1));
}

#[test]
fn every_kind_of_trouble_has_its_own_words() {
    let told = |code| {
        let error = rusqlite::Error::SqliteFailure(ffi::Error::new(code), None);
        Fault::from(error).at(Path::new("x"))
    };
    for code in [
        ffi::SQLITE_IOERR,
        ffi::SQLITE_IOERR_FSYNC,
        ffi::SQLITE_CANTOPEN,
    ] {
        assert!(matches!(told(code), StoreError::Disk { .. }), "{code}");
    }
    for code in [
        ffi::SQLITE_CORRUPT,
        ffi::SQLITE_NOTADB,
        ffi::SQLITE_CORRUPT_INDEX,
    ] {
        assert!(matches!(told(code), StoreError::Damaged { .. }), "{code}");
    }
    for code in [
        ffi::SQLITE_READONLY,
        ffi::SQLITE_READONLY_DBMOVED,
        ffi::SQLITE_PERM,
    ] {
        assert!(matches!(told(code), StoreError::ReadOnly { .. }), "{code}");
    }
    assert!(matches!(told(ffi::SQLITE_FULL), StoreError::Full { .. }));
    assert!(matches!(
        told(ffi::SQLITE_CONSTRAINT),
        StoreError::Sqlite { .. }
    ));
}

#[test]
fn a_panic_in_one_call_spoils_neither_the_data_nor_the_next() {
    let (_dir, store) = fresh();
    let rows = enqueue(&store, &drafts(1));
    let panicked = catch_unwind(AssertUnwindSafe(|| {
        store.write(|transaction| -> Result<(), Fault> {
            transaction.execute("DELETE FROM queue", [])?;
            panic!("on purpose");
        })
    }));
    assert!(panicked.is_err());
    assert_eq!(store.queue(SCOPE).unwrap(), rows);
    enqueue(&store, &drafts(1));
}

#[test]
fn after_a_disk_that_failed_the_journal_is_whole_however_the_store_was_closed() {
    for code in [ffi::SQLITE_IOERR, ffi::SQLITE_FULL, ffi::SQLITE_IOERR_WRITE] {
        let (dir, store) = fresh();
        let run = begin(&store, 3);
        let failed: Result<(), StoreError> = store.read(|_| {
            let error = rusqlite::Error::SqliteFailure(ffi::Error::new(code), None);
            Err(error.into())
        });
        failed.unwrap_err();
        drop(store);
        let store = Store::open(dir.path()).unwrap();
        assert_eq!(store.run(run).unwrap().rows.len(), 3, "{code}");
    }
    // The mark cannot be taken back: there is no room for a page.
    let (dir, store) = fresh();
    let run = begin(&store, 3);
    pragma(&store, "query_only", 1);
    drop(store);
    let store = Store::open(dir.path()).unwrap();
    assert_eq!(store.run(run).unwrap().rows.len(), 3);
}
