//! What of a form survives the program: texts by row, focus, caret. Secrets do not.

use std::collections::HashMap;
use std::hash::Hash;

use serde::{Deserialize, Serialize};

use super::row::{Half, Row};
use super::sheet::Form;
use crate::tui::text_field::TextField;

/// A half-filled form as plain data.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FormState<K> {
    /// The texts of every row that has any, in order.
    pub texts: Vec<(K, Vec<String>)>,
    /// The row with the focus.
    pub focus: Option<K>,
    /// The half of it with the focus.
    #[serde(default)]
    pub part: Half,
    /// The caret's byte offset there.
    #[serde(default)]
    pub caret: usize,
    /// The rows whose problems may be shown.
    #[serde(default = "Vec::new")]
    pub touched: Vec<K>,
}

impl<K: Clone + Eq + Hash> Form<K> {
    /// What would bring this form back.
    #[must_use]
    pub fn state(&self) -> FormState<K> {
        self.state_of(|_| true)
    }

    /// The same with the texts of these rows only.
    pub(super) fn state_of(&self, of: impl Fn(&Row<K>) -> bool) -> FormState<K> {
        let rows = self.rows.iter().filter(|row| of(row));
        let texts = rows.map(|row| (row.id.clone(), row.texts()));
        let field = self.current().and_then(|row| row.editor.field(self.part));
        let caret = field.map_or(0, TextField::caret);
        FormState {
            texts: texts.filter(|(_, texts)| !texts.is_empty()).collect(),
            focus: self.focused().cloned(),
            part: self.part,
            caret,
            touched: self.touched(),
        }
    }

    /// The rows whose problems may be shown, in order.
    fn touched(&self) -> Vec<K> {
        let ids = self.rows.iter().map(|row| &row.id);
        ids.filter(|id| self.touched.contains(*id))
            .cloned()
            .collect()
    }

    /// Puts `state` back into a form that has the same rows; what has no row here is left out.
    pub fn restore(&mut self, state: &FormState<K>) {
        let places = self.rows.iter().enumerate().rev();
        let places: HashMap<K, usize> = places.map(|(at, row)| (row.id.clone(), at)).collect();
        for (id, texts) in &state.texts {
            let at = places.get(id).copied();
            if let Some(row) = at.and_then(|at| self.rows.get_mut(at)) {
                row.set_texts(texts);
            }
        }
        if let Some(at) = state.focus.as_ref().and_then(|id| self.position(id)) {
            self.enter(at, true);
            self.part = state.part;
            let row = self.rows.get_mut(at);
            if let Some(field) = row.and_then(|row| row.editor.field_mut(state.part)) {
                field.set_caret(state.caret);
            }
        }
        self.touched = state.touched.iter().cloned().collect();
        self.recount();
    }
}
