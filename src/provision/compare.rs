//! How a device that exists differs from one that was to be made.

use serde_json::Value;

use crate::domain::{Draft, Field, FoundDevice};

/// The fields in which `found` is not what `draft` says, in the order of the form.
///
/// Only what the draft gives counts: `EnOS` fills in defaults, and what was not asked for cannot differ.
#[must_use]
pub fn differences(draft: &Draft, found: &FoundDevice) -> Vec<Field> {
    let mut fields = Vec::new();
    let name = &draft.device_name;
    if name.default_value != found.device_name.default_value {
        fields.push(Field::Name);
    }
    for (locale, text) in &name.i18n_value {
        if found.device_name.i18n_value.get(locale) != Some(text) {
            fields.push(Field::Locale(locale.clone()));
        }
    }
    if draft.timezone != found.timezone {
        fields.push(Field::Timezone);
    }
    if draft.device_desc.is_some() && draft.device_desc != found.device_desc {
        fields.push(Field::Desc);
    }
    for (identifier, value) in &draft.device_attributes {
        let theirs = found.device_attributes.get(identifier);
        if !theirs.is_some_and(|theirs| same(value, theirs)) {
            fields.push(Field::Attribute(identifier.clone()));
        }
    }
    for (key, value) in &draft.device_tags {
        if found.device_tags.get(key) != Some(value) {
            fields.push(Field::Tag(key.clone()));
        }
    }
    fields
}

/// Whether two JSON values are the same; a number is, however it is written (1 and 1.0).
fn same(ours: &Value, theirs: &Value) -> bool {
    match (ours.as_f64(), theirs.as_f64()) {
        #[expect(clippy::float_cmp, reason = "the same number, not a near one")]
        (Some(ours), Some(theirs)) => ours == theirs,
        _ => ours == theirs,
    }
}
