//! A row of a form: what it is called, what it wants, and the editor that holds its value.

use crossterm::event::KeyEvent;
use serde::{Deserialize, Serialize};

use super::choice::Choice;
use crate::said::{Said, say};
use crate::tui::keys::Keys;
use crate::tui::text_field::{Edit, PasteNote, SecretField, TextField};

/// One row. Build it with [`Row::new`] and set what differs.
#[derive(Debug)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each says one thing of the row, in any combination"
)]
pub struct Row<K> {
    /// What the program calls it; unique in its form.
    pub id: K,
    /// The heading it stands under; empty for none. Rows of one section follow each other.
    pub section: Said,
    /// What the user calls it.
    pub label: Said,
    /// What helps while it has the focus.
    pub help: Said,
    /// Whether it must not stay empty; only shown, never enforced.
    pub required: bool,
    /// The unit, or another word behind the field.
    pub unit: Said,
    /// Its type in a word, behind a field without a unit.
    pub kind: Said,
    /// Whether it is a part of the row above.
    pub nested: bool,
    /// Whether what it is there for is given, though it holds no value itself.
    pub done: bool,
    /// What stands in an empty field.
    pub placeholder: Said,
    /// The most characters it should have; shows a counter.
    pub limit: Option<usize>,
    /// Whether the user may take the row away.
    pub removable: bool,
    /// What it holds.
    pub editor: Editor,
}

impl<K> Row<K> {
    /// An optional row with no section and no help.
    pub fn new(id: K, label: impl Into<Said>, editor: Editor) -> Self {
        Self {
            id,
            section: Said::default(),
            label: label.into(),
            help: Said::default(),
            required: false,
            unit: Said::default(),
            kind: Said::default(),
            nested: false,
            done: false,
            placeholder: Said::default(),
            limit: None,
            removable: false,
            editor,
        }
    }

    /// The same row with what helps while it has the focus.
    #[must_use]
    pub fn help(self, help: impl Into<Said>) -> Self {
        Self {
            help: help.into(),
            ..self
        }
    }

    /// What helps while it has the focus, with the keys that do something for it.
    pub(super) fn told(&self, keys: &Keys) -> Said {
        let help = &self.help;
        match &self.editor {
            _ if self.removable => {
                say!(
                    "{help} {key} removes it.",
                    "{help}按 {key} 移除。",
                    help,
                    key = keys.of("form.remove")
                )
            }
            Editor::Pick { means, .. } => {
                let lists = say!(
                    "{help} {key} lists them.",
                    "{help}按 {key} 列出可选值。",
                    help,
                    key = keys.of("form.enter")
                );
                if means.is_empty() {
                    return lists;
                }
                say!("{means} · {lists}", "{means} · {lists}", means, lists)
            }
            Editor::Text(field) if field.is_multi_line() => say!(
                "{enter} starts a new line, {next} moves to the next field.",
                "{enter} 换行，{next} 转到下一个字段。",
                enter = keys.of("form.enter"),
                next = keys.of("form.next")
            ),
            _ => help.clone(),
        }
    }

    /// The texts that make up the value, as they can be stored: none for a secret or an action.
    #[must_use]
    pub fn texts(&self) -> Vec<String> {
        match &self.editor {
            Editor::Text(field) | Editor::Pick { field, .. } => vec![field.text()],
            Editor::Pair { key, value } => vec![key.text(), value.text()],
            Editor::Choice(choice) => vec![choice.text().to_owned()],
            Editor::Secret(_) | Editor::Action => Vec::new(),
        }
    }

    /// Puts back what [`texts`](Self::texts) gave, as if it had never been otherwise; missing texts
    /// count as empty.
    pub fn set_texts(&mut self, texts: &[String]) {
        let mut texts = texts.iter().map(String::as_str);
        let mut renew = |field: &mut TextField| {
            *field = TextField::new(texts.next().unwrap_or_default(), field.is_multi_line());
        };
        match &mut self.editor {
            Editor::Text(field) | Editor::Pick { field, .. } => renew(field),
            Editor::Pair { key, value } => {
                renew(key);
                renew(value);
            }
            Editor::Choice(choice) => choice.set_text(texts.next().unwrap_or_default()),
            Editor::Secret(_) | Editor::Action => {}
        }
    }

