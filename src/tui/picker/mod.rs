//! Picks one of many: an overlay with a filter, fuzzy and ranked.

mod draw;

use crossterm::event::KeyEvent;
use nucleo_matcher::Utf32String;

use crate::said::{Lang, Said};
use crate::tui::text_field::{Edit, PasteNote, TextField};
use crate::tui::widgets::fuzzy::rank;
use crate::tui::widgets::rows::Rows;
use crate::tui::widgets::table::Move;
use crate::tui::widgets::text::width;

/// How far Page Up and Page Down go.
const PAGE: usize = 10;

/// Something that can be picked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PickItem<T> {
    /// What is given back.
    pub value: T,
    /// What is read first.
    pub label: Said,
    /// What helps to tell it from others, shown dim beside the label.
    pub detail: Said,
    /// What it is also found by, without being shown.
    pub search: String,
}

/// The state of the overlay.
#[derive(Clone, Debug)]
pub struct Picker<T> {
    title: Said,
    items: Rows<Vec<PickItem<T>>>,
    /// The cells of the longest label.
    longest: usize,
    /// The cells of the longest detail; none where no item says more than its label.
    longest_detail: usize,
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

impl<T> Picker<T> {
    /// A picker over `items` in their given order, the one at the place `current` selected.
    #[must_use]
    pub fn new(title: impl Into<Said>, items: Vec<PickItem<T>>, current: Option<usize>) -> Self {
        let haystacks = items.iter().map(|item| haystack(item).into()).collect();
        let longest = items.iter().map(|item| widest(&item.label)).max();
        let longest_detail = items.iter().map(|item| widest(&item.detail)).max();
        let mut picker = Self {
            title: title.into(),
            longest: longest.unwrap_or(0),
            longest_detail: longest_detail.unwrap_or(0),
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

    /// Moves the selection.
    pub fn moved(&mut self, to: Move) {
        self.selected = to.from(self.selected, self.matches.len(), PAGE);
    }

    /// Selects the match at this place; says whether there is one.
    pub fn select(&mut self, place: usize) -> bool {
        let there = place < self.matches.len();
        if there {
            self.selected = place;
        }
        there
    }

    /// Types into the filter.
    pub fn key(&mut self, key: KeyEvent) {
        if self.query.key(key) == Edit::Changed {
            self.rank();
        }
    }

    /// What is selected, if any item matches.
    #[must_use]
    pub fn choose(self) -> Option<T> {
        let index = *self.matches.get(self.selected)?;
        Some(self.items.into_owner().swap_remove(index).value)
    }

    /// The same with other values.
    pub fn map<U>(self, to: impl Fn(T) -> U) -> Picker<U> {
        let item = |item: PickItem<T>| PickItem {
            value: to(item.value),
            label: item.label,
            detail: item.detail,
            search: item.search,
        };
        let items: Vec<_> = self.items.into_owner().into_iter().map(item).collect();
        Picker {
            title: self.title,
            items: items.into(),
            longest: self.longest,
            longest_detail: self.longest_detail,
            haystacks: self.haystacks,
            query: self.query,
            matches: self.matches,
            selected: self.selected,
            current: self.current,
        }
    }

    /// Puts pasted text into the filter; the note says what was not taken as it was.
    pub fn paste(&mut self, pasted: &str) -> PasteNote {
        let note = self.query.paste(pasted);
        self.rank();
        note
    }

    /// The item that would be chosen.
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
        // What is called so comes before what is only told in such words.
        let query = query.trim().to_lowercase();
        let items = &self.items;
        let near = |index: &usize| items.get(*index).map(|item| distance(item, &query));
        if !query.is_empty() {
            self.matches.sort_by_cached_key(near);
        }
        let query = self.query.text();
        let current = self.current.filter(|_| query.trim().is_empty());
        self.selected = current.unwrap_or(0);
    }
}

/// How far what is typed, in lower case, is from what the item is called: it is that, or of it one part between
/// slashes; it begins that; it is in its label; or only in other words of it.
fn distance<T>(item: &PickItem<T>, query: &str) -> u8 {
    let labels = [Lang::En, Lang::Zh].map(|lang| item.label.to(lang).to_lowercase());
    let labels = labels.iter().map(String::as_str);
    let parts = labels.clone().flat_map(|label| label.split('/'));
    let parts = parts.map(|part| part.replace('_', " "));
    let others = item.search.to_lowercase();
    let whole = labels.clone().chain(others.split(", ")).map(str::to_owned);
    whole
        .chain(parts)
        .map(|name| match name {
            name if name == query => 0,
            name if name.starts_with(query) => 1,
            _ => 3,
        })
        .min()
        .unwrap_or(3)
        .min(
            labels
                .map(|label| if label.contains(query) { 2 } else { 3 })
                .min()
                .unwrap_or(3),
        )
}

/// What an item is found by: its words in every language, and the others.
fn haystack<T>(item: &PickItem<T>) -> String {
    let [en, zh] = [Lang::En, Lang::Zh].map(|lang| {
        let (label, detail) = (item.label.to(lang), item.detail.to(lang));
        format!("{label} {detail}")
    });
    if en == zh {
        return format!("{en} {}", item.search);
    }
    format!("{en} {zh} {}", item.search)
}

/// The cells of a text in the language in which it has most.
fn widest(said: &Said) -> usize {
    let [en, zh] = [Lang::En, Lang::Zh].map(|lang| width(&said.to(lang)));
    en.max(zh)
}

#[cfg(test)]
mod tests;
