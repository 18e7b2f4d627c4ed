//! What the form says about attributes and their types.

use serde_json::Value;

use crate::domain::{Attribute, DataType, ItemType, StringI18n, StructItem};
use crate::provision::typed::show;

/// An option's words with its wire value, unless they say the same.
pub(super) fn labelled(text: &str, label: &StringI18n) -> String {
    let words = label.default_value.as_str();
    if words.is_empty() || words == text {
        text.to_owned()
    } else {
        format!("{words} ({text})")
    }
}

/// The form of a value, for an empty field.
pub(super) fn placeholder(data_type: &DataType) -> &'static str {
    match data_type {
        DataType::Date => "YYYY-MM-DD",
        DataType::File => "https://…",
        DataType::Array(_) => "[…]",
        DataType::Other(_) => "JSON",
        _ => "",
    }
}

/// What to type, in words.
pub(super) fn kind(data_type: &DataType) -> String {
    match data_type {
        DataType::Array(ItemType::Int) => "a list of whole numbers".to_owned(),
        DataType::Array(ItemType::Float | ItemType::Double) => "a list of numbers".to_owned(),
        DataType::Array(ItemType::String) => "a list of texts".to_owned(),
        DataType::Bool { .. } => "yes or no".to_owned(),
        DataType::Date => "a date such as 2019-05-06".to_owned(),
        DataType::Enum(values) => format!("one of {}", values.len()),
        DataType::Int => "a whole number".to_owned(),
        DataType::Float | DataType::Double => "a number".to_owned(),
        DataType::Struct(_) => "a record".to_owned(),
        DataType::String { .. } => "text".to_owned(),
        DataType::Timestamp => "milliseconds since 1970".to_owned(),
        DataType::File => "the URL of a file".to_owned(),
        DataType::Other(name) => format!("any JSON value ({name})"),
    }
}

/// What there is to know about an attribute.
pub(super) fn help(attribute: &Attribute) -> String {
    let default = match &attribute.default {
        None | Some(Value::Null) => String::new(),
        Some(value) => {
            let value = show(&attribute.data_type, value);
            format!("the model's default is {value}")
        }
    };
    sentence(&[
        &names(&attribute.identifier, &attribute.name),
        &kind(&attribute.data_type),
        &default,
        &attribute.desc,
    ])
}

/// What there is to know about an item of a struct attribute.
pub(super) fn part_help(attribute: &Attribute, item: &StructItem) -> String {
    let when = if item.required && !attribute.required {
        "needed once anything of the record is given"
    } else {
        ""
    };
    sentence(&[
        &names(&item.identifier, &item.name),
        &kind(&item.data_type),
        when,
    ])
}

/// The names in every language, where they say more than the identifier.
fn names(identifier: &str, name: &StringI18n) -> String {
    let more = |text: &&str| !text.is_empty() && *text != identifier;
    name.texts().filter(more).collect::<Vec<_>>().join(" / ")
}

fn sentence(parts: &[&str]) -> String {
    let said = parts.iter().filter(|part| !part.is_empty());
    said.copied().collect::<Vec<_>>().join(" · ")
}
