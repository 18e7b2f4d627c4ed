//! The products and models of the fake gateway.

use std::collections::BTreeMap;

use enroll::domain::{Attribute, DataType, Product, ProductType, StringI18n, ThingModel};

fn product(key: &str, name: &str, chinese: &str, model: &str) -> Product {
    Product {
        product_key: key.to_owned(),
        product_name: StringI18n {
            default_value: name.to_owned(),
            i18n_value: [("zh_CN".to_owned(), chinese.to_owned())].into(),
        },
        product_desc: String::new(),
        product_type: ProductType::Device,
        model_id: model.to_owned(),
        product_tags: BTreeMap::new(),
        sealed: None,
    }
}

pub fn products() -> Vec<Product> {
    vec![
        product(
            "2zp6A70r",
            "String Inverter SG250HX",
            "组串式逆变器",
            "inv.string",
        ),
        product("Gt8LLs31", "Grid Meter", "电网电表", "meter.grid"),
    ]
}

pub fn model(id: &str) -> ThingModel {
    let attribute = |identifier: &str, data_type, required| Attribute {
        identifier: identifier.to_owned(),
        name: StringI18n::plain(identifier),
        desc: String::new(),
        data_type,
        required,
        default: None,
        unit: None,
    };
    ThingModel {
        model_id: id.to_owned(),
        name: StringI18n::plain(id),
        attributes: vec![
            attribute(
                "serial",
                DataType::String {
                    max_length: Some(32),
                },
                true,
            ),
            attribute("ratedPower", DataType::Double, false),
        ],
    }
}
