//! The commands of the form.

use super::State;
use crate::said::{label, say};
use crate::tui::contract::Command;
use crate::tui::screens::against::{away, when};
use crate::tui::shared::{Load, Place, Reason, Shared};

const HERE: &[Place] = &[Place::Device, Place::NoDevice];

pub(super) const COMMANDS: &[Command<State>] = &[
    Command::new(
        "device.save",
        label!("save", =),
        &["ctrl-s"],
        HERE,
        |state: &mut State, shared| state.save(shared, false),
    )
    .help(label!("Check every field and put the device into the queue, or back to where it came from.", =))
    .unless(no_device),
    Command::new(
        "device.another",
        label!("save, and another", =),
        &["ctrl-d"],
        HERE,
        |state: &mut State, shared| state.save(shared, true),
    )
    .help(label!("Put the device into the queue and go on with a copy whose numbers count up.", =))
    .unless(not_another),
    Command::new("device.json", label!("JSON", =), &["f2"], HERE, State::preview)
        .help(label!("Show the exact JSON that would be sent for this device.", =))
        .unless(no_device),
    Command::new(
        "device.problem",
        label!("next problem", =),
        &["f3"],
        HERE,
        State::next_problem,
    )
    .help(label!("Jump to the next field that is not right.", =))
    .unless(no_device),
    Command::new(
        "device.product",
        label!("product", =),
        &["f4"],
        HERE,
        State::change_product,
    )
    .help(label!("Choose another product for this device. What is typed stays.", =))
    .unless(no_device),
    Command::new(
        "device.clear",
        label!("empty the form", =),
        &["f8"],
        HERE,
        State::start_over,
    )
    .help(label!("Empty the form, or leave the edit; pressed again it brings back what was there.", =))
    .unless(nothing_to_clear),
    Command::new("device.back", label!("back", =), &["esc"], HERE, State::leave)
        .help(label!("Leave; what is typed is kept.", =)),
];

fn no_device(state: &State, shared: &Shared) -> Option<Reason> {
    let key = shared.key("go.products");
    let none = !state.open();
    none.then(|| say!("there is no device on the form; choose a product first ({key})", =))
}

fn not_another(state: &State, shared: &Shared) -> Option<Reason> {
    let key = shared.key("device.save");
    let edit = || (!state.adding()).then(|| say!("this is an edit; {key} saves it", =));
    no_device(state, shared).or_else(edit)
}

fn nothing_to_clear(state: &State, shared: &Shared) -> Option<Reason> {
    let here = shared.workspace == Load::Ready(());
    let empty = here && !state.open() && state.binned.is_none();
    when(empty, label!("the form is empty", =)).or_else(|| away(shared))
}
