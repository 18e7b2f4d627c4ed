//! What a row may become, and what is kept of it.

use super::*;

/// A run of one row in this state.
fn row_in(store: &Store, state: RowState) -> RunId {
    let run = begin(store, 1);
    if state != RowState::Queued {
        store.batch_sent(run, &[0], 2_000).unwrap();
    }
    let outcome = match state {
        RowState::Queued | RowState::InFlight => return run,
        RowState::Created => created("first", None),
        RowState::Failed => failed("first"),
        RowState::Unknown => unknown("first"),
    };
    store.rows_settled(run, &[(0, outcome)], 3_000).unwrap();
    run
}

/// A call on row 0.
type Call = fn(&Store, RunId) -> Result<(), StoreError>;

#[test]
fn a_row_moves_only_as_the_table_says() {
    use RowState::{Created, Failed, InFlight, Queued, Unknown};
    let calls: [(&str, Call, [Option<RowState>; 5]); 7] = [
        // from: queued, in flight, created, failed, unknown
        (
            "sent",
            |store, run| store.batch_sent(run, &[0], 4_000).map(drop),
            [Some(InFlight), None, None, None, None],
        ),
        (
            "unsent",
            |store, run| store.rows_unsent(run, &[0]),
            [None, Some(Queued), None, None, Some(Queued)],
        ),
        (
            "requeued",
            |store, run| store.row_requeue(run, &[(0, None)]),
            [Some(Queued), None, None, Some(Queued), None],
        ),
        (
            "corrected",
            |store, run| store.row_requeue(run, &[(0, Some(draft(9)))]),
            [Some(Queued), None, None, Some(Queued), None],
        ),
        (
            "created",
            |store, run| store.rows_settled(run, &[(0, created("second", None))], 4_000),
            [Some(Created); 5],
        ),
        (
            "failed",
            |store, run| store.rows_settled(run, &[(0, failed("second"))], 4_000),
            [
                Some(Failed),
                Some(Failed),
                Some(Created),
                Some(Failed),
                Some(Failed),
            ],
        ),
        (
            "unknown",
            |store, run| store.rows_settled(run, &[(0, unknown("second"))], 4_000),
            [
                None,
                Some(Unknown),
                Some(Created),
                Some(Failed),
                Some(Unknown),
            ],
        ),
    ];
    let (_dir, store) = fresh();
    for (name, call, becomes) in calls {
        for (from, to) in RowState::ALL.into_iter().zip(becomes) {
            let run = row_in(&store, from);
            let (before, past) = (store.run(run).unwrap(), history(&store, run));
            match (call(&store, run), to) {
                (Ok(()), Some(to)) => assert_eq!(states(&store, run), [to], "{from} {name}"),
                (
                    Err(StoreError::Conflict {
                        run: at,
                        row: 0,
                        state,
                        ..
                    }),
                    None,
                ) => {
                    assert_eq!((at, state), (run, from), "{from} {name}");
                    assert_eq!(store.run(run).unwrap(), before, "{from} {name}");
                    assert_eq!(history(&store, run), past, "{from} {name}");
                }
                (result, to) => panic!("{from} {name}: {result:?} instead of {to:?}"),
            }
        }
    }
}

#[test]
fn a_conflict_undoes_the_whole_call_and_names_run_and_row() {
    let (_dir, store) = fresh();
    let run = begin(&store, 3);
    store.batch_sent(run, &[2], 2_000).unwrap();
    let error = store.batch_sent(run, &[0, 1, 2], 3_000).unwrap_err();
    assert_eq!(
        error.to_string(),
        format!("run {run}, row 3: it is in flight, so it cannot be sent; nothing was written")
    );
    let expected = [RowState::Queued, RowState::Queued, RowState::InFlight];
    assert_eq!(states(&store, run), expected);
    assert_eq!(store.batch_sent(run, &[0, 1], 4_000).unwrap(), 2);
}

#[test]
fn a_row_cannot_be_in_a_batch_twice() {
    let (_dir, store) = fresh();
    let run = begin(&store, 1);
    let error = store.batch_sent(run, &[0, 0], 2_000).unwrap_err();
    assert!(
        matches!(error, StoreError::Conflict { row: 0, .. }),
        "{error}"
    );
    assert_eq!(states(&store, run), [RowState::Queued]);
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
    ];
    for report in &reports {
        store
            .rows_settled(run, &[(0, report.clone())], 3_000)
            .unwrap();
    }
    let row = store.run(run).unwrap().rows.remove(0);
    assert_eq!(row.asset_id.as_deref(), Some("first"));
    assert_eq!(row.device_key.as_deref(), Some("key of first"));
    assert_eq!((row.code, row.msg.as_str()), (None, ""));
    assert!(row.has_secret);
    assert_eq!(store.row_sealed(run, 0).unwrap(), Some(sealed("a")));
    let kept: Vec<_> = history(&store, run)
        .into_iter()
        .map(|(_, _, outcome)| outcome)
        .collect();
    assert_eq!(kept, reports);
}

