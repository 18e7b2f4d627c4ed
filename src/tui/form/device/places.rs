//! From a field of a draft to the row that holds it, and back.

use super::Key;
use crate::domain::Field;
use crate::tui::form::{Form, Row};

/// The row that `field` is shown on, if there is one.
pub(super) fn row_of(form: &Form<Key>, field: &Field) -> Option<Key> {
    let has = |key: Key| form.row(&key).is_some().then_some(key);
    match field {
        Field::ProductKey => None,
        Field::Name => Some(Key::Name),
        Field::Timezone => Some(Key::Timezone),
        Field::DeviceKey => Some(Key::DeviceKey),
        Field::Desc => Some(Key::Desc),
        Field::Tags => Some(Key::AddTag),
        Field::Locale(locale) => has(Key::Locale(locale.clone()))
            .or_else(|| named(form, locale, |key| matches!(key, Key::OtherLocale(_)))),
        Field::Tag(tag) => named(form, tag, |key| matches!(key, Key::Tag(_))),
        Field::Attribute(id) => attribute(form, id),
        Field::AttributePart(id, part) => has(Key::Part(id.clone(), part.clone()))
            .or_else(|| element(form, id, part.parse().ok()?))
            .or_else(|| attribute(form, id)),
    }
}

/// The field that the row holds: where its name is missing, the group it will belong to.
pub(super) fn field_of(form: &Form<Key>, key: &Key) -> Field {
    if let Key::Element(id, _) = key {
        let at = elements(form, id).position(|row| row.id == *key);
        let index = at.map_or_else(String::new, |at| at.to_string());
        return Field::AttributePart(id.clone(), index);
    }
    let texts = form.row(key).map(Row::texts).unwrap_or_default();
    key.field(texts.first().map_or("", String::as_str))
}

/// The first row of this kind that has this name.
fn named(form: &Form<Key>, name: &str, kind: fn(&Key) -> bool) -> Option<Key> {
    let mut rows = form.rows.iter().filter(|row| kind(&row.id));
    let row = rows.find(|row| row.texts().first().is_some_and(|text| text == name))?;
    Some(row.id.clone())
}

/// The row for the attribute as a whole: for a struct its first item, for an array its last row.
fn attribute(form: &Form<Key>, id: &str) -> Option<Key> {
    let mine = || {
        let keys = form.rows.iter().map(|row| &row.id);
        keys.filter(|key| key.attribute() == Some(id))
    };
    mine()
        .find(|key| matches!(key, Key::Attribute(_) | Key::AddElement(_)))
        .or_else(|| mine().next())
        .cloned()
        .or_else(|| named(form, id, |key| matches!(key, Key::Free(_))))
}

/// The row of the element with this index in the draft, where blank rows do not count.
fn element(form: &Form<Key>, id: &str, index: usize) -> Option<Key> {
    elements(form, id).nth(index).map(|row| row.id.clone())
}

fn elements<'a>(form: &'a Form<Key>, id: &'a str) -> impl Iterator<Item = &'a Row<Key>> {
    form.rows
        .iter()
        .filter(move |row| matches!(&row.id, Key::Element(of, _) if of == id) && !is_blank(row))
}

/// Whether the row gives the draft no element.
fn is_blank(row: &Row<Key>) -> bool {
    row.texts().iter().all(|text| text.trim().is_empty())
}
