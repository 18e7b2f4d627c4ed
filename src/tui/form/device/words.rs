//! What the form says about attributes and their types.

use serde_json::Value;

use crate::domain::{Attribute, DataType, ItemType, StringI18n, StructItem};
use crate::provision::typed::show;
use crate::said::{Said, say};

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

/// A type as models call it, where that says more than the field does; of an array that of its elements.
pub(super) fn type_word(data_type: &DataType) -> &str {
    match data_type {
        DataType::Array(ItemType::Int) | DataType::Int => "INT",
        DataType::Array(ItemType::Float) | DataType::Float => "FLOAT",
        DataType::Array(ItemType::Double) | DataType::Double => "DOUBLE",
        DataType::Array(ItemType::String) | DataType::String { .. } => "STRING",
        DataType::Bool { .. } => "BOOL",
        DataType::Date => "DATE",
        DataType::Enum(_) => "ENUM",
        DataType::Struct(_) => "STRUCT",
        DataType::Timestamp => "TIMESTAMP",
        DataType::File => "FILE",
        DataType::Other(name) => name,
    }
}

/// What to type, in words.
pub(super) fn kind(data_type: &DataType) -> Said {
    match data_type {
        DataType::Array(ItemType::Int) => say!("a list of whole numbers", "整数列表"),
        DataType::Array(ItemType::Float | ItemType::Double) => {
            say!("a list of numbers", "数值列表")
        }
        DataType::Array(ItemType::String) => say!("a list of text values", "文本列表"),
        DataType::Bool { .. } => say!("yes or no", "是或否"),
        DataType::Date => say!("a date such as 2019-05-06", "日期，如 2019-05-06"),
        DataType::Enum(values) => say!(
            "one of {count} options",
            "{count} 个选项之一",
            count = values.len()
        ),
        DataType::Int => say!("a whole number", "整数"),
        DataType::Float | DataType::Double => say!("a number", "数值"),
        DataType::Struct(_) => say!("a record", "结构体"),
        DataType::String {
            max_length: Some(most),
        } => say!("text up to {most}", "文本，最长 {most}"),
        DataType::String { max_length: None } => say!("text", "文本"),
        DataType::Timestamp => say!("milliseconds since 1970", "自 1970 年起的毫秒数"),
        DataType::File => say!("the URL of a file", "文件的 URL"),
        DataType::Other(name) => say!("any JSON value ({name})", "任意 JSON 值（{name}）"),
    }
}

/// What there is to know about an attribute.
pub(super) fn help(attribute: &Attribute) -> Said {
    let default = match &attribute.default {
        None | Some(Value::Null) => Said::default(),
        Some(value) => {
            let value = show(&attribute.data_type, value);
            say!("the model's default is {value}", "模型默认值为 {value}")
        }
    };
    sentence([
        names(&attribute.identifier, &attribute.name),
        kind(&attribute.data_type),
        default,
        Said::data(&attribute.desc),
    ])
}

/// What there is to know about an item of a struct attribute.
pub(super) fn part_help(attribute: &Attribute, item: &StructItem) -> Said {
    let when = if item.required && !attribute.required {
        say!(
            "required once any part of the record is given",
            "填写该结构体的任一成员后必需"
        )
    } else {
        Said::default()
    };
    sentence([
        names(&item.identifier, &item.name),
        kind(&item.data_type),
        when,
    ])
}

/// The names in every language, where they say more than the identifier.
fn names(identifier: &str, name: &StringI18n) -> Said {
    let more = |text: &&str| !text.is_empty() && *text != identifier;
    let names: Vec<_> = name.texts().filter(more).collect();
    Said::data(names.join(" / "))
}

fn sentence(parts: impl IntoIterator<Item = Said>) -> Said {
    let said = parts.into_iter().filter(|part| !part.is_empty());
    let all =
        said.reduce(|before, next| say!("{before} · {next}", "{before} · {next}", before, next));
    all.unwrap_or_default()
}
