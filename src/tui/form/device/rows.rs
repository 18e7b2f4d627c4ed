//! Which rows the device form has: the documented fields, the model's attributes, the tags.

use super::Key;
use super::attribute::{self, ATTRIBUTES, action};
use super::drafts::Entries;
use crate::domain::ThingModel;
use crate::provision::{KEY_MAX, LOCALES_DOCUMENTED, NAME_MAX, TAG_VALUE_MAX};
use crate::said::{Label, Said, label, say};
use crate::tui::form::{Editor, Row};

/// The heading of the tags.
const TAGS: Label = label!("Tags", "标签");

/// The rows for a device of this model, with one row for every numbered entry.
pub(super) fn rows(entries: &Entries, model: Option<&ThingModel>) -> Vec<Row<Key>> {
    let numbered = |wanted: fn(&Key) -> bool| {
        let keys = entries.iter().map(|(key, _)| key);
        keys.filter(move |key| wanted(key)).cloned()
    };
    let mut rows = vec![name()];
    rows.extend(LOCALES_DOCUMENTED.map(locale));
    rows.extend(numbered(|key| matches!(key, Key::OtherLocale(_))).map(other_locale));
    rows.push(Row {
        nested: true,
        ..action(
            Key::AddLocale,
            Said::default(),
            label!("+ language", "+ 语言"),
        )
    });
    rows.extend([timezone(), device_key(), description()]);

    if let Some(model) = model {
        rows.extend(attribute::rows(model, entries));
        rows.extend(numbered(|key| matches!(key, Key::Free(_))).map(attribute::unknown));
    } else {
        rows.extend(numbered(|key| matches!(key, Key::Free(_))).map(attribute::free));
        rows.push(action(
            Key::AddFree,
            ATTRIBUTES,
            label!("+ attribute", "+ 属性"),
        ));
    }

    rows.extend(numbered(|key| matches!(key, Key::Tag(_))).map(tag));
    rows.push(action(Key::AddTag, TAGS, label!("+ tag", "+ 标签")));
    rows
}

/// A name in a locale that the user gives.
pub(super) fn other_locale(key: Key) -> Row<Key> {
    Row {
        help: say!(
            "EnOS documents only zh_CN and en_US; Envision's samples also use ja_JP and es_ES.",
            "EnOS 文档只提到 zh_CN 和 en_US；Envision 的示例还用到 ja_JP 和 es_ES。"
        ),
        placeholder: say!("name in that language", "该语言的名称"),
        nested: true,
        removable: true,
        ..Row::new(key, label!("locale", "语言代码"), Editor::pair("", ""))
    }
}

/// A tag.
pub(super) fn tag(key: Key) -> Row<Key> {
    Row {
        section: TAGS.into(),
        help: say!(
            "Key: letters, digits, _ - /, at most 50 characters.",
            "键：字母、数字、_ - /，最多 50 个字符。"
        ),
        placeholder: say!("value", "值"),
        limit: Some(TAG_VALUE_MAX),
        removable: true,
        ..Row::new(key, label!("key", "键"), Editor::pair("", ""))
    }
}

fn name() -> Row<Key> {
    Row {
        required: true,
        limit: Some(NAME_MAX),
        help: say!(
            "Shown where no translation fits the reader's language.",
            "没有适合用户语言的译文时，显示此名称。"
        ),
        ..Row::new(Key::Name, label!("Name", "名称"), Editor::text(""))
    }
}

fn locale(locale: &str) -> Row<Key> {
    Row {
        placeholder: say!("as the name", "同名称"),
        nested: true,
        limit: Some(NAME_MAX),
        help: say!(
            "The name for readers of {locale}.",
            "向 {locale} 用户显示的名称。"
        ),
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
        placeholder: say!("Asia/Shanghai or +08:00", "Asia/Shanghai 或 +08:00"),
        help: say!(
            "An IANA name where clocks change, else an offset such as +08:00.",
            "有夏令时的地区填 IANA 名称，否则填偏移量，如 +08:00。"
        ),
        ..Row::new(Key::Timezone, label!("Time zone", "时区"), Editor::pick(""))
    }
}

fn device_key() -> Row<Key> {
    Row {
        placeholder: say!(
            "made here: ten letters and digits",
            "自动生成：十位字母和数字"
        ),
        limit: Some(KEY_MAX),
        help: say!(
            "4 to 64 letters, digits, - _ or . ; unique within the product.",
            "4 到 64 个字符：字母、数字、- _ 或 .；在产品内唯一。"
        ),
        ..Row::new(
            Key::DeviceKey,
            label!("Device key", "deviceKey"),
            Editor::text(""),
        )
    }
}

fn description() -> Row<Key> {
    Row {
        ..Row::new(Key::Desc, label!("Description", "描述"), Editor::lines(""))
    }
}
