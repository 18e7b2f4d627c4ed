//! A device as people make them, and its creation.

use enroll::domain::{Created, Draft, Outcome, StringI18n};
use serde_json::json;

/// Name in two languages, attributes, a tag.
pub fn draft(n: u32) -> Draft {
    let attributes = json!({
        "serialNumber": format!("SN-{n:06}"), "manufacturer": "Acme",
        "ratedPower": 110.5, "commissionedOn": "2024-05-06",
        "mpptCount": 12, "arcDetection": true,
    });
    Draft {
        product_key: "Kd83mQ1x".to_owned(),
        device_name: StringI18n {
            default_value: format!("Inverter {n}"),
            i18n_value: [("zh_CN".to_owned(), format!("逆变器 {n}"))].into(),
        },
        timezone: "Asia/Shanghai".to_owned(),
        device_attributes: attributes.as_object().cloned().unwrap_or_default(),
        device_key: Some(format!("INV-{n:06}")),
        device_desc: Some("On the roof of hall 3".to_owned()),
        device_tags: [("site".to_owned(), "north".to_owned())].into(),
    }
}

/// What `EnOS` says of it.
pub fn created(n: u32) -> Outcome {
    Outcome::Created(Created {
        product_key: "Kd83mQ1x".to_owned(),
        device_key: format!("INV-{n:06}"),
        asset_id: format!("A{n:07}"),
        request_id: Some("fd79d0f5-69c5-4fa8-add4-69f5ca1b635f".to_owned()),
        ..Created::default()
    })
}
