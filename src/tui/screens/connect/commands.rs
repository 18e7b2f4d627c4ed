//! The commands of the connect screen.

use super::State;
use crate::said::{label, say};
use crate::tui::contract::Command;
use crate::tui::screens::against::{busy, when};
use crate::tui::shared::{Place, Reason, Shared};

const HERE: &[Place] = &[Place::Profiles];
const FORM: &[Place] = &[Place::ProfileForm];

pub(super) const COMMANDS: &[Command<State>] = &[
    Command::new(
        "connect.use",
        label!("connect", =),
        &["enter"],
        HERE,
        |state: &mut State, shared| state.use_selected(shared, false),
    )
    .help(label!("Work on the selected gateway from now on.", =))
    .unless(|_, shared| busy(shared).or_else(|| unsaved(shared))),
    Command::new(
        "connect.test",
        label!("test", =),
        &["t"],
        HERE,
        |state: &mut State, shared| state.use_selected(shared, true),
    )
    .help(label!("Try the connection and say for each thing whether it is right.", =)),
    Command::new("connect.add", label!("add", =), &["a"], HERE, State::add)
        .help(label!("Describe another gateway.", =)),
    Command::new("connect.edit", label!("edit", =), &["e"], HERE, State::edit)
        .help(label!("Change the selected profile.", =))
        .unless(built_in),
    Command::new(
        "connect.remove",
        label!("remove", =),
        &["x"],
        HERE,
        State::ask_remove,
    )
    .help(label!("Forget the selected profile, after asking.", =))
    .unless(built_in),
    Command::new(
        "connect.save",
        label!("save", =),
        &["ctrl-s"],
        FORM,
        State::save,
    )
    .help(label!("Write the profile to the configuration file.", =)),
    Command::new(
        "connect.back",
        label!("back", =),
        &["esc"],
        FORM,
        State::leave,
    )
    .help(label!("Leave; what is typed is kept.", =)),
];

fn built_in(state: &State, shared: &Shared) -> Option<Reason> {
    let key = shared.key("connect.add");
    (state.selected == 0).then(|| say!("the sandbox is built in; {key} adds a profile", =))
}

/// What is not on the disk yet would be left behind at another gateway.
fn unsaved(shared: &Shared) -> Option<Reason> {
    if let Some(reason) = &shared.editing.unkept {
        return Some(say!("the form is not kept: {reason}", =, reason));
    }
    let saving = shared.queue.saves() || shared.editing.saving.is_some();
    when(saving, label!("the last change is still being saved", =))
}