    /// Whether nothing is typed or chosen.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        match &self.editor {
            Editor::Secret(field) => field.text().is_empty(),
            Editor::Text(field) | Editor::Pick { field, .. } => field.is_empty(),
            Editor::Pair { key, value } => key.is_empty() && value.is_empty(),
            Editor::Choice(choice) => choice.text().is_empty(),
            Editor::Action => true,
        }
    }

    pub(super) fn is_pair(&self) -> bool {
        matches!(self.editor, Editor::Pair { .. })
    }

    pub(super) fn is_action(&self) -> bool {
        matches!(self.editor, Editor::Action)
    }

    /// Whether the row has a list to open.
    #[must_use]
    pub fn can_pick(&self) -> bool {
        match &self.editor {
            Editor::Pick { .. } => true,
            Editor::Choice(choice) => choice.is_long(),
            _ => false,
        }
    }

    /// Where the focus lands when it comes to this row from above, or from below.
    pub(super) fn entry(&self, from_above: bool) -> Half {
        if from_above && self.is_pair() {
            Half::Key
        } else {
            Half::Value
        }
    }
}

/// What a row holds.
#[derive(Debug)]
pub enum Editor {
    /// Text of one line or many.
    Text(TextField),
    /// A name that the user gives, and the value under it.
    Pair {
        /// The name.
        key: TextField,
        /// The value.
        value: TextField,
    },
    /// A secret: never shown, never part of the form's state.
    Secret(SecretField),
    /// One of a few.
    Choice(Choice),
    /// Text that may also be picked from a list that the program shows.
    Pick {
        /// The text.
        field: TextField,
        /// What the text means at present, such as the offset of a time zone.
        hint: Said,
        /// The same in full, told while it has the focus.
        means: Said,
    },
    /// No value: Enter does something, such as adding a row.
    Action,
}

impl Editor {
    /// The text field that has the focus when the `part` of it has it.
    pub(super) fn field(&self, part: Half) -> Option<&TextField> {
        match (self, part) {
            (Self::Text(field) | Self::Pick { field, .. }, _) => Some(field),
            (Self::Pair { key, .. }, Half::Key) => Some(key),
            (Self::Pair { value, .. }, Half::Value) => Some(value),
            _ => None,
        }
    }

    /// [`field`](Self::field), to change it.
    pub(super) fn field_mut(&mut self, part: Half) -> Option<&mut TextField> {
        match (self, part) {
            (Self::Text(field) | Self::Pick { field, .. }, _) => Some(field),
            (Self::Pair { key, .. }, Half::Key) => Some(key),
            (Self::Pair { value, .. }, Half::Value) => Some(value),
            _ => None,
        }
    }

    /// Gives a key to the part of it that has the focus.
    pub fn key(&mut self, part: Half, key: KeyEvent) -> Edit {
        match self {
            Self::Secret(field) => field.key(key),
            Self::Choice(choice) => choice.key(key),
            _ => self
                .field_mut(part)
                .map_or(Edit::Ignored, |field| field.key(key)),
        }
    }

    /// Takes back the last change of the text that has the focus.
    pub(super) fn undo(&mut self, part: Half) -> Edit {
        self.field_mut(part).map_or(Edit::Ignored, TextField::undo)
    }

    /// The option after the one chosen, or before it.
    pub(super) fn turn(&mut self, forward: bool) -> Edit {
        match self {
            Self::Choice(choice) => choice.turn(forward),
            _ => Edit::Ignored,
        }
    }

    /// None of the options chosen.
    pub(super) fn clear(&mut self) -> Edit {
        match self {
            Self::Choice(choice) => choice.clear(),
            _ => Edit::Ignored,
        }
    }

    /// Pastes into the part of it that has the focus, if that takes text.
    pub fn paste(&mut self, part: Half, pasted: &str) -> Option<PasteNote> {
        match self {
            Self::Secret(field) => Some(field.paste(pasted)),
            _ => Some(self.field_mut(part)?.paste(pasted)),
        }
    }

    /// An editor for one line of text.
    #[must_use]
    pub fn text(text: &str) -> Self {
        Self::Text(TextField::new(text, false))
    }

    /// An editor for many lines of text.
    #[must_use]
    pub fn lines(text: &str) -> Self {
        Self::Text(TextField::new(text, true))
    }

    /// An editor for a name and a value.
    #[must_use]
    pub fn pair(key: &str, value: &str) -> Self {
        Self::Pair {
            key: TextField::new(key, false),
            value: TextField::new(value, false),
        }
    }

    /// An editor for text that may be picked.
    #[must_use]
    pub fn pick(text: &str) -> Self {
        Self::Pick {
            field: TextField::new(text, false),
            hint: Said::default(),
            means: Said::default(),
        }
    }
}

/// Which half of a row has the focus; everything but a pair has only a value.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Half {
    /// The name of a pair.
    Key,
    /// The value.
    #[default]
    Value,
}
