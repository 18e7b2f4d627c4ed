//! The plan as state: what keys choose, and which answers count.

use super::*;
use crate::connect::Target;
use crate::domain::{Draft, Field, FoundDevice, QueueId};
use crate::provision::Problem;
use crate::provision::flaw::{Flaw, Needed};
use crate::tui::runtime::keys;
use crate::tui::theme::Theme;

fn model() -> Model {
    Model::new(Theme::default(), Target::SANDBOX.into())
}

fn dialog(rows: i64) -> PlanDialog {
    let row = |id| QueueRow {
        id: QueueId(id),
        draft: Draft::default().into(),
    };
    PlanDialog::new((0..rows).map(row).collect(), Terms::default())
}

#[expect(
    clippy::unnecessary_box_returns,
    reason = "every caller passes it on in a box"
)]
fn plan(rows: Vec<RowPlan>) -> Box<Plan> {
    Box::new(Plan {
        rows,
        ..Plan::default()
    })
}

fn press(model: &mut Model, dialog: &mut PlanDialog, script: &str) -> Vec<Effect> {
    model.wanted.clear();
    for pressed in keys::script(script).unwrap() {
        _ = key(model, dialog, pressed);
    }
    std::mem::take(&mut model.wanted)
}

#[test]
fn only_the_newest_answer_counts() {
    let mut model = model();
    let mut asked = dialog(1);
    asked.ask(&mut model);
    let first = asked.ticket;
    let effects = press(&mut model, &mut asked, "space");
    let [
        Effect::Plan {
            ticket,
            require_secret: true,
            ..
        },
    ] = effects.as_slice()
    else {
        panic!("{effects:?}");
    };
    model.overlays.push(Overlay::Plan(Box::new(asked)));
    let known = |model: &Model| match model.overlays.as_slice() {
        [Overlay::Plan(dialog)] => dialog.plan.is_some(),
        _ => panic!("the dialog is gone"),
    };
    planned(&mut model, first, plan(Vec::new()));
    assert!(!known(&model));
    planned(&mut model, *ticket, plan(Vec::new()));
    assert!(known(&model));
}

#[test]
fn the_policy_goes_round_and_is_remembered() {
    let (mut model, mut dialog) = (model(), dialog(1));
    for policy in [Existing::Skip, Existing::Adopt, Existing::Fail] {
        press(&mut model, &mut dialog, "e");
        assert_eq!(
            (dialog.terms.existing, model.queue.policy),
            (policy, policy)
        );
    }
}

#[test]
fn a_submission_takes_what_was_chosen_and_what_is_known() {
    let (mut model, mut dialog) = (model(), dialog(2));
    let known = plan(vec![RowPlan::Create, RowPlan::Unchecked]);
    dialog.take(known.clone());
    let effects = press(&mut model, &mut dialog, "e enter");
    let [Effect::Submit(submission)] = effects.as_slice() else {
        panic!("{effects:?}");
    };
    assert_eq!(submission.terms.existing, Existing::Skip);
    assert_eq!(submission.plan.as_ref(), Some(&known));
    assert_eq!(submission.rows.len(), 2);
}

#[test]
fn rows_that_are_not_right_hold_the_submission_back() {
    let (mut model, mut dialog) = (model(), dialog(1));
    let what = Needed::Name;
    let problem = Problem::error(Field::Name, Flaw::Missing { what });
    dialog.take(plan(vec![RowPlan::Invalid(vec![problem])]));
    assert!(press(&mut model, &mut dialog, "enter").is_empty());
    assert!(model.notice.unwrap().bad);
}

#[test]
fn rows_that_are_simply_created_are_not_listed() {
    let mut dialog = dialog(4);
    let found = Box::new(FoundDevice::default());
    dialog.take(plan(vec![
        RowPlan::Create,
        RowPlan::Identical(found),
        RowPlan::Unchecked,
        RowPlan::NoRoom,
    ]));
    assert_eq!(dialog.noted, [Noted::Row(1), Noted::Row(3)]);
}
