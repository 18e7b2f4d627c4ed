//! Names that count up: from one device to the next of its row.

use std::collections::HashSet;
use std::hash::BuildHasher;

use serde_json::Value;

use crate::domain::{DeviceId, Draft};

/// The draft that follows `draft` in a series.
///
/// The last number in the device key, in the default name and in every translation goes up by one,
/// keeping its width and its kind of digits: `INV-009` → `INV-010`, `逆变器 ９` → `逆变器 １０`. A key
/// without a number gets `-2`, a name ` 2`. What is absent or empty stays so.
///
/// Attributes whose identifier contains `serial` count up too, texts and whole numbers alike: they
/// identify a device as its key does, often being the same text, and a copy of one is always
/// wrong. A serial text without a number is kept. All else is the same device's again.
#[must_use]
pub fn next(draft: &Draft) -> Draft {
    let mut next = draft.clone();
    let Draft {
        device_key,
        device_name,
        device_attributes,
        product_key: _,
        timezone: _,
        device_desc: _,
        device_tags: _,
    } = &mut next;
    if let Some(key) = device_key {
        step(key, "-2");
    }
    step(&mut device_name.default_value, " 2");
    for text in device_name.i18n_value.values_mut() {
        step(text, " 2");
    }
    for (identifier, value) in device_attributes {
        if identifier.to_lowercase().contains("serial") {
            step_value(value);
        }
    }
    next
}

/// The first draft after `draft` in its series whose key is not `taken`. Without a key it is simply the [`next`].
#[must_use]
pub fn next_free(draft: &Draft, taken: &HashSet<DeviceId<&str>, impl BuildHasher>) -> Draft {
    let mut candidate = next(draft);
    // Ends, since a key never comes again and `taken` is finite.
    while candidate.id().is_some_and(|id| taken.contains(&id)) {
        let following = next(&candidate);
        if following.device_key == candidate.device_key {
            break;
        }
        candidate = following;
    }
    candidate
}

fn step(text: &mut String, without_number: &str) {
    if text.is_empty() {
        return;
    }
    match count_up(text) {
        Some(next) => *text = next,
        None => text.push_str(without_number),
    }
}

fn step_value(value: &mut Value) {
    let next = match &*value {
        Value::String(text) => count_up(text).map(Value::from),
        Value::Number(number) => number
            .as_i64()
            .and_then(|number| number.checked_add(1))
            .map(Value::from),
        _ => None,
    };
    if let Some(next) = next {
        *value = next;
    }
}

/// `text` with its last number one higher, of any length; `None` when it has no number.
fn count_up(text: &str) -> Option<String> {
    let mut characters: Vec<char> = text.chars().collect();
    let last = characters
        .iter()
        .rposition(|character| zero_of(*character).is_some())?;
    let zero = characters.get(last).copied().and_then(zero_of)?;
    let nine = char::from_u32(u32::from(zero) + 9)?;
    let first = characters
        .get(..last)?
        .iter()
        .rposition(|character| zero_of(*character) != Some(zero))
        .map_or(0, |before| before + 1);
    for digit in characters.get_mut(first..=last)?.iter_mut().rev() {
        if *digit == nine {
            *digit = zero;
        } else {
            *digit = char::from_u32(u32::from(*digit) + 1)?;
            return Some(characters.into_iter().collect());
        }
    }
    characters.insert(first, char::from_u32(u32::from(zero) + 1)?);
    Some(characters.into_iter().collect())
}

/// The zero of the digits that `character` belongs to, ASCII or full-width.
fn zero_of(character: char) -> Option<char> {
    match character {
        '0'..='9' => Some('0'),
        '０'..='９' => Some('０'),
        _ => None,
    }
}

#[cfg(test)]
mod tests;
