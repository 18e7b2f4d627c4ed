//! The commands of the program itself: going elsewhere, help, leaving.

use super::{Act, Own, own, shown};
use crate::said::label;
use crate::tui::shared::{Place, ScreenId};

const SUSPENDS: &[Place] = &[
    Place::Products,
    Place::Find,
    Place::Results,
    Place::Profiles,
];

pub(super) const ROWS: &[Own] = &[
    own(
        "go.products",
        [
            label!("products", =),
            label!("The products of the gateway.", =),
        ],
        &["1", "alt-1"],
        Place::SCREENS,
        Act::Go(ScreenId::Products),
    ),
    own(
        "go.device",
        [label!("device", =), label!("The form.", =)],
        &["2", "alt-2"],
        Place::SCREENS,
        Act::Go(ScreenId::Device),
    ),
    own(
        "go.queue",
        [
            label!("queue", =),
            label!("The devices waiting to be submitted.", =),
        ],
        &["3", "alt-3"],
        Place::SCREENS,
        Act::Go(ScreenId::Queue),
    ),
    own(
        "go.results",
        [
            label!("results", =),
            label!("What became of the submitted devices.", =),
        ],
        &["4", "alt-4"],
        Place::SCREENS,
        Act::Go(ScreenId::Results),
    ),
    own(
        "go.connect",
        [label!("connect", =), label!("Gateways and profiles.", =)],
        &["5", "alt-5"],
        Place::SCREENS,
        Act::Go(ScreenId::Connect),
    ),
    own(
        "suspend",
        [
            label!("suspend", =),
            label!("Give the terminal back to the shell for a while; `fg` comes back.", =),
        ],
        &["ctrl-z"],
        SUSPENDS,
        Act::Suspend,
    ),
    shown(own(
        "help",
        [
            label!("help", =),
            label!("What the focused field means, and every command that applies here: type to find one.", =),
        ],
        &["?", "f1", "ctrl-p", "ctrl-g"],
        Place::SCREENS,
        Act::Help,
    )),
    shown(own(
        "quit",
        [
            label!("leave", =),
            label!("Leave the program; nothing typed is lost.", =),
        ],
        &["q", "ctrl-q", "ctrl-c"],
        Place::SCREENS,
        Act::Quit,
    )),
    own(
        "mouse",
        [
            label!("mouse", =),
            label!("Leave the mouse to the terminal, so that it can select text, or take it back.", =),
        ],
        &["f9"],
        Place::SCREENS,
        Act::Mouse,
    ),
];
