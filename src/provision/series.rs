//! Names that count up: from one device to the next of its row.

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
    further(draft, 1)
}

/// What `steps` times the [`next`] is.
fn further(draft: &Draft, steps: u64) -> Draft {
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
        step(key, steps, "-");
    }
    step(&mut device_name.default_value, steps, " ");
    for text in device_name.i18n_value.values_mut() {
        step(text, steps, " ");
    }
    for (identifier, value) in device_attributes {
        if identifier.to_lowercase().contains("serial") {
            step_value(value, steps);
        }
    }
    next
}

/// The first draft after `draft` in its series whose key is free; `taken` says how many keys from one on are not, that
/// one being the first: none where it is free. Without a key it is simply the [`next`].
#[must_use]
pub fn next_free(draft: &Draft, taken: impl Fn(DeviceId<&str>) -> u64) -> Draft {
    let mut candidate = next(draft);
    // Ends, since a key never comes again and those that are taken do.
    while let Some(steps @ 1..) = candidate.id().map(&taken) {
        candidate = further(&candidate, steps);
    }
    candidate
}

fn step(text: &mut String, steps: u64, before_number: &str) {
    if text.is_empty() || steps == 0 {
        return;
    }
    *text = count_up(text, steps)
        .unwrap_or_else(|| format!("{text}{before_number}{}", steps.saturating_add(1)));
}

fn step_value(value: &mut Value, steps: u64) {
    let next = match &*value {
        Value::String(text) => count_up(text, steps).map(Value::from),
        Value::Number(number) => number
            .as_i64()
            .map(|number| Value::from(number.saturating_add_unsigned(steps))),
        _ => None,
    };
    if let Some(next) = next {
        *value = next;
    }
}

/// A text with a number in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Numbered<'a> {
    /// What stands before its last number, and behind it.
    before: &'a str,
    after: &'a str,
    digits: &'a str,
    zero: char,
}

impl<'a> Numbered<'a> {
    pub(super) fn read(text: &'a str) -> Option<Self> {
        let mut from_end = text.char_indices().rev();
        let (last, zero, end) = from_end.find_map(|(at, character)| {
            let zero = zero_of(character)?;
            Some((at, zero, at + character.len_utf8()))
        })?;
        let first = from_end
            .take_while(|(_, character)| zero_of(*character) == Some(zero))
            .last()
            .map_or(last, |(at, _)| at);
        Some(Self {
            before: text.get(..first)?,
            digits: text.get(first..end)?,
            after: text.get(end..)?,
            zero,
        })
    }

    /// The same for all texts that differ in the number alone, it being as wide.
    pub(super) fn series(self) -> (&'a str, &'a str, char, usize) {
        (self.before, self.after, self.zero, self.digits.len())
    }

    /// The number; none for one that is too large.
    pub(super) fn number(self) -> Option<u64> {
        let mut number = 0_u64;
        for digit in self.values() {
            number = number.checked_mul(10)?.checked_add(digit)?;
        }
        Some(number)
    }

    fn values(self) -> impl DoubleEndedIterator<Item = u64> {
        let values = self.digits.chars();
        values.map(move |digit| u64::from(u32::from(digit) - u32::from(self.zero)))
    }
}

/// `text` with its last number higher by `steps`, of any length; `None` when it has no number.
fn count_up(text: &str, steps: u64) -> Option<String> {
    let numbered = Numbered::read(text)?;
    let (mut carry, mut digits) = (u128::from(steps), Vec::new());
    let mut values = numbered.values().rev();
    loop {
        let value = values.next();
        if value.is_none() && carry == 0 {
            break;
        }
        let sum = u128::from(value.unwrap_or_default()) + carry;
        let digit = u32::try_from(sum % 10).ok()?;
        digits.push(char::from_u32(u32::from(numbered.zero) + digit)?);
        carry = sum / 10;
    }
    let digits = digits.iter().rev();
    let Numbered { before, after, .. } = numbered;
    Some(
        before
            .chars()
            .chain(digits.copied())
            .chain(after.chars())
            .collect(),
    )
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
