//! Stand-in for `provision::typed` until that is here: text to value and back.

use serde_json::{Number, Value};

use crate::domain::DataType;

/// The value that `text` stands for; text that does not fit stays text, no text is no value.
pub fn parse(data_type: &DataType, text: &str) -> Option<Value> {
    if text.is_empty() {
        return None;
    }
    let json = || serde_json::from_str::<Value>(text).ok();
    let fitting = match data_type {
        DataType::Int | DataType::Timestamp => text.trim().parse::<i64>().ok().map(Value::from),
        DataType::Float | DataType::Double => text
            .trim()
            .parse::<f64>()
            .ok()
            .and_then(Number::from_f64)
            .map(Value::Number),
        DataType::Bool { .. } => text.trim().parse::<bool>().ok().map(Value::Bool),
        DataType::Enum(values) => values
            .iter()
            .find(|known| show(data_type, &known.value) == text)
            .map(|known| known.value.clone()),
        DataType::Array(_) => json().filter(Value::is_array),
        DataType::Struct(_) => json().filter(Value::is_object),
        DataType::Other(_) => json(),
        DataType::Date | DataType::File | DataType::String { .. } => None,
    };
    Some(fitting.unwrap_or_else(|| Value::String(text.to_owned())))
}

/// The text that [`parse`] would make `value` of.
pub fn show(data_type: &DataType, value: &Value) -> String {
    match value {
        Value::String(text) if parse(data_type, text).as_ref() == Some(value) => text.clone(),
        Value::String(text) if !matches!(data_type, DataType::Other(_)) => text.clone(),
        _ => value.to_string(),
    }
}
