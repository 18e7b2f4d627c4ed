//! What a row may become, and what is kept of it.

use super::*;
use crate::domain::{RowIndex, RunId, Timestamp};

/// A run of one row in this state.
fn row_in(store: &Store, state: RowState) -> RunId {
    let run = begin(store, 1);
    if state != RowState::Queued {
        store
            .batch_sent(run, &[RowIndex(0)], Timestamp(2_000))
            .unwrap();
    }
    let outcome = match state {
        RowState::Queued | RowState::InFlight => return run,
        RowState::Created | RowState::Deleted => created("first", None),
        RowState::Failed => failed("first"),
        RowState::Unknown => unknown("first"),
        RowState::Skipped => skipped("first"),
    };
    store
        .rows_settled(run, &[(RowIndex(0), outcome)], Timestamp(3_000))
        .unwrap();
    if state == RowState::Deleted {
        store.undo_begin(run, &[RowIndex(0)]).unwrap();
        store
            .undo_settled(run, &[(RowIndex(0), Undone::Deleted)], Timestamp(3_500))
            .unwrap();
    }
    run
}

/// A call on row 0.
type Call = fn(&Store, RunId) -> Result<(), StoreError>;

#[test]
#[expect(clippy::too_many_lines, reason = "a table of cases")]
fn a_row_moves_only_as_the_table_says() {
    use RowState::{Created, Deleted, Failed, InFlight, Queued, Skipped, Unknown};
    let made = Some(Created);
    let gone = Some(Deleted);
    // What a row becomes that is queued, in flight, created, failed, unknown, skipped, deleted.
    let calls: [(&str, Call, [Option<RowState>; 7]); 9] = [
        (
            "sent",
            |store, run| {
                store
                    .batch_sent(run, &[RowIndex(0)], Timestamp(4_000))
                    .map(drop)
            },
            [Some(InFlight), None, None, None, None, None, None],
        ),
        (
            "unsent",
            |store, run| store.rows_put_back(run, &[RowIndex(0)]),
            [None, Some(Queued), None, None, Some(Queued), None, None],
        ),
        (
            "requeued",
            |store, run| store.row_requeue(run, &[(RowIndex(0), None)]),
            [Some(Queued), None, None, Some(Queued), None, None, None],
        ),
        (
            "corrected",
            |store, run| store.row_requeue(run, &[(RowIndex(0), Some(new_row(draft(9))))]),
            [Some(Queued), None, None, Some(Queued), None, None, None],
        ),
        (
            "created",
            |store, run| {
                store.rows_settled(
                    run,
                    &[(RowIndex(0), created("second", None))],
                    Timestamp(4_000),
                )
            },
            [made, made, made, made, made, made, gone],
        ),
        (
            "failed",
            |store, run| {
                store.rows_settled(run, &[(RowIndex(0), failed("second"))], Timestamp(4_000))
            },
            [Failed, Failed, Created, Failed, Failed, Failed, Deleted].map(Some),
        ),
        (
            "skipped",
            |store, run| {
                store.rows_settled(run, &[(RowIndex(0), skipped("second"))], Timestamp(4_000))
            },
            [
                Skipped, Skipped, Created, Skipped, Skipped, Skipped, Deleted,
            ]
            .map(Some),
        ),
        (
            "unknown",
            |store, run| {
                store.rows_settled(run, &[(RowIndex(0), unknown("second"))], Timestamp(4_000))
            },
            [
                None,
                Some(Unknown),
                made,
                Some(Failed),
                Some(Unknown),
                Some(Skipped),
                gone,
            ],
        ),
        (
            "deleted",
            |store, run| {
                store.undo_begin(run, &[RowIndex(0)])?;
                store.undo_settled(run, &[(RowIndex(0), Undone::Deleted)], Timestamp(4_000))
            },
            [None, None, gone, None, None, None, None],
        ),
    ];
    let (_dir, store) = fresh();
    for (name, call, becomes) in calls {
        for (from, to) in RowState::ALL.iter().copied().zip(becomes) {
            let run = row_in(&store, from);
            let (before, past) = (store.run(run).unwrap(), history(&store, run));
            match (call(&store, run), to) {
                (Ok(()), Some(to)) => assert_eq!(states(&store, run), [to], "{from:?} {name}"),
                (
                    Err(StoreError::Conflict {
                        run: at,
                        row: RowIndex(0),
                        state,
                        ..
                    }),
                    None,
                ) => {
                    assert_eq!((at, state), (run, from), "{from:?} {name}");
                    assert_eq!(store.run(run).unwrap(), before, "{from:?} {name}");
                    assert_eq!(history(&store, run), past, "{from:?} {name}");
                }
                (result, to) => panic!("{from:?} {name}: {result:?} instead of {to:?}"),
            }
        }
    }
}

