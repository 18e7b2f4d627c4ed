//! Between what is typed, row by row, and the values of a draft.

use serde_json::{Map, Value};

use super::Key;
use crate::domain::{DataType, ItemType, ThingModel};
use crate::provision::typed::{parse, show};

/// What is typed into the rows, in order: one text, or a name and a value.
pub type Entries = Vec<(Key, Vec<String>)>;

/// Gives rows their numbers.
#[derive(Clone, Copy, Debug, Default)]
pub struct Numbers(pub u32);

impl Numbers {
    /// A number that no row has had.
    pub fn next(&mut self) -> u32 {
        self.0 = self.0.saturating_add(1);
        self.0
    }
}

/// The type of a value that no model describes.
pub fn untyped() -> DataType {
    DataType::Other("JSON".to_owned())
}

/// The type of an array's elements.
pub fn element_type(item: ItemType) -> DataType {
    match item {
        ItemType::Int => DataType::Int,
        ItemType::Float => DataType::Float,
        ItemType::Double => DataType::Double,
        ItemType::String => DataType::String { max_length: None },
    }
}

/// The rows that show `value` as the attribute `id` of this type.
///
/// Text that reads as a list or a record becomes its elements or items; other text that does not
/// fit stays in one row.
pub fn spread(id: &str, value: &Value, data_type: &DataType, numbers: &mut Numbers) -> Entries {
    let read = match data_type {
        DataType::Array(_) | DataType::Struct(_) => parse(data_type, &show(data_type, value), ""),
        _ => None,
    };
    let value = read.as_ref().unwrap_or(value);
    match (data_type, value) {
        (DataType::Struct(items), Value::Object(parts)) => parts
            .iter()
            .map(|(part, value)| {
                let known = items.iter().find(|item| item.identifier == *part);
                let text = known.map_or_else(
                    || show(&untyped(), value),
                    |item| show(&item.data_type, value),
                );
                (Key::Part(id.to_owned(), part.clone()), vec![text])
            })
            .collect(),
        (DataType::Array(item), Value::Array(elements)) => elements
            .iter()
            .map(|element| {
                let text = show(&element_type(*item), element);
                (Key::Element(id.to_owned(), numbers.next()), vec![text])
            })
            .collect(),
        _ => vec![(Key::Attribute(id.to_owned()), vec![show(data_type, value)])],
    }
}

/// The value of the attribute `id` of this type, as its rows have it.
///
/// Text that stands for the whole of a struct or an array goes before its parts.
pub fn gather<'a>(
    id: &str,
    data_type: &DataType,
    entries: impl Iterator<Item = (&'a Key, &'a [String])> + Clone,
) -> Option<Value> {
    let zone = entries.clone().find(|(key, _)| **key == Key::Timezone);
    let zone = zone.and_then(|(_, texts)| texts.first());
    let zone = zone.map_or("", String::as_str);
    let texts = entries.filter(|(key, _)| key.attribute() == Some(id));
    let whole = texts
        .clone()
        .filter(|(key, _)| matches!(key, Key::Attribute(_)))
        .find_map(|(_, texts)| parse(data_type, texts.first()?, zone));
    whole.or_else(|| match data_type {
        DataType::Struct(items) => {
            let parts: Map<_, _> = texts
                .filter_map(|(key, texts)| {
                    let Key::Part(_, part) = key else { return None };
                    let known = items.iter().find(|item| item.identifier == *part);
                    let item_type = known.map_or_else(untyped, |item| item.data_type.clone());
                    Some((part.clone(), parse(&item_type, texts.first()?, zone)?))
                })
                .collect();
            (!parts.is_empty()).then_some(Value::Object(parts))
        }
        DataType::Array(item) => {
            let elements: Vec<_> = texts
                .filter_map(|(_, texts)| parse(&element_type(*item), texts.first()?, zone))
                .collect();
            (!elements.is_empty()).then_some(Value::Array(elements))
        }
        _ => None,
    })
}

/// What was typed under the model `old`, as the rows of `new` want it.
///
/// Text stays as it was typed where both models know the attribute in one shape. Otherwise its value
/// is carried over, and an attribute that `new` lacks becomes a free one.
pub fn retype(
    entries: &Entries,
    old: Option<&ThingModel>,
    new: Option<&ThingModel>,
    numbers: &mut Numbers,
) -> Entries {
    let of = |model: Option<&ThingModel>, id: &str| {
        let attribute = model.and_then(|model| model.attribute(id));
        attribute.map(|attribute| attribute.data_type.clone())
    };
    let mut done: Vec<String> = Vec::new();
    let mut retyped = Vec::with_capacity(entries.len());
    for (key, texts) in entries {
        if let Some(id) = key.attribute() {
            let (before, after) = (of(old, id), of(new, id));
            if let (Some(before), Some(after)) = (&before, &after)
                && shape(before) == shape(after)
            {
                retyped.push((key.clone(), texts.clone()));
            } else if !done.iter().any(|other| other == id) {
                let all = entries.iter().map(|(key, texts)| (key, texts.as_slice()));
                if let Some(value) = gather(id, &before.unwrap_or_else(untyped), all) {
                    match after {
                        Some(after) => retyped.extend(spread(id, &value, &after, numbers)),
                        None => retyped.push(free(id, &value, numbers)),
                    }
                }
            }
            done.push(id.to_owned());
        } else if let (Key::Free(_), [id, text]) = (key, texts.as_slice())
            && let Some(after) = of(new, id)
            && !done.contains(id)
        {
            if let Some(value) = parse(&untyped(), text, "") {
                retyped.extend(spread(id, &value, &after, numbers));
            }
            done.push(id.clone());
        } else {
            retyped.push((key.clone(), texts.clone()));
        }
    }
    retyped
}

/// The row of an attribute that no model describes.
pub fn free(id: &str, value: &Value, numbers: &mut Numbers) -> (Key, Vec<String>) {
    let text = show(&untyped(), value);
    (Key::Free(numbers.next()), vec![id.to_owned(), text])
}

/// Which rows a type has.
fn shape(data_type: &DataType) -> u8 {
    match data_type {
        DataType::Struct(_) => 0,
        DataType::Array(_) => 1,
        _ => 2,
    }
}
