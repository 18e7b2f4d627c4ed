//! Thing models in all the shapes the reference allows.

use serde_json::json;

use super::*;

fn model(attributes: &Value) -> ThingModel {
    let model = json!({"modelId": "m", "name": {"defaultValue": "M"}, "attributes": attributes});
    read(model.as_object().unwrap())
}

fn attribute(attribute: &Value) -> Attribute {
    let mut model = model(&json!({"x": attribute}));
    assert_eq!(model.attributes.len(), 1);
    model.attributes.remove(0)
}

fn type_of(data_type: &str, definition: &Value) -> DataType {
    attribute(&json!({"dataType": data_type, "dataDefinition": definition})).data_type
}

#[test]
fn the_documented_sample_is_read() {
    let model = read(
        json!({"modelId": "planet", "modelIdPath": "/planet", "orgId": "yourOrgId",
            "name": {"defaultValue": "planet", "i18nValue": {"en_US": "planet"}},
            "attributes": {"starsystem": {"identifier": "starsystem",
                "name": {"defaultValue": "star system", "i18nValue": {"en_US": "star system"}},
                "desc": "", "tags": {}, "dataType": "STRING", "unit": null, "isRequired": false}},
            "measurepoints": {"temperature": {"identifier": "temperature", "dataType": "FLOAT"}},
            "services": {}, "events": {}})
        .as_object()
        .unwrap(),
    );
    assert_eq!(model.model_id, "planet");
    let attribute = model.attribute("starsystem").unwrap();
    assert_eq!(attribute.name.default_value, "star system");
    assert_eq!(attribute.data_type, DataType::String { max_length: None });
    assert!(!attribute.required);
    assert_eq!((&attribute.unit, &attribute.default), (&None, &None));
}

#[test]
fn attributes_keep_their_order_and_survive_odd_containers() {
    let order = model(&json!({"z": {"dataType": "INT"}, "a": {"dataType": "INT"}, "odd": null}));
    let names: Vec<_> = order
        .attributes
        .iter()
        .map(|a| a.identifier.as_str())
        .collect();
    assert_eq!(names, ["z", "a"]);
    let list = model(&json!([{"identifier": "l", "dataType": "INT"}, {"dataType": "INT"}]));
    assert_eq!(list.attributes.len(), 1);
    assert!(model(&Value::Null).attributes.is_empty());
}

#[test]
fn the_definition_may_be_a_text_or_an_object() {
    let expected = DataType::String {
        max_length: Some(1024),
    };
    assert_eq!(type_of("STRING", &json!({"maxLength": 1024})), expected);
    assert_eq!(
        type_of("STRING", &json!(r#"{"maxLength":"1024"}"#)),
        expected
    );
}

#[test]
fn every_documented_type_is_known() {
    assert_eq!(
        type_of(
            "BOOL",
            &json!(r#"{"boolDesc":{"true":"on","false":"off"}}"#)
        ),
        DataType::Bool {
            yes: "on".into(),
            no: "off".into()
        }
    );
    for (name, expected) in [
        ("DATE", DataType::Date),
        ("INT", DataType::Int),
        ("FLOAT", DataType::Float),
        ("DOUBLE", DataType::Double),
        ("TIMESTAMP", DataType::Timestamp),
        ("FILE", DataType::File),
        ("int", DataType::Int),
    ] {
        assert_eq!(type_of(name, &Value::Null), expected);
    }
    for (name, expected) in [
        ("INT", ItemType::Int),
        ("FLOAT", ItemType::Float),
        ("DOUBLE", ItemType::Double),
        ("STRING", ItemType::String),
    ] {
        let array = type_of("ARRAY", &json!({"itemType": name}));
        assert_eq!(array, DataType::Array(expected));
    }
}

#[test]
fn enum_values_are_numbers_or_texts_as_the_model_says() {
    let described = json!({"1": {"defaultValue": "one", "i18nValue": {"zh_CN": "一"}}, "2": "two"});
    let of = |kind| type_of("ENUM", &json!({"enumDesc": described, "enumType": kind}));
    let DataType::Enum(numbers) = of("INT") else {
        panic!("no enumeration")
    };
    assert_eq!(numbers[0].value, json!(1));
    assert_eq!(numbers[0].label.in_locale("zh_CN"), "一");
    assert_eq!(numbers[1].label, crate::domain::StringI18n::plain("two"));
    let DataType::Enum(texts) = of("STRING") else {
        panic!("no enumeration")
    };
    assert_eq!(texts[1].value, json!("2"));
}

#[test]
fn struct_items_are_read_with_their_types() {
    let definition = json!({"items": [
        {"identifier": "int11", "name": {"defaultValue": "n"}, "dataType": "INT", "required": true,
         "unit": {"unitId": "W", "multiplier": "KILO"}},
        {"identifier": "e", "dataType": "ENUM", "dataDefinition": "{\"enumDesc\":{\"1\":\"x\"}}"},
    ]});
    let DataType::Struct(items) = type_of("STRUCT", &Value::from(definition.to_string())) else {
        panic!("no struct")
    };
    assert!(items[0].required && !items[1].required);
    assert_eq!(items[0].unit.as_deref(), Some("KILO W"));
    assert!(matches!(items[1].data_type, DataType::Enum(_)));
}

#[test]
fn a_type_that_cannot_be_understood_imposes_no_rule() {
    for name in ["ARRAY", "ENUM", "STRUCT", "MAP", ""] {
        for definition in [
            json!(null),
            json!("{"),
            json!({"itemType": "MAP"}),
            json!([]),
        ] {
            assert_eq!(type_of(name, &definition), DataType::Other(name.into()));
        }
    }
}

#[test]
fn flags_defaults_and_units_are_read() {
    let full = attribute(
        &json!({"identifier": "real", "dataType": "DOUBLE", "isRequired": "true",
        "defaultValue": 1.5, "unit": {"unitId": "°C", "multiplier": "ONE"}}),
    );
    assert_eq!(full.identifier, "real");
    assert!(full.required);
    assert_eq!(full.default, Some(json!(1.5)));
    assert_eq!(full.unit.as_deref(), Some("°C"));
    let from_definition = attribute(&json!({"dataType": "BOOL", "defaultValue": null,
        "dataDefinition": {"defaultValue": true}}));
    assert_eq!(from_definition.default, Some(json!(true)));
}
