//! Picks one of many: an overlay with a filter, fuzzy and ranked.

mod draw;

use std::ops::ControlFlow;

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use nucleo_matcher::Utf32String;

use crate::tui::text_field::{Edit, TextField};
use crate::tui::widgets::fuzzy::rank;
use crate::tui::widgets::rows::Rows;
use crate::tui::widgets::table::moved;
use crate::tui::widgets::text::width;

/// How far Page Up and Page Down go.
const PAGE: usize = 10;

/// Something that can be picked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PickItem<T> {
    /// What is given back.
    pub value: T,
    /// What is read first.
    pub label: String,
    /// What helps to tell it from others, shown dim beside the label.
    pub detail: String,
    /// What it is also found by, without being shown.
    pub search: String,
}

/// The state of the overlay.
#[derive(Clone, Debug)]
pub struct Picker<T> {
    title: String,
    items: Rows<Vec<PickItem<T>>>,
    /// The cells of the longest label.
    longest: usize,
    /// Whether any item says more than its label.
    details: bool,
    /// What each item is matched against.
    haystacks: Vec<Utf32String>,
    query: TextField,
    /// Indices of the items that match, best first.
    matches: Vec<usize>,
    /// Index into `matches`.
    selected: usize,
    /// Index of the item that is the value now.
    current: Option<usize>,
}

impl<T: Clone + PartialEq> Picker<T> {
    /// A picker over `items` in their given order, the one equal to `current` selected.
    #[must_use]
    pub fn new(title: impl Into<String>, items: Vec<PickItem<T>>, current: Option<&T>) -> Self {
        let haystacks = items
            .iter()
            .map(|item| format!("{} {} {}", item.label, item.detail, item.search).into())
            .collect();
        let current = current.and_then(|value| items.iter().position(|item| item.value == *value));
        let longest = items.iter().map(|item| width(&item.label)).max();
        let mut picker = Self {
            title: title.into(),
            longest: longest.unwrap_or(0),
            details: items.iter().any(|item| !item.detail.is_empty()),
            items: items.into(),
            haystacks,
            query: TextField::new("", false),
            matches: Vec::new(),
            selected: 0,
            current,
        };
        picker.rank();
        picker
    }

    /// The picker filtered by `query` from the start, unless that is the current value itself.
    #[must_use]
    pub fn searching(mut self, query: &str) -> Self {
        if self.current.is_none() {
            self.query.set_text(query);
            self.rank();
        }
        self
    }

    /// Arrows move, Enter chooses, Esc cancels; everything else edits the filter. Breaks when the picker is to be
    /// closed, with what was chosen.
    pub fn key(&mut self, key: KeyEvent) -> ControlFlow<Option<T>> {
        let ctrl = key.modifiers.contains(KeyModifiers::CONTROL);
        let code = match key.code {
            KeyCode::Char('p') if ctrl => KeyCode::Up,
            KeyCode::Char('n') if ctrl => KeyCode::Down,
            code => code,
        };
        match code {
            KeyCode::Esc => return ControlFlow::Break(None),
            KeyCode::Enter => {
                if let Some(item) = self.selected() {
                    return ControlFlow::Break(Some(item.value.clone()));
                }
            }
            KeyCode::Up | KeyCode::Down | KeyCode::PageUp | KeyCode::PageDown => {
                let moved = moved(code, self.selected, self.matches.len(), PAGE);
                self.selected = moved.unwrap_or(self.selected);
            }
            _ => {
                if self.query.key(key) == Edit::Changed {
                    self.rank();
                }
            }
        }
        ControlFlow::Continue(())
    }

    /// Puts pasted text into the filter.
    pub fn paste(&mut self, pasted: &str) {
        self.query.paste(pasted);
        self.rank();
    }

    /// The item that Enter would choose.
    #[must_use]
    pub fn selected(&self) -> Option<&PickItem<T>> {
        self.matches
            .get(self.selected)
            .and_then(|index| self.items.get(*index))
    }

    /// How many items match the filter, and how many there are.
    #[must_use]
    #[cfg(test)]
    pub fn counts(&self) -> (usize, usize) {
        (self.matches.len(), self.items.len())
    }

    /// Scores every item once against the filter; equals keep their given order.
    fn rank(&mut self) {
        let query = self.query.text();
        self.matches = rank(&query, &self.haystacks);
        let current = self.current.filter(|_| query.trim().is_empty());
        self.selected = current.unwrap_or(0);
    }
}

#[cfg(test)]
mod tests;
