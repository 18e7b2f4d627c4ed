//! What an overlay of the program is answered with.

use crate::tui::contract::Requests;
use crate::tui::screens;
use crate::tui::shared::ScreenId;

/// What screens ask for, whichever asks.
pub(super) type Asked = Requests<screens::Answer>;

/// What an overlay is answered.
#[derive(Debug)]
pub(super) enum Answer {
    /// A screen asked for it.
    Screen(screens::Answer),
    /// The run is told to stop, and the program ends with it.
    StopAndQuit,
}

/// One row of the registry: whose, and which of those.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Which {
    /// The screen; none for the program's own.
    pub(super) owner: Option<ScreenId>,
    /// Its place among them.
    pub(super) nth: usize,
}
