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

/// Where `found` is not what `draft` says, in the order of the form, with what the row says and what the device has:
/// texts as they are, other values as JSON, empty where there is none.
///
/// Only what the draft gives counts: `EnOS` fills in defaults, and what was not asked for cannot differ. The keys do
/// not: the device was found by them.
#[must_use]
pub fn differences(draft: &Draft, found: &FoundDevice) -> Vec<Difference> {
    let theirs: HashMap<_, _> = shown(found).into_iter().collect();
    let ours = said(draft.clone()).into_iter();
    let differs = ours.filter_map(|(field, value)| {
        let theirs = theirs.get(&field);
        let is_key = matches!(field, Field::ProductKey | Field::DeviceKey);
        let is_same = is_key || theirs.is_some_and(|theirs| same(&value, theirs));
        (!is_same).then(|| Difference {
            wanted: plain(&value),
            found: theirs.map_or_else(String::new, plain),
            field,
        })
    });
    differs.collect()
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
