//! A device out of texts by field, as people type them or sheets hold them, and the texts out of a device.

use std::collections::HashMap;

use serde_json::{Map, Value};

use super::super::compare::said;
use super::super::visits;
use super::{item_type, parse, plain, show, untyped};
use crate::domain::{DataType, Draft, Field, StringI18n, ThingModel};

/// The device that these texts say, attributes typed as `model` wants them. Text that does not fit its type
/// stays text, so that [`check`](crate::provision::check) can point at it.
///
/// Of two texts for one field the first counts. An array's elements come in their order, whatever their parts are called.
#[must_use]
pub fn draft(texts: &[(Field, String)], model: Option<&ThingModel>) -> Draft {
    let text = |field| text(texts, &field).to_owned();
    let given = |field| Some(text(field)).filter(|text| !text.is_empty());
    Draft {
        product_key: text(Field::ProductKey),
        device_name: StringI18n {
            default_value: text(Field::Name),
            i18n_value: named(texts, |field| match field {
                Field::Locale(locale) => Some(locale),
                _ => None,
            }),
        },
        timezone: text(Field::Timezone),
        device_attributes: attributes(texts, model),
        device_key: given(Field::DeviceKey),
        device_desc: given(Field::Desc),
        device_tags: named(texts, |field| match field {
            Field::Tag(tag) => Some(tag),
            _ => None,
        }),
    }
}

fn text<'t>(texts: &'t [(Field, String)], field: &Field) -> &'t str {
    let found = texts.iter().find(|(of, _)| of == field);
    found.map_or("", |(_, text)| text)
}

/// Texts by the names that `name` finds in their fields.
fn named<T: FromIterator<(String, String)>>(
    texts: &[(Field, String)],
    name: impl Fn(&Field) -> Option<&String>,
) -> T {
    // The last of a name counts in a map, so the first has to come last.
    let named = texts.iter().rev();
    let named = named.filter_map(|(field, text)| Some((name(field)?.clone(), text.clone())));
    named.collect()
}

fn attributes(texts: &[(Field, String)], model: Option<&ThingModel>) -> Map<String, Value> {
    let given = Given::of(texts);
    let known = model.iter().flat_map(|model| &model.attributes);
    let known = known.filter(|attribute| given.has(&attribute.identifier));
    let mut values: Map<_, _> = known
        .filter_map(|attribute| {
            let id = &attribute.identifier;
            Some((id.clone(), given.value(id, &attribute.data_type)?))
        })
        .collect();
    for (field, text) in texts {
        if let Field::Attribute(id) = field
            && !values.contains_key(id)
            && let Some(value) = parse(&untyped(), text, "")
        {
            values.insert(id.clone(), value);
        }
    }
    values
}

/// The texts of one attribute: for the whole, and for parts by their names.
type Texts<'t> = (Vec<&'t str>, Vec<(&'t str, &'t str)>);

/// The texts of attributes by their identifiers: each is looked for once, however many there are.
#[derive(Debug)]
pub struct Given<'t> {
    zone: &'t str,
    /// The texts for the whole, and those for parts.
    of: HashMap<&'t str, Texts<'t>>,
}

impl<'t> Given<'t> {
    /// The texts of attributes among these.
    #[must_use]
    pub fn of(texts: &'t [(Field, String)]) -> Self {
        let mut of: HashMap<&str, Texts<'_>> = HashMap::new();
        for (field, text) in texts {
            visits::note(1);
            match field {
                Field::Attribute(id) => of.entry(id).or_default().0.push(text),
                Field::AttributePart(id, part) => {
                    of.entry(id).or_default().1.push((&**part, &**text));
                }
                _ => {}
            }
        }
        let zone = text(texts, &Field::Timezone);
        Self { zone, of }
    }

    fn has(&self, id: &str) -> bool {
        self.of.contains_key(id)
    }

    /// The value of the attribute `id` of this type, as the texts have it.
    ///
    /// Text that stands for the whole of a struct or an array goes before its parts.
    #[must_use]
    pub fn value(&self, id: &str, data_type: &DataType) -> Option<Value> {
        let (whole, parts) = self.of.get(id)?;
        let zone = self.zone;
        let whole = whole.iter().find_map(|text| parse(data_type, text, zone));
        whole.or_else(|| match data_type {
            DataType::Struct(items) => {
                let parts: Map<_, _> = parts
                    .iter()
                    .filter_map(|(part, text)| {
                        let known = items.iter().find(|item| item.identifier == *part);
                        let item_type = known.map_or_else(untyped, |item| item.data_type.clone());
                        Some(((*part).to_owned(), parse(&item_type, text, zone)?))
                    })
                    .collect();
                (!parts.is_empty()).then_some(Value::Object(parts))
            }
            DataType::Array(item) => {
                let elements: Vec<_> = parts
                    .iter()
                    .filter_map(|(_, text)| parse(&item_type(*item), text, zone))
                    .collect();
                (!elements.is_empty()).then_some(Value::Array(elements))
            }
            _ => None,
        })
    }
}

/// What [`draft`] makes the same device of again.
#[must_use]
pub fn texts(draft: &Draft, model: Option<&ThingModel>) -> Vec<(Field, String)> {
    let by_identifier = model.filter(|_| !draft.device_attributes.is_empty());
    let by_identifier = by_identifier.map(ThingModel::by_identifier);
    let texts = said(draft.clone()).into_iter().flat_map(|(field, value)| {
        let Field::Attribute(id) = field else {
            return vec![(field, plain(&value))];
        };
        let known = by_identifier.as_ref().and_then(|known| known.get(&*id));
        let data_type = known.map_or_else(untyped, |known| known.data_type.clone());
        spread(&id, &value, &data_type)
    });
    texts.collect()
}

/// The texts of `value` as the attribute `id` of this type.
///
/// Text that reads as a list or a record becomes its elements or items; other text that does not
/// fit stays whole.
#[must_use]
pub fn spread(id: &str, value: &Value, data_type: &DataType) -> Vec<(Field, String)> {
    let read = match data_type {
        DataType::Array(_) | DataType::Struct(_) => parse(data_type, &show(data_type, value), ""),
        _ => None,
    };
    let part = |part: String, text| (Field::AttributePart(id.to_owned(), part), text);
    match (data_type, read.as_ref().unwrap_or(value)) {
        (DataType::Struct(items), Value::Object(parts)) => parts
            .iter()
            .map(|(name, value)| {
                let known = items.iter().find(|item| item.identifier == *name);
                let item_type = known.map_or_else(untyped, |item| item.data_type.clone());
                part(name.clone(), show(&item_type, value))
            })
            .collect(),
        (DataType::Array(item), Value::Array(elements)) => (0..)
            .zip(elements)
            .map(|(at, element): (u32, _)| part(at.to_string(), show(&item_type(*item), element)))
            .collect(),
        (_, value) => vec![(Field::Attribute(id.to_owned()), show(data_type, value))],
    }
}
