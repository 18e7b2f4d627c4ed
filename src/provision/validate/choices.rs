//! The rule for attribute values that are chosen.

use serde_json::Value;

use super::super::flaw::Misfit;
use super::super::typed;
use crate::domain::EnumValue;

/// How many values of an enumeration are told.
const TOLD: usize = 6;

/// ENUM: one of the model's values, a number or a text as the model has it.
pub(super) fn judge(choices: &[EnumValue], value: &Value) -> Option<Misfit> {
    // A model that lists no values cannot be checked against.
    let right = choices.is_empty() || choices.iter().any(|choice| choice.value == *value);
    (!right).then(|| Misfit::NoChoice {
        choices: choices.iter().take(TOLD).cloned().collect(),
        in_all: choices.len(),
    })
}

/// The choice that `value` is but for quotation marks.
pub(super) fn meant(choices: &[EnumValue], value: &Value) -> Option<Value> {
    let meant = choices.iter().find(|choice| match value {
        Value::String(text) => {
            !choice.value.is_string() && typed::plain(&choice.value) == text.trim()
        }
        other => choice.value.as_str() == Some(&*other.to_string()),
    });
    meant.map(|choice| choice.value.clone())
}
