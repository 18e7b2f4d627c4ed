//! What a draft cannot say: names missing from pairs, and names given twice.

use super::{Key, places};
use crate::provision::Severity;
use crate::tui::form::{Form, Notice};

/// The problems of pairs that the draft leaves out, or that stand in the way of another row.
pub(super) fn clashes(form: &Form<Key>) -> Vec<Notice<Key>> {
    let mut found = Vec::new();
    let mut seen = Vec::new();
    for row in &form.rows {
        let texts = row.texts();
        let (is_pair, what) = match row.id {
            Key::OtherLocale(_) => (true, "a locale such as ja_JP"),
            Key::Free(_) => (true, "an attribute's identifier"),
            Key::Tag(_) => (true, "a key"),
            Key::Part(..) | Key::Element(..) => continue,
            _ => (false, ""),
        };
        let mut complain = |message: String| {
            found.push(Notice::new(row.id.clone(), Severity::Error, message));
        };
        if is_pair && texts.first().is_some_and(String::is_empty) {
            if texts.get(1).is_some_and(|value| !value.is_empty()) {
                complain(format!("this value needs {what}"));
            }
            continue;
        }
        let field = places::field_of(form, &row.id);
        if is_pair && seen.contains(&field) {
            complain("given twice: change one or take it away".to_owned());
        }
        seen.push(field);
    }
    found
}