#[test]
fn a_failed_row_can_be_corrected_and_sent_again() {
    let (_dir, store) = fresh();
    let run = row_in(&store, RowState::Failed);
    let row = store.run(run).unwrap().rows.remove(0);
    assert_eq!((row.code, row.msg.as_str()), (Some(11_702), "first"));
    assert_eq!(row.request_id.as_deref(), Some("request"));

    store.row_requeue(run, &[(0, Some(draft(9)))]).unwrap();
    let row = store.run(run).unwrap().rows.remove(0);
    assert_eq!(
        (row.name.as_str(), row.device_key.as_deref()),
        ("逆变器 9", Some("INV-9"))
    );
    assert_eq!(
        (row.code, row.msg.as_str(), row.request_id),
        (None, "", None)
    );
    assert!(row.corrected);
    assert_eq!(store.row_draft(run, 0).unwrap(), draft(9));
    assert_eq!(
        store.row_drafts(run, RowState::Queued).unwrap(),
        [(0, draft(9))]
    );
    assert_eq!(store.row_drafts(run, RowState::Failed).unwrap(), []);

    store.batch_sent(run, &[0], 4_000).unwrap();
    store
        .rows_settled(run, &[(0, created("second", None))], 5_000)
        .unwrap();
    let expected = [(0, 1, failed("first")), (0, 2, created("second", None))];
    assert_eq!(history(&store, run), expected);
}

#[test]
fn the_history_cannot_be_rewritten() {
    let (_dir, store) = fresh();
    let run = row_in(&store, RowState::Failed);
    let before = history(&store, run);
    for sql in [
        "UPDATE history SET at = 0",
        "DELETE FROM history",
        "DELETE FROM rows",
        "DELETE FROM runs",
    ] {
        assert!(
            store
                .write(|transaction| Ok(transaction.execute(sql, [])?))
                .is_err(),
            "{sql}"
        );
    }
    assert_eq!(history(&store, run), before);
}

#[test]
fn what_is_not_there_is_named() {
    let (_dir, store) = fresh();
    let run = begin(&store, 1);
    let row = format!("run {run} has no row 2");
    let outcome = [(1, failed("x"))];
    for error in [
        store.batch_sent(run, &[1], 0).unwrap_err(),
        store.rows_settled(run, &outcome, 0).unwrap_err(),
        store.rows_unsent(run, &[1]).unwrap_err(),
        store.row_requeue(run, &[(1, None)]).unwrap_err(),
        store.row_draft(run, 1).unwrap_err(),
        store.row_sealed(run, 1).unwrap_err(),
    ] {
        assert_eq!(error.to_string(), row);
    }
    for error in [
        store.batch_sent(99, &[], 0).unwrap_err(),
        store.run_ended(99, 0, "done").unwrap_err(),
        store.run(99).unwrap_err(),
        store.row_drafts(99, RowState::Queued).unwrap_err(),
    ] {
        assert_eq!(error.to_string(), "run 99 is not in the journal");
    }
}

#[test]
fn runs_come_newest_first_and_one_that_sends_again_is_not_ended() {
    let (_dir, store) = fresh();
    let first = begin(&store, 3);
    let second = store
        .run_begin(
            &NewRun {
                require_secret: false,
                ..new_run()
            },
            &[],
            &[],
        )
        .unwrap();
    store.batch_sent(first, &[1], 2_000).unwrap();
    store.run_ended(first, 3_000, "stopped").unwrap();
    let runs = store.runs().unwrap();
    let ids: Vec<_> = runs.iter().map(|run| run.id).collect();
    assert_eq!(ids, [second, first]);
    assert_eq!(runs[0].counts, Counts::default());
    assert!(!runs[0].require_secret && runs[1].require_secret);
    assert_eq!(
        runs[1].counts,
        Counts {
            queued: 2,
            in_flight: 1,
            ..Counts::default()
        }
    );
    assert_eq!(
        (runs[1].ended_at, runs[1].end.as_deref()),
        (Some(3_000), Some("stopped"))
    );
    assert_eq!(runs[1], store.run(first).unwrap().summary);

    store.batch_sent(first, &[0], 4_000).unwrap();
    let run = store.run(first).unwrap().summary;
    assert_eq!((run.ended_at, run.end), (None, None));
}
