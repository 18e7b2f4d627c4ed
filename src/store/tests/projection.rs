//! What an outcome makes of a row is said once: rows that the screens keep are those that the journal reads.

use proptest::prelude::*;

use super::*;
use crate::domain::{Outcome, RowIndex, RunId, Timestamp};

const ROWS: u32 = 3;

/// A call of the journal, and what it makes of a row.
#[derive(Clone, Debug)]
enum Step {
    Leave(RowIndex),
    Queue(RowIndex),
    Requeue(RowIndex),
    Settle(RowIndex, Outcome),
    Undo(RowIndex, Undone),
}

fn outcome() -> impl Strategy<Value = Outcome> {
    prop_oneof![
        "[ab]".prop_map(|asset| created(&asset, None)),
        "[ab]".prop_map(|asset| created(&asset, Some(sealed(&asset)))),
        Just(adopted("c")),
        Just(failed("no")),
        Just(skipped("there")),
        Just(unknown("lost")),
    ]
}

fn undone() -> impl Strategy<Value = Undone> {
    prop_oneof![
        Just(Undone::Deleted),
        Just(Undone::Gone(Cause::Gone {
            deletion_lost: true
        })),
        Just(Undone::Kept(Cause::AssetUnknown)),
        Just(Undone::Open(Cause::NeverShown)),
    ]
}

fn step() -> impl Strategy<Value = Step> {
    let row = (0..ROWS).prop_map(RowIndex);
    prop_oneof![
        4 => row.clone().prop_map(Step::Leave),
        1 => row.clone().prop_map(Step::Queue),
        1 => row.clone().prop_map(Step::Requeue),
        6 => (row.clone(), outcome()).prop_map(|(row, outcome)| Step::Settle(row, outcome)),
        2 => (row, undone()).prop_map(|(row, undone)| Step::Undo(row, undone)),
    ]
}

/// Whether the journal took the step.
fn journalled(store: &Store, run: RunId, step: &Step) -> bool {
    match step {
        Step::Leave(row) => store.batch_sent(run, &[*row], Timestamp(2)).map(drop),
        Step::Queue(row) => store.rows_put_back(run, &[*row]),
        Step::Requeue(row) => store.row_requeue(run, &[(*row, None)]),
        Step::Settle(row, outcome) => {
            store.rows_settled(run, &[(*row, outcome.clone())], Timestamp(3))
        }
        Step::Undo(row, undone) => store
            .undo_begin(run, &[*row])
            .and_then(|()| store.undo_settled(run, &[(*row, undone.clone())], Timestamp(4))),
    }
    .is_ok()
}

fn kept(rows: &mut [RunRow], step: &Step) {
    match step {
        Step::Leave(row) => rows[row.place()].leave(),
        Step::Queue(row) | Step::Requeue(row) => rows[row.place()].queue(),
        Step::Settle(row, outcome) => rows[row.place()].settle(outcome),
        Step::Undo(row, undone) => rows[row.place()].undo(undone),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(64) })]

    #[test]
    fn the_rows_of_the_screens_are_those_of_the_journal(steps in prop::collection::vec(step(), 1..24)) {
        let (_dir, store) = fresh();
        let run = begin(&store, ROWS as usize);
        let mut rows = store.run(run).unwrap().rows;
        for step in &steps {
            if journalled(&store, run, step) {
                kept(&mut rows, step);
            }
            prop_assert_eq!(&store.run(run).unwrap().rows, &rows, "{:?}", step);
        }
    }
}
