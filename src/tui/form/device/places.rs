//! From a field of a draft to the row that holds it, and back.

use std::cell::OnceCell;
use std::collections::HashMap;

use super::Key;
use crate::domain::Field;
use crate::tui::form::{Form, Row};

/// Which row a field is shown on, for who asks about many. The rows are gone through once, when first needed.
pub(super) struct Places<'f> {
    form: &'f Form<Key>,
    attributes: OnceCell<HashMap<&'f str, Attribute<'f>>>,
}

/// The rows of an attribute.
#[derive(Default)]
struct Attribute<'f> {
    /// The row for the attribute as a whole: of an array its last.
    whole: Option<&'f Key>,
    /// The first of any kind.
    first: Option<&'f Key>,
    parts: HashMap<&'f str, &'f Key>,
    /// Those that give the draft an element.
    elements: Vec<&'f Key>,
}

impl<'f> Places<'f> {
    pub(super) fn of(form: &'f Form<Key>) -> Self {
        let attributes = OnceCell::new();
        Self { form, attributes }
    }

    /// The row that `field` is shown on, if there is one.
    pub(super) fn row_of(&self, field: &Field) -> Option<Key> {
        let form = self.form;
        match field {
            Field::ProductKey => None,
            Field::Name => Some(Key::Name),
            Field::Timezone => Some(Key::Timezone),
            Field::DeviceKey => Some(Key::DeviceKey),
            Field::Desc => Some(Key::Desc),
            Field::Tags => Some(Key::AddTag),
            Field::Locale(locale) => {
                let key = Key::Locale(locale.clone());
                let offered = form.row(&key).is_some().then_some(key);
                offered.or_else(|| named(form, locale, |key| matches!(key, Key::OtherLocale(_))))
            }
            Field::Tag(tag) => named(form, tag, |key| matches!(key, Key::Tag(_))),
            Field::Attribute(id) => self.attribute(id),
            Field::AttributePart(id, part) => {
                let rows = self.attributes().get(&**id);
                let part = rows.and_then(|rows| {
                    let element = || rows.elements.get(part.parse::<usize>().ok()?);
                    rows.parts.get(&**part).or_else(element).copied().cloned()
                });
                part.or_else(|| self.attribute(id))
            }
        }
    }

    fn attribute(&self, id: &str) -> Option<Key> {
        let rows = self.attributes().get(id);
        let mine = rows.and_then(|rows| rows.whole.or(rows.first)).cloned();
        mine.or_else(|| named(self.form, id, |key| matches!(key, Key::Free(_))))
    }

    fn attributes(&self) -> &HashMap<&'f str, Attribute<'f>> {
        self.attributes.get_or_init(|| {
            let mut all: HashMap<&str, Attribute<'_>> = HashMap::new();
            for row in &self.form.rows {
                let key = &row.id;
                let Some(id) = key.attribute() else { continue };
                let rows = all.entry(id).or_default();
                rows.first = rows.first.or(Some(key));
                match key {
                    Key::Attribute(_) | Key::AddElement(_) => rows.whole = rows.whole.or(Some(key)),
                    Key::Part(_, part) => _ = rows.parts.insert(part, key),
                    Key::Element(..) if !is_blank(row) => rows.elements.push(key),
                    _ => {}
                }
            }
            all
        })
    }
}

/// The row that `field` is shown on, if there is one.
pub(super) fn row_of(form: &Form<Key>, field: &Field) -> Option<Key> {
    Places::of(form).row_of(field)
}

/// The field that the row holds: where its name is missing, the group it will belong to.
pub(super) fn field_of(form: &Form<Key>, key: &Key) -> Field {
    if let Key::Element(id, _) = key {
        let at = elements(form, id).position(|row| row.id == *key);
        let index = at.map_or_else(String::new, |at| at.to_string());
        return Field::AttributePart(id.clone(), index);
    }
    // Only what the user names is looked up: there may be thousands of others.
    let named = matches!(key, Key::OtherLocale(_) | Key::Free(_) | Key::Tag(_));
    let texts = named.then(|| form.row(key)).flatten().map(Row::texts);
    let texts = texts.unwrap_or_default();
    key.field(texts.first().map_or("", String::as_str))
}

/// The first row of this kind that has this name.
fn named(form: &Form<Key>, name: &str, kind: fn(&Key) -> bool) -> Option<Key> {
    let mut rows = form.rows.iter().filter(|row| kind(&row.id));
    let row = rows.find(|row| row.texts().first().is_some_and(|text| text == name))?;
    Some(row.id.clone())
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
