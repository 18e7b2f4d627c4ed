//! What was sent before, found again by what it says.

use super::*;
use crate::domain::{Content, RowIndex, RunId, Timestamp};

const SCOPE: &str = "https://apim.example|o15504722874071";

fn keyless(n: usize) -> Draft {
    Draft {
        device_key: None,
        ..draft(n)
    }
}

/// A row whose key the program made.
fn automatic(n: usize) -> NewRow {
    NewRow {
        automatic: true,
        ..new_row(draft(n))
    }
}

fn content(draft: &Draft) -> Content {
    Content::of(draft, false)
}

/// Run, place and state of what is found of these drafts.
fn found(store: &Store, drafts: &[Draft]) -> Vec<(RunId, u32, RowState)> {
    let sent = store
        .sent_before(SCOPE, drafts.iter().map(content))
        .unwrap();
    sent.iter()
        .map(|sent| (sent.run, sent.row.0, sent.state))
        .collect()
}

#[test]
fn rows_are_found_by_what_the_user_said() {
    let (_dir, store) = fresh();
    let run = store
        .run_begin(
            &new_run(),
            vec![automatic(0), new_row(draft(1)), automatic(0)],
            &[],
        )
        .unwrap();
    let elsewhere = NewRun {
        site: Site {
            scope: "sandbox".to_owned(),
            ..new_run().site
        },
        ..new_run()
    };
    store
        .run_begin(&elsewhere, vec![automatic(0)], &[])
        .unwrap();
    let queued = RowState::Queued;
    assert_eq!(
        found(&store, &[keyless(0), keyless(0)]),
        [(run, 0, queued), (run, 2, queued)]
    );
    assert_eq!(found(&store, &[draft(1)]), [(run, 1, queued)]);
    assert_eq!(found(&store, &[draft(0), keyless(1), draft(2)]), []);
}

#[test]
fn what_came_to_nothing_is_not_found() {
    let (_dir, store) = fresh();
    let run = begin(&store, 7);
    store
        .batch_sent(run, &[0, 1, 2, 3, 4, 5].map(RowIndex), Timestamp(1))
        .unwrap();
    let outcomes = [
        (0, created("a", None)),
        (1, failed("no")),
        (2, skipped("there")),
        (3, unknown("perhaps")),
        (4, created("b", None)),
        (5, created("c", None)),
    ];
    store
        .rows_settled(run, &of(outcomes), Timestamp(2))
        .unwrap();
    store.undo_begin(run, &[4, 5].map(RowIndex)).unwrap();
    store
        .undo_settled(run, &[(RowIndex(4), Undone::Deleted)], Timestamp(3))
        .unwrap();
    assert_eq!(
        found(&store, &drafts(7)),
        [
            (run, 0, RowState::Created),
            (run, 3, RowState::Unknown),
            (run, 6, RowState::Queued)
        ],
        "neither what is deleted nor what is to be"
    );
    let sent = store.sent_before(SCOPE, [content(&draft(0))]).unwrap();
    assert_eq!(sent[0].device_key.as_deref(), Some("key of a"));
    assert_eq!(sent[0].asset_id.as_deref(), Some("a"));
}

#[test]
fn a_corrected_row_is_found_by_what_it_says_and_said_before() {
    let (_dir, store) = fresh();
    let run = begin(&store, 1);
    for corrected in [1, 2] {
        store
            .rows_settled(run, &[(RowIndex(0), failed("no"))], Timestamp(1))
            .unwrap();
        let row = new_row(draft(corrected));
        store.row_requeue(run, &[(RowIndex(0), Some(row))]).unwrap();
    }
    let row = [(run, 0, RowState::Queued)];
    assert_eq!(found(&store, &[draft(0)]), row);
    assert_eq!(found(&store, &[draft(1)]), row);
    assert_eq!(found(&store, &[draft(2)]), row);
    assert_eq!(found(&store, &drafts(3)), row, "once");
    let sent = store
        .sent_before(SCOPE, [content(&draft(1)), content(&draft(2))])
        .unwrap();
    assert_eq!(sent[0].content, content(&draft(2)));
    assert_eq!(sent[0].former, [content(&draft(1))]);
    // Sent again as it is, it still says the same.
    store
        .rows_settled(run, &[(RowIndex(0), failed("no"))], Timestamp(2))
        .unwrap();
    store.row_requeue(run, &[(RowIndex(0), None)]).unwrap();
    assert_eq!(found(&store, &[draft(0)]), row);
}

#[test]
fn a_run_counts_as_cut_short_until_its_end_was_told() {
    let (_dir, store) = fresh();
    let (one, other) = (begin(&store, 1), begin(&store, 1));
    let told = |store: &Store| -> Vec<bool> {
        let sent = store.sent_before(SCOPE, [content(&draft(0))]).unwrap();
        sent.iter().map(|sent| sent.told).collect()
    };
    assert_eq!(told(&store), [false, false]);
    store.runs_told(&[one, RunId(99)], true).unwrap();
    assert_eq!(told(&store), [true, false]);
    store.runs_told(&[one, other], false).unwrap();
    assert_eq!(told(&store), [false, false]);
}

#[test]
fn no_search_goes_through_the_journal() {
    let (_dir, store) = fresh();
    for select in [super::super::sent::WHICH, &super::super::sent::what()] {
        let plan = store.read(|connection| {
            let mut explain = connection.prepare(&format!("EXPLAIN QUERY PLAN {select}"))?;
            let rows = explain.raw_query().mapped(|row| row.get::<_, String>(3));
            Ok(rows.collect::<Result<Vec<_>, _>>()?)
        });
        let plan = plan.unwrap();
        assert!(!plan.is_empty());
        assert!(
            plan.iter().all(|step| step.starts_with("SEARCH")),
            "{plan:#?}"
        );
    }
}

#[test]
fn what_is_pruned_is_forgotten() {
    let (_dir, store) = fresh();
    let (gone, kept) = (begin(&store, 2), begin(&store, 1));
    for run in [gone, kept] {
        store
            .rows_settled(run, &[(RowIndex(0), created("a", None))], Timestamp(1))
            .unwrap();
    }
    store
        .rows_settled(gone, &[(RowIndex(1), failed("no"))], Timestamp(1))
        .unwrap();
    store.prune(&[gone]).unwrap();
    assert_eq!(found(&store, &drafts(2)), [(kept, 0, RowState::Created)]);
    let left = store.read(|connection| {
        Ok(
            connection.query_row("SELECT count(*) FROM contents", [], |row| {
                row.get::<_, i64>(0)
            })?,
        )
    });
    assert_eq!(left.unwrap(), 1);
}
