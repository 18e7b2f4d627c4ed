//! Any sequence of events, and whole runs against any gateway.

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::*;
use crate::domain::{Outcome, RowIndex, Timestamp};

const ROWS: u32 = 12;

/// What a gateway does with one request.
#[derive(Clone, Copy, Debug)]
enum BatchEnd {
    Fine,
    /// Acts, and the reply is lost.
    LostAfter,
    /// Does not act, and the reply is lost.
    LostBefore,
    /// Acts, and says no with a code that nobody knows.
    OddAfter,
    /// Does not act, and says no with a code that nobody knows.
    OddBefore,
    Refuse(RefusalScope),
    /// Leaves the first row out of its reply.
    Silent,
}

fn end() -> impl Strategy<Value = BatchEnd> {
    prop_oneof![
        4 => Just(BatchEnd::Fine),
        2 => Just(BatchEnd::LostAfter),
        2 => Just(BatchEnd::LostBefore),
        1 => Just(BatchEnd::OddAfter),
        1 => Just(BatchEnd::OddBefore),
        1 => Just(BatchEnd::Refuse(MOMENT)),
        1 => Just(BatchEnd::Refuse(RefusalScope::Size)),
        1 => Just(BatchEnd::Refuse(RefusalScope::SizeOrRow)),
        1 => Just(BatchEnd::Refuse(RefusalScope::Row)),
        1 => Just(BatchEnd::Refuse(RefusalScope::Product)),
        1 => Just(BatchEnd::Silent),
    ]
}

/// Row → whether somebody else had its key before.
fn world() -> impl Strategy<Value = Vec<bool>> {
    proptest::collection::vec(prop::bool::weighted(0.2), ROWS as usize)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    /// Whatever a gateway does, a finished run knows what became of every row, and made none twice.
    #[test]
    fn a_run_ends_with_the_truth(
        ends in proptest::collection::vec(end(), 0..60),
        taken in world(),
        batch_size in 1_u16..6,
        at_once in 1_u16..4,
        controls in proptest::collection::vec((0_usize..40, prop_oneof![Just(Control::Pause), Just(Control::Go)]), 0..4),
    ) {
        let bounds = Bounds { batch_size, batches_at_once: at_once, faults: 1_000, attempts: 100, ..bounds() };
        let mut run = run_with((0..ROWS).map(row), bounds);
        let mut ends = ends.into_iter();
        // Row → how often its device was made.
        let mut made: BTreeMap<RowIndex, usize> = BTreeMap::new();
        let mut told: BTreeMap<RowIndex, Outcome> = BTreeMap::new();
        let mut under_way = Vec::new();
        let mut now = 0;
        for step in 0..2_000 {
            for (_, control) in controls.iter().filter(|(at, _)| *at == step) {
                run.apply(Timestamp(now), Input::Control(*control));
            }
            let input = match run.next(Timestamp(now)) {
                Step::Call(batch, Request::Send(rows)) => {
                    prop_assert!(!rows.is_empty() && rows.len() <= usize::from(batch_size));
                    for row in &rows {
                        prop_assert!(!matches!(told.get(row), Some(Outcome::Created(_))), "sent though created");
                    }
                    under_way.push((batch, rows));
                    prop_assert!(under_way.len() <= usize::from(at_once));
                    None
                }
                Step::Call(look, Request::Look(rows)) => {
                    let found = rows.iter().filter_map(|row| {
                        if made.contains_key(row) {
                            Some((*row, created()))
                        } else {
                            taken[row.place()].then(|| (*row, failed()))
                        }
                    });
                    Some(Input::Seen { look, found: found.collect() })
                }
                Step::Wait { until } => match (until, under_way.pop()) {
                    (_, Some((batch, rows))) => Some(reply(batch, &rows, ends.next(), &mut made, &taken)),
                    (Some(until), None) => { prop_assert!(until > Timestamp(now)); now = until.0; None }
                    (None, None) => Some(Input::Control(Control::Go)),
                },
                Step::Done(end) => {
                    prop_assert_eq!(end, End::Finished);
                    break;
                }
            };
            if let Some(input) = input {
                told.extend(run.apply(Timestamp(now), input).settled);
            }
            prop_assert_eq!(run.counts().total(), ROWS as usize);
            prop_assert!(step < 1_999, "it comes to an end");
        }
        for row in (0..ROWS).map(RowIndex) {
            let count = made.get(&row).copied().unwrap_or(0);
            prop_assert!(count <= 1, "row {} was made {} times", row, count);
            let said = told.get(&row).map(Outcome::state);
            let truth = if count == 1 { RowState::Created } else { RowState::Failed };
            prop_assert_eq!(said, Some(truth), "row {}", row);
        }
    }

    /// No sequence of events, sensible or not, loses a row or changes an end.
    #[test]
    fn nothing_is_lost_whatever_is_said(
        inputs in proptest::collection::vec((0_u64..12, 0_u32..8, 0_usize..8), 0..60),
    ) {
        let mut run = run(6);
        let mut now = 0;
        for (ticket, row, kind) in inputs {
            let before = states(&run);
            let ticket = Ticket(ticket);
            let said = failure("said");
            let input = match kind {
                0 => Input::Answered { batch: ticket, answers: vec![(RowIndex(row), Answer::Became(created()))], disorder: None },
                1 => Input::Answered { batch: ticket, answers: vec![(RowIndex(row), Answer::Existed(said)), (RowIndex(row), Answer::Again(failure("again"))), (RowIndex(row + 1), Answer::Stopped(failure("stop")))], disorder: None },
                2 => Input::Lost { batch: ticket, failure: said, refused: row % 2 == 0, retry_after: None },
                3 => Input::Refused { batch: ticket, failure: said, scope: MOMENT },
                4 => Input::Refused { batch: ticket, failure: said, scope: RefusalScope::SizeOrRow },
                5 => Input::Seen { look: ticket, found: vec![(RowIndex(row), failed())] },
                6 => Input::Unseen { look: ticket, failure: said, scope: MOMENT },
                _ => { now += 60; let _ = run.next(Timestamp(now)); continue; }
            };
            run.apply(Timestamp(now), input);
            let after = states(&run);
            prop_assert_eq!(after.len(), 6);
            prop_assert_eq!(run.counts().total(), 6);
            for (was, is) in before.chars().zip(after.chars()) {
                prop_assert!(was == is || !"cfs".contains(was), "{} -> {}", was, is);
                prop_assert!(!(was == 'q' && "cu".contains(is)), "not sent: {} -> {}", was, is);
            }
        }
    }
}

