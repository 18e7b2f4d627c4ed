//! The commands of the connect screen.

use super::State;
use crate::tui::contract::Command;
use crate::tui::screens::against::{busy, when};
use crate::tui::shared::{Place, Reason, Shared};

const HERE: &[Place] = &[Place::Profiles];
const FORM: &[Place] = &[Place::ProfileForm];

pub(super) const COMMANDS: &[Command<State>] = &[
    Command::new(
        "connect.use",
        "connect",
        &["enter"],
        HERE,
        |state: &mut State, shared| state.use_selected(shared, false),
    )
    .help("Work on the selected gateway from now on.")
    .unless(|_, shared| busy(shared).or_else(|| unsaved(shared))),
    Command::new(
        "connect.test",
        "test",
        &["t"],
        HERE,
        |state: &mut State, shared| state.use_selected(shared, true),
    )
    .help("Try the connection and say for each thing whether it is right."),
    Command::new("connect.add", "add", &["a"], HERE, State::add).help("Describe another gateway."),
    Command::new("connect.edit", "edit", &["e"], HERE, State::edit)
        .help("Change the selected profile.")
        .unless(built_in),
    Command::new("connect.remove", "remove", &["x"], HERE, State::ask_remove)
        .help("Forget the selected profile, after asking.")
        .unless(built_in),
    Command::new("connect.save", "save", &["ctrl-s"], FORM, State::save)
        .help("Write the profile to the configuration file."),
    Command::new("connect.back", "back", &["esc"], FORM, State::leave)
        .help("Leave; what is typed is kept."),
];

fn built_in(state: &State, _: &Shared) -> Option<Reason> {
    let words = "the sandbox is built in; a adds a profile";
    when(state.selected == 0, words)
}

/// What is not on the disk yet would be left behind at another gateway.
fn unsaved(shared: &Shared) -> Option<Reason> {
    if let Some(reason) = &shared.editing.unkept {
        return Some(format!("the form is not kept: {reason}"));
    }
    let saving = shared.queue.saves() || shared.editing.saving.is_some();
    when(saving, "the last change is still being saved")
}
