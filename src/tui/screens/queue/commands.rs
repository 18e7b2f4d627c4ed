//! The commands of the queue screen.

use super::{State, ask_copies, ask_take_over, step};
use crate::said::{label, say};
use crate::tui::contract::{Command, Request};
use crate::tui::screens::against::{away, busy, offline, when};
use crate::tui::shared::{Load, Place, QueueStep, Reason, Shared};

const HERE: &[Place] = &[Place::Queue];

pub(super) const COMMANDS: &[Command<State>] = &[
    Command::new("queue.submit", label!("submit", =), &["s"], HERE, |_, _| Request::Plan.into())
        .help(label!("Send every ready device to the gateway, after showing what will happen.", =))
        .unless(not_to_submit),
    Command::new("queue.add", label!("add", =), &["a"], HERE, |_, _| Request::Add.into())
        .help(label!("Fill the form for another device.", =))
        .unless(|_, shared| away(shared)),
    Command::new("queue.edit", label!("edit", =), &["e", "enter"], HERE, State::edit)
        .help(label!("Open the selected device in the form.", =))
        .unless(empty),
    Command::new("queue.duplicate", label!("duplicate", =), &["d"], HERE, |state: &mut State, shared| state.duplicate(shared, 1))
        .help(label!("Add a copy whose numbers count up to the next free key.", =))
        .unless(empty),
    Command::new("queue.series", label!("duplicate many", =), &["D"], HERE, |_, _| ask_copies())
        .help(label!("Add as many counted-up copies as you say.", =))
        .unless(empty),
    Command::new("queue.remove", label!("remove", =), &["x", "delete"], HERE, State::remove)
        .help(label!("Take the selected device out of the queue; undo brings it back.", =))
        .unless(empty),
    Command::new("queue.undo", label!("undo", =), &["u", "ctrl-z"], HERE, |_, shared| {
        let key = shared.key("queue.redo");
        step(QueueStep::Undo, say!("Undone; {key} does it again.", =))
    })
        .help(label!("Take back the last change of the queue.", =))
        .unless(|_, shared| when(!shared.queue.can_undo(), label!("nothing to undo", =))),
    Command::new("queue.redo", label!("redo", =), &["U"], HERE, |_, shared| {
        let key = shared.key("queue.undo");
        step(QueueStep::Redo, say!("Done again; {key} undoes it.", =))
    })
        .help(label!("Do again what was undone.", =))
        .unless(|_, shared| when(!shared.queue.can_redo(), label!("nothing to do again", =)))
        .quiet(),
    Command::new("queue.take", label!("take over", =), &["m"], &[Place::Queue, Place::Profiles], |_, shared| ask_take_over(shared))
        .help(label!("Move the devices that wait at another gateway into this one's queue, where they are checked; undo gives them back.", =))
        .unless(nothing_elsewhere),
];

fn empty(_: &State, shared: &Shared) -> Option<Reason> {
    let key = shared.key("queue.add");
    let none = shared.queue.is_empty();
    none.then(|| say!("the queue is empty; {key} adds a device", =))
}

fn not_to_submit(state: &State, shared: &Shared) -> Option<Reason> {
    let key = shared.key("queue.edit");
    let none = || say!("no device is ready; {key} opens the selected one at its problem", =);
    empty(state, shared)
        .or_else(|| (shared.queue.ready() == 0).then(none))
        .or_else(|| busy(shared))
        .or_else(|| offline(shared))
}

fn nothing_elsewhere(_: &State, shared: &Shared) -> Option<Reason> {
    let here = shared.workspace == Load::Ready(());
    let none = here && shared.waiting_elsewhere().all(|other| other.queued == 0);
    when(none, label!("no device waits at another gateway", =)).or_else(|| away(shared))
}
