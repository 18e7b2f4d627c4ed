//! Runs that are removed, and runs that must not be.

use super::prune::Held;
use super::*;
use crate::domain::{RowIndex, RunId, Timestamp};

/// A run all of whose rows are settled.
fn settled(store: &Store, rows: u32) -> RunId {
    let run = begin(store, rows as usize);
    let all: Vec<RowIndex> = (0..rows).map(RowIndex).collect();
    store.batch_sent(run, &all, Timestamp(2_000)).unwrap();
    let outcomes: Vec<_> = all
        .iter()
        .map(|row| (*row, created(&format!("{run}/{row}"), Some(sealed("s")))))
        .collect();
    store
        .rows_settled(run, &outcomes, Timestamp(3_000))
        .unwrap();
    run
}

#[test]
fn a_pruned_run_is_gone_and_nothing_else_is() {
    let (_dir, store) = fresh();
    let [first, second, third] = [3, 4, 5].map(|rows| settled(&store, rows));
    let waiting = enqueue(&store, &drafts(2));
    let before = (store.run(second).unwrap(), history(&store, second));
    store.prune(&[first, third]).unwrap();
    assert_eq!(
        (store.run(second).unwrap(), history(&store, second)),
        before
    );
    assert_eq!(store.queue(SCOPE).unwrap(), waiting);
    for run in [first, third] {
        assert!(matches!(store.run(run), Err(StoreError::NoSuchRun { .. })));
        assert!(history(&store, run).is_empty());
        assert!(matches!(
            store.prune(&[run]),
            Err(StoreError::NoSuchRun { .. })
        ));
    }
    let left: i64 = store
        .read(|connection| {
            let select = "SELECT (SELECT count(*) FROM states) + (SELECT count(*) FROM drafts)
                               + (SELECT count(*) FROM batches) + (SELECT count(*) FROM pruning)";
            Ok(connection.query_row(select, [], |row| row.get(0))?)
        })
        .unwrap();
    assert_eq!(left, 4 + 4 + 1);
    // Its number is not given again, and what comes is reported as ever.
    let next = settled(&store, 2);
    assert!(next > third);
    assert_eq!(history(&store, next).len(), 2);
}

#[test]
fn a_run_with_something_left_to_do_is_kept_and_then_none_is_pruned() {
    let (_dir, store) = fresh();
    let over = settled(&store, 2);
    let queued = begin(&store, 2);
    let in_flight = begin(&store, 1);
    store
        .batch_sent(in_flight, &[RowIndex(0)], Timestamp(2_000))
        .unwrap();
    let doubtful = begin(&store, 1);
    store
        .batch_sent(doubtful, &[RowIndex(0)], Timestamp(2_000))
        .unwrap();
    store
        .rows_settled(
            doubtful,
            &[(RowIndex(0), unknown("lost"))],
            Timestamp(3_000),
        )
        .unwrap();
    let undoing = settled(&store, 3);
    store.undo_begin(undoing, &[RowIndex(1)]).unwrap();
    for (run, held) in [
        (queued, Held::Open(2)),
        (in_flight, Held::Open(1)),
        (doubtful, Held::Open(1)),
        (undoing, Held::Undo(1)),
    ] {
        assert_eq!(store.held(run).unwrap(), Some(held));
        let error = store.prune(&[over, run]).unwrap_err();
        assert!(matches!(error, StoreError::Held { .. }), "{error}");
        assert_eq!(store.run(over).unwrap().rows.len(), 2, "{error}");
    }
    assert_eq!(store.held(over).unwrap(), None);
}

#[test]
fn its_room_is_given_back() {
    let (dir, store) = fresh();
    let keep = settled(&store, 1);
    let run = settled(&store, 5_000);
    store.prune(&[run]).unwrap();
    let (before, after) = store.compact().unwrap();
    assert!(after * 4 < before, "{before} {after}");
    let file = std::fs::metadata(dir.path().join("enroll.sqlite")).unwrap();
    assert_eq!(i64::try_from(file.len()).unwrap(), after);
    drop(store);
    let store = Store::open(dir.path()).unwrap();
    assert_eq!(store.runs().unwrap()[0].id, keep);
}

#[test]
fn nothing_of_a_run_is_removed_but_by_pruning() {
    let (_dir, store) = fresh();
    settled(&store, 2);
    for table in ["runs", "states", "drafts", "reports"] {
        let done = store.write(|transaction| {
            // A run that is being pruned opens no door to another.
            transaction.execute("INSERT INTO pruning VALUES (77)", [])?;
            Ok(transaction.execute(&format!("DELETE FROM {table}"), [])?)
        });
        assert!(
            done.unwrap_err().to_string().contains("never removed"),
            "{table}"
        );
    }
}
