//! The commands of forms.

use super::{Act, Own, own, yielding};
use crate::said::label;
use crate::tui::form::Step;
use crate::tui::shared::Place;
use crate::tui::widgets::table::Move;

const FORMS: &[Place] = &[Place::Device, Place::ProfileForm];

pub(super) const ROWS: &[Own] = &[
    yielding(own(
        "form.up",
        [label!("up", =), label!("To the field above.", =)],
        &["up"],
        FORMS,
        Act::Move(Move::Up),
    )),
    yielding(own(
        "form.down",
        [label!("down", =), label!("To the field below.", =)],
        &["down"],
        FORMS,
        Act::Move(Move::Down),
    )),
    own(
        "form.next",
        [
            label!("next field", =),
            label!("To the next field, after the last one to the first.", =),
        ],
        &["tab"],
        FORMS,
        Act::Form(Step::Next),
    ),
    own(
        "form.previous",
        [
            label!("field before", =),
            label!("To the field before, from the first one to the last.", =),
        ],
        &["shift-tab"],
        FORMS,
        Act::Form(Step::Previous),
    ),
    yielding(own(
        "form.enter",
        [
            label!("go on", =),
            label!("Open the list of the field or add what it names, else go on to the next field.", =),
        ],
        &["enter"],
        FORMS,
        Act::Form(Step::Enter),
    )),
    own(
        "form.list",
        [
            label!("list", =),
            label!("Open the list of the focused field.", =),
        ],
        &["ctrl-space"],
        FORMS,
        Act::Form(Step::List),
    ),
    yielding(own(
        "form.value",
        [
            label!("to the value", =),
            label!("From a name to the value beside it.", =),
        ],
        &["="],
        FORMS,
        Act::Form(Step::Value),
    )),
    yielding(own(
        "form.back",
        [
            label!("back", =),
            label!("From an empty value to its name; an empty row goes, and of a choice none is chosen.", =),
        ],
        &["backspace"],
        FORMS,
        Act::Form(Step::Back),
    )),
    yielding(own(
        "form.option",
        [
            label!("next option", =),
            label!("The next of a few options; a letter finds one.", =),
        ],
        &["right", "space"],
        FORMS,
        Act::Form(Step::NextOption),
    )),
    yielding(own(
        "form.option-before",
        [
            label!("option before", =),
            label!("The option before the one chosen.", =),
        ],
        &["left"],
        FORMS,
        Act::Form(Step::PreviousOption),
    )),
    yielding(own(
        "form.no-option",
        [label!("no option", =), label!("None of the options.", =)],
        &["delete"],
        FORMS,
        Act::Form(Step::NoOption),
    )),
    own(
        "form.remove",
        [
            label!("take away", =),
            label!("Take the focused row away, where rows can be added.", =),
        ],
        &["ctrl-x"],
        FORMS,
        Act::Form(Step::Remove),
    ),
    yielding(own(
        "form.undo",
        [
            label!("undo", =),
            label!("Take back what was typed last, or bring back the row that was taken away.", =),
        ],
        &["ctrl-z"],
        FORMS,
        Act::Form(Step::Undo),
    )),
];
