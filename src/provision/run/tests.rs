//! The state machine of a run: every transition, and any sequence of them.

use super::*;
use crate::domain::Created;
use proptest::prelude::*;

fn failure(msg: &str) -> Failure {
    Failure {
        msg: msg.to_owned(),
        ..Failure::default()
    }
}

fn created() -> Outcome {
    Outcome::Created(Created::default())
}

fn failed() -> Outcome {
    Outcome::Failed(failure("no"))
}

fn unknown() -> Outcome {
    Outcome::Unknown(failure("who knows"))
}

fn run(rows: u32, batch_size: usize) -> Run {
    Run::new(0..rows, Limits { batch_size })
}

/// A run of four rows in batches of two, the first batch in flight.
fn under_way() -> Run {
    let mut run = run(4, 2);
    assert_eq!(
        run.apply(Input::Sent { rows: vec![0, 1] }),
        Change::default()
    );
    run
}

/// One letter per row: q, i, c, f, u.
fn states(run: &Run) -> String {
    run.rows
        .values()
        .map(|state| match state {
            RowState::Queued => 'q',
            RowState::InFlight => 'i',
            RowState::Created => 'c',
            RowState::Failed => 'f',
            RowState::Unknown => 'u',
        })
        .collect()
}

#[test]
fn batches_are_cut_in_order_and_one_at_a_time() {
    let mut run = run(5, 2);
    for (rows, last) in [(vec![0, 1], false), (vec![2, 3], false), (vec![4], true)] {
        assert_eq!(run.next(), Step::Send { rows: rows.clone() });
        assert_eq!(
            run.next(),
            Step::Send { rows: rows.clone() },
            "asking changes nothing"
        );
        run.apply(Input::Sent { rows: rows.clone() });
        assert_eq!(run.next(), Step::Wait);
        let outcomes = rows.iter().map(|row| (*row, created())).collect();
        run.apply(Input::Answered { rows, outcomes });
        assert_eq!(run.next() == Step::Done(End::Finished), last);
    }
    assert_eq!(
        run.counts(),
        Counts {
            created: 5,
            ..Counts::default()
        }
    );
}

#[test]
fn a_run_of_nothing_is_finished_and_no_batch_is_empty() {
    assert_eq!(run(0, 1).next(), Step::Done(End::Finished));
    assert_eq!(run(2, 0).next(), Step::Send { rows: vec![0] });
    assert_eq!(Limits::default().batch_size, 1_000);
}

fn answered(rows: &[u32], outcomes: Vec<(u32, Outcome)>) -> Input {
    let rows = rows.to_vec();
    Input::Answered { rows, outcomes }
}

fn refused(blame: Blame) -> Input {
    Input::Refused {
        rows: vec![0, 1],
        failure: failure("no"),
        blame,
    }
}

fn lost(rows: &[u32]) -> Input {
    Input::Lost {
        rows: rows.to_vec(),
        failure: failure("lost"),
    }
}

fn settled(settled: Vec<(u32, Outcome)>) -> Change {
    Change {
        settled,
        unsent: vec![],
    }
}

fn stopped(msg: &str) -> Step {
    Step::Done(End::Stopped(failure(msg)))
}

/// Feeds `input` to a run whose rows 0 and 1 are in flight.
fn check(what: &str, input: Input, states_after: &str, change: &Change, step: &Step) {
    let mut run = under_way();
    assert_eq!(run.apply(input), *change, "{what}");
    assert_eq!(states(&run), states_after, "{what}");
    assert_eq!(run.next(), *step, "{what}");
    assert_eq!(run.counts().total(), 4, "{what}");
}

#[test]
fn an_answer_settles_its_batch_whole() {
    let go_on = Step::Send { rows: vec![2, 3] };
    let halves = vec![(1, failed()), (0, created())];
    let silent = || failure("the reply says nothing about this row");
    let doubtful = vec![(0, created()), (1, unknown())];
    let filled = vec![(0, created()), (1, Outcome::Unknown(silent()))];
    let three = vec![(0, created()), (1, created()), (2, created())];
    for (what, input, states, change, step) in [
        (
            "some failed",
            answered(&[0, 1], halves.clone()),
            "cfqq",
            halves,
            go_on,
        ),
        (
            "a doubt halts the run",
            answered(&[0, 1], doubtful.clone()),
            "cuqq",
            doubtful,
            stopped("who knows"),
        ),
        (
            "a row left out",
            answered(&[0, 1], vec![(0, created())]),
            "cuqq",
            filled,
            stopped(&silent().msg),
        ),
        (
            "rows of another batch",
            answered(&[0], three),
            "ciqq",
            vec![(0, created())],
            Step::Wait,
        ),
    ] {
        check(what, input, states, &settled(change), &step);
    }
}

