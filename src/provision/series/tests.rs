//! How names count up.

use std::collections::HashSet;

use proptest::prelude::*;
use serde_json::json;

use super::*;
use crate::domain::{DeviceId, StringI18n};

fn draft(key: Option<&str>, name: &str) -> Draft {
    Draft {
        product_key: "P".to_owned(),
        device_name: StringI18n::plain(name),
        device_key: key.map(str::to_owned),
        ..Draft::default()
    }
}

#[test]
fn the_last_number_goes_up_and_keeps_its_width() {
    for (text, following) in [
        ("INV-009", "INV-010"),
        ("INV-099", "INV-100"),
        ("INV-999", "INV-1000"),
        ("逆变器 9", "逆变器 10"),
        ("逆变器 ０９９", "逆变器 １００"),
        ("９", "１０"),
        ("row 2 of 9, east", "row 2 of 10, east"),
        ("1９", "1１０"),
        (
            "99999999999999999999999999999999",
            "100000000000000000000000000000000",
        ),
    ] {
        assert_eq!(count_up(text, 1).as_deref(), Some(following));
    }
    assert_eq!(count_up("INV", 1), None);
}

#[test]
fn key_names_and_serials_step_together() {
    let mut first = draft(Some("INV-009"), "Inverter 9");
    let names = &mut first.device_name.i18n_value;
    names.insert("zh_CN".to_owned(), "逆变器 9".to_owned());
    names.insert("en_US".to_owned(), String::new());
    first.device_attributes = [
        ("serialNumber".to_owned(), json!("SN0099")),
        ("Serial".to_owned(), json!(111_111)),
        ("serialPort".to_owned(), json!("none")),
        ("ratedPower".to_owned(), json!(250.0)),
        ("model".to_owned(), json!("SG250")),
    ]
    .into_iter()
    .collect();
    let second = next(&first);
    assert_eq!(second.device_key.as_deref(), Some("INV-010"));
    assert_eq!(second.device_name.default_value, "Inverter 10");
    assert_eq!(second.device_name.in_locale("zh_CN"), "逆变器 10");
    assert_eq!(second.device_name.in_locale("en_US"), "");
    assert_eq!(
        serde_json::Value::Object(second.device_attributes),
        json!({
            "serialNumber": "SN0100",
            "Serial": 111_112,
            "serialPort": "none",
            "ratedPower": 250.0,
            "model": "SG250",
        })
    );
}

#[test]
fn without_a_number_one_begins_and_an_absent_key_stays_absent() {
    let second = next(&draft(Some("INV"), "Inverter"));
    assert_eq!(second.device_key.as_deref(), Some("INV-2"));
    assert_eq!(second.device_name.default_value, "Inverter 2");
    assert_eq!(next(&draft(None, "x")).device_key, None);
}

#[test]
fn taken_keys_of_the_product_are_stepped_over() {
    let taken = |id: DeviceId<&str>| match (id.product_key, id.device_key) {
        ("P", "INV-2") => 2,
        ("P", "INV-3") => 1,
        _ => 0,
    };
    let free = next_free(&draft(Some("INV-1"), "Inverter 1"), taken);
    assert_eq!(free.device_key.as_deref(), Some("INV-4"));
    assert_eq!(free.device_name.default_value, "Inverter 4");
    let mut other = draft(Some("INV-1"), "");
    other.product_key = "Q".to_owned();
    let free = next_free(&other, taken);
    assert_eq!(free.device_key.as_deref(), Some("INV-2"));
    let free = next_free(&draft(Some(""), ""), |_| 1);
    assert_eq!(free.device_key.as_deref(), Some(""));
}

proptest! {
    #[test]
    fn a_series_never_comes_to_the_same_key_again(
        key in prop_oneof!["[a-z]{0,3}[-0-9９]{1,6}[a-z]{0,2}", "\\PC{1,8}"],
    ) {
        let mut seen = HashSet::new();
        let mut draft = draft(Some(&key), "");
        for _ in 0..30 {
            prop_assert!(seen.insert(draft.device_key.clone()));
            draft = next(&draft);
        }
    }

    #[test]
    fn many_steps_are_as_many_single_ones(
        text in prop_oneof!["[a-z]{0,3}[0-9９]{0,4}[a-z]{0,2}", "\\PC{0,8}"],
        serial in any::<i64>(),
        steps in 0_u64..150,
    ) {
        let mut draft = draft(Some(&text), &text);
        draft.device_attributes.insert("serial".to_owned(), serial.into());
        draft.device_attributes.insert("serials".to_owned(), text.into());
        let far = further(&draft, steps);
        for _ in 0..steps {
            draft = next(&draft);
        }
        prop_assert_eq!(far, draft);
    }
}
