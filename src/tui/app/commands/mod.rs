//! The commands of the program itself: leaving, help, going elsewhere, and those of all lists, forms and overlays.

mod forms;
mod lists;
mod overlays;
mod program;

use crate::said::Label;
use crate::tui::contract::Spec;
use crate::tui::form::Step;
use crate::tui::shared::{Place, ScreenId};
use crate::tui::widgets::table::Move;

/// A command of the program; nothing speaks against it but a field that has no use for it.
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
    /// Every command over the screen.
    Palette,
    /// Only the commands of this screen there, or all again.
    Here,
    /// The mouse given to the terminal, or taken back.
    Mouse,
    /// The other language.
    Language,
    /// The next set of colours.
    Theme,
    /// Every cell drawn anew.
    Redraw,
    /// The last messages over the screen.
    Messages,
    /// The keys given to the next pane.
    Pane,
    /// One pane alone on the screen, or all again.
    Zoom,
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

/// All of them, in the order the footer prefers them.
pub(super) fn all() -> impl Iterator<Item = &'static Own> {
    let rows = [program::ROWS, lists::ROWS, forms::ROWS, overlays::ROWS];
    rows.into_iter().flatten()
}

/// The command at this place among all.
pub(super) fn nth(place: usize) -> Option<&'static Own> {
    all().nth(place)
}
