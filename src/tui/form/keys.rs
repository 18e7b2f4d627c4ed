//! What a form does: the focused text has a key first, and what it has no use for may be a command.

use std::hash::Hash;

use crossterm::event::{KeyCode, KeyEvent};

use super::choice::Choice;
use super::row::{Editor, Half, Row};
use super::sheet::{Form, FormEvent};
use crate::tui::text_field::{Edit, TextField};
use crate::tui::widgets::table::Move;

/// How many rows Page Up and Page Down go.
const PAGE: usize = 8;

/// A command of a form; going up and down is a [`Move`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// To the next stop, round at the end: the two halves of a pair are two.
    Next,
    /// To the stop before, round at the beginning.
    Previous,
    /// Opens the list of the focused row, or does what it is there for; else to the next stop.
    Enter,
    /// Opens the list of the focused row.
    List,
    /// From the name of a pair to its value.
    Value,
    /// The next of a few options.
    NextOption,
    /// The one before.
    PreviousOption,
    /// Chooses none of them.
    NoOption,
    /// Takes an empty row away, goes from the empty value of a pair to its name, or chooses none of a few options.
    Back,
    /// Takes the focused row away.
    Remove,
    /// Takes back what was typed last, or brings back the row that was taken away last.
    Undo,
}

impl<K: Clone + Eq + Hash> Form<K> {
    /// Offers a key press or repeat to the focused editor; unhandled where it means nothing to that.
    pub fn key(&mut self, key: KeyEvent) -> FormEvent<K> {
        let part = self.part;
        // A pair reads `name = value`: the sign is no letter of a name.
        let goes_on = part == Half::Key && key.code == KeyCode::Char('=');
        let of_the_row = self.just_removed && TextField::undoes(key);
        if goes_on || of_the_row {
            return FormEvent::Unhandled;
        }
        self.edit(|editor| editor.key(part, key))
    }

    /// Whether a command means anything for the row that has the focus.
    #[must_use]
    pub fn can(&self, step: Step) -> bool {
        let removed = !self.removed.is_empty();
        let Some(row) = self.current() else {
            return removed && step == Step::Undo;
        };
        let choice = match &row.editor {
            Editor::Choice(choice) => Some(choice),
            _ => None,
        };
        match step {
            Step::Next | Step::Previous | Step::Enter => true,
            Step::Undo => removed || row.editor.field(self.part).is_some(),
            Step::List => row.can_pick(),
            Step::Value => row.is_pair() && self.part == Half::Key,
            Step::NextOption | Step::PreviousOption => choice.is_some(),
            Step::NoOption => choice.is_some_and(Choice::may_be_none),
            Step::Back => {
                let emptied = match &row.editor {
                    Editor::Pair { value, .. } => self.part == Half::Value && value.is_empty(),
                    _ => false,
                };
                let gone = row.removable && row.is_empty();
                gone || emptied || choice.is_some_and(Choice::may_be_none)
            }
            Step::Remove => row.removable,
        }
    }

    /// Does what a command says, where it means anything. Nothing that is wrong with a value ever keeps the focus.
    pub fn step(&mut self, step: Step) -> FormEvent<K> {
        if !self.can(step) {
            return FormEvent::Unhandled;
        }
        match step {
            Step::Next => self.tab(true),
            Step::Previous => self.tab(false),
            Step::Enter => self.open(),
            Step::List => self.pick().unwrap_or(FormEvent::Unhandled),
            Step::Value => self.step_in(true),
            Step::NextOption => self.edit(|editor| editor.turn(true)),
            Step::PreviousOption => self.edit(|editor| editor.turn(false)),
            Step::NoOption => self.edit(Editor::clear),
            Step::Back => self.back(),
            Step::Remove => self.remove(),
            Step::Undo => self.undo(),
        }
    }

    /// Gives the focus to the row at this place; to the focused one it is Enter, where that opens or adds something.
    pub fn click(&mut self, place: usize) -> FormEvent<K> {
        let Some(row) = self.rows.get(place) else {
            return FormEvent::None;
        };
        if place != self.focus {
            return self.go_to(place, true);
        }
        if row.is_action() || row.can_pick() {
            return self.open();
        }
        FormEvent::None
    }

