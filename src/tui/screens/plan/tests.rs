//! The plan as state: what keys choose, and which answers count.

use super::*;
use crate::domain::{Draft, Field, QueueId};
use crate::provision::Problem;
use crate::provision::flaw::{Flaw, Needed};
use crate::tui::runtime::keys;
use crate::tui::shared::{Chord, LinkState};

fn plan_of(rows: i64) -> State {
    let row = |id| QueueRow {
        id: QueueId(id),
        draft: Draft::default().into(),
    };
    let mut state = State::default();
    state.lay_out((0..rows).map(row).collect(), Terms::default());
    state
}

#[expect(
    clippy::unnecessary_box_returns,
    reason = "every caller passes it on in a box"
)]
fn answer(rows: Vec<RowPlan>) -> Box<Plan> {
    Box::new(Plan {
        rows,
        ..Plan::default()
    })
}

/// What the keys make the plan ask for.
fn press(state: &mut State, script: &str) -> Vec<Request<Answer>> {
    let shared = Shared::default();
    let mut asked = Vec::new();
    for key in keys::script(script).unwrap() {
        let chord = Chord::from(key);
        let mut commands = State::COMMANDS.iter();
        let command = commands.find(|command| command.spec.answers(Place::Plan, chord));
        asked.extend((command.unwrap().run)(state, &shared));
    }
    asked
}

#[test]
fn only_the_newest_answer_counts() {
    let mut state = plan_of(1);
    _ = state.ask();
    let first = state.ticket;
    let asked = press(&mut state, "down space");
    let [
        Request::Do(Effect::Plan {
            ticket,
            require_secret: true,
            ..
        }),
    ] = asked.as_slice()
    else {
        panic!("{asked:?}");
    };
    state.planned(first, answer(Vec::new()));
    assert!(state.plan.is_none());
    state.planned(*ticket, answer(Vec::new()));
    assert!(state.plan.is_some());
}

#[test]
fn the_policy_goes_round_and_is_offered_again() {
    let mut state = plan_of(1);
    for policy in [Existing::Skip, Existing::Adopt, Existing::Fail] {
        assert!(press(&mut state, "e").is_empty());
        assert_eq!(state.terms.existing, policy);
    }
    press(&mut state, "e esc");
    assert_eq!(state.terms.existing, Existing::Skip);
    assert!(state.rows.is_empty(), "the rows are let go of");
}

#[test]
fn a_submission_takes_what_was_chosen_and_what_is_known() {
    let mut state = plan_of(2);
    let known = answer(vec![RowPlan::Create, RowPlan::Unchecked]);
    state.planned(state.ticket, known.clone());
    let asked = press(&mut state, "e enter");
    let submission = asked.into_iter().find_map(|request| match request {
        Request::Do(Effect::Submit(submission)) => Some(submission),
        _ => None,
    });
    let submission = submission.unwrap();
    assert_eq!(submission.terms.existing, Existing::Skip);
    assert_eq!(submission.plan.as_ref(), Some(&known));
    assert_eq!(submission.rows.len(), 2);
}

#[test]
fn rows_that_are_not_right_hold_the_submission_back() {
    let mut state = plan_of(1);
    let what = Needed::Name;
    let problem = Problem::error(Field::Name, Flaw::Missing { what });
    state.planned(state.ticket, answer(vec![RowPlan::Invalid(vec![problem])]));
    let asked = press(&mut state, "enter");
    let [Request::Say(notice)] = asked.as_slice() else {
        panic!("{asked:?}");
    };
    assert!(notice.bad);
}

#[test]
fn up_and_down_choose_what_space_changes() {
    let mut state = plan_of(1);
    state.planned(state.ticket, answer(vec![RowPlan::Create]));
    press(&mut state, "down down");
    assert_eq!(state.chosen, Choice::Secrets, "nothing was created before");
    press(&mut state, "up up space");
    assert_eq!(state.terms.existing, Existing::Skip);
    press(&mut state, "a");
    assert!(state.again && state.chosen == Choice::Again);
    press(&mut state, "space");
    assert!(!state.again);
}

#[test]
fn the_key_says_how_many_it_creates_and_where() {
    let shared = Shared {
        link: LinkState::to("SANDBOX"),
        ..Shared::default()
    };
    let mut state = plan_of(3);
    let called = |state: &State| Screen::called(state, &shared, "plan.submit");
    assert_eq!(called(&state).unwrap(), "submit 3 to SANDBOX");
    let rows = vec![
        RowPlan::Create,
        RowPlan::Identical(Arc::default()),
        RowPlan::Create,
    ];
    state.planned(state.ticket, answer(rows));
    assert_eq!(called(&state).unwrap(), "create 2 on SANDBOX");
    state.planned(
        state.ticket,
        answer(vec![RowPlan::Create, RowPlan::Unchecked]),
    );
    assert_eq!(called(&state).unwrap(), "submit 3 to SANDBOX");
}

#[test]
fn rows_that_are_simply_created_are_not_listed() {
    let mut state = plan_of(4);
    let rows = vec![
        RowPlan::Create,
        RowPlan::Identical(Arc::default()),
        RowPlan::Unchecked,
        RowPlan::NoRoom,
    ];
    state.planned(state.ticket, answer(rows));
    assert_eq!(state.noted, [Noted::Row(1), Noted::Row(3)]);
}
