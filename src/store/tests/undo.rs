//! Undoing: which devices are deleted, which are kept, and why.

use super::*;
use crate::domain::{RowIndex, RunId, Timestamp};

/// A run of created rows, the last of them adopted, and one that failed.
fn finished(store: &Store) -> RunId {
    let run = begin(store, 5);
    store
        .batch_sent(run, &[0, 1, 2, 3, 4].map(RowIndex), Timestamp(2_000))
        .unwrap();
    let outcomes = [
        (0, created("a0", Some(sealed("0")))),
        (1, created("a1", None)),
        (2, created("a2", None)),
        (3, adopted("a3")),
        (4, failed("no")),
    ];
    store
        .rows_settled(run, &of(outcomes), Timestamp(3_000))
        .unwrap();
    run
}

#[test]
fn what_is_to_be_deleted_is_known_until_it_is_deleted_or_kept() {
    let (dir, store) = fresh();
    let run = finished(&store);
    let before = store.run(run).unwrap();
    assert!(store.undo_open(run).unwrap().is_empty());
    store.undo_begin(run, &[0, 2, 1].map(RowIndex)).unwrap();
    assert_eq!(store.undo_open(run).unwrap(), [0, 1, 2].map(RowIndex));
    let kept = || Cause::Connected {
        status: "online".to_owned(),
    };
    let settled = of([(2, Undone::Kept(kept())), (0, Undone::Deleted)]);
    store.undo_settled(run, &settled, Timestamp(4_000)).unwrap();

    // Cut short here, it goes on where it was.
    drop(store);
    let store = Store::open(dir.path()).unwrap();
    assert_eq!(store.undo_open(run).unwrap(), [1].map(RowIndex));
    let after = store.run(run).unwrap();
    let expected = RunRow {
        state: RowState::Deleted,
        ..before.rows[0].clone()
    };
    assert_eq!(after.rows[0], expected);
    assert!(after.rows[1].undo && !after.rows[0].undo && !after.rows[2].undo);
    let expected = RunRow {
        cause: Some(Box::new(kept())),
        ..before.rows[2].clone()
    };
    assert_eq!(after.rows[2], expected);
    assert_eq!(after.rows[3..], before.rows[3..]);
    assert_eq!(
        after.summary.counts,
        Counts {
            created: 3,
            failed: 1,
            deleted: 1,
            ..Counts::default()
        }
    );
    let told: Vec<_> = history(&store, run).drain(5..).collect();
    assert_eq!(
        told,
        [
            (2, 1, Told::Undone(Undone::Kept(kept()))),
            (0, 1, Told::Undone(Undone::Deleted))
        ]
    );

    // A kept device may be tried again.
    store.undo_begin(run, &[RowIndex(2)]).unwrap();
    assert_eq!(store.undo_open(run).unwrap(), [1, 2].map(RowIndex));
    let settled = of([(1, Undone::Deleted), (2, Undone::Deleted)]);
    store.undo_settled(run, &settled, Timestamp(5_000)).unwrap();
    assert!(store.undo_open(run).unwrap().is_empty());
    assert_eq!(store.run(run).unwrap().rows[2].cause, None);
}

#[test]
fn nothing_is_deleted_that_the_run_did_not_make() {
    let (_dir, store) = fresh();
    let run = finished(&store);
    assert!(store.run(run).unwrap().rows[3].adopted);
    let before = store.run(run).unwrap();
    let error = store
        .undo_begin(run, &[0, 1, 2, 3].map(RowIndex))
        .unwrap_err();
    assert_eq!(
        error.to_string(),
        format!(
            "run {run}, row 4: its device was there before the run, so undoing the run keeps it; nothing was written"
        )
    );
    let error = store.undo_begin(run, &[0, 4].map(RowIndex)).unwrap_err();
    assert!(
        error
            .to_string()
            .contains("row 5: it is failed, so it cannot be deleted"),
        "{error}"
    );
    assert!(store.undo_open(run).unwrap().is_empty());
    assert_eq!(store.run(run).unwrap(), before);
}

#[test]
fn nothing_is_called_deleted_that_was_not_to_be() {
    let (_dir, store) = fresh();
    let run = finished(&store);
    store.undo_begin(run, &[RowIndex(0)]).unwrap();
    let before = store.run(run).unwrap();
    for rows in [
        [(0, Undone::Deleted), (1, Undone::Deleted)],
        [(0, Undone::Deleted), (0, Undone::Deleted)],
    ] {
        let error = store
            .undo_settled(run, &of(rows), Timestamp(4_000))
            .unwrap_err();
        assert!(matches!(error, StoreError::Conflict { .. }), "{error}");
        assert_eq!(store.run(run).unwrap(), before);
    }
    assert_eq!(history(&store, run).len(), 5);
}

fn gone_already() -> Cause {
    Cause::Gone {
        deletion_lost: false,
    }
}

#[test]
fn what_is_left_open_is_gone_on_with_and_what_is_gone_says_how() {
    let (_dir, store) = fresh();
    let run = finished(&store);
    store.undo_begin(run, &[0, 1].map(RowIndex)).unwrap();
    let open = Undone::Open(Cause::NeverShown);
    let gone = Undone::Gone(gone_already());
    store
        .undo_settled(
            run,
            &[(RowIndex(0), open), (RowIndex(1), gone)],
            Timestamp(4_000),
        )
        .unwrap();
    assert_eq!(store.undo_open(run).unwrap(), [0].map(RowIndex));
    let rows = store.run(run).unwrap().rows;
    let told = |row: usize| (rows[row].state, rows[row].undo, rows[row].cause.as_deref());
    let never = Cause::NeverShown;
    assert_eq!(told(0), (RowState::Created, true, Some(&never)));
    let gone = gone_already();
    assert_eq!(told(1), (RowState::Deleted, false, Some(&gone)));
    store
        .undo_settled(run, &[(RowIndex(0), Undone::Deleted)], Timestamp(5_000))
        .unwrap();
    assert_eq!(store.undo_open(run).unwrap(), Vec::<RowIndex>::new());
}

#[test]
fn when_a_device_was_made_is_known() {
    let (_dir, store) = fresh();
    let run = finished(&store);
    assert_eq!(store.made_before(run, Timestamp(3_000)).unwrap(), [].into());
    assert_eq!(
        store.made_before(run, Timestamp(3_001)).unwrap(),
        [0, 1, 2, 3].map(RowIndex).into()
    );
}