    /// Gives the focus to the row above or below.
    pub fn moved(&mut self, to: Move) -> FormEvent<K> {
        let place = to.from(self.focus, self.rows.len(), PAGE);
        self.go_to(place, place > self.focus)
    }

    fn edit(&mut self, with: impl FnOnce(&mut Editor) -> Edit) -> FormEvent<K> {
        let Some(row) = self.rows.get_mut(self.focus) else {
            return FormEvent::Unhandled;
        };
        match with(&mut row.editor) {
            Edit::Changed => {
                let id = row.id.clone();
                self.just_removed = false;
                FormEvent::Changed(id)
            }
            Edit::Moved => FormEvent::None,
            Edit::Ignored => FormEvent::Unhandled,
        }
    }

    fn undo(&mut self) -> FormEvent<K> {
        let part = self.part;
        let typed = if self.just_removed {
            FormEvent::Unhandled
        } else {
            self.edit(|editor| editor.undo(part))
        };
        match typed {
            FormEvent::Unhandled => self.put_back(),
            event => event,
        }
    }

    fn open(&mut self) -> FormEvent<K> {
        match self.current() {
            Some(row) if row.is_action() => FormEvent::Add(row.id.clone()),
            _ => self.pick().unwrap_or_else(|| self.step_in(true)),
        }
    }

    fn back(&mut self) -> FormEvent<K> {
        match self.current() {
            Some(row) if row.removable && row.is_empty() => self.remove(),
            Some(row) if row.is_pair() => self.step_in(false),
            _ => self.edit(Editor::clear),
        }
    }

    fn pick(&self) -> Option<FormEvent<K>> {
        let row = self.current().filter(|row| row.can_pick())?;
        Some(FormEvent::Pick(row.id.clone()))
    }

    /// To the next or the previous stop, from the last to the first and back.
    fn tab(&mut self, forward: bool) -> FormEvent<K> {
        match self.step_in(forward) {
            FormEvent::Unhandled => {
                let last = self.rows.len().saturating_sub(1);
                self.go_to(if forward { 0 } else { last }, forward)
            }
            event => event,
        }
    }

    /// To the next or the previous stop: the two halves of a pair are two.
    fn step_in(&mut self, forward: bool) -> FormEvent<K> {
        let is_pair = self.current().is_some_and(Row::is_pair);
        let beside = if forward { Half::Value } else { Half::Key };
        if is_pair && self.part != beside {
            self.part = beside;
            return FormEvent::None;
        }
        self.row_beside(forward)
    }

    /// To the row below or above; unhandled where there is none.
    fn row_beside(&mut self, down: bool) -> FormEvent<K> {
        let target = if down {
            Some(self.focus + 1).filter(|row| *row < self.rows.len())
        } else {
            self.focus.checked_sub(1)
        };
        target.map_or(FormEvent::Unhandled, |row| self.go_to(row, down))
    }

    fn go_to(&mut self, row: usize, from_above: bool) -> FormEvent<K> {
        if row == self.focus {
            return FormEvent::None;
        }
        let left = self.focused().cloned();
        self.enter(row, from_above);
        left.map_or(FormEvent::None, FormEvent::Left)
    }

    /// Takes the focused row away; the focus goes to what comes into its place.
    fn remove(&mut self) -> FormEvent<K> {
        let row = self.rows.remove(self.focus);
        let id = row.id.clone();
        self.removed.push((self.focus, row));
        self.just_removed = true;
        self.land(self.focus.min(self.rows.len().saturating_sub(1)), true);
        FormEvent::Removed(id)
    }

    /// Brings back the row taken away last.
    fn put_back(&mut self) -> FormEvent<K> {
        let Some((at, row)) = self.removed.pop() else {
            return FormEvent::Unhandled;
        };
        let at = at.min(self.rows.len());
        let id = row.id.clone();
        let nameless = row.editor.field(Half::Key).is_some_and(TextField::is_empty);
        self.rows.insert(at, row);
        self.land(at, nameless);
        self.just_removed = !self.removed.is_empty();
        FormEvent::Changed(id)
    }
}
