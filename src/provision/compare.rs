//! How a device that exists differs from one that was to be made.

use std::collections::HashMap;

use serde_json::Value;

use super::typed::plain;
use crate::domain::{Difference, Draft, Field, FoundDevice, StringI18n, ThingModel};

/// What a draft says, in the order of the form.
pub(super) fn said(draft: Draft) -> Vec<(Field, Value)> {
    let Draft {
        product_key,
        device_name,
        timezone,
        device_attributes,
        device_key,
        device_desc,
        device_tags,
    } = draft;
    let StringI18n {
        default_value,
        i18n_value,
    } = device_name;
    let key = device_key.map(|key| (Field::DeviceKey, key));
    let desc = device_desc.map(|desc| (Field::Desc, desc));
    let names = i18n_value.into_iter();
    let tags = device_tags.into_iter();
    let text = |(field, text): (_, String)| (field, Value::from(text));
    [
        (Field::ProductKey, product_key),
        (Field::Name, default_value),
    ]
    .into_iter()
    .chain(names.map(|(locale, name)| (Field::Locale(locale), name)))
    .chain([(Field::Timezone, timezone)])
    .chain(key)
    .chain(desc)
    .map(text)
    .chain(
        device_attributes
            .into_iter()
            .map(|(id, value)| (Field::Attribute(id), value)),
    )
    .chain(tags.map(|(tag, value)| text((Field::Tag(tag), value))))
    .collect()
}

/// What a device has that a draft could have said.
fn shown(found: &FoundDevice) -> Vec<(Field, Value)> {
    let FoundDevice {
        product_key,
        device_key,
        device_name,
        timezone,
        device_desc,
        device_attributes,
        device_tags,
        asset_id: _,
        create_time: _,
        status: _,
        signs: _,
        sealed: _,
    } = found.clone();
    said(Draft {
        product_key,
        device_name,
        timezone,
        device_attributes,
        device_key: Some(device_key),
        device_desc,
        device_tags,
    })
}

/// The fields in which `found` is not what `draft` says, in the order of the form.
///
/// Only what the draft gives counts: `EnOS` fills in defaults, and what was not asked for cannot differ. The keys do
/// not: the device was found by them.
#[must_use]
pub fn differences(draft: &Draft, found: &FoundDevice) -> Vec<Field> {
    let theirs: HashMap<_, _> = shown(found).into_iter().collect();
    let is_same = |(field, value): &(Field, Value)| {
        matches!(field, Field::ProductKey | Field::DeviceKey)
            || theirs.get(field).is_some_and(|theirs| same(value, theirs))
    };
    let mut said = said(draft.clone());
    said.retain(|said| !is_same(said));
    said.into_iter().map(|(field, _)| field).collect()
}

/// The fields that `found` has and `draft` does not give, in the order of the form.
///
/// What EnOS fills in by itself does not count: its key, nulls, empty texts and lists, and the defaults of `model`, as
/// far as that is known.
#[must_use]
pub fn additions(draft: &Draft, found: &FoundDevice, model: Option<&ThingModel>) -> Vec<Field> {
    let ours: HashMap<_, _> = said(draft.clone()).into_iter().collect();
    let is_filled_in = |field: &Field, value: &Value| match field {
        Field::DeviceKey => true,
        Field::Tag(_) => false,
        Field::Attribute(identifier) => {
            let known = model.and_then(|model| model.attribute(identifier));
            let default = known.and_then(|known| known.default.as_ref());
            // EnOS may show what a model declares as empty; what no model declares somebody has put there.
            let empty = is_empty(value) && (known.is_some() || model.is_none() || value.is_null());
            empty || default.is_some_and(|default| same(default, value))
        }
        _ => is_empty(value),
    };
    let mut shown = shown(found);
    shown.retain(|(field, value)| !ours.contains_key(field) && !is_filled_in(field, value));
    shown.into_iter().map(|(field, _)| field).collect()
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
    let whole = match &field {
        Field::AttributePart(id, _) => Field::Attribute(id.clone()),
        other => other.clone(),
    };
    let text = |said: Vec<(Field, Value)>| {
        let said = said.into_iter().find(|(field, _)| *field == whole);
        said.map_or_else(String::new, |(_, value)| plain(&value))
    };
    Difference {
        wanted: text(said(draft.clone())),
        found: text(shown(found)),
        field,
    }
}
