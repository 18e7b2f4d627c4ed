//! What the program asks of a screen.

use crossterm::event::KeyEvent;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::{Command, Requests};
use crate::said::Said;
use crate::tui::form::Step;
use crate::tui::shared::{Place, Reason, Shared};
use crate::tui::widgets::hit::Drawn;
use crate::tui::widgets::table::Move;

/// A screen: its state, which it alone changes, and what it does with keys, pastes and answers.
pub trait Screen: Sized + 'static {
    /// What it may be answered on something that it has asked.
    type Answer: 'static;

    /// Its commands, in the order the footer prefers them.
    const COMMANDS: &'static [Command<Self>];

    /// Where keys go on it.
    fn place(&self) -> Place;

    /// Draws it; gives where the caret is and what can be clicked. The first row of `area` is a rule of the frame, for
    /// titles.
    fn draw(&self, shared: &Shared, area: Rect, buf: &mut Buffer) -> Drawn;

    /// Moves through its list.
    fn moved(&mut self, _shared: &Shared, _to: Move) -> Requests<Self::Answer> {
        Requests::none()
    }

    /// Selects a row of its list.
    fn select(&mut self, _shared: &Shared, _place: usize) -> Requests<Self::Answer> {
        Requests::none()
    }

    /// Which row of its list is selected.
    fn selected(&self) -> Option<usize> {
        None
    }

    /// Gives the focus to a row of its form, or opens the focused one.
    fn focus(&mut self, _shared: &Shared, _place: usize) -> Requests<Self::Answer> {
        Requests::none()
    }

    /// Whether a command of forms means anything for the focused field.
    fn can(&self, _step: Step) -> bool {
        false
    }

    /// Does what a command of forms says.
    fn step(&mut self, _shared: &Shared, _step: Step) -> Requests<Self::Answer> {
        Requests::none()
    }

    /// Takes a key that may be text; `None` where it has no use for it.
    fn key(&mut self, _shared: &Shared, _key: KeyEvent) -> Option<Requests<Self::Answer>> {
        None
    }

    /// Takes pasted text; `None` where nothing takes it.
    fn paste(&mut self, _shared: &Shared, _text: &str) -> Option<Requests<Self::Answer>> {
        None
    }

    /// Goes on with what was chosen, or answered with yes.
    fn answered(&mut self, shared: &Shared, answer: Self::Answer) -> Requests<Self::Answer>;

    /// Goes on with a line that was typed.
    ///
    /// # Errors
    ///
    /// Why the line will not do; it is asked for again.
    fn typed(
        &mut self,
        _shared: &Shared,
        _answer: &Self::Answer,
        _line: &str,
    ) -> Result<Requests<Self::Answer>, Reason> {
        Ok(Requests::none())
    }

    /// What the command called `id` is called now, where that says more than its title: with what it would act on.
    fn called(&self, _shared: &Shared, _id: &str) -> Option<Said> {
        None
    }

    /// What the focused field is for.
    fn focus_help(&self, _shared: &Shared) -> Option<Said> {
        None
    }
}
