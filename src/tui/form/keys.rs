//! What keys do to a form: the focused field has the first word, then moving, adding, removing.

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

use super::row::{Editor, Half, Row};
use super::sheet::{Form, FormEvent};
use crate::tui::text_field::Edit;
use crate::tui::widgets::table::Move;

/// How many rows Page Up and Page Down go.
const PAGE: usize = 8;

impl<K: Clone + Eq> Form<K> {
    /// Takes a key press or repeat. Nothing that is wrong with a value ever keeps the focus.
    pub fn key(&mut self, key: KeyEvent) -> FormEvent<K> {
        let ctrl = key.modifiers.contains(KeyModifiers::CONTROL);
        let shift = key.modifiers.contains(KeyModifiers::SHIFT);
        match key.code {
            KeyCode::BackTab => self.tab(false),
            KeyCode::Tab => self.tab(!shift),
            KeyCode::PageUp => self.go_to(self.focus.saturating_sub(PAGE), false),
            KeyCode::PageDown => {
                let last = self.rows.len().saturating_sub(1);
                self.go_to(last.min(self.focus + PAGE), true)
            }
            KeyCode::Char('x') if ctrl => self.remove(),
            KeyCode::Char(' ') if ctrl => self.pick().unwrap_or(FormEvent::Unhandled),
            KeyCode::Char('z') if ctrl && !shift && self.just_removed => self.put_back(),
            // As the row reads: `name = value`.
            KeyCode::Char('=') if self.part == Half::Key => self.step_in(true),
            _ => self.edit(key),
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
        if row.is_action() {
            return FormEvent::Add(row.id.clone());
        }
        self.pick().unwrap_or(FormEvent::None)
    }

    /// Gives the focus to the row above or below.
    pub fn moved(&mut self, to: Move) -> FormEvent<K> {
        let place = to.from(self.focus, self.rows.len(), PAGE);
        self.go_to(place, place > self.focus)
    }

    /// Offers the key to the focused editor, and takes it where the editor does not.
    fn edit(&mut self, key: KeyEvent) -> FormEvent<K> {
        let part = self.part;
        let Some(row) = self.rows.get_mut(self.focus) else {
            return FormEvent::Unhandled;
        };
        match row.editor.key(part, key) {
            Edit::Changed => {
                let id = row.id.clone();
                self.just_removed = false;
                FormEvent::Changed(id)
            }
            Edit::Moved => FormEvent::None,
            Edit::Ignored => self.beyond(key),
        }
    }

    /// What a key means that the focused editor has no use for.
    fn beyond(&mut self, key: KeyEvent) -> FormEvent<K> {
        let Some(row) = self.current() else {
            return FormEvent::Unhandled;
        };
        match key.code {
            KeyCode::Up => self.step(false),
            KeyCode::Down => self.step(true),
            KeyCode::Enter if row.is_action() => FormEvent::Add(row.id.clone()),
            KeyCode::Enter => self.pick().unwrap_or_else(|| self.step_in(true)),
            KeyCode::Backspace if row.removable && row.is_empty() => self.remove(),
            KeyCode::Backspace if self.part == Half::Value => self.back_to_key(),
            KeyCode::Char('z') if key.modifiers.contains(KeyModifiers::CONTROL) => self.put_back(),
            _ => FormEvent::Unhandled,
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
        self.step(forward)
    }

    /// To the row below or above; unhandled where there is none.
    fn step(&mut self, down: bool) -> FormEvent<K> {
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

    /// From the start of a pair's value to the end of its key.
    fn back_to_key(&mut self) -> FormEvent<K> {
        match self.current().map(|row| &row.editor) {
            Some(Editor::Pair { value, .. }) if value.is_empty() => self.step_in(false),
            _ => FormEvent::Unhandled,
        }
    }

    /// Takes the focused row away; the focus goes to what comes into its place.
    fn remove(&mut self) -> FormEvent<K> {
        if !self.current().is_some_and(|row| row.removable) {
            return FormEvent::Unhandled;
        }
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
        self.rows.insert(at, row);
        self.focus = at;
        self.part = Half::Value;
        self.just_removed = !self.removed.is_empty();
        FormEvent::Changed(id)
    }
}
