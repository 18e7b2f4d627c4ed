//! A draft out of the rows, and the rows' texts out of a draft.

use std::collections::BTreeMap;

use serde_json::Map;

use super::Key;
use super::values::{self, Entries, Numbers};
use crate::domain::{Draft, StringI18n, ThingModel};
use crate::provision::LOCALES_DOCUMENTED;
use crate::provision::typed::parse;
use crate::tui::form::Form;

/// What the rows hold, as a device of this product.
pub fn compose(product_key: &str, form: &Form<Key>, model: Option<&ThingModel>) -> Draft {
    let mut draft = Draft {
        product_key: product_key.to_owned(),
        device_name: StringI18n::default(),
        timezone: String::new(),
        device_attributes: Map::new(),
        device_key: None,
        device_desc: None,
        device_tags: BTreeMap::new(),
    };
    let typed: Vec<_> = form
        .rows()
        .iter()
        .map(|row| (&row.id, row.texts()))
        .collect();
    for attribute in model.iter().flat_map(|model| &model.attributes) {
        let id = &attribute.identifier;
        let entries = typed.iter().map(|(key, texts)| (*key, texts.as_slice()));
        if let Some(value) = values::gather(id, &attribute.data_type, entries) {
            draft.device_attributes.insert(id.clone(), value);
        }
    }
    for (key, texts) in &typed {
        match (key, texts.as_slice()) {
            (Key::Name, [text]) => draft.device_name.default_value.clone_from(text),
            (Key::Locale(locale), [text]) if !text.is_empty() => {
                add_name(&mut draft.device_name, locale, text);
            }
            (Key::OtherLocale(_), [locale, text]) if !locale.is_empty() => {
                add_name(&mut draft.device_name, locale, text);
            }
            (Key::Timezone, [text]) => draft.timezone.clone_from(text),
            (Key::DeviceKey, [text]) => draft.device_key = given(text),
            (Key::Desc, [text]) => draft.device_desc = given(text),
            (Key::Free(_), [id, text]) if !id.is_empty() => {
                if let Some(value) = parse(&values::untyped(), text, "") {
                    draft.device_attributes.entry(id.as_str()).or_insert(value);
                }
            }
            (Key::Tag(_), [tag, value]) if !tag.is_empty() => {
                let tags = &mut draft.device_tags;
                tags.entry(tag.clone()).or_insert_with(|| value.clone());
            }
            _ => {}
        }
    }
    draft
}

/// What the rows for `draft` hold.
pub fn entries(draft: &Draft, model: Option<&ThingModel>, numbers: &mut Numbers) -> Entries {
    // Whole, so that a new field of a draft has to get its row.
    let Draft {
        product_key: _, // the form's own, not a row of it
        device_name: StringI18n {
            default_value,
            i18n_value,
        },
        timezone,
        device_attributes,
        device_key,
        device_desc,
        device_tags,
    } = draft;
    let text = |key, text: &str| (key, vec![text.to_owned()]);
    let mut entries = vec![
        text(Key::Name, default_value),
        text(Key::Timezone, timezone),
        text(Key::DeviceKey, device_key.as_deref().unwrap_or("")),
        text(Key::Desc, device_desc.as_deref().unwrap_or("")),
    ];
    for (locale, translation) in i18n_value {
        entries.push(if LOCALES_DOCUMENTED.contains(&locale.as_str()) {
            text(Key::Locale(locale.clone()), translation)
        } else {
            let pair = vec![locale.clone(), translation.clone()];
            (Key::OtherLocale(numbers.next()), pair)
        });
    }
    for (id, value) in device_attributes {
        match model.and_then(|model| model.attribute(id)) {
            Some(known) => entries.extend(values::spread(id, value, &known.data_type, numbers)),
            None => entries.push(values::free(id, value, numbers)),
        }
    }
    for (tag, value) in device_tags {
        let pair = vec![tag.clone(), value.clone()];
        entries.push((Key::Tag(numbers.next()), pair));
    }
    entries
}

fn add_name(name: &mut StringI18n, locale: &str, text: &str) {
    let names = &mut name.i18n_value;
    names
        .entry(locale.to_owned())
        .or_insert_with(|| text.to_owned());
}

fn given(text: &str) -> Option<String> {
    (!text.is_empty()).then(|| text.to_owned())
}
