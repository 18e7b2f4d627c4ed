//! Attribute values as people type them, and back.

mod date;
mod draft;
#[cfg(test)]
mod tests;

pub(super) use date::{date, date_of_console};
pub use draft::{Given, draft, spread, texts};

use serde_json::{Number, Value};

use super::text::half_width;
use crate::domain::{DataType, EnumValue, ItemType};

/// The value that `text`, typed for an attribute of `data_type`, means. Empty text means no value.
///
/// Never fails: text that does not fit the type is kept as it is, as a JSON string, so that nothing
/// typed is lost and [`check`](super::check) can point at it. `timezone` is the device's, for a
/// date-time typed without an offset.
///
/// | type | accepted |
/// |---|---|
/// | INT | digits with an optional sign |
/// | FLOAT, DOUBLE | a decimal number, always kept as a decimal, as in the API's samples |
/// | BOOL | `true` `false`, the model's words, `yes` `no` `1` `0`, in any letter case |
/// | ENUM | a value, or its label in any language |
/// | DATE | year, month, day: `2019-05-06`, `2019/5/6`, `20190506`, `2019年5月6日` |
/// | TIMESTAMP | Unix milliseconds, or an ISO 8601 date-time |
/// | ARRAY | a JSON array, or elements separated by commas or line breaks |
/// | STRUCT | a JSON object |
/// | STRING, FILE | anything |
#[must_use]
pub fn parse(data_type: &DataType, text: &str, timezone: &str) -> Option<Value> {
    if let DataType::String { .. } = data_type {
        return (!text.is_empty()).then(|| text.into());
    }
    if text.trim().is_empty() {
        return None;
    }
    let plain = half_width(text);
    let plain = plain.trim();
    let meant = match data_type {
        DataType::String { .. } => None,
        DataType::Int => plain.parse::<i64>().ok().map(Value::from),
        DataType::Float | DataType::Double => decimal(plain),
        DataType::Bool { yes, no } => boolean(plain, yes, no).map(Value::from),
        DataType::Enum(choices) => choice(text.trim(), plain, choices),
        DataType::Date => date(plain).map(Value::from),
        DataType::Timestamp => date::unix_ms(plain, timezone).map(Value::from),
        DataType::File => Some(text.trim().into()),
        DataType::Array(items) => array(text.trim(), *items),
        DataType::Struct(_) => json(text).filter(Value::is_object),
        DataType::Other(_) => json(text),
    };
    Some(meant.unwrap_or_else(|| text.into()))
}

/// `value` as text to edit: [`parse`] makes the same value of it again, whatever text the value
/// was first parsed from.
#[must_use]
pub fn show(data_type: &DataType, value: &Value) -> String {
    match (data_type, value) {
        // Without quotes this text would be read as something else.
        (DataType::Other(_), Value::String(text))
            if json(text).is_some() || text.trim().is_empty() =>
        {
            value.to_string()
        }
        (DataType::Float | DataType::Double, Value::Number(number)) => {
            let text = number.to_string();
            text.strip_suffix(".0").unwrap_or(&text).to_owned()
        }
        _ => plain(value),
    }
}

/// `value` as text, strings without their quotes.
pub(crate) fn plain(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

/// The type of a value that no model describes.
#[must_use]
pub fn untyped() -> DataType {
    DataType::Other("JSON".to_owned())
}

/// The type of an array's elements.
pub(super) fn item_type(items: ItemType) -> DataType {
    match items {
        ItemType::Int => DataType::Int,
        ItemType::Float => DataType::Float,
        ItemType::Double => DataType::Double,
        ItemType::String => DataType::String { max_length: None },
    }
}

fn json(text: &str) -> Option<Value> {
    serde_json::from_str(text).ok()
}

fn decimal(plain: &str) -> Option<Value> {
    // Rust reads "inf" and "nan" too, which JSON cannot write.
    Number::from_f64(plain.parse().ok()?).map(Value::Number)
}

fn boolean(plain: &str, yes: &str, no: &str) -> Option<bool> {
    let lower = plain.to_lowercase();
    let is = |word: &str| !word.is_empty() && half_width(word).trim().to_lowercase() == lower;
    match lower.as_str() {
        "true" => Some(true),
        "false" => Some(false),
        _ if is(yes) => Some(true),
        _ if is(no) => Some(false),
        "yes" | "1" => Some(true),
        "no" | "0" => Some(false),
        _ => None,
    }
}

fn choice(text: &str, plain_text: &str, choices: &[EnumValue]) -> Option<Value> {
    let by_value = |wanted: &str| choices.iter().find(|choice| plain(&choice.value) == wanted);
    let lower = text.to_lowercase();
    let by_label = || {
        choices.iter().find(|choice| {
            choice
                .label
                .texts()
                .any(|label| label.to_lowercase() == lower)
        })
    };
    by_value(text)
        .or_else(|| by_value(plain_text))
        .or_else(by_label)
        .map(|choice| choice.value.clone())
}

fn array(text: &str, items: ItemType) -> Option<Value> {
    if text.starts_with('[') {
        return json(text).filter(Value::is_array);
    }
    let item_type = item_type(items);
    let separators: &[char] = match items {
        ItemType::String => &[',', '\n'],
        _ => &[',', '\n', '，'],
    };
    let elements = text
        .strip_suffix(separators)
        .unwrap_or(text)
        .split(separators)
        .map(str::trim)
        // An element left out is kept as an empty text, for the rules to point at.
        .map(|element| parse(&item_type, element, "").unwrap_or_else(|| element.into()))
        .collect();
    Some(Value::Array(elements))
}
