//! The commands of the plan.

use super::State;
use crate::said::label;
use crate::tui::contract::{Command, Request, Requests};
use crate::tui::shared::{Place, Shared};

const HERE: &[Place] = &[Place::Plan];

pub(super) const COMMANDS: &[Command<State>] = &[
    Command::new("plan.submit", label!("submit", =), &["enter", "y"], HERE, |state: &mut State, shared| {
        // Why not is said without the command's name, as it always was.
        match state.against(shared) {
            Some(reason) => Requests::warn(reason),
            None => state.confirm(shared),
        }
    })
    .help(label!("Write the run to the journal and send it.", =)),
    Command::new("plan.existing", label!("devices that exist", =), &["e"], HERE, State::next_policy)
        .help(label!("Choose what becomes of a row whose device exists already: it fails, is skipped or adopted.", =)),
    Command::new("plan.secrets", label!("secrets", =), &["space"], HERE, State::toggle_secrets)
        .help(label!("Ask EnOS for the device secrets, or not.", =)),
    Command::new("plan.again", label!("create again", =), &["a"], HERE, State::toggle_again)
        .help(label!("Create once more what was created already without a key, or not.", =)),
    Command::new("plan.back", label!("back", =), &["esc", "n", "q"], HERE, back)
        .help(label!("Back to the queue; nothing is sent.", =)),
];

fn back(state: &mut State, _: &Shared) -> Requests<super::Answer> {
    state.close();
    Request::Close.into()
}
