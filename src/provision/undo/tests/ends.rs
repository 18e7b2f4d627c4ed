//! Whatever a gateway says again and again, an undo comes to an end, and soon.

use super::*;
use crate::domain::{RowIndex, Timestamp};

/// Plays a gateway that shows every device in its searches and answers all other calls alike; gives how it
/// ended, what became of the rows, and how many calls that took.
fn played(
    rows: u32,
    answer: impl Fn(RowIndex) -> CallEnd,
) -> (End, Vec<(RowIndex, UndoResult)>, usize) {
    let mut machine = undo(rows);
    let (mut now, mut calls, mut results) = (0, 0, Vec::new());
    loop {
        calls += 1;
        assert!(calls < 1_000, "it does not end");
        let (call, ended) = match machine.step(Timestamp(now)) {
            Step::Call(call, Request::Search(rows)) => {
                let shown = rows.into_iter().map(|row| (row, untouched()));
                (call, CallEnd::Seen(shown.collect()))
            }
            Step::Call(call, Request::Get(row) | Request::Delete(row)) => (call, answer(row)),
            Step::Wait { until: Some(until) } => {
                now = until.0;
                continue;
            }
            Step::Wait { until: None } => panic!("nothing is under way"),
            Step::Done(end) => return (end, results, calls),
        };
        results.extend(machine.apply(call, ended, Timestamp(now)));
    }
}

#[test]
fn a_gateway_whose_searches_go_well_and_nothing_else_does_ends_it() {
    for acted in [false, true] {
        let (end, results, calls) = played(1, |_| trouble(acted, MOMENT));
        match end {
            End::Stopped { cause } => assert_eq!((*cause, results), (no_reply(), Vec::new())),
            End::Finished => assert!(acted, "attempts are spent: {results:?}"),
            End::Cancelled => panic!("nobody asked"),
        }
        assert!(calls < 30, "{calls}");
    }
    let (end, results, _) = played(20, |_| trouble(false, MOMENT));
    assert_eq!((end, results), (stopped(), Vec::new()));
}

#[test]
fn what_searches_show_and_nothing_else_does_is_left_and_never_gone() {
    for answer in [
        || said(RowIndex(0), Sight::Gone),
        || said(RowIndex(0), Sight::Nothing),
        || CallEnd::Seen(Vec::new()),
        || CallEnd::Vanished,
    ] {
        let (end, results, calls) = played(1, |_| answer());
        assert_eq!(end, End::Finished);
        assert!(
            matches!(
                results.as_slice(),
                [(RowIndex(0), UndoResult::Settled(Undone::Open(_)))]
            ),
            "{results:?}"
        );
        assert!(calls < 20, "{calls}");
    }
}
