//! The rules for tags.

use std::collections::BTreeMap;

use super::super::flaw::{Authority, Flaw, Needed, Part};
use super::super::text::length;
use super::findings::Findings;
use super::keys::foreign;
use crate::domain::Field;

/// The most tags of one device (limitations page 3.0.0).
const TAGS_MAX: usize = 100;
/// The longest tag key, in UTF-16 units (limitations page 3.0.0).
const TAG_KEY_MAX: usize = 50;
/// The longest tag value, in UTF-16 units (limitations page 3.0.0).
pub const TAG_VALUE_MAX: usize = 200;
/// What a tag's key may have beside letters and digits (limitations page 3.0.0).
const SIGNS: &str = "_-/";

/// `deviceTags`: at most 100; keys of at most 50 letters, digits, `_`, `-` and `/`; values of at
/// most 200 characters without white space at either end (limitations page 3.0.0).
pub(super) fn check(tags: &BTreeMap<String, String>, found: &mut Findings) {
    let (count, by) = (tags.len(), Authority::Enos);
    found.within(&Field::Tags, Part::Tags, count, 0..=TAGS_MAX, by);
    for (key, value) in tags {
        let field = Field::Tag(key.clone());
        check_key(&field, key, found);
        let of = Part::TagValue;
        found.within(&field, of, length(value), 0..=TAG_VALUE_MAX, by);
        if value.trim() != value {
            found.error(&field, Flaw::OuterSpace { of });
        }
        found.invisible(&field, value);
    }
}

fn check_key(field: &Field, key: &str, found: &mut Findings) {
    if key.is_empty() {
        let what = Needed::TagKey;
        found.error(field, Flaw::Missing { what });
    }
    let of = Part::TagKey;
    found.within(field, of, length(key), 0..=TAG_KEY_MAX, Authority::Enos);
    if let Some(flaw) = foreign(of, key, SIGNS) {
        found.error(field, flaw);
    }
}
