//! Whatever a gateway says again and again, an undo comes to an end, and soon.

use super::*;
use crate::domain::{RowIndex, Timestamp};

/// Plays a gateway that shows every device in its searches and answers all other calls alike; gives how it
/// ended, what became of the rows, and how many calls that took.
fn played(
    rows: u32,
    answer: impl Fn(RowIndex) -> Heard,
) -> (End, Vec<(RowIndex, UndoResult)>, usize) {
    let mut machine = undo(rows);
    let (mut now, mut calls, mut fates) = (0, 0, Vec::new());
    loop {
        calls += 1;
        assert!(calls < 1_000, "it does not end");
        let (call, heard) = match machine.step(Timestamp(now)) {
            Step::Call(call, Request::Search(rows)) => {
                let shown = rows.into_iter().map(|row| (row, untouched()));
                (call, Heard::Seen(shown.collect()))
            }
            Step::Call(call, Request::Get(row) | Request::Delete(row)) => (call, answer(row)),
            Step::Wait { until: Some(until) } => {
                now = until.0;
                continue;
            }
            Step::Wait { until: None } => panic!("nothing is under way"),
            Step::Done(end) => return (end, fates, calls),
        };
        fates.extend(machine.hear(call, heard, Timestamp(now)));
    }
}

#[test]
fn a_gateway_whose_searches_go_well_and_nothing_else_does_ends_it() {
    for acted in [false, true] {
        let (end, fates, calls) = played(1, |_| trouble(acted, MOMENT));
        match end {
            End::Stopped { cause } => assert_eq!((*cause, fates), (no_reply(), Vec::new())),
            End::Finished => assert!(acted, "attempts are spent: {fates:?}"),
            End::Cancelled => panic!("nobody asked"),
        }
        assert!(calls < 30, "{calls}");
    }
    let (end, fates, _) = played(20, |_| trouble(false, MOMENT));
    assert_eq!((end, fates), (stopped(), Vec::new()));
}

#[test]
fn what_searches_show_and_nothing_else_does_is_left_and_never_gone() {
    for answer in [
        || said(RowIndex(0), Sight::Gone),
        || said(RowIndex(0), Sight::Nothing),
        || Heard::Seen(Vec::new()),
        || Heard::Vanished,
    ] {
        let (end, fates, calls) = played(1, |_| answer());
        assert_eq!(end, End::Finished);
        assert!(
            matches!(
                fates.as_slice(),
                [(RowIndex(0), UndoResult::Settled(Undone::Open(_)))]
            ),
            "{fates:?}"
        );
        assert!(calls < 20, "{calls}");
    }
}
