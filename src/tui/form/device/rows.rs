//! Which rows the device form has: the documented fields, the model's attributes, the tags.

use super::Key;
use super::attribute::{self, ATTRIBUTES, action};
use super::drafts::Entries;
use crate::domain::ThingModel;
use crate::provision::{KEY_MAX, LOCALES_DOCUMENTED, NAME_MAX, TAG_VALUE_MAX};
use crate::said::{Label, Said, label, say};
use crate::tui::form::{Editor, Row};

/// The heading of the tags.
const TAGS: Label = label!("Tags", =);

/// The rows for a device of this model, with one row for every numbered entry.
pub(super) fn rows(entries: &Entries, model: Option<&ThingModel>) -> Vec<Row<Key>> {
    let numbered = |wanted: fn(&Key) -> bool| {
        let keys = entries.iter().map(|(key, _)| key);
        keys.filter(move |key| wanted(key)).cloned()
    };
    let mut rows = vec![name()];
    rows.extend(LOCALES_DOCUMENTED.map(locale));
    rows.extend(numbered(|key| matches!(key, Key::OtherLocale(_))).map(other_locale));
    rows.push(action(
        Key::AddLocale,
        Said::default(),
        label!("+ language", =),
    ));
    rows.extend([timezone(), device_key(), description()]);

    if let Some(model) = model {
        rows.extend(attribute::rows(model, entries));
        rows.extend(numbered(|key| matches!(key, Key::Free(_))).map(attribute::unknown));
    } else {
        rows.extend(numbered(|key| matches!(key, Key::Free(_))).map(attribute::free));
        rows.push(action(Key::AddFree, ATTRIBUTES, label!("+ attribute", =)));
    }

    rows.extend(numbered(|key| matches!(key, Key::Tag(_))).map(tag));
    rows.push(action(Key::AddTag, TAGS, label!("+ tag", =)));
    rows
}

/// A name in a locale that the user gives.
pub(super) fn other_locale(key: Key) -> Row<Key> {
    Row {
        help: say!(
            "Its documentation names only zh_CN and en_US; Envision's samples also use ja_JP and \
             es_ES.", =
        ),
        placeholder: say!("name in that language", =),
        removable: true,
        ..Row::new(key, label!("locale", =), Editor::pair("", ""))
    }
}

/// A tag.
pub(super) fn tag(key: Key) -> Row<Key> {
    Row {
        section: TAGS.into(),
        help: say!("Key: letters, digits, _ - /, at most 50.", =),
        placeholder: say!("value", =),
        limit: Some(TAG_VALUE_MAX),
        removable: true,
        ..Row::new(key, label!("key", =), Editor::pair("", ""))
    }
}

fn name() -> Row<Key> {
    Row {
        required: true,
        limit: Some(NAME_MAX),
        help: say!("Shown wherever no translation fits the reader's language.", =),
        ..Row::new(Key::Name, label!("Name", =), Editor::text(""))
    }
}

fn locale(locale: &str) -> Row<Key> {
    Row {
        placeholder: say!("as the name", =),
        limit: Some(NAME_MAX),
        help: say!("The name for readers of {locale}.", =),
        ..Row::new(
            Key::Locale(locale.to_owned()),
            Said::data(locale),
            Editor::text(""),
        )
    }
}

fn timezone() -> Row<Key> {
    Row {
        required: true,
        placeholder: say!("Asia/Shanghai or +08:00", =),
        help: say!(
            "An IANA name where clocks change, else an offset such as +08:00.", =
        ),
        ..Row::new(Key::Timezone, label!("Timezone", =), Editor::pick(""))
    }
}

fn device_key() -> Row<Key> {
    Row {
        placeholder: say!("made automatically", =),
        limit: Some(KEY_MAX),
        help: say!("4 to 64 letters, digits, - _ or . ; unique within the product.", =),
        ..Row::new(Key::DeviceKey, label!("Device key", =), Editor::text(""))
    }
}

fn description() -> Row<Key> {
    Row {
        ..Row::new(Key::Desc, label!("Description", =), Editor::lines(""))
    }
}
