//! The rules for device keys.

use super::super::text::{half_width, length, quoted, short};
use super::findings::Findings;
use crate::domain::Field;

/// The shortest device key (limitations page 3.0.0).
pub const KEY_MIN: usize = 4;
/// The longest device key (limitations page 3.0.0).
pub const KEY_MAX: usize = 64;

/// `deviceKey`: 4 to 64 of letters, digits, `-`, `_` and `.` (limitations page 3.0.0); optional.
///
/// `:` (up to 2.2) and `\` (2.3) were allowed once; a lenient check lets them through.
pub(super) fn check(key: Option<&str>, found: &mut Findings) {
    let Some(key) = key else { return };
    if key.is_empty() {
        found.error(
            Field::DeviceKey,
            "is empty; write a key, or leave it out and one is made",
        );
        return;
    }
    let length = length(key);
    if !(KEY_MIN..=KEY_MAX).contains(&length) {
        found.error(
            Field::DeviceKey,
            format!("is {length} characters long; write {KEY_MIN} to {KEY_MAX}"),
        );
    }
    let foreign = key.chars().find(|character| !is_allowed(*character));
    let Some(message) = advice(key, foreign) else {
        return;
    };
    if foreign.is_none() {
        found.warning(Field::DeviceKey, message);
    } else if was_allowed_once(key) {
        found.unsure(Field::DeviceKey, message);
    } else {
        found.error(Field::DeviceKey, message);
    }
}

/// What is wrong with the characters of `key`, of which `foreign` is the first not allowed.
fn advice(key: &str, foreign: Option<char>) -> Option<String> {
    if is_scientific(key) || is_decimal(key) {
        return Some(format!(
            "{} looks like an identifier that a spreadsheet turned into a number; write it in full",
            short(key)
        ));
    }
    let foreign = foreign?;
    let plain: String = half_width(key).trim().to_owned();
    let fitting = plain.chars().all(is_allowed) && !plain.is_empty();
    Some(if fitting && plain.len() == key.trim().len() {
        "begins or ends with white space; remove it".to_owned()
    } else if fitting {
        format!("has full-width characters; write {}", short(&plain))
    } else {
        format!(
            "{} is not allowed; use letters A-Z and a-z, digits, - _ and .",
            quoted(foreign.encode_utf8(&mut [0; 4]))
        )
    })
}

fn is_allowed(character: char) -> bool {
    character.is_ascii_alphanumeric() || "-_.".contains(character)
}

fn was_allowed_once(key: &str) -> bool {
    key.chars()
        .all(|character| is_allowed(character) || ":\\".contains(character))
}

/// `8.97E+19`: what a spreadsheet shows for an identifier of many digits.
pub(super) fn is_scientific(text: &str) -> bool {
    let Some((mantissa, exponent)) = text.split_once(['E', 'e']) else {
        return false;
    };
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, "0"));
    let power = exponent.strip_prefix(['+', '-']).unwrap_or(exponent);
    // Without a point or a sign it is as likely a hexadecimal serial number: 1E19.
    let deliberate = mantissa.contains('.') || power.len() + 1 == exponent.len();
    deliberate
        && whole.len() == 1
        && (2..=3).contains(&power.len())
        && [whole, fraction, power].into_iter().all(is_digits)
}

/// `12345678.0`: what a table tool makes of an identifier of digits.
fn is_decimal(text: &str) -> bool {
    text.strip_suffix(".0").is_some_and(is_digits)
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}
