//! Attributes against a thing model.

use serde_json::{Value, json};

use super::*;
use crate::domain::{Attribute, DataType, EnumValue, ItemType, StructItem};

fn attribute(identifier: &str, data_type: DataType, required: bool) -> Attribute {
    Attribute {
        identifier: identifier.to_owned(),
        name: StringI18n::plain(identifier),
        desc: String::new(),
        data_type,
        required,
        default: None,
        unit: None,
    }
}

fn model(attributes: Vec<Attribute>) -> ThingModel {
    ThingModel {
        model_id: "inverter".to_owned(),
        name: StringI18n::plain("Inverter"),
        attributes,
    }
}

fn given(model: &ThingModel, attributes: &Value, rules: Rules) -> Vec<String> {
    let draft = Draft {
        device_attributes: attributes.as_object().cloned().unwrap(),
        ..sound()
    };
    lines(&draft, Some(model), rules)
}

/// The problems of one value of one type, without the address.
fn one(data_type: DataType, value: &Value) -> Vec<String> {
    let model = model(vec![attribute("a", data_type, false)]);
    given(&model, &json!({ "a": value }), STRICT)
        .into_iter()
        .map(|line| line.replace(" deviceAttributes.a: ", ": "))
        .collect()
}

fn assert_each(data_type: &DataType, cases: &[(Value, &str)]) {
    for (value, line) in cases {
        let expected: &[&str] = if line.is_empty() { &[] } else { &[line] };
        assert_eq!(one(data_type.clone(), value), expected, "{value}");
    }
}

#[test]
fn required_and_unknown_attributes_are_named_in_model_order() {
    let model = model(vec![
        attribute("ratedPower", DataType::Double, true),
        attribute("serialNumber", DataType::String { max_length: None }, true),
    ]);
    let attributes = json!({ "serial": "S1", "serialNumber": " ", "colour": "red" });
    assert_eq!(
        given(&model, &attributes, STRICT),
        [
            "error deviceAttributes.ratedPower: required by the model",
            "error deviceAttributes.serialNumber: required by the model",
            "error deviceAttributes.serial: serial is not an attribute of model inverter; did you mean serialNumber?",
            "error deviceAttributes.colour: colour is not an attribute of model inverter; remove it",
        ]
    );
    let lenient = given(&model, &attributes, LENIENT);
    assert!(lenient[1].starts_with("error "), "required is documented");
    assert!(lenient[2].starts_with("warning "));
    let unchecked = Draft {
        device_attributes: attributes.as_object().cloned().unwrap(),
        ..sound()
    };
    assert!(lines(&unchecked, None, STRICT).is_empty());
}

#[test]
fn numbers() {
    assert_each(
        &DataType::Int,
        &[
            (json!(-5), ""),
            (json!("12a"), "error: \"12a\" is not a whole number"),
            (
                json!("12"),
                "error: \"12\" is text; write 12 without quotes",
            ),
            (json!(1.5), "error: 1.5 is not a whole number"),
            (json!(1.0), "error: 1.0 is written as a decimal; write 1"),
            (json!(null), "error: null is not a whole number"),
            (
                json!(2_147_483_648_i64),
                "warning: 2147483648 is beyond 32 bits; EnOS does not say whether INT holds it",
            ),
            (
                json!(u64::MAX),
                "error: 18446744073709551615 is beyond 64 bits",
            ),
        ],
    );
    assert_each(
        &DataType::Float,
        &[
            (json!(1), ""),
            (json!(-3.4e38), ""),
            (
                json!(3.5e38),
                "warning: 3.5e+38 is beyond the range of FLOAT, 3.4e38",
            ),
            (json!(true), "error: true is not a number"),
        ],
    );
    assert_each(
        &DataType::Double,
        &[
            (json!(3.5e38), ""),
            (json!("1,5"), "error: \"1,5\" is not a number"),
        ],
    );
}

#[test]
fn timestamps_are_milliseconds() {
    assert_each(
        &DataType::Timestamp,
        &[
            (json!(1_714_521_600_000_i64), ""),
            (json!(0), ""),
            (
                json!(1_714_521_600),
                "warning: 1714521600 looks like seconds; EnOS counts milliseconds: 1714521600000",
            ),
            (
                json!(1_714_521_600_000_000_i64),
                "warning: 1714521600000000 is after the year 5000; EnOS counts milliseconds",
            ),
            (
                json!("yesterday"),
                "error: \"yesterday\" is not a time; write Unix milliseconds or 2024-05-01T08:00:00+08:00",
            ),
        ],
    );
}

