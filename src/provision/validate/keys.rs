//! The rules for device keys.

use super::super::flaw::{Authority, Flaw, Misfit, Needed, Part};
use super::super::text::{half_width, length};
use super::findings::Findings;
use crate::domain::Field;

/// The shortest device key (limitations page 3.0.0).
const KEY_MIN: usize = 4;
/// The longest device key (limitations page 3.0.0).
pub const KEY_MAX: usize = 64;
/// What a device key may have beside letters and digits (limitations page 3.0.0).
const SIGNS: &str = "-_.";
/// The same with what older versions allowed: `:` up to 2.2, `\` in 2.3.
const SIGNS_ONCE: &str = "-_.:\\";

/// `deviceKey`: 4 to 64 of letters, digits, `-`, `_` and `.` (limitations page 3.0.0); optional.
///
/// What was allowed once passes a lenient check.
pub(super) fn check(key: Option<&str>, found: &mut Findings) {
    let (Some(key), field) = (key, &Field::DeviceKey) else {
        return;
    };
    if key.is_empty() {
        let what = Needed::DeviceKey;
        found.error(field, Flaw::Missing { what });
        return;
    }
    let (of, limits) = (Part::Text, KEY_MIN..=KEY_MAX);
    found.within(field, of, length(key), limits, Authority::Enos);
    let foreign = foreign(of, key, SIGNS);
    let refused = foreign.is_some();
    match characters(key, foreign) {
        None => {}
        Some(flaw) if !refused => found.warning(field, flaw),
        Some(flaw) if all(key, SIGNS_ONCE) => found.unsure(field, flaw),
        Some(flaw) => found.error(field, flaw),
    }
}

/// What is wrong with the characters of `key`, of which `foreign` is the first not allowed.
fn characters(key: &str, foreign: Option<Flaw>) -> Option<Flaw> {
    if is_scientific(key) || is_decimal(key) {
        let (value, why) = (key.into(), Misfit::ConvertedKey);
        return Some(Flaw::Misfit { value, why });
    }
    let foreign = foreign?;
    let write = half_width(key).trim().to_owned();
    Some(if !all(&write, SIGNS) || write.is_empty() {
        foreign
    } else if write.len() == key.trim().len() {
        Flaw::OuterSpace { of: Part::Text }
    } else {
        Flaw::FullWidth { write }
    })
}

/// The first character of a key that is no letter, no digit and none of `signs`.
pub(super) fn foreign(of: Part, key: &str, signs: &'static str) -> Option<Flaw> {
    let found = key.chars().find(|character| !fits(*character, signs))?;
    Some(Flaw::Foreign { of, found, signs })
}

fn fits(character: char, signs: &str) -> bool {
    character.is_ascii_alphanumeric() || signs.contains(character)
}

fn all(text: &str, signs: &str) -> bool {
    text.chars().all(|character| fits(character, signs))
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
