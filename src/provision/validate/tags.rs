//! The rules for tags.

use std::collections::BTreeMap;

use super::super::text::{length, quoted};
use super::findings::Findings;
use crate::domain::Field;

/// The most tags of one device (limitations page 3.0.0).
pub const TAGS_MAX: usize = 100;
/// The longest tag key, in UTF-16 units (limitations page 3.0.0).
pub const TAG_KEY_MAX: usize = 50;
/// The longest tag value, in UTF-16 units (limitations page 3.0.0).
pub const TAG_VALUE_MAX: usize = 200;

/// `deviceTags`: at most 100; keys of at most 50 letters, digits, `_`, `-` and `/`; values of at
/// most 200 characters without white space at either end (limitations page 3.0.0).
pub(super) fn check(tags: &BTreeMap<String, String>, found: &mut Findings) {
    if tags.len() > TAGS_MAX {
        found.error(
            Field::Tags,
            format!("has {} tags; EnOS takes {TAGS_MAX}", tags.len()),
        );
    }
    for (key, value) in tags {
        let field = Field::Tag(key.clone());
        check_key(&field, key, found);
        check_value(&field, value, found);
    }
}

fn check_key(field: &Field, key: &str, found: &mut Findings) {
    if key.is_empty() {
        found.error(field.clone(), "the tag has no key; write one");
    }
    let length = length(key);
    if length > TAG_KEY_MAX {
        found.error(
            field.clone(),
            format!("the key is {length} characters long; EnOS takes {TAG_KEY_MAX}"),
        );
    }
    let allowed = |character: char| character.is_ascii_alphanumeric() || "_-/".contains(character);
    if let Some(foreign) = key.chars().find(|character| !allowed(*character)) {
        found.error(
            field.clone(),
            format!(
                "{} is not allowed in the key; use letters A-Z and a-z, digits, _ - and /",
                quoted(foreign.encode_utf8(&mut [0; 4]))
            ),
        );
    }
}

fn check_value(field: &Field, value: &str, found: &mut Findings) {
    let length = length(value);
    if length > TAG_VALUE_MAX {
        found.error(
            field.clone(),
            format!("the value is {length} characters long; EnOS takes {TAG_VALUE_MAX}"),
        );
    }
    if value.trim() != value {
        found.error(
            field.clone(),
            "the value begins or ends with white space; remove it",
        );
    }
    found.invisible(field, value);
}