/// What comes of a batch.
fn reply(
    batch: Ticket,
    rows: &[RowIndex],
    end: Option<BatchEnd>,
    made: &mut BTreeMap<RowIndex, usize>,
    taken: &[bool],
) -> Input {
    let end = end.unwrap_or(BatchEnd::Fine);
    let mut answers = Vec::new();
    if matches!(
        end,
        BatchEnd::Fine | BatchEnd::LostAfter | BatchEnd::OddAfter | BatchEnd::Silent
    ) {
        for row in rows {
            let there = taken[row.place()] || made.contains_key(row);
            answers.push((
                *row,
                if there {
                    Answer::Existed(failure("DeviceKey existed"))
                } else {
                    *made.entry(*row).or_default() += 1;
                    Answer::Became(created())
                },
            ));
        }
    }
    match end {
        BatchEnd::Fine => Input::Answered {
            batch,
            answers,
            disorder: None,
        },
        BatchEnd::Silent => Input::Answered {
            batch,
            answers: answers.split_off(1),
            disorder: None,
        },
        BatchEnd::LostAfter | BatchEnd::LostBefore | BatchEnd::OddAfter | BatchEnd::OddBefore => {
            Input::Lost {
                batch,
                failure: failure("lost"),
                refused: matches!(end, BatchEnd::OddAfter | BatchEnd::OddBefore),
                retry_after: None,
            }
        }
        BatchEnd::Refuse(scope) => Input::Refused {
            batch,
            failure: failure("refused"),
            scope,
        },
    }
}
