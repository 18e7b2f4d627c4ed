//! The commands of the products screen.

use super::{State, ask_key};
use crate::said::{label, say};
use crate::tui::contract::{Command, Request, Requests};
use crate::tui::screens::against::{away, offline, when};
use crate::tui::shared::{Place, Reach, Reason, Shared};

const HERE: &[Place] = &[Place::Products];

pub(super) const COMMANDS: &[Command<State>] = &[
    Command::new(
        "products.use",
        label!("new device", =),
        &["enter"],
        HERE,
        State::use_selected,
    )
    .help(label!("Fill the form for a device of the selected product. What is already typed stays.", =))
    .unless(nothing_to_use),
    Command::new("products.find", label!("find", =), &["/"], HERE, State::begin_finding)
        .help(label!("Find a product by any part of its name in any language, its key or its model.", =)),
    Command::new("products.key", label!("type a key", =), &["t"], HERE, |_, _| ask_key())
        .help(label!("Use a product by its key, for when listing products is not permitted.", =))
        .unless(|_, shared| offline(shared).or_else(|| away(shared))),
    Command::new("products.reload", label!("reload", =), &["r"], HERE, reload)
        .help(label!("Ask the gateway for its products and models again.", =))
        .unless(|_, shared| {
            let trying = shared.link.reach == Reach::Trying;
            when(trying, label!("it is still being reached", =))
        }),
    Command::new(
        "products.use-found",
        label!("new device", =),
        &["enter", "tab"],
        &[Place::Find],
        State::use_selected,
    )
    .help(label!("Leave the search and fill the form for a device of the selected product.", =))
    .unless(nothing_to_use)
    .quiet(),
    Command::new(
        "products.all",
        label!("all products", =),
        &["esc"],
        &[Place::Products, Place::Find],
        State::show_all,
    )
    .help(label!("Leave the search and show all products again.", =))
    .quiet(),
];

fn reload(_: &mut State, _: &Shared) -> Requests<super::Answer> {
    Request::Reload.into()
}

fn nothing_to_use(state: &State, shared: &Shared) -> Option<Reason> {
    let key = shared.key("products.key");
    let none = state.matches.is_empty();
    none.then(|| say!("no product is selected; {key} takes a key by hand", =))
        .or_else(|| away(shared))
}
