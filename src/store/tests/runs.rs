//! What is read back of the runs.

use super::*;
use crate::domain::{OpenRow, RowIndex, Timestamp};

#[test]
fn runs_come_newest_first_and_one_that_sends_again_is_not_ended() {
    let (_dir, store) = fresh();
    let first = begin(&store, 3);
    let new = NewRun {
        terms: Terms {
            require_secret: false,
            existing: Existing::Skip,
        },
        ..new_run()
    };
    let second = store.run_begin(&new, Vec::new(), &[]).unwrap();
    store
        .batch_sent(first, &[RowIndex(1)], Timestamp(2_000))
        .unwrap();
    let stopped = End::Stopped {
        cause: Box::new(Cause::said("no")),
    };
    store.run_ended(first, Timestamp(3_000), &stopped).unwrap();
    let runs = store.runs().unwrap();
    let ids: Vec<_> = runs.iter().map(|run| run.id).collect();
    assert_eq!(ids, [second, first]);
    assert_eq!(runs[0].counts, Counts::default());
    assert!(!runs[0].terms.require_secret && runs[1].terms.require_secret);
    assert_eq!(
        [runs[0].terms.existing, runs[1].terms.existing],
        [Existing::Skip, Existing::Adopt]
    );
    assert_eq!(
        runs[1].counts,
        Counts {
            queued: 2,
            in_flight: 1,
            ..Counts::default()
        }
    );
    assert_eq!(
        (runs[1].ended_at, runs[1].end.as_ref()),
        (Some(Timestamp(3_000)), Some(&stopped))
    );
    assert_eq!((runs[1].batches, runs[1].products), (1, 1));
    assert!(runs[1].product_key.is_some());
    assert_eq!((runs[0].batches, runs[0].products), (0, 0));
    assert_eq!(runs[0].product_key, None);
    assert_eq!(runs[1], store.run(first).unwrap().summary);
    assert_eq!(runs[0], store.run(second).unwrap().summary);

    store
        .batch_sent(first, &[RowIndex(0)], Timestamp(4_000))
        .unwrap();
    let run = store.run(first).unwrap().summary;
    assert_eq!((run.ended_at, run.end), (None, None));
}

#[test]
fn drafts_come_in_the_order_asked_for() {
    let (_dir, store) = fresh();
    begin(&store, 2);
    let run = begin(&store, 5);
    begin(&store, 2);
    for asked in [&[][..], &[3], &[0, 1, 2, 3, 4], &[4, 2, 3, 0, 0]] {
        let asked: Vec<_> = asked.iter().copied().map(RowIndex).collect();
        let expected: Vec<_> = asked.iter().map(|row| (*row, draft(row.place()))).collect();
        assert_eq!(store.drafts(run, &asked).unwrap(), expected);
    }
}

#[test]
fn every_row_of_a_long_run_has_its_own_draft() {
    let (_dir, store) = fresh();
    let run = begin(&store, 1_000);
    let asked: Vec<RowIndex> = (0..1_000).map(RowIndex).collect();
    let expected: Vec<_> = asked.iter().copied().zip(drafts(1_000)).collect();
    assert!(store.drafts(run, &asked).unwrap() == expected);
    let rows = store.run(run).unwrap().rows;
    assert_eq!(rows.len(), 1_000);
    for (row, (index, draft)) in rows.iter().zip(expected) {
        assert_eq!((row.index, &row.device_key), (index, &draft.device_key));
    }
}

#[test]
fn open_rows_say_all_that_going_on_needs() {
    let (_dir, store) = fresh();
    let keyless = Draft {
        device_key: None,
        ..draft(1)
    };
    let rows = [
        new_row(draft(0)),
        new_row(keyless),
        NewRow {
            automatic: true,
            ..new_row(draft(2))
        },
        new_row(draft(3)),
        new_row(draft(4)),
    ];
    let run = store.run_begin(&new_run(), rows.to_vec(), &[]).unwrap();
    let other = begin(&store, 1);
    store
        .batch_sent(other, &[RowIndex(0)], Timestamp(9_000))
        .unwrap();
    store
        .batch_sent(run, &[0, 1, 2, 3].map(RowIndex), Timestamp(2_000))
        .unwrap();
    store.rows_put_back(run, &[2, 3].map(RowIndex)).unwrap();
    store
        .batch_sent(run, &[RowIndex(2)], Timestamp(3_000))
        .unwrap();
    let outcomes = of([(0, created("a", None)), (2, unknown("perhaps"))]);
    store
        .rows_settled(run, &outcomes, Timestamp(4_000))
        .unwrap();

    let open = |index: u32, state, attempts, sent_at| OpenRow {
        index: RowIndex(index),
        state,
        product_key: "2zp6A70r".to_owned(),
        device_key: Some(format!("INV-{index}")),
        automatic: false,
        attempts,
        sent_at,
        cause: None,
    };
    let expected = [
        OpenRow {
            device_key: None,
            ..open(1, RowState::InFlight, 1, Some(Timestamp(2_000)))
        },
        OpenRow {
            automatic: true,
            cause: Some(Cause::said("perhaps")),
            ..open(2, RowState::Unknown, 2, Some(Timestamp(3_000)))
        },
        open(3, RowState::Queued, 1, Some(Timestamp(2_000))),
        open(4, RowState::Queued, 0, None),
    ];
    assert_eq!(store.open_rows(run).unwrap(), expected);
    let rows = store.run(run).unwrap().rows.into_iter();
    let attempts: Vec<_> = rows.map(|row| (row.attempts, row.automatic)).collect();
    let expected = [(1, false), (1, false), (2, true), (1, false), (0, false)];
    assert_eq!(attempts, expected);
}
