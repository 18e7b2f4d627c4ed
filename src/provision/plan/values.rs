//! Both values of a field in which a row and an existing device differ, for people.

use serde_json::Value;

use crate::domain::{Draft, Field, FoundDevice, StringI18n};

/// What the row says for `field` and what the device has, in this order; empty where there is none.
/// Texts as they are, other attribute values as JSON.
#[must_use]
pub fn values(field: &Field, draft: &Draft, found: &FoundDevice) -> (String, String) {
    let name = |of: &StringI18n, locale: &str| of.i18n_value.get(locale).cloned();
    let (wanted, there) = match field {
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
    (wanted.unwrap_or_default(), there.unwrap_or_default())
}

fn text(value: &Value) -> String {
    value
        .as_str()
        .map_or_else(|| value.to_string(), str::to_owned)
}
