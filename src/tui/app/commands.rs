//! The commands of the program itself: leaving, help, going elsewhere, and those of all lists and overlays.

use crate::said::{Label, label};
use crate::tui::contract::Spec;
use crate::tui::form::Step;
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
    /// Something in a form.
    Form(Step),
    /// The topmost overlay answered.
    Accept,
    /// The topmost overlay closed.
    Close,
}

const fn own(
    id: &'static str,
    [title, help]: [Label; 2],
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
            yields: false,
        },
        act,
    }
}

/// The same, shown in the footer wherever it applies.
const fn shown(mut own: Own) -> Own {
    own.spec.in_footer = true;
    own
}

/// The same, where a text that is typed has the key first.
const fn yielding(mut own: Own) -> Own {
    own.spec.yields = true;
    own
}

const FORMS: &[Place] = &[Place::Device, Place::ProfileForm];
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
    Place::Device,
    Place::ProfileForm,
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
    own(
        "list.up",
        [label!("up", =), label!("One row up.", =)],
        &["up", "k"],
        LISTS,
        Act::Move(Move::Up),
    ),
    own(
        "list.down",
        [label!("down", =), label!("One row down.", =)],
        &["down", "j"],
        LISTS,
        Act::Move(Move::Down),
    ),
    own(
        "list.page-up",
        [label!("page up", =), label!("A page of rows up.", =)],
        &["pageup"],
        PAGED,
        Act::Move(Move::PageUp),
    ),
    own(
        "list.page-down",
        [label!("page down", =), label!("A page of rows down.", =)],
        &["pagedown"],
        PAGED,
        Act::Move(Move::PageDown),
    ),
    own(
        "list.first",
        [label!("first", =), label!("To the first row.", =)],
        &["home"],
        WHOLE,
        Act::Move(Move::First),
    ),
    own(
        "list.last",
        [label!("last", =), label!("To the last row.", =)],
        &["end"],
        WHOLE,
        Act::Move(Move::Last),
    ),
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
        "form.name",
        [
            label!("to the name", =),
            label!("From an empty value to its name, and from an empty row back; the row goes.", =),
        ],
        &["backspace"],
        FORMS,
        Act::Form(Step::Back),
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
        "form.restore",
        [
            label!("undo", =),
            label!("Take back what was typed last, or bring back the row that was taken away.", =),
        ],
        &["ctrl-z"],
        FORMS,
        Act::Form(Step::Restore),
    )),
    own(
        "picker.up",
        [label!("up", =), label!("One item up.", =)],
        &["up", "ctrl-p"],
        &[Place::Picker],
        Act::Move(Move::Up),
    ),
    own(
        "picker.down",
        [label!("down", =), label!("One item down.", =)],
        &["down", "ctrl-n"],
        &[Place::Picker],
        Act::Move(Move::Down),
    ),
    own(
        "picker.choose",
        [label!("choose", =), label!("Take the selected item.", =)],
        &["enter"],
        &[Place::Picker],
        Act::Accept,
    ),
    own(
        "picker.back",
        [label!("back", =), label!("Choose nothing.", =)],
        &["esc"],
        &[Place::Picker],
        Act::Close,
    ),
    own(
        "question.yes",
        [label!("yes", =), label!("Do what is asked.", =)],
        &["enter", "y"],
        &[Place::Question],
        Act::Accept,
    ),
    own(
        "question.back",
        [label!("back", =), label!("Do nothing.", =)],
        &["esc", "n", "q"],
        &[Place::Question],
        Act::Close,
    ),
    own(
        "prompt.accept",
        [label!("go on", =), label!("Go on with what is typed.", =)],
        &["enter"],
        &[Place::Prompt],
        Act::Accept,
    ),
    own(
        "prompt.back",
        [label!("back", =), label!("Type nothing.", =)],
        &["esc"],
        &[Place::Prompt],
        Act::Close,
    ),
    own(
        "reading.close",
        [
            label!("close", =),
            label!("Any other key closes what is to be read.", =),
        ],
        &["esc", "enter", "q"],
        &[Place::Reading],
        Act::Close,
    ),
];
