//! A draft out of the rows, and the rows' texts out of a draft.

use super::values::{self, Entries, Numbers};
use super::{Key, rows};
use crate::domain::{Draft, StringI18n, ThingModel};
use crate::provision::typed::parse;
use crate::tui::form::Form;

/// What the rows hold, as a device of this product.
pub fn compose(product_key: &str, form: &Form<Key>, model: Option<&ThingModel>) -> Draft {
    let mut draft = Draft {
        product_key: product_key.to_owned(),
        ..Draft::default()
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
    let name = &draft.device_name;
    let text = |key, text: &str| (key, vec![text.to_owned()]);
    let mut entries = vec![
        text(Key::Name, &name.default_value),
        text(Key::Timezone, &draft.timezone),
        text(Key::DeviceKey, draft.device_key.as_deref().unwrap_or("")),
        text(Key::Desc, draft.device_desc.as_deref().unwrap_or("")),
    ];
    for (locale, translation) in &name.i18n_value {
        entries.push(if rows::LOCALES.contains(&locale.as_str()) {
            text(Key::Locale(locale.clone()), translation)
        } else {
            let pair = vec![locale.clone(), translation.clone()];
            (Key::OtherLocale(numbers.next()), pair)
        });
    }
    for (id, value) in &draft.device_attributes {
        match model.and_then(|model| model.attribute(id)) {
            Some(known) => entries.extend(values::spread(id, value, &known.data_type, numbers)),
            None => entries.push(values::free(id, value, numbers)),
        }
    }
    for (tag, value) in &draft.device_tags {
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
