//! What a draft cannot say: names missing from pairs, and names given twice.

use std::collections::HashSet;

use super::Key;
use crate::provision::Severity;
use crate::said::{Said, pair};
use crate::tui::form::{Editor, Form, Notice, Row};

/// The problems of pairs that the draft leaves out, or that stand in the way of another row.
pub(super) fn clashes(form: &Form<Key>) -> Vec<Notice<Key>> {
    let mut found = Vec::new();
    let is_pair = |row: &&Row<Key>| matches!(row.editor, Editor::Pair { .. }) && !row.is_empty();
    if !form.rows.iter().any(|row| is_pair(&row)) {
        return found;
    }
    let mut seen = HashSet::new();
    for row in &form.rows {
        let texts = match &row.editor {
            Editor::Pair { .. } => row.texts(),
            _ => Vec::new(),
        };
        // What to say of a pair that has a value and no name; none of what is no pair.
        let nameless = match row.id {
            Key::OtherLocale(_) => Some(pair!(
                "this value needs a locale such as ja_JP",
                "此值缺少语言代码，如 ja_JP"
            )),
            Key::Free(_) => Some(pair!(
                "this value needs an attribute's identifier",
                "此值缺少属性标识符"
            )),
            Key::Tag(_) => Some(pair!("this value needs a key", "此值缺少键")),
            Key::Part(..) | Key::Element(..) => continue,
            _ => None,
        };
        let is_pair = nameless.is_some();
        let mut complain = |message: Said| {
            found.push(Notice::new(row.id.clone(), Severity::Error, message));
        };
        if let Some(nameless) = nameless
            && texts.first().is_some_and(String::is_empty)
        {
            if texts.get(1).is_some_and(|value| !value.is_empty()) {
                complain(nameless);
            }
            continue;
        }
        let field = row.id.field(texts.first().map_or("", String::as_str));
        if !seen.insert(field) && is_pair {
            complain(pair!(
                "given twice: change or remove one",
                "重复：修改或移除其中一个"
            ));
        }
    }
    found
}
