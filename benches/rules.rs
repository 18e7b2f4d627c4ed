//! What checking a queue costs, beside writing the same devices as JSON, in alternating rounds.

#![allow(clippy::print_stdout, reason = "a bench prints its figures")]

#[path = "support/figures.rs"]
mod figures;

use enroll::domain::{
    Attribute, DataType, Draft, EnumValue, ItemType, StringI18n, StructItem, ThingModel,
};
use enroll::provision::queue::check_all;
use enroll::provision::{Problem, Rules};
use figures::{Figures, ms, told};
use serde_json::{Map, Value, json};

const DRAFTS: u32 = 10_000;
const ROUNDS: usize = 30;
const PRODUCT: &str = "2zp6A70r";

/// Every data type, each with a value that fits it.
fn attributes(n: u32) -> Vec<(DataType, Value)> {
    let word = |value: &str| EnumValue {
        value: json!(value),
        label: StringI18n::plain(value),
    };
    let item = |identifier: &str, data_type, required| StructItem {
        identifier: identifier.to_owned(),
        name: StringI18n::plain(identifier),
        data_type,
        required,
        unit: None,
    };
    let yes_or_no = DataType::Bool {
        yes: "on".to_owned(),
        no: "off".to_owned(),
    };
    let text = DataType::String {
        max_length: Some(64),
    };
    let place = DataType::Struct(vec![
        item("latitude", DataType::Double, true),
        item("longitude", DataType::Double, true),
        item("row", DataType::Int, false),
    ]);
    vec![
        (text, json!(format!("SN-2024-{n:06}"))),
        (DataType::Double, json!(110.5)),
        (DataType::Float, json!(1.25)),
        (DataType::Int, json!(n)),
        (yes_or_no, json!(n.is_multiple_of(2))),
        (DataType::Date, json!("2024-05-06")),
        (
            DataType::Timestamp,
            json!(1_719_792_000_000_i64 + i64::from(n)),
        ),
        (DataType::Enum(vec![word("IEC"), word("GB")]), json!("GB")),
        (DataType::Array(ItemType::Int), json!([12, 12, 14, n])),
        (DataType::Array(ItemType::String), json!(["A1", "A2"])),
        (
            place,
            json!({"latitude": 31.23, "longitude": 121.47, "row": n}),
        ),
        (DataType::File, json!("https://files.example/manual.pdf")),
        (DataType::Other("GEO".to_owned()), json!({"any": [1, 2]})),
    ]
}

fn model() -> ThingModel {
    let attribute = |(index, (data_type, _)): (usize, (DataType, Value))| Attribute {
        identifier: identifier(index),
        name: StringI18n::plain("attribute"),
        desc: String::new(),
        data_type,
        required: index % 3 == 0,
        default: None,
        unit: None,
    };
    ThingModel {
        model_id: "Everything".to_owned(),
        name: StringI18n::plain("Everything"),
        attributes: attributes(0)
            .into_iter()
            .enumerate()
            .map(attribute)
            .collect(),
    }
}

fn identifier(index: usize) -> String {
    format!("attribute{index:02}")
}

/// A device with everything filled in, key and name its own; every twentieth is wrong in two places.
fn draft(n: u32) -> Draft {
    let mut values: Map<String, Value> = attributes(n)
        .into_iter()
        .enumerate()
        .map(|(index, (_, value))| (identifier(index), value))
        .collect();
    let wrong = n.is_multiple_of(20);
    if wrong {
        values.insert(identifier(3), json!("twelve"));
    }
    let zones = [
        "+08:00",
        "Asia/Shanghai",
        "Europe/Berlin",
        "America/New_York",
    ];
    let zone = zones.iter().cycle().nth(n as usize % zones.len());
    let pair = |(key, value): (&str, String)| (key.to_owned(), value);
    Draft {
        product_key: PRODUCT.to_owned(),
        device_name: StringI18n {
            default_value: format!("Inverter {n}"),
            i18n_value: [
                ("zh_CN", format!("逆变器 {n}")),
                ("en_US", format!("Inverter {n}")),
            ]
            .map(pair)
            .into(),
        },
        timezone: zone.copied().unwrap_or_default().to_owned(),
        device_attributes: values,
        device_key: Some(format!("INV{}{n:06}", if wrong { "#" } else { "-" })),
        device_desc: Some("On the roof of hall 3, third row".to_owned()),
        device_tags: [("site", "north".to_owned()), ("row", n.to_string())]
            .map(pair)
            .into(),
    }
}

fn check(drafts: &[Draft], model: &ThingModel) -> Vec<Vec<Problem>> {
    let models = |key: &str| (key == PRODUCT).then_some(model);
    check_all(drafts, &models, &|_| None, Rules::default())
}

fn main() {
    let (drafts, model): (Vec<Draft>, _) = ((0..DRAFTS).map(draft).collect(), model());
    let found = check(&drafts, &model);
    let wrong = found.iter().filter(|problems| !problems.is_empty()).count();
    assert_eq!(
        wrong * 20,
        drafts.len(),
        "the drafts are not what they are meant to be"
    );
    let [mut checking, mut writing] = [(); 2].map(|()| Figures::default());
    for _ in 0..ROUNDS {
        checking.time(|| check(&drafts, &model));
        writing.time(|| serde_json::to_vec(&drafts));
    }
    println!("10,000 drafts, {ROUNDS} rounds each, medians (least to most)");
    println!("  check                  {checking}");
    println!("  write as JSON (base)   {writing}");
    told(
        "checking 10,000 drafts against a model of all types",
        &format!(
            "{:.1} × ({})",
            checking.ratio(&writing),
            ms(checking.median())
        ),
        &format!("writing them as JSON: {}", ms(writing.median())),
        None,
    );
}
