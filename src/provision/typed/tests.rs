//! What typed text turns into, and that nothing is lost on the way.

use proptest::prelude::*;
use serde_json::json;

use super::*;
use crate::domain::StringI18n;

fn typed(data_type: &DataType, text: &str) -> Option<Value> {
    parse(data_type, text, "Asia/Shanghai")
}

fn assert_each(data_type: &DataType, cases: &[(&str, Value)]) {
    for (text, value) in cases {
        assert_eq!(typed(data_type, text).as_ref(), Some(value), "{text}");
    }
    assert_eq!(typed(data_type, ""), None);
}

fn operating() -> DataType {
    DataType::Enum(vec![
        EnumValue {
            value: json!(0),
            label: StringI18n {
                default_value: "off".to_owned(),
                i18n_value: [("zh_CN".to_owned(), "停机".to_owned())].into(),
            },
        },
        EnumValue {
            value: json!("1"),
            label: StringI18n::plain("0"),
        },
    ])
}

fn enabled() -> DataType {
    DataType::Bool {
        yes: "启用".to_owned(),
        no: "Disabled".to_owned(),
    }
}

#[test]
fn numbers() {
    assert_each(
        &DataType::Int,
        &[
            (" 12 ", json!(12)),
            ("１２", json!(12)),
            ("-7", json!(-7)),
            ("12a", json!("12a")),
            ("1.0", json!("1.0")),
            ("99999999999999999999", json!("99999999999999999999")),
        ],
    );
    assert_each(
        &DataType::Double,
        &[
            ("250", json!(250.0)),
            ("1e3", json!(1000.0)),
            ("inf", json!("inf")),
            ("1e999", json!("1e999")),
            ("1,5", json!("1,5")),
        ],
    );
    assert_eq!(show(&DataType::Float, &json!(250.0)), "250");
}

#[test]
fn words_for_true_and_false() {
    assert_each(
        &enabled(),
        &[
            ("True", json!(true)),
            ("启用", json!(true)),
            ("disabled", json!(false)),
            ("NO", json!(false)),
            ("１", json!(true)),
            ("maybe", json!("maybe")),
        ],
    );
}

#[test]
fn a_choice_by_value_before_label_in_any_language() {
    assert_each(
        &operating(),
        &[
            ("0", json!(0)),
            ("OFF", json!(0)),
            ("停机", json!(0)),
            ("1", json!("1")),
            ("off?", json!("off?")),
        ],
    );
}

#[test]
fn dates_and_times() {
    for text in [
        "2019-05-06",
        "2019/5/6",
        "20190506",
        "2019年5月6日",
        "2019.05.06",
    ] {
        assert_eq!(typed(&DataType::Date, text), Some(json!("2019-05-06")));
    }
    for text in ["2023-02-29", "6.5.2019", "2019-05", "19/05/06"] {
        assert_eq!(typed(&DataType::Date, text), Some(json!(text)));
    }
    assert_each(
        &DataType::Timestamp,
        &[
            ("1714521600000", json!(1_714_521_600_000_i64)),
            ("2024-05-01T08:00:00+08:00", json!(1_714_521_600_000_i64)),
            ("2024-05-01T00:00:00Z", json!(1_714_521_600_000_i64)),
            ("2024-05-01 08:00", json!(1_714_521_600_000_i64)),
            ("soon", json!("soon")),
        ],
    );
    let nowhere = parse(&DataType::Timestamp, "2024-05-01 08:00", "UTC+8");
    assert_eq!(nowhere, Some(json!("2024-05-01 08:00")));
}

#[test]
fn lists_and_records() {
    assert_each(
        &DataType::Array(ItemType::Int),
        &[
            ("1, 2，3\n4,", json!([1, 2, 3, 4])),
            ("[1,\"x\"]", json!([1, "x"])),
            ("1,,x", json!([1, "", "x"])),
            ("[1,2", json!("[1,2")),
        ],
    );
    assert_each(
        &DataType::Array(ItemType::String),
        &[("a, b，c", json!(["a", "b，c"]))],
    );
    assert_each(
        &DataType::Struct(Vec::new()),
        &[("{\"a\": 1}", json!({ "a": 1 })), ("[1]", json!("[1]"))],
    );
}

#[test]
fn texts_are_kept_to_the_blank() {
    assert_each(
        &DataType::String { max_length: None },
        &[(" a ", json!(" a ")), (" ", json!(" "))],
    );
    assert_eq!(typed(&DataType::Int, " \t"), None);
}

#[test]
fn a_value_of_an_unknown_type_is_json_or_text() {
    let unknown = DataType::Other("NEW".to_owned());
    for (text, value) in [
        ("12", json!(12)),
        ("\"12\"", json!("12")),
        ("\" \"", json!(" ")),
        ("twelve", json!("twelve")),
    ] {
        assert_eq!(typed(&unknown, text), Some(value.clone()));
        assert_eq!(show(&unknown, &value), text);
    }
}

fn any_type() -> impl Strategy<Value = DataType> {
    prop_oneof![
        Just(DataType::Int),
        Just(DataType::Float),
        Just(DataType::Double),
        Just(enabled()),
        Just(operating()),
        Just(DataType::Date),
        Just(DataType::Timestamp),
        Just(DataType::File),
        Just(DataType::Array(ItemType::Int)),
        Just(DataType::Array(ItemType::Float)),
        Just(DataType::Array(ItemType::String)),
        Just(DataType::Struct(Vec::new())),
        Just(DataType::String { max_length: None }),
        Just(DataType::Other("NEW".to_owned())),
    ]
}

proptest! {
    #[test]
    fn what_is_shown_is_read_back(
        data_type in any_type(),
        text in prop_oneof![
            any::<String>(),
            any::<f64>().prop_map(|number| format!("{number:e}")),
            any::<i64>().prop_map(|number| number.to_string()),
            "[\\[{]?(\"[a1 ]*\"|[0-9.]{1,4}|,|:| |true|null){0,5}[\\]}]?",
        ],
    ) {
        if let Some(value) = typed(&data_type, &text) {
            prop_assert_eq!(typed(&data_type, &show(&data_type, &value)), Some(value));
        } else {
            prop_assert_eq!(text.trim(), "");
        }
    }

    #[test]
    fn unfit_text_is_kept_as_typed(text in any::<String>()) {
        match typed(&DataType::Int, &text) {
            Some(Value::String(kept)) => prop_assert_eq!(kept, text),
            Some(other) => prop_assert!(other.is_i64()),
            None => prop_assert!(text.trim().is_empty()),
        }
    }
}
