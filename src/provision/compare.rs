//! How a device that exists differs from one that was to be made.

use serde_json::Value;

use crate::domain::{Difference, Draft, Field, FoundDevice, StringI18n, ThingModel};

/// The fields in which `found` is not what `draft` says, in the order of the form.
///
/// Only what the draft gives counts: `EnOS` fills in defaults, and what was not asked for cannot differ.
#[must_use]
pub fn differences(draft: &Draft, found: &FoundDevice) -> Vec<Field> {
    // Whole, so that a new field of a draft has to be answered for here.
    let Draft {
        product_key: _, // a device is looked up in the draft's product, by its key
        device_key: _,
        device_name: StringI18n {
            default_value,
            i18n_value,
        },
        timezone,
        device_attributes,
        device_desc,
        device_tags,
    } = draft;
    let mut fields = Vec::new();
    if *default_value != found.device_name.default_value {
        fields.push(Field::Name);
    }
    for (locale, text) in i18n_value {
        if found.device_name.i18n_value.get(locale) != Some(text) {
            fields.push(Field::Locale(locale.clone()));
        }
    }
    if *timezone != found.timezone {
        fields.push(Field::Timezone);
    }
    if device_desc.is_some() && *device_desc != found.device_desc {
        fields.push(Field::Desc);
    }
    for (identifier, value) in device_attributes {
        let theirs = found.device_attributes.get(identifier);
        if !theirs.is_some_and(|theirs| same(value, theirs)) {
            fields.push(Field::Attribute(identifier.clone()));
        }
    }
    for (key, value) in device_tags {
        if found.device_tags.get(key) != Some(value) {
            fields.push(Field::Tag(key.clone()));
        }
    }
    fields
}

/// The fields that `found` has and `draft` does not give, in the order of the form.
///
/// What EnOS fills in by itself does not count: nulls, empty texts and lists, and the defaults of `model`, as far as
/// that is known.
#[must_use]
pub fn additions(draft: &Draft, found: &FoundDevice, model: Option<&ThingModel>) -> Vec<Field> {
    let Draft {
        product_key: _,
        device_key: _,
        device_name:
            StringI18n {
                default_value: _, // mandatory, as is the time zone
                i18n_value,
            },
        timezone: _,
        device_attributes,
        device_desc,
        device_tags,
    } = draft;
    let mut fields = Vec::new();
    for (locale, text) in &found.device_name.i18n_value {
        if !text.is_empty() && !i18n_value.contains_key(locale) {
            fields.push(Field::Locale(locale.clone()));
        }
    }
    let theirs = found.device_desc.as_deref().unwrap_or_default();
    if !theirs.is_empty() && device_desc.is_none() {
        fields.push(Field::Desc);
    }
    for (identifier, value) in &found.device_attributes {
        let known = model.and_then(|model| model.attribute(identifier));
        let default = known.and_then(|known| known.default.as_ref());
        // EnOS may show what a model declares as empty; what no model declares somebody has put there.
        let empty = is_empty(value) && (known.is_some() || model.is_none() || value.is_null());
        let filled_in = empty || default.is_some_and(|default| same(default, value));
        if !filled_in && !device_attributes.contains_key(identifier) {
            fields.push(Field::Attribute(identifier.clone()));
        }
    }
    for key in found.device_tags.keys() {
        if !device_tags.contains_key(key) {
            fields.push(Field::Tag(key.clone()));
        }
    }
    fields
}

fn is_empty(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::String(text) => text.is_empty(),
        Value::Array(items) => items.is_empty(),
        Value::Object(items) => items.is_empty(),
        Value::Bool(_) | Value::Number(_) => false,
    }
}

/// Whether two JSON values are the same; a number is, however it is written (1 and 1.0).
fn same(ours: &Value, theirs: &Value) -> bool {
    match (ours.as_f64(), theirs.as_f64()) {
        #[expect(clippy::float_cmp, reason = "the same number, not a near one")]
        (Some(ours), Some(theirs)) => ours == theirs,
        _ => ours == theirs,
    }
}

/// What the row says for `field` and what the device has; empty where there is none. Texts as they are, other
/// attribute values as JSON.
#[must_use]
pub fn difference(field: Field, draft: &Draft, found: &FoundDevice) -> Difference {
    let name = |of: &StringI18n, locale: &str| of.i18n_value.get(locale).cloned();
    let (wanted, there) = match &field {
        Field::ProductKey => (
            Some(draft.product_key.clone()),
            Some(found.product_key.clone()),
        ),
        Field::Name => (
            Some(draft.device_name.default_value.clone()),
            Some(found.device_name.default_value.clone()),
        ),
        Field::Locale(locale) => (
            name(&draft.device_name, locale),
            name(&found.device_name, locale),
        ),
        Field::Timezone => (Some(draft.timezone.clone()), Some(found.timezone.clone())),
        Field::DeviceKey => (draft.device_key.clone(), Some(found.device_key.clone())),
        Field::Desc => (draft.device_desc.clone(), found.device_desc.clone()),
        Field::Attribute(id) | Field::AttributePart(id, _) => (
            draft.device_attributes.get(id).map(text),
            found.device_attributes.get(id).map(text),
        ),
        Field::Tag(key) => (
            draft.device_tags.get(key).cloned(),
            found.device_tags.get(key).cloned(),
        ),
        Field::Tags => (None, None),
    };
    Difference {
        field,
        wanted: wanted.unwrap_or_default(),
        found: there.unwrap_or_default(),
    }
}

fn text(value: &Value) -> String {
    value
        .as_str()
        .map_or_else(|| value.to_string(), str::to_owned)
}
