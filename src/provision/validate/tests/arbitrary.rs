//! Any text anywhere: no panic, and messages that stay in one line.

use proptest::prelude::*;
use serde_json::Value;

use super::*;
use crate::domain::{Attribute, DataType, ItemType};
use crate::provision::{text, typed};
use crate::words;

fn data_type() -> impl Strategy<Value = DataType> {
    let scalar = prop_oneof![
        Just(DataType::Int),
        Just(DataType::Float),
        Just(DataType::Double),
        Just(DataType::Timestamp),
        any::<(String, String)>().prop_map(|(yes, no)| DataType::Bool { yes, no }),
    ];
    let kept = prop_oneof![
        Just(DataType::Date),
        Just(DataType::File),
        Just(DataType::Array(ItemType::Int)),
        Just(DataType::Array(ItemType::String)),
        Just(DataType::Struct(Vec::new())),
        Just(DataType::String {
            max_length: Some(5)
        }),
        Just(DataType::Other("NEW".to_owned())),
    ];
    prop_oneof![scalar, kept]
}

/// Text that means something now and then.
fn words() -> impl Strategy<Value = String> {
    prop_oneof![
        any::<String>(),
        "[-+]?[0-9０-９]{1,20}",
        "[-+]?[0-9]{1,3}[.,e:][0-9]{1,3}",
        "[0-9]{4}[-/年][0-9]{1,2}[-/月][0-9]{1,2}日?",
        "(UTC|GMT|Etc/GMT|\\()? ?[-+−]?[0-9]{0,4}:?[0-9]{0,3}\\)?",
        "\\[[0-9,\"a]{0,6}\\]?",
        "(true|YES|０|no| )",
    ]
}

fn model_of(data_type: DataType) -> ThingModel {
    ThingModel {
        attributes: vec![Attribute {
            identifier: "a".to_owned(),
            name: StringI18n::default(),
            desc: String::new(),
            data_type,
            required: false,
            default: None,
            unit: None,
        }],
        ..ThingModel::default()
    }
}

proptest! {
    #[test]
    fn any_text_in_any_field(
        texts in proptest::array::uniform9(words()),
        data_type in data_type(),
    ) {
        let [product, name, locale, local, zone, key, desc, tag, value] = texts;
        let mut draft = Draft {
            product_key: product,
            device_name: StringI18n {
                default_value: name,
                i18n_value: [(locale, local)].into(),
            },
            timezone: zone,
            device_key: Some(key),
            device_desc: Some(desc),
            device_tags: [(tag.clone(), value.clone())].into(),
            ..Draft::default()
        };
        draft.device_attributes.insert("a".to_owned(), Value::from(value));
        draft.device_attributes.insert(tag.clone(), Value::from(tag));
        for problem in check(&draft, Some(&model_of(data_type)), STRICT) {
            let told = words::flaw(&problem.flaw).en().to_owned();
            prop_assert!(!told.contains(text::is_invisible), "{problem:?}");
            prop_assert!(text::length(&told) < 250, "{problem:?}");
            let data = serde_json::to_value(&problem.flaw).unwrap();
            prop_assert!(data["kind"].is_string(), "{data}");
        }
    }

    /// What typing turns into a value of the type is never refused, and what it keeps as text is.
    #[test]
    fn typing_and_checking_agree(words in words(), data_type in data_type()) {
        let Some(value) = typed::parse(&data_type, &words, "+08:00") else {
            return Ok(());
        };
        let mut draft = sound();
        draft.device_attributes.insert("a".to_owned(), value.clone());
        let refused = check(&draft, Some(&model_of(data_type.clone())), STRICT)
            .iter()
            .any(Problem::is_error);
        match data_type {
            DataType::Int
            | DataType::Float
            | DataType::Double
            | DataType::Timestamp
            | DataType::Bool { .. } => prop_assert_eq!(refused, value.is_string()),
            DataType::File | DataType::Other(_) => prop_assert!(!refused),
            _ => {}
        }
    }
}
