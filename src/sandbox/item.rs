//! The rules for one device to be made, before anything is known about its neighbours.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;

use serde_json::{Map, Value};

use super::attributes;
use super::catalogue::Catalogue;
use super::device::Device;
use super::json::Members as _;
use super::reply::Refusal;
use super::switches::{Locales, Switches, TextLimits, Timezones, UnknownProduct};
use super::timezone;

/// Reads one item of a batch, or the body of a single create: a device that may be made if its key is free and its
/// product has room. Its key is empty when one is to be made; ids, secret and time it has none yet.
///
/// Mandatory fields are those of `CreateOption` (V2.4 page); the limits are the limits page's (3.0.0).
/// The texts of the refusals are the sandbox's own, in the pattern of the documented ones.
pub(super) fn read(
    item: &Value,
    catalogue: &Catalogue,
    switches: &Switches,
) -> Result<Device, Refusal> {
    let product_key = required_text(item, "productKey")?;
    let name = device_name(item, switches)?;
    let timezone = required_text(item, "timezone")?;
    if switches.timezones == Timezones::Check && !timezone::is_supported(timezone) {
        return Err(Refusal::invalid(
            "timezone",
            "timezone is not supported, give an offset such as +08:00 or a name such as Asia/Shanghai",
        ));
    }
    let device_key = item.optional("deviceKey", "a string", Value::as_str)?;
    // Limits page, 3.0.0.
    if device_key.is_some_and(|key| !is_name(key, 4..=64, &['-', '_', '.'])) {
        let what = "4 to 64 letters, digits, - _ or .";
        return Err(Refusal::must_be("deviceKey", what));
    }
    let desc = item.optional("deviceDesc", "a string", Value::as_str)?;
    if let Some(desc) = desc {
        check_length("deviceDesc", desc, 512, switches)?;
    }
    let tags = tags(item)?;
    let product = catalogue
        .product(product_key)
        .ok_or_else(|| match switches.unknown_product {
            UnknownProduct::NotFound => Refusal::of(99404),
            UnknownProduct::ProductNotFound => Refusal::new(11611, "Not found"),
        })?;
    Ok(Device {
        attributes: attributes::check(item, &product.model, switches)?,
        product_key: product_key.to_owned(),
        key: device_key.unwrap_or_default().to_owned(),
        name,
        desc: desc.map(str::to_owned),
        timezone: timezone.to_owned(),
        tags,
        ..Device::default()
    })
}

/// `deviceName`: a default name, and names by locale that real clients also leave out, null or empty.
fn device_name(item: &Value, switches: &Switches) -> Result<Value, Refusal> {
    let name = item.member("deviceName");
    item.optional("deviceName", "an object", Value::as_object)?
        .ok_or_else(|| Refusal::missing("deviceName"))?;
    let default = name.member("defaultValue");
    if default.is_null() || default.as_str().is_some_and(|text| text.trim().is_empty()) {
        return Err(Refusal::missing("deviceName.defaultValue"));
    }
    check_name("deviceName.defaultValue", default, switches)?;
    match &name["i18nValue"] {
        Value::Null => {}
        Value::String(text) if text.is_empty() => {}
        Value::Object(names) => {
            for (locale, text) in names {
                let field = format!("deviceName.i18nValue.{locale}");
                let known = ["zh_CN", "en_US", "ja_JP", "es_ES"].contains(&locale.as_str());
                if switches.locales == Locales::Known && !known {
                    return Err(Refusal::invalid(&field, "locale is not supported"));
                }
                check_name(&field, text, switches)?;
            }
        }
        _ => return Err(Refusal::must_be("deviceName.i18nValue", "an object")),
    }
    Ok(name.clone())
}

fn check_name(field: &str, name: &Value, switches: &Switches) -> Result<(), Refusal> {
    let text = name.as_str().ok_or_else(|| not_a_string(field))?;
    check_length(field, text, 64, switches)
}

fn check_length(field: &str, text: &str, limit: usize, switches: &Switches) -> Result<(), Refusal> {
    let length = text.chars().count();
    if switches.text_limits == TextLimits::Check && length > limit {
        let what = format!("at most {limit} characters, not {length}");
        return Err(Refusal::must_be(field, &what));
    }
    Ok(())
}

/// Whether a text has one of these lengths, and nothing but letters, digits and these signs.
fn is_name(text: &str, lengths: RangeInclusive<usize>, signs: &[char]) -> bool {
    let allowed = |c: char| c.is_ascii_alphanumeric() || signs.contains(&c);
    lengths.contains(&text.chars().count()) && text.chars().all(allowed)
}

/// `deviceTags`: at most 100, keys of 1 to 50, values of at most 200 (limits page, 3.0.0).
fn tags(item: &Value) -> Result<BTreeMap<String, String>, Refusal> {
    let bad = |text: &str| Refusal::invalid("deviceTags", text);
    let none = Map::new();
    let given = item.optional("deviceTags", "an object", Value::as_object)?;
    let tags = given.unwrap_or(&none);
    if tags.len() > 100 {
        return Err(Refusal::must_be("deviceTags", "at most 100"));
    }
    tags.iter()
        .map(|(key, value)| {
            if !is_name(key, 1..=50, &['_', '-', '/']) {
                return Err(bad("a tag's key must be 1 to 50 letters, digits, _ - or /"));
            }
            let value = value
                .as_str()
                .ok_or_else(|| not_a_string(&format!("deviceTags.{key}")))?;
            if value.chars().count() > 200 || value.trim() != value {
                return Err(bad(
                    "a tag's value must be at most 200 characters with no white space at its ends",
                ));
            }
            Ok((key.clone(), value.to_owned()))
        })
        .collect()
}

/// A text that must be there and not blank.
fn required_text<'a>(item: &'a Value, field: &str) -> Result<&'a str, Refusal> {
    item.optional(field, "a string", Value::as_str)?
        .filter(|text| !text.trim().is_empty())
        .ok_or_else(|| Refusal::missing(field))
}

fn not_a_string(field: &str) -> Refusal {
    Refusal::must_be(field, "a string")
}