#[test]
fn a_conflict_undoes_the_whole_call_and_names_run_and_row() {
    use RowState::{InFlight, Queued};
    let (_dir, store) = fresh();
    let run = begin(&store, 4);
    store
        .batch_sent(run, &[RowIndex(2)], Timestamp(2_000))
        .unwrap();
    let error = store
        .batch_sent(run, &[0, 1, 2, 3].map(RowIndex), Timestamp(3_000))
        .unwrap_err();
    assert_eq!(
        error.to_string(),
        format!("run {run}, row 3: it is in flight, so it cannot be sent; nothing was written")
    );
    assert_eq!(states(&store, run), [Queued, Queued, InFlight, Queued]);
    assert_eq!(
        store
            .batch_sent(run, &[3, 0, 1].map(RowIndex), Timestamp(4_000))
            .unwrap(),
        2
    );
    assert_eq!(states(&store, run), [InFlight; 4]);
}

#[test]
fn a_row_cannot_be_in_a_batch_twice() {
    let (_dir, store) = fresh();
    let run = begin(&store, 2);
    for rows in [&[0, 0][..], &[0, 1, 0], &[1, 0, 1]] {
        let rows: Vec<_> = rows.iter().copied().map(RowIndex).collect();
        let error = store.batch_sent(run, &rows, Timestamp(2_000)).unwrap_err();
        assert!(matches!(error, StoreError::Conflict { .. }), "{error}");
        assert_eq!(states(&store, run), [RowState::Queued; 2]);
    }
}

/// A reply of many outcomes, in any order: each row has its own, and no row of another run is touched.
#[test]
fn every_row_has_the_outcome_reported_of_it() {
    let (_dir, store) = fresh();
    let (before, run, after) = (begin(&store, 9), begin(&store, 9), begin(&store, 9));
    let others = [before, after].map(|run| store.run(run).unwrap());
    let all: Vec<_> = (0..9).map(RowIndex).collect();
    store.batch_sent(run, &all, Timestamp(2_000)).unwrap();
    let outcomes = [
        (4, created("a4", Some(sealed("4")))),
        (5, created("a5", Some(sealed("5")))),
        (6, created("a6", None)),
        (7, failed("no 7")),
        (8, failed("no 8")),
        (0, created("a0", None)),
        (1, created("a1", None)),
        (2, skipped("2 exists")),
        (3, unknown("3?")),
        (0, created("again", Some(sealed("0")))),
        (7, failed("no 7, once more")),
    ];
    store
        .rows_settled(run, &of(outcomes.clone()), Timestamp(3_000))
        .unwrap();

    let rows = store.run(run).unwrap().rows;
    let told: Vec<_> = rows
        .iter()
        .map(|row| match &row.cause {
            Some(cause) => crate::words::cause(cause).en().to_owned(),
            None => row.asset_id.clone().unwrap_or_default(),
        })
        .collect();
    let expected = [
        "a0",
        "a1",
        "2 exists",
        "3?",
        "a4",
        "a5",
        "a6",
        "no 7, once more",
        "no 8",
    ];
    assert_eq!(told, expected);
    let secrets: Vec<_> = (0..9)
        .map(|row| store.row_sealed(run, RowIndex(row)).unwrap())
        .collect();
    let mut expected = vec![None; 9];
    for row in [0, 4, 5] {
        expected[row] = Some(sealed(&row.to_string()));
    }
    assert_eq!(secrets, expected);
    assert_eq!(
        rows.iter().map(|row| row.has_secret).collect::<Vec<_>>(),
        secrets.iter().map(Option::is_some).collect::<Vec<_>>()
    );
    let reported = outcomes.map(|(row, outcome)| (row, 1, Told::Outcome(outcome)));
    assert_eq!(history(&store, run), reported);
    assert_eq!([before, after].map(|run| store.run(run).unwrap()), others);
}

#[test]
fn a_created_row_keeps_its_identity_and_may_gain_its_secret() {
    let (_dir, store) = fresh();
    let run = row_in(&store, RowState::InFlight);
    let reports = [
        created("first", None),
        failed("late"),
        created("second", Some(sealed("a"))),
        created("third", None),
        skipped("late"),
        unknown("late"),
    ];
    for report in &reports {
        store
            .rows_settled(run, &[(RowIndex(0), report.clone())], Timestamp(3_000))
            .unwrap();
    }
    let row = store.run(run).unwrap().rows.remove(0);
    assert_eq!(row.asset_id.as_deref(), Some("first"));
    assert_eq!(row.device_key.as_deref(), Some("key of first"));
    assert_eq!(row.cause, None);
    assert_eq!(row.request_id.as_deref(), Some("request"));
    assert!(row.has_secret && !row.adopted);
    assert_eq!(
        store.row_sealed(run, RowIndex(0)).unwrap(),
        Some(sealed("a"))
    );
    let expected = reports.map(|outcome| (0, 1, Told::Outcome(outcome)));
    assert_eq!(history(&store, run), expected);
}

