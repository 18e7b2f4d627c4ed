//! What is typed into the rows, as texts by field, and the rows of texts.

use std::collections::{HashMap, HashSet};

use super::Key;
use crate::domain::{Attribute, DataType, Draft, Field, ThingModel};
use crate::provision::{LOCALES_DOCUMENTED, typed};
use crate::tui::form::Form;

/// What is typed into the rows, in order: one text, or a name and a value.
pub(super) type Entries = Vec<(Key, Vec<String>)>;

/// Gives rows their numbers.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Numbers(pub u32);

impl Numbers {
    /// A number that no row has had.
    pub(super) fn next(&mut self) -> u32 {
        self.0 = self.0.saturating_add(1);
        self.0
    }
}

/// What the rows hold, as a device of this product.
pub(super) fn compose(product_key: &str, form: &Form<Key>, model: Option<&ThingModel>) -> Draft {
    // What is empty says nothing, and is most of a large model.
    let rows = form.rows.iter().filter(|row| !row.is_empty());
    let typed = rows.filter_map(|row| text(&row.id, &row.texts()));
    let product = (Field::ProductKey, product_key.to_owned());
    let texts: Vec<_> = [product].into_iter().chain(typed).collect();
    typed::draft(&texts, model)
}

/// What is said by rows that are not made yet: what [`compose`] gives of the rows for these.
pub(super) fn said(product_key: &str, entries: &Entries, model: Option<&ThingModel>) -> Draft {
    let typed = entries.iter().filter_map(|(key, texts)| text(key, texts));
    let product = (Field::ProductKey, product_key.to_owned());
    let texts: Vec<_> = [product].into_iter().chain(typed).collect();
    typed::draft(&texts, model)
}

/// What a row says: nothing while its name is missing, nor where an offered locale is left empty.
fn text(key: &Key, texts: &[String]) -> Option<(Field, String)> {
    match (key, texts) {
        (Key::Locale(_), [text]) if text.is_empty() => None,
        (_, [text]) => Some((key.field(""), text.clone())),
        (_, [name, text]) if !name.is_empty() => Some((key.field(name), text.clone())),
        _ => None,
    }
}

/// What the rows for `draft` hold.
pub(super) fn entries(draft: &Draft, model: Option<&ThingModel>, numbers: &mut Numbers) -> Entries {
    let known = of(model);
    let texts = typed::texts(draft, model).into_iter();
    texts
        .filter_map(|(field, text)| entry(field, text, &known, numbers))
        .collect()
}

/// The attributes of a model by identifier.
type Known<'m> = HashMap<&'m str, &'m Attribute>;

fn of(model: Option<&ThingModel>) -> Known<'_> {
    model.map(ThingModel::by_identifier).unwrap_or_default()
}

/// The row of a field; none where the form has no row for it.
fn entry(
    field: Field,
    text: String,
    known: &Known<'_>,
    numbers: &mut Numbers,
) -> Option<(Key, Vec<String>)> {
    let known = |id: &str| known.get(id);
    let row = match field {
        Field::ProductKey | Field::Tags => return None,
        Field::Name => Key::Name,
        Field::Timezone => Key::Timezone,
        Field::DeviceKey => Key::DeviceKey,
        Field::Desc => Key::Desc,
        Field::Locale(locale) if LOCALES_DOCUMENTED.contains(&locale.as_str()) => {
            Key::Locale(locale)
        }
        Field::Locale(name) => return Some((Key::OtherLocale(numbers.next()), vec![name, text])),
        Field::Tag(name) => return Some((Key::Tag(numbers.next()), vec![name, text])),
        Field::Attribute(id) if known(&id).is_none() => {
            return Some((Key::Free(numbers.next()), vec![id, text]));
        }
        Field::Attribute(id) => Key::Attribute(id),
        Field::AttributePart(id, part) => match known(&id).map(|known| &known.data_type) {
            Some(DataType::Array(_)) => Key::Element(id, numbers.next()),
            _ => Key::Part(id, part),
        },
    };
    Some((row, vec![text]))
}

/// What was typed under the model `old`, as the rows of `new` want it.
///
/// Text stays as it was typed where both models know the attribute in one shape. Otherwise its value
/// is carried over, and an attribute that `new` lacks becomes a free one.
pub(super) fn retype(
    entries: &Entries,
    old: Option<&ThingModel>,
    new: Option<&ThingModel>,
    numbers: &mut Numbers,
) -> Entries {
    let (old, new) = (of(old), of(new));
    let of = |known: &Known<'_>, id: &str| {
        let attribute = known.get(id);
        attribute.map(|attribute| attribute.data_type.clone())
    };
    let texts = entries.iter().filter_map(|(key, texts)| text(key, texts));
    let texts: Vec<_> = texts.collect();
    let given = typed::Given::of(&texts);
    let mut done: HashSet<&str> = HashSet::new();
    let mut retyped = Vec::with_capacity(entries.len());
    for (key, typed) in entries {
        let (id, before) = match (key, typed.as_slice()) {
            (Key::Free(_), [id, _]) => (Some(id.as_str()), None),
            _ => (key.attribute(), key.attribute().and_then(|id| of(&old, id))),
        };
        let Some(id) = id else {
            retyped.push((key.clone(), typed.clone()));
            continue;
        };
        let (free, again) = (matches!(key, Key::Free(_)), done.contains(id));
        let after = of(&new, id);
        let stays = match (&before, &after) {
            (Some(before), Some(after)) => shape(before) == shape(after),
            (_, after) => free && (again || after.is_none()),
        };
        if stays {
            retyped.push((key.clone(), typed.clone()));
        } else if !again {
            let before = before.unwrap_or_else(typed::untyped);
            let value = given.value(id, &before);
            let spread = value.map(|value| {
                let after = after.unwrap_or_else(typed::untyped);
                typed::spread(id, &value, &after)
            });
            let rows = spread.into_iter().flatten();
            retyped.extend(rows.filter_map(|(field, text)| entry(field, text, &new, numbers)));
        }
        done.insert(id);
    }
    retyped
}

/// Which rows a type has.
fn shape(data_type: &DataType) -> u8 {
    match data_type {
        DataType::Struct(_) => 0,
        DataType::Array(_) => 1,
        _ => 2,
    }
}