#[test]
#[expect(clippy::too_many_lines, reason = "a table of cases")]
fn texts_dates_and_files() {
    assert_each(
        &DataType::String {
            max_length: Some(3),
        },
        &[
            (json!("abc"), ""),
            (
                json!("abcd"),
                "error: is 4 characters long; the model allows 3",
            ),
            (
                json!(111_111),
                "error: 111111 is not text; write \"111111\"",
            ),
            (
                json!("a "),
                "warning: begins or ends with white space; remove it",
            ),
        ],
    );
    assert_each(
        &DataType::String { max_length: None },
        &[
            (json!("x".repeat(4000)), ""),
            (
                json!("x".repeat(4001)),
                "error: is 4001 characters long; EnOS allows 4000",
            ),
            (
                json!("8.97E+19"),
                "warning: \"8.97E+19\" looks like an identifier that a spreadsheet turned into a number",
            ),
        ],
    );
    assert_each(
        &DataType::Date,
        &[
            (json!("2024-02-29"), ""),
            (
                json!("2023-02-29"),
                "error: \"2023-02-29\" is not a calendar date; write it like 2019-05-06",
            ),
            (
                json!("2019/5/6"),
                "error: \"2019/5/6\" is not how EnOS writes a date; write 2019-05-06",
            ),
            (
                json!("2019-05-06 08:00:00"),
                "warning: has a time of day, unlike the API's sample; 2019-05-06 is safe",
            ),
            (
                json!("2019-05-06 25:00:00"),
                "error: \"2019-05-06 25:00:00\" is not a calendar date; write it like 2019-05-06",
            ),
            (
                json!(20_190_506),
                "error: 20190506 is not a date; write it like \"2019-05-06\"",
            ),
        ],
    );
    assert_each(
        &DataType::File,
        &[
            (json!("ftp://a.com/demo.txt"), ""),
            (
                json!("demo.txt"),
                "warning: demo.txt does not look like a URL; write it like ftp://host/file.txt",
            ),
            (json!(1), "error: 1 is not a URL; write one in quotes"),
        ],
    );
}

#[test]
fn choices() {
    let boolean = DataType::Bool {
        yes: "on".to_owned(),
        no: String::new(),
    };
    assert_each(
        &boolean,
        &[
            (json!(false), ""),
            (json!(1), "error: 1 is neither true (on) nor false"),
            (
                json!("ON"),
                "error: \"ON\" is text; write true without quotes",
            ),
        ],
    );
    let values = |values: &[Value]| {
        let value = |value: &Value| EnumValue {
            value: value.clone(),
            label: StringI18n::plain("label"),
        };
        DataType::Enum(values.iter().map(value).collect())
    };
    assert_each(
        &values(&[json!(0), json!(1)]),
        &[
            (json!(1), ""),
            (json!("1"), "error: \"1\" is text; write 1 without quotes"),
            (
                json!(2),
                "error: 2 is not one of the values; choose one of 0 (label), 1 (label)",
            ),
        ],
    );
    assert_each(
        &values(&[json!("1"), json!("b")]),
        &[
            (json!("b"), ""),
            (json!(1), "error: 1 is not text; write \"1\""),
        ],
    );
    let many: Vec<Value> = (0..20).map(Value::from).collect();
    assert!(one(values(&many), &json!(99))[0].ends_with("5 (label), … 20 in all"));
    assert!(one(values(&[]), &json!(99)).is_empty());
}

#[test]
fn lists_and_records_are_checked_inside() {
    let ports = StructItem {
        identifier: "ports".to_owned(),
        name: StringI18n::default(),
        data_type: DataType::Array(ItemType::Int),
        required: true,
        unit: None,
    };
    let model = model(vec![
        attribute("list", DataType::Array(ItemType::Double), false),
        attribute("net", DataType::Struct(vec![ports]), false),
    ]);
    assert_eq!(
        given(
            &model,
            &json!({ "list": [1.5, "x"], "net": { "ports": [80, "http"], "port": 1 } }),
            STRICT
        ),
        [
            "error deviceAttributes.list.1: \"x\" is not a number",
            "error deviceAttributes.net.ports.1: \"http\" is not a whole number",
            "error deviceAttributes.net.port: port is not an item of net; did you mean ports?",
        ]
    );
    assert_eq!(
        given(&model, &json!({ "list": 1, "net": {} }), STRICT),
        [
            "error deviceAttributes.list: 1 is not a list; write it like [1, 2]",
            "error deviceAttributes.net.ports: required by the model",
        ]
    );
    assert_eq!(
        given(
            &model,
            &json!({ "list": vec![0; 1025], "net": "x" }),
            STRICT
        ),
        [
            "error deviceAttributes.list: has 1025 elements; EnOS allows 1024",
            "error deviceAttributes.net: \"x\" is not an object with ports",
        ]
    );
    assert!(one(DataType::Other("NEW".to_owned()), &json!([null])).is_empty());
}
