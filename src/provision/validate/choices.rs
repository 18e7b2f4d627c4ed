//! The rules for attribute values that are chosen: BOOL and ENUM.

use serde_json::Value;

use super::super::text::short;
use super::super::typed;
use super::findings::Findings;
use super::values::{Place, misfit, shown, unquote};
use crate::domain::{DataType, EnumValue};

/// How many values of an enumeration a message lists.
const CHOICES: usize = 6;

/// BOOL: `true` or `false`; `yes` and `no` are the model's words for them.
pub(super) fn check_bool(
    place: &Place<'_>,
    yes: &str,
    no: &str,
    value: &Value,
    found: &mut Findings,
) {
    if value.is_boolean() {
        return;
    }
    let named = |literal: &str, word: &str| match word {
        "" => literal.to_owned(),
        word => format!("{literal} ({})", short(word)),
    };
    let wanted = format!("{} or {}", named("true", yes), named("false", no));
    let data_type = DataType::Bool {
        yes: yes.to_owned(),
        no: no.to_owned(),
    };
    found.unsure(place.field(), misfit(&data_type, value, &wanted));
}

/// ENUM: one of the model's values, a number or a text as the model has it.
pub(super) fn check_enum(
    place: &Place<'_>,
    choices: &[EnumValue],
    value: &Value,
    found: &mut Findings,
) {
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
            format!(
                "{} is not text; write {}",
                shown(value),
                shown(&choice.value)
            )
        }
        Some(choice) => unquote(value, &choice.value),
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