#[test]
fn a_fault_moves_the_rows_in_flight_and_no_others() {
    let both = |outcome: Outcome| settled(vec![(0, outcome.clone()), (1, outcome)]);
    let doubt = both(Outcome::Unknown(failure("lost")));
    let back = Change {
        settled: vec![],
        unsent: vec![0, 1],
    };
    let nothing = Change::default;
    let again = Input::Sent { rows: vec![0, 1] };
    let go_on = Step::Send { rows: vec![2, 3] };
    for (what, input, states, change, step) in [
        (
            "the rows are refused",
            refused(Blame::Rows),
            "ffqq",
            both(failed()),
            go_on,
        ),
        (
            "the connection is refused",
            refused(Blame::Connection),
            "qqqq",
            back,
            stopped("no"),
        ),
        ("lost", lost(&[0, 1]), "uuqq", doubt, stopped("lost")),
        (
            "lost, but not in flight",
            lost(&[2, 9]),
            "iiqq",
            nothing(),
            Step::Wait,
        ),
        ("cancelled", Input::Cancel, "iiqq", nothing(), Step::Wait),
        ("sent again", again, "iiqq", nothing(), Step::Wait),
    ] {
        check(what, input, states, &change, &step);
    }
}

#[test]
fn a_cancelled_run_lets_its_batch_land_and_keeps_the_rest() {
    let mut run = under_way();
    run.apply(Input::Cancel);
    let outcomes = vec![(0, created()), (1, failed())];
    run.apply(Input::Answered {
        rows: vec![0, 1],
        outcomes,
    });
    assert_eq!(run.next(), Step::Done(End::Cancelled));
    assert_eq!(states(&run), "cfqq");
}

#[test]
fn a_fault_says_more_than_a_cancel_and_a_finished_run_needs_no_excuse() {
    let mut run = under_way();
    run.apply(Input::Cancel);
    run.apply(lost(&[0, 1]));
    run.apply(Input::Cancel);
    assert_eq!(run.next(), stopped("lost"));

    let mut run = self::run(1, 1);
    run.apply(Input::Sent { rows: vec![0] });
    run.apply(Input::Cancel);
    run.apply(lost(&[0]));
    assert_eq!(
        run.next(),
        Step::Done(End::Finished),
        "nothing is left to send"
    );
}

fn any_outcome() -> impl Strategy<Value = Outcome> {
    prop_oneof![Just(created()), Just(failed()), Just(unknown())]
}

fn any_input() -> impl Strategy<Value = Input> {
    let rows = || proptest::collection::vec(0_u32..8, 0..6);
    let blame = prop_oneof![Just(Blame::Rows), Just(Blame::Connection)];
    prop_oneof![
        rows().prop_map(|rows| Input::Sent { rows }),
        (
            rows(),
            proptest::collection::vec((0_u32..8, any_outcome()), 0..6)
        )
            .prop_map(|(rows, outcomes)| Input::Answered { rows, outcomes }),
        (rows(), blame).prop_map(|(rows, blame)| Input::Refused {
            rows,
            failure: failure("no"),
            blame
        }),
        rows().prop_map(|rows| Input::Lost {
            rows,
            failure: failure("lost")
        }),
        Just(Input::Cancel),
    ]
}

proptest! {
    /// No sequence of events, sensible or not, loses a row, changes an end, or has anything but a queued row sent.
    #[test]
    fn nothing_is_lost_and_nothing_is_sent_twice(
        inputs in proptest::collection::vec(any_input(), 0..40),
        batch_size in 0_usize..4,
    ) {
        let mut run = run(6, batch_size);
        for input in inputs {
            let before = run.rows.clone();
            let change = run.apply(input);
            prop_assert_eq!(run.counts().total(), 6);
            for (row, state) in &before {
                let now = run.rows[row];
                if matches!(state, RowState::Created | RowState::Failed | RowState::Unknown) {
                    prop_assert_eq!(now, *state);
                }
                let told = change.settled.iter().filter(|(settled, _)| settled == row).count();
                let settled_now = *state == RowState::InFlight && !matches!(now, RowState::InFlight | RowState::Queued);
                prop_assert_eq!(told, usize::from(settled_now), "told once, when it happens");
            }
            match run.next() {
                Step::Send { rows } => {
                    prop_assert!(!rows.is_empty() && rows.len() <= batch_size.max(1));
                    prop_assert!(rows.iter().all(|row| run.rows[row] == RowState::Queued));
                    prop_assert_eq!(run.counts().in_flight, 0);
                }
                Step::Wait => prop_assert!(run.counts().in_flight > 0),
                Step::Done(_) => prop_assert_eq!(run.counts().in_flight, 0),
            }
        }
    }

    /// A driver that does as it is told comes to an end, with every batch sent at most once per row.
    #[test]
    fn an_obedient_driver_comes_to_an_end(
        fates in proptest::collection::vec(any_outcome(), 9),
        batch_size in 1_usize..5,
    ) {
        let mut run = run(9, batch_size);
        let mut sent: Vec<u32> = Vec::new();
        let end = loop {
            match run.next() {
                Step::Send { rows } => {
                    sent.extend(&rows);
                    run.apply(Input::Sent { rows: rows.clone() });
                    let outcomes = rows.iter().map(|row| (*row, fates[*row as usize].clone())).collect();
                    run.apply(Input::Answered { rows, outcomes });
                }
                Step::Wait => prop_assert!(false, "every batch was answered"),
                Step::Done(end) => break end,
            }
        };
        let expected: Vec<u32> = (0..9).take(sent.len()).collect();
        prop_assert_eq!(&sent, &expected);
        prop_assert_eq!(end == End::Finished, sent.len() == 9);
    }
}
