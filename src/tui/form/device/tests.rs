//! The device form: drafts in and out, models that come and change, problems in their places.

use crossterm::event::{KeyCode, KeyModifiers};
use serde_json::json;

use super::*;
use crate::domain::{Attribute, Cause, DataType, EnumValue, ItemType, StringI18n, StructItem};
use crate::provision::Flaw;
use crate::tui::form::tests::keys::Pressed as _;

mod drafts;
mod looks;
mod models;

fn attribute(identifier: &str, data_type: DataType) -> Attribute {
    Attribute {
        identifier: identifier.into(),
        name: StringI18n::plain(identifier),
        desc: String::new(),
        data_type,
        required: false,
        default: None,
        unit: None,
    }
}

fn item(identifier: &str, data_type: DataType) -> StructItem {
    StructItem {
        identifier: identifier.into(),
        name: StringI18n::plain(identifier),
        data_type,
        required: true,
        unit: Some("°".into()),
    }
}

fn inverter() -> ThingModel {
    let value = |value, label: &str| EnumValue {
        value,
        label: StringI18n::plain(label),
    };
    let words = DataType::Bool {
        yes: "enabled".into(),
        no: "disabled".into(),
    };
    ThingModel {
        model_id: "inv.string".into(),
        name: StringI18n::plain("String inverter"),
        attributes: vec![
            attribute(
                "gridCode",
                DataType::Enum(vec![
                    value(json!(1), "CN-GB/T 19964"),
                    value(json!(2), "VDE-AR-N 4105"),
                ]),
            ),
            Attribute {
                required: true,
                unit: Some("kW".into()),
                default: Some(json!(250.0)),
                ..attribute("ratedPower", DataType::Double)
            },
            Attribute {
                required: true,
                name: StringI18n::plain("Serial number 序列号"),
                ..attribute(
                    "serial",
                    DataType::String {
                        max_length: Some(32),
                    },
                )
            },
            attribute("grid", words),
            attribute("strings", DataType::Array(ItemType::Int)),
            attribute(
                "site",
                DataType::Struct(vec![
                    item("lat", DataType::Double),
                    item("lon", DataType::Double),
                ]),
            ),
            attribute("slots", DataType::Int),
            attribute("ratio", DataType::Float),
            attribute("commissionedOn", DataType::Date),
            attribute("since", DataType::Timestamp),
            attribute("manual", DataType::File),
            attribute("odd", DataType::Other("BLOB".into())),
        ],
    }
}

fn full_draft() -> Draft {
    serde_json::from_value(json!({
        "productKey": "2zp6A70r",
        "deviceName": {
            "defaultValue": "INV-013",
            "i18nValue": {"zh_CN": "逆变器 13", "ja_JP": "インバータ 13"}
        },
        "timezone": "Asia/Shanghai",
        "deviceAttributes": {
            "gridCode": 2, "ratedPower": 250.0, "serial": "SN-1", "grid": false,
            "strings": [1, 2, 3], "site": {"lat": 38.5, "lon": 98.25}, "slots": 4,
            "ratio": 1.5, "commissionedOn": "2026-05-06", "since": 1_574_572_909_697_i64,
            "manual": "https://example.com/a.pdf", "odd": {"any": [true, null]},
            "legacy": "250"
        },
        "deviceKey": "INV-013",
        "deviceDesc": "Row 4\nunder the ridge",
        "deviceTags": {"crew": "3", "site": "jiuquan"}
    }))
    .unwrap()
}

fn press(form: &mut DeviceForm, code: KeyCode) -> FormEvent<Key> {
    form.pressed(code, KeyModifiers::NONE)
}

fn ctrl(form: &mut DeviceForm, c: char) -> FormEvent<Key> {
    form.pressed(KeyCode::Char(c), KeyModifiers::CONTROL)
}

fn type_into(form: &mut DeviceForm, key: &Key, text: &str) {
    assert!(form.form.focus(key), "{key:?} is there");
    for c in text.chars() {
        press(form, KeyCode::Char(c));
    }
}

fn attribute_key(id: &str) -> Key {
    Key::Attribute(id.into())
}

/// Whatever is wrong, in words of EnOS.
fn problem(field: Field, words: &str) -> Problem {
    let cause = Box::new(Cause::said(words));
    Problem::error(field, Flaw::Sent { cause })
}

/// The labels of the rows, and what pairs are named.
fn labels(form: &DeviceForm) -> Vec<String> {
    let rows = form.form.rows.iter();
    rows.map(|row| match &row.editor {
        Editor::Pair { key, .. } => format!("[{}]", key.text()),
        _ => row.label.en().trim().to_owned(),
    })
    .collect()
}