#[test]
fn a_failed_row_can_be_corrected_and_sent_again() {
    let (_dir, store) = fresh();
    let run = row_in(&store, RowState::Failed);
    let row = store.run(run).unwrap().rows.remove(0);
    assert_eq!(row.cause, Some(Box::new(Cause::said("first"))));
    assert_eq!(row.request_id.as_deref(), Some("request"));
    assert!(!row.corrected && !row.automatic);

    let correction = NewRow {
        automatic: true,
        ..new_row(draft(9))
    };
    store
        .row_requeue(run, &[(RowIndex(0), Some(correction))])
        .unwrap();
    let row = store.run(run).unwrap().rows.remove(0);
    assert_eq!(
        (row.name.as_str(), row.device_key.as_deref()),
        ("逆变器 9", Some("INV-9"))
    );
    assert_eq!((row.cause, row.request_id), (None, None));
    assert!(row.corrected && row.automatic);
    assert_eq!(store.row_draft(run, RowIndex(0)).unwrap(), draft(9));
    assert_eq!(
        store.drafts(run, &[RowIndex(0)]).unwrap(),
        of([(0, draft(9))])
    );

    store
        .batch_sent(run, &[RowIndex(0)], Timestamp(4_000))
        .unwrap();
    store
        .rows_settled(
            run,
            &[(RowIndex(0), created("second", None))],
            Timestamp(5_000),
        )
        .unwrap();
    let expected = [(0, 1, failed("first")), (0, 2, created("second", None))];
    let expected = expected.map(|(row, attempt, outcome)| (row, attempt, Told::Outcome(outcome)));
    assert_eq!(history(&store, run), expected);
}

#[test]
fn what_was_reported_cannot_be_rewritten_and_no_row_removed() {
    let (_dir, store) = fresh();
    let run = row_in(&store, RowState::Failed);
    let before = (history(&store, run), store.run(run).unwrap());
    for sql in [
        "UPDATE reports SET at = 0",
        "DELETE FROM reports",
        "DELETE FROM states",
        "DELETE FROM drafts",
        "DELETE FROM runs",
    ] {
        assert!(
            store
                .write(|transaction| Ok(transaction.execute(sql, [])?))
                .is_err(),
            "{sql}"
        );
    }
    assert_eq!((history(&store, run), store.run(run).unwrap()), before);
}

#[test]
fn what_is_not_there_is_named() {
    let (_dir, store) = fresh();
    let run = begin(&store, 1);
    begin(&store, 1);
    let row = format!("run {run} has no row 2");
    let outcome = of([(1, failed("x"))]);
    for error in [
        store
            .batch_sent(run, &[RowIndex(1)], Timestamp(0))
            .unwrap_err(),
        store
            .batch_sent(run, &[0, 1].map(RowIndex), Timestamp(0))
            .unwrap_err(),
        store.rows_settled(run, &outcome, Timestamp(0)).unwrap_err(),
        store.rows_put_back(run, &[RowIndex(1)]).unwrap_err(),
        store.row_requeue(run, &[(RowIndex(1), None)]).unwrap_err(),
        store.row_draft(run, RowIndex(1)).unwrap_err(),
        store.drafts(run, &[0, 1].map(RowIndex)).unwrap_err(),
        store.row_sealed(run, RowIndex(1)).unwrap_err(),
        store.undo_begin(run, &[RowIndex(1)]).unwrap_err(),
        store
            .undo_settled(run, &[(RowIndex(1), Undone::Deleted)], Timestamp(0))
            .unwrap_err(),
    ] {
        assert_eq!(error.to_string(), row);
    }
    for run in [99, -1, 0, i64::MAX, i64::MIN, (1 << 32) + run.0] {
        for error in [
            store.batch_sent(RunId(run), &[], Timestamp(0)).unwrap_err(),
            store
                .run_ended(RunId(run), Timestamp(0), &End::Finished)
                .unwrap_err(),
            store.run(RunId(run)).unwrap_err(),
            store.open_rows(RunId(run)).unwrap_err(),
        ] {
            assert_eq!(
                error.to_string(),
                format!("run {run} is not in the journal")
            );
        }
        assert!(store.row_draft(RunId(run), RowIndex(0)).is_err(), "{run}");
    }
}
