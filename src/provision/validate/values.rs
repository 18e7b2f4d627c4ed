//! The rules for one attribute value of each data type.
//!
//! The types and their JSON forms: Get Thing Model (`dataType`, `dataDefinition`), EnOS API FAQ,
//! and the samples of Search Device.

use serde_json::{Map, Value};

use super::super::flaw::{Authority, Flaw, Knower, Misfit, Needed, Part};
use super::super::typed;
use super::findings::Findings;
use super::{choices, numbers, texts};
use crate::domain::{DataType, Field, ItemType, StructItem};

/// The most elements of an array (limitations page 2.4.4).
const ARRAY_MAX: usize = 1024;

/// A named value of a model or of a struct, which may be absent unless `required`.
pub(super) fn check_member(
    place: &Field,
    data_type: &DataType,
    required: bool,
    value: Option<&Value>,
    found: &mut Findings,
) {
    let missing = match value {
        None | Some(Value::Null) => true,
        Some(Value::String(text)) => text.trim().is_empty(),
        Some(_) => false,
    };
    match value {
        _ if required && missing => {
            let what = Needed::Attribute;
            found.error(place, Flaw::Missing { what });
        }
        Some(value) => check_value(place, data_type, value, found),
        None => {}
    }
}

fn check_value(place: &Field, data_type: &DataType, value: &Value, found: &mut Findings) {
    match (data_type, value) {
        (DataType::Array(items), Value::Array(elements)) => {
            check_elements(place, *items, elements, found);
        }
        (DataType::Struct(items), Value::Object(given)) => check_items(place, items, given, found),
        (DataType::String { max_length }, Value::String(text)) => {
            texts::check_string(place, *max_length, text, found);
        }
        (DataType::Date, Value::String(text)) => texts::check_date(place, text, found),
        _ => {
            let Some(why) = judge(data_type, value) else {
                return;
            };
            let meant = respelled(data_type, value).filter(|_| !why.is_doubt());
            match meant {
                Some(write) => found.respell(place, value, write),
                None => found.misfit(place, value, why),
            }
        }
    }
}

/// Where an item or element of an attribute's value is.
fn inside(place: &Field, part: &str) -> Field {
    match place {
        Field::Attribute(id) => Field::AttributePart(id.clone(), part.to_owned()),
        Field::AttributePart(id, outer) => {
            Field::AttributePart(id.clone(), format!("{outer}.{part}"))
        }
        other => other.clone(),
    }
}

/// What is wrong with a value as such.
fn judge(data_type: &DataType, value: &Value) -> Option<Misfit> {
    let is_number = value.is_number();
    Some(match data_type {
        DataType::Other(_) => return None,
        DataType::Enum(choices) => return choices::judge(choices, value),
        DataType::Int | DataType::Timestamp if is_number => {
            return numbers::judge_whole(data_type, value);
        }
        DataType::Int => Misfit::NotWhole,
        DataType::Timestamp => Misfit::NotTime,
        DataType::Float if is_number => return numbers::judge_float(value),
        DataType::Double if is_number => return None,
        DataType::Float | DataType::Double => Misfit::NotNumber,
        DataType::Bool { .. } if value.is_boolean() => return None,
        DataType::Bool { yes, no } => Misfit::NotBool {
            yes: yes.clone(),
            no: no.clone(),
        },
        DataType::File => {
            return value
                .as_str()
                .map_or(Some(Misfit::NotUrl), texts::judge_url);
        }
        DataType::String { .. } => Misfit::NotText,
        DataType::Date => Misfit::NotDate,
        DataType::Array(_) => Misfit::NotList,
        DataType::Struct(items) => Misfit::NotObject {
            items: items.iter().map(|item| item.identifier.clone()).collect(),
        },
    })
}

/// The value of the type that `value` is but for quotation marks or a decimal point.
fn respelled(data_type: &DataType, value: &Value) -> Option<Value> {
    match (data_type, value) {
        (DataType::Enum(choices), _) => choices::meant(choices, value),
        (DataType::String { .. }, Value::Number(number)) => Some(number.to_string().into()),
        (DataType::Int | DataType::Timestamp, Value::Number(_)) => numbers::whole(value),
        (_, Value::String(text)) => {
            typed::parse(data_type, text, "").filter(|meant| !meant.is_string())
        }
        _ => None,
    }
}

fn check_elements(place: &Field, items: ItemType, elements: &[Value], found: &mut Findings) {
    let (count, by) = (elements.len(), Authority::Enos);
    found.within(place, Part::Elements, count, 0..=ARRAY_MAX, by);
    let data_type = typed::item_type(items);
    for (index, element) in elements.iter().enumerate() {
        let place = inside(place, &index.to_string());
        check_value(&place, &data_type, element, found);
    }
}

fn check_items(
    place: &Field,
    items: &[StructItem],
    given: &Map<String, Value>,
    found: &mut Findings,
) {
    for item in items {
        let value = given.get(&item.identifier);
        let place = inside(place, &item.identifier);
        check_member(&place, &item.data_type, item.required, value, found);
    }
    let known = || items.iter().map(|item| &*item.identifier);
    for identifier in given.keys() {
        if !known().any(|known| known == identifier) {
            let field = inside(place, identifier);
            if let Field::AttributePart(attribute, _) = &field {
                let to = Knower::Attribute(attribute.clone());
                found.unknown(&field, identifier, to, known());
            }
        }
    }
}
