//! The form itself: its rows, and which of them has the focus.

use std::collections::{HashMap, HashSet};
use std::hash::Hash;

use super::notice::Notice;
use super::row::{Editor, Half, Row};
use crate::said::{Said, say};
use crate::tui::keys::Keys;
use crate::tui::text_field::PasteNote;

/// What a key or a paste did to a form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FormEvent<K> {
    /// Something that needs nothing but drawing.
    None,
    /// The value of this row is another one: check again.
    Changed(K),
    /// The focus left this row, and its problems may be shown from now on.
    Left(K),
    /// Show the list for this row.
    Pick(K),
    /// This action was asked for.
    Add(K),
    /// This row was taken away; undo can bring it back.
    Removed(K),
    /// The key means nothing to the form.
    Unhandled,
}

/// An ordered set of rows, one of which has the focus.
///
/// Problems of a row are shown once it has been left, and from then on as they come and go.
#[derive(Debug)]
pub struct Form<K> {
    pub(super) rows: Vec<Row<K>>,
    /// Index of the row with the focus.
    pub(super) focus: usize,
    /// Which half of that row has it.
    pub(super) part: Half,
    pub(super) touched: HashSet<K>,
    pub(super) notices: Vec<Notice<K>>,
    /// Where among them those of a row are, the worst first.
    pub(super) noticed: HashMap<K, Vec<usize>>,
    /// How many problems may be shown: errors and warnings.
    pub(super) counts: (usize, usize),
    /// How many rows that must not stay empty are filled, and how many there are, as last checked.
    pub(super) required: (usize, usize),
    /// Rows taken away with the place they had, the latest last.
    pub(super) removed: Vec<(usize, Row<K>)>,
    /// Whether taking a row away was the last thing done, so that undo means that.
    pub(super) just_removed: bool,
}

impl<K: Clone + Eq + Hash> Form<K> {
    /// A form with the focus on its first row.
    #[must_use]
    pub fn new(rows: Vec<Row<K>>) -> Self {
        let part = rows.first().map_or(Half::Value, |row| row.entry(true));
        Self {
            rows,
            focus: 0,
            part,
            touched: HashSet::new(),
            notices: Vec::new(),
            noticed: HashMap::new(),
            counts: (0, 0),
            required: (0, 0),
            removed: Vec::new(),
            just_removed: false,
        }
    }

    /// The row called `id`.
    #[must_use]
    pub fn row(&self, id: &K) -> Option<&Row<K>> {
        self.rows.iter().find(|row| row.id == *id)
    }

    /// The row called `id`, to change what it says or holds.
    pub fn row_mut(&mut self, id: &K) -> Option<&mut Row<K>> {
        self.rows.iter_mut().find(|row| row.id == *id)
    }

    /// What stands in every row that can be stored.
    #[must_use]
    pub fn texts(&self) -> Vec<(&K, Vec<String>)> {
        let texts = self.rows.iter().map(|row| (&row.id, row.texts()));
        texts.filter(|(_, texts)| !texts.is_empty()).collect()
    }

    /// Gives the row called `id` the text that was picked for it; the user can undo that.
    pub fn set_text(&mut self, id: &K, text: &str) {
        let Some(row) = self.row_mut(id) else {
            return;
        };
        if let Editor::Choice(choice) = &mut row.editor {
            choice.set_text(text);
        } else if let Some(field) = row.editor.field_mut(Half::Value) {
            field.set_text(text);
        }
    }

    /// What the row called `id` means at present: shown beside a field that can be picked, and told in full while that
    /// has the focus.
    pub fn set_hint(&mut self, id: &K, text: Said, full: Said) {
        if let Some(Row {
            editor: Editor::Pick { hint, means, .. },
            ..
        }) = self.row_mut(id)
        {
            (*hint, *means) = (text, full);
        }
    }

    /// Puts `row` above the row called `before`, or at the end, and gives it the focus: in a pair
    /// the value, if the name is given already.
    pub fn insert(&mut self, row: Row<K>, before: &K) {
        let at = self.position(before).unwrap_or(self.rows.len());
        let named = row
            .editor
            .field(Half::Key)
            .is_some_and(|key| !key.is_empty());
        self.rows.insert(at, row);
        self.enter(at, !named);
    }

    /// The row with the focus; `None` only in a form without rows.
    #[must_use]
    pub fn focused(&self) -> Option<&K> {
        self.current().map(|row| &row.id)
    }

    pub(super) fn current(&self) -> Option<&Row<K>> {
        self.rows.get(self.focus)
    }

    /// What the row with the focus is for.
    #[must_use]
    pub fn focused_help(&self, keys: &Keys) -> Option<Said> {
        let row = self.current()?;
        Some(say!(
            "{label}: {help}",
            "{label}：{help}",
            label = row.label,
            help = row.told(keys)
        ))
    }

    /// Takes the row called `id` away for good; the focus stays with the row that has it.
    pub fn discard(&mut self, id: &K) {
        if let Some(at) = self.position(id) {
            self.rows.remove(at);
            if at < self.focus || self.focus == self.rows.len() {
                self.focus = self.focus.saturating_sub(1);
            }
        }
    }

    /// Gives the focus to the row called `id`; says whether there is one.
    pub fn focus(&mut self, id: &K) -> bool {
        let found = self.position(id);
        if let Some(at) = found {
            self.enter(at, true);
        }
        found.is_some()
    }

    /// Inserts pasted text where the focus is; the note says what was not taken as it was.
    pub fn paste(&mut self, pasted: &str) -> (FormEvent<K>, PasteNote) {
        let part = self.part;
        let taken = self.rows.get_mut(self.focus).and_then(|row| {
            let note = row.editor.paste(part, pasted)?;
            Some((FormEvent::Changed(row.id.clone()), note))
        });
        self.just_removed &= taken.is_none();
        taken.unwrap_or((FormEvent::Unhandled, PasteNote::default()))
    }

    /// Index of the row called `id`.
    pub(super) fn position(&self, id: &K) -> Option<usize> {
        self.rows.iter().position(|row| row.id == *id)
    }

    /// Gives the focus to the row at `at`; the row that loses it counts as left, unless nothing is typed there: what
    /// is passed by is not wrong yet.
    pub(super) fn enter(&mut self, at: usize, from_above: bool) {
        if at != self.focus
            && let Some(row) = self.current().filter(|row| !row.is_empty())
        {
            let id = row.id.clone();
            self.touch(&id);
        }
        self.land(at, from_above);
    }

    /// The focus comes to the row at `at`.
    pub(super) fn land(&mut self, at: usize, from_above: bool) {
        self.focus = at;
        let row = self.current();
        self.part = row.map_or(Half::Value, |row| row.entry(from_above));
    }
}
