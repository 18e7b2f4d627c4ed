//! The commands of the program itself: leaving, help, going elsewhere, and those of all lists and overlays.

use crate::tui::contract::Spec;
use crate::tui::shared::{Place, ScreenId};
use crate::tui::widgets::table::Move;

/// A command of the program; nothing speaks against it.
pub(super) struct Own {
    pub(super) spec: Spec,
    pub(super) act: Act,
}

/// What it does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Act {
    /// Another screen in view.
    Go(ScreenId),
    /// The terminal given back to the shell for a while.
    Suspend,
    /// Help over the screen.
    Help,
    /// The mouse given to the terminal, or taken back.
    Mouse,
    /// The program left.
    Quit,
    /// A step through the list in view.
    Move(Move),
    /// The topmost overlay answered.
    Accept,
    /// The topmost overlay closed.
    Close,
}

const fn own(
    id: &'static str,
    [title, help]: [&'static str; 2],
    keys: &'static [&'static str],
    places: &'static [Place],
    act: Act,
) -> Own {
    Own {
        spec: Spec {
            id,
            title,
            help,
            keys,
            places,
            in_footer: false,
        },
        act,
    }
}

/// The same, shown in the footer wherever it applies.
const fn shown(mut own: Own) -> Own {
    own.spec.in_footer = true;
    own
}

const LISTS: &[Place] = &[
    Place::Products,
    Place::Find,
    Place::Queue,
    Place::Results,
    Place::Profiles,
    Place::Plan,
    Place::Question,
    Place::Prompt,
    Place::Reading,
];
const PAGED: &[Place] = &[
    Place::Products,
    Place::Find,
    Place::Queue,
    Place::Results,
    Place::Profiles,
    Place::Plan,
    Place::Question,
    Place::Prompt,
    Place::Reading,
    Place::Picker,
];
const WHOLE: &[Place] = &[
    Place::Products,
    Place::Queue,
    Place::Results,
    Place::Profiles,
    Place::Plan,
    Place::Question,
    Place::Reading,
];
const SUSPENDS: &[Place] = &[
    Place::Products,
    Place::Find,
    Place::Results,
    Place::Profiles,
];

pub(super) static OWN: &[Own] = &[
    own(
        "go.products",
        ["products", "The products of the gateway."],
        &["1", "alt-1"],
        Place::SCREENS,
        Act::Go(ScreenId::Products),
    ),
    own(
        "go.device",
        ["device", "The form."],
        &["2", "alt-2"],
        Place::SCREENS,
        Act::Go(ScreenId::Device),
    ),
    own(
        "go.queue",
        ["queue", "The devices waiting to be submitted."],
        &["3", "alt-3"],
        Place::SCREENS,
        Act::Go(ScreenId::Queue),
    ),
    own(
        "go.results",
        ["results", "What became of the submitted devices."],
        &["4", "alt-4"],
        Place::SCREENS,
        Act::Go(ScreenId::Results),
    ),
    own(
        "go.connect",
        ["connect", "Gateways and profiles."],
        &["5", "alt-5"],
        Place::SCREENS,
        Act::Go(ScreenId::Connect),
    ),
    own(
        "suspend",
        [
            "suspend",
            "Give the terminal back to the shell for a while; `fg` comes back.",
        ],
        &["ctrl-z"],
        SUSPENDS,
        Act::Suspend,
    ),
    shown(own(
        "help",
        [
            "help",
            "What the focused field means, and every command that applies here: type to find one.",
        ],
        &["?", "f1", "ctrl-p", "ctrl-g"],
        Place::SCREENS,
        Act::Help,
    )),
    shown(own(
        "quit",
        ["leave", "Leave the program; nothing typed is lost."],
        &["q", "ctrl-q", "ctrl-c"],
        Place::SCREENS,
        Act::Quit,
    )),
    own(
        "mouse",
        [
            "mouse",
            "Leave the mouse to the terminal, so that it can select text, or take it back.",
        ],
        &["f9"],
        Place::SCREENS,
        Act::Mouse,
    ),
    own(
        "list.up",
        ["up", "One row up."],
        &["up", "k"],
        LISTS,
        Act::Move(Move::Up),
    ),
    own(
        "list.down",
        ["down", "One row down."],
        &["down", "j"],
        LISTS,
        Act::Move(Move::Down),
    ),
    own(
        "list.page-up",
        ["page up", "A page of rows up."],
        &["pageup"],
        PAGED,
        Act::Move(Move::PageUp),
    ),
    own(
        "list.page-down",
        ["page down", "A page of rows down."],
        &["pagedown"],
        PAGED,
        Act::Move(Move::PageDown),
    ),
    own(
        "list.first",
        ["first", "To the first row."],
        &["home"],
        WHOLE,
        Act::Move(Move::First),
    ),
    own(
        "list.last",
        ["last", "To the last row."],
        &["end"],
        WHOLE,
        Act::Move(Move::Last),
    ),
    own(
        "picker.up",
        ["up", "One item up."],
        &["up", "ctrl-p"],
        &[Place::Picker],
        Act::Move(Move::Up),
    ),
    own(
        "picker.down",
        ["down", "One item down."],
        &["down", "ctrl-n"],
        &[Place::Picker],
        Act::Move(Move::Down),
    ),
    own(
        "picker.choose",
        ["choose", "Take the selected item."],
        &["enter"],
        &[Place::Picker],
        Act::Accept,
    ),
    own(
        "picker.back",
        ["back", "Choose nothing."],
        &["esc"],
        &[Place::Picker],
        Act::Close,
    ),
    own(
        "question.yes",
        ["yes", "Do what is asked."],
        &["enter", "y"],
        &[Place::Question],
        Act::Accept,
    ),
    own(
        "question.back",
        ["back", "Do nothing."],
        &["esc", "n", "q"],
        &[Place::Question],
        Act::Close,
    ),
    own(
        "prompt.accept",
        ["go on", "Go on with what is typed."],
        &["enter"],
        &[Place::Prompt],
        Act::Accept,
    ),
    own(
        "prompt.back",
        ["back", "Type nothing."],
        &["esc"],
        &[Place::Prompt],
        Act::Close,
    ),
    own(
        "reading.close",
        ["close", "Any other key closes what is to be read."],
        &["esc", "enter", "q"],
        &[Place::Reading],
        Act::Close,
    ),
];
