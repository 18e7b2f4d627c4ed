//! The rules for one attribute value of each data type.
//!
//! The types and their JSON forms: Get Thing Model (`dataType`, `dataDefinition`), EnOS API FAQ,
//! and the samples of Search Device.

use serde_json::Value;

use super::super::text::{nearest, quoted, short};
use super::super::typed;
use super::findings::Findings;
use super::{numbers, texts};
use crate::domain::{DataType, EnumValue, Field, ItemType, StructItem};

/// The most elements of an array (limitations page 2.4.4).
const ARRAY_MAX: usize = 1024;
/// How many values of an enumeration a message lists.
const CHOICES: usize = 6;

/// Where in `deviceAttributes` a value is.
pub(super) struct Place<'a> {
    attribute: &'a str,
    part: Option<String>,
}

impl<'a> Place<'a> {
    /// The value of a whole attribute.
    pub(super) fn attribute(attribute: &'a str) -> Self {
        Self {
            attribute,
            part: None,
        }
    }

    /// An item or element of this value.
    fn inside(&self, part: &str) -> Self {
        Self {
            attribute: self.attribute,
            part: Some(match &self.part {
                Some(outer) => format!("{outer}.{part}"),
                None => part.to_owned(),
            }),
        }
    }

    /// The address for a problem.
    pub(super) fn field(&self) -> Field {
        match &self.part {
            Some(part) => Field::AttributePart(self.attribute.to_owned(), part.clone()),
            None => Field::Attribute(self.attribute.to_owned()),
        }
    }
}

/// A named value of a model or of a struct, which may be absent unless `required`.
pub(super) fn check_member(
    place: &Place<'_>,
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
        _ if required && missing => found.error(place.field(), "required by the model"),
        Some(value) => check_value(place, data_type, value, found),
        None => {}
    }
}

fn check_value(place: &Place<'_>, data_type: &DataType, value: &Value, found: &mut Findings) {
    match data_type {
        DataType::Other(_) => {}
        DataType::Array(items) => check_array(place, *items, value, found),
        DataType::Struct(items) => check_struct(place, items, value, found),
        DataType::Enum(choices) => check_enum(place, choices, value, found),
        DataType::Int => numbers::check_int(place, value, found),
        DataType::Float => numbers::check_float(place, value, found),
        DataType::Double => numbers::check_double(place, value, found),
        DataType::Timestamp => numbers::check_timestamp(place, value, found),
        DataType::String { max_length } => texts::check_string(place, *max_length, value, found),
        DataType::Date => texts::check_date(place, value, found),
        DataType::File => texts::check_file(place, value, found),
        DataType::Bool { yes, no } => {
            if !value.is_boolean() {
                let word = |literal: &str, word: &str| match word {
                    "" => literal.to_owned(),
                    word => format!("{literal} ({})", short(word)),
                };
                let wanted = format!("{} or {}", word("true", yes), word("false", no));
                found.unsure(place.field(), misfit(data_type, value, &wanted));
            }
        }
    }
}

/// Says that `value` is not what is `wanted`. When only quotation marks are in the way, says that.
pub(super) fn misfit(data_type: &DataType, value: &Value, wanted: &str) -> String {
    if let Value::String(text) = value
        && let Some(meant) = typed::parse(data_type, text, "")
        && !meant.is_string()
    {
        return format!("{} is text; write {meant} without quotes", quoted(text));
    }
    format!("{} is not {wanted}", shown(value))
}

/// A value as a message shows it.
pub(super) fn shown(value: &Value) -> String {
    match value {
        Value::String(text) => quoted(text),
        other => short(&other.to_string()),
    }
}

fn check_enum(place: &Place<'_>, choices: &[EnumValue], value: &Value, found: &mut Findings) {
    // A model that lists no values cannot be checked against.
    if choices.is_empty() || choices.iter().any(|choice| choice.value == *value) {
        return;
    }
    let meant = match value {
        Value::String(text) => choices
            .iter()
            .find(|choice| !choice.value.is_string() && typed::plain(&choice.value) == text.trim()),
        other => choices
            .iter()
            .find(|choice| choice.value.as_str() == Some(other.to_string().as_str())),
    };
    let message = match meant {
        Some(choice) if choice.value.is_string() => {
            format!("{} is not text; write {}", shown(value), choice.value)
        }
        Some(choice) => format!(
            "{} is text; write {} without quotes",
            shown(value),
            choice.value
        ),
        None => format!(
            "{} is none of the values; choose one of {}",
            shown(value),
            listed(choices)
        ),
    };
    found.unsure(place.field(), message);
}

fn listed(choices: &[EnumValue]) -> String {
    let mut list: Vec<String> = choices
        .iter()
        .take(CHOICES)
        .map(|choice| {
            let value = typed::plain(&choice.value);
            match choice.label.default_value.as_str() {
                "" => short(&value),
                label => format!("{} ({})", short(&value), short(label)),
            }
        })
        .collect();
    if choices.len() > CHOICES {
        list.push(format!("… {} in all", choices.len()));
    }
    list.join(", ")
}

fn check_array(place: &Place<'_>, items: ItemType, value: &Value, found: &mut Findings) {
    let Value::Array(elements) = value else {
        let data_type = DataType::Array(items);
        found.unsure(
            place.field(),
            misfit(&data_type, value, "a list; write it like [1, 2]"),
        );
        return;
    };
    if elements.len() > ARRAY_MAX {
        found.error(
            place.field(),
            format!("has {} elements; EnOS takes {ARRAY_MAX}", elements.len()),
        );
    }
    let data_type = typed::item_type(items);
    for (index, element) in elements.iter().enumerate() {
        check_value(
            &place.inside(&index.to_string()),
            &data_type,
            element,
            found,
        );
    }
}

fn check_struct(place: &Place<'_>, items: &[StructItem], value: &Value, found: &mut Findings) {
    let Value::Object(given) = value else {
        let known: Vec<_> = items.iter().map(|item| item.identifier.as_str()).collect();
        let wanted = format!("an object with {}", short(&known.join(", ")));
        let data_type = DataType::Struct(items.to_vec());
        found.unsure(place.field(), misfit(&data_type, value, &wanted));
        return;
    };
    for item in items {
        check_member(
            &place.inside(&item.identifier),
            &item.data_type,
            item.required,
            given.get(&item.identifier),
            found,
        );
    }
    for identifier in given.keys() {
        let mut known = items.iter().map(|item| item.identifier.as_str());
        if known.clone().any(|known| known == identifier) {
            continue;
        }
        let hint = nearest(identifier, known.by_ref()).map_or_else(
            || "remove it".to_owned(),
            |known| format!("did you mean {known}?"),
        );
        found.unsure(
            place.inside(identifier).field(),
            format!(
                "{} is not an item of {}; {hint}",
                short(identifier),
                place.attribute
            ),
        );
    }
}
