//! The rules for one attribute value of each data type.
//!
//! The types and their JSON forms: Get Thing Model (`dataType`, `dataDefinition`), EnOS API FAQ,
//! and the samples of Search Device.

use serde_json::Value;

use super::super::text::{nearest, quoted, short, visible};
use super::super::typed;
use super::findings::Findings;
use super::{choices, numbers, texts};
use crate::domain::{DataType, Field, ItemType, StructItem};

/// The most elements of an array (limitations page 2.4.4).
const ARRAY_MAX: usize = 1024;

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
        DataType::Enum(choices) => choices::check_enum(place, choices, value, found),
        DataType::Int => numbers::check_int(place, value, found),
        DataType::Float => numbers::check_float(place, value, found),
        DataType::Double => numbers::check_double(place, value, found),
        DataType::Timestamp => numbers::check_timestamp(place, value, found),
        DataType::String { max_length } => texts::check_string(place, *max_length, value, found),
        DataType::Date => texts::check_date(place, value, found),
        DataType::File => texts::check_file(place, value, found),
        DataType::Bool { yes, no } => choices::check_bool(place, yes, no, value, found),
    }
}

/// Says that `value` is not what is `wanted`. When only quotation marks are in the way, says that.
pub(super) fn misfit(data_type: &DataType, value: &Value, wanted: &str) -> String {
    if let Value::String(text) = value
        && let Some(meant) = typed::parse(data_type, text, "")
        && !meant.is_string()
    {
        return unquote(value, &meant);
    }
    format!("{} is not {wanted}", shown(value))
}

/// Says that `value` would be right without its quotation marks.
pub(super) fn unquote(value: &Value, meant: &Value) -> String {
    format!(
        "{} is text; write {} without quotes",
        shown(value),
        shown(meant)
    )
}

/// A value as a message shows it.
pub(super) fn shown(value: &Value) -> String {
    match value {
        Value::String(text) => quoted(text),
        other => short(&other.to_string()),
    }
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
    let known = || items.iter().map(|item| item.identifier.as_str());
    for identifier in given.keys() {
        if !known().any(|known| known == identifier) {
            let message = format!(
                "{} is not an item of {}; {}",
                short(identifier),
                place.attribute,
                hint(identifier, known())
            );
            found.unsure(place.inside(identifier).field(), message);
        }
    }
}

/// What to do about an identifier that is none of those `known`.
pub(super) fn hint<'a>(identifier: &str, known: impl Iterator<Item = &'a str>) -> String {
    nearest(identifier, known).map_or_else(
        || "remove it".to_owned(),
        |known| format!("did you mean {}?", visible(known)),
    )
}
