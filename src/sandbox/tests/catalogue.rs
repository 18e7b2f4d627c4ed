//! The built-in catalogue keeps what it promises.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::Bench;
use crate::sandbox::catalogue::{Catalogue, Model};

fn each_attribute(catalogue: &Catalogue) -> impl Iterator<Item = &Value> {
    catalogue
        .models()
        .flat_map(|model: &Model| model.own.values())
}

#[test]
fn all_eleven_types_are_used() {
    let catalogue = Catalogue::load().unwrap();
    let types: BTreeSet<&str> = each_attribute(&catalogue)
        .map(|attribute| attribute["dataType"].as_str().unwrap())
        .collect();
    let all = [
        "ARRAY",
        "BOOL",
        "DATE",
        "DOUBLE",
        "ENUM",
        "FILE",
        "FLOAT",
        "INT",
        "STRING",
        "STRUCT",
        "TIMESTAMP",
    ];
    assert!(types.into_iter().eq(all));
}

#[test]
fn definitions_are_complete() {
    let catalogue = Catalogue::load().unwrap();
    let mut enum_types = BTreeSet::new();
    for attribute in each_attribute(&catalogue) {
        let definition = &attribute["dataDefinition"];
        match attribute["dataType"].as_str().unwrap() {
            "STRING" => assert!(definition["maxLength"].is_u64(), "{attribute}"),
            "ARRAY" => assert!(definition["itemType"].is_string(), "{attribute}"),
            "BOOL" => assert!(definition["boolDesc"]["true"].is_string(), "{attribute}"),
            "ENUM" => {
                enum_types.insert(definition["enumType"].as_str().unwrap());
                for label in definition["enumDesc"].as_object().unwrap().values() {
                    assert!(label["i18nValue"]["zh_CN"].is_string(), "{attribute}");
                }
            }
            "STRUCT" => {
                let items = definition["items"].as_array().unwrap();
                assert!(
                    items.iter().any(|item| item["required"] == true),
                    "{attribute}"
                );
                assert!(
                    items.iter().all(|item| item["dataType"] != "STRUCT"),
                    "{attribute}"
                );
            }
            _ => assert!(definition.is_null(), "{attribute}"),
        }
        assert!(
            attribute["name"]["i18nValue"]["zh_CN"].is_string(),
            "{attribute}"
        );
    }
    assert!(enum_types.into_iter().eq(["INT", "STRING"]));
}

#[test]
fn there_is_something_of_everything() {
    let catalogue = Catalogue::load().unwrap();
    let products = &catalogue.products;
    let models: BTreeSet<&str> = products
        .iter()
        .map(|product| product.model_id.as_str())
        .collect();
    assert!(products.len() >= 16 && models.len() >= 6);
    let gateways = products
        .iter()
        .filter(|product| product.entry["productType"] == "Gateway");
    assert_eq!(gateways.count(), 1);
    let presets: Vec<usize> = products
        .iter()
        .map(|product| product.preset)
        .filter(|preset| *preset > 0)
        .collect();
    assert_eq!(presets, [9_997]);
    assert!(
        catalogue.product("2zp6A70r").unwrap().entry["productDesc"]
            .as_str()
            .unwrap()
            .contains("INV-001 is already taken, to show a refusal")
    );
}

#[test]
fn products_are_named_keyed_and_newest_first() {
    let catalogue = Catalogue::load().unwrap();
    let mut keys = BTreeSet::new();
    let mut newer = i64::MAX;
    for product in &catalogue.products {
        let key = product.key.as_str();
        let shaped = key.len() == 8 && key.chars().all(|c| c.is_ascii_alphanumeric());
        assert!(shaped || key.starts_with("yourProductKey"), "{key}");
        assert!(keys.insert(key), "{key} twice");
        let names = &product.entry["productName"];
        assert!(names["defaultValue"].is_string());
        assert!(names["i18nValue"]["zh_CN"].is_string() && names["i18nValue"]["en_US"].is_string());
        let created = product.entry["createTime"].as_i64().unwrap();
        assert!(created < newer, "{key}");
        newer = created;
    }
}

#[tokio::test]
async fn the_key_a_newcomer_thinks_of_is_taken() {
    let bench = Bench::new().await;
    let expression = json!({ "expression": "deviceKey = 'INV-001'" });
    assert_eq!(
        bench.search(&expression).await["data"][0]["productKey"],
        "2zp6A70r"
    );
    assert!(bench.sandbox.devices().is_empty(), "nobody made it");
}
