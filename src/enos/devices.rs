//! Devices on the wire: batch create, search, get, delete.

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::{Value, json};

use super::json::{Object, filled, i18n, int, object, text, texts, time};
use super::reply::Envelope;
use super::request::Request;
use super::{BatchReply, DevicePage, DeviceQuery, Error, ItemReply, expression};
use crate::domain::{Draft, FoundDevice, Sealed, Sign};

const V2_4: &str = "connect-service/v2.4/devices";
const V2_1: &str = "connect-service/v2.1/devices";

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct BatchBody<'a> {
    device_list: &'a [&'a Draft],
    require_secret: bool,
}

/// Batch Create Devices V2.4.
pub(super) fn batch_create(devices: &[&Draft], require_secret: bool) -> Result<Request, Error> {
    let body = BatchBody {
        device_list: devices,
        require_secret,
    };
    Ok(Request::post(V2_4, "batchCreate").json(&body)?.writing())
}

/// Search Device V2.4.
pub(super) fn search(query: &DeviceQuery) -> Result<Request, Error> {
    let mut expression = expression::equals("productKey", &query.product_key)?;
    if !query.device_keys.is_empty() {
        expression.push_str(" and ");
        expression.push_str(&expression::any_of("deviceKey", &query.device_keys)?);
    }
    let mut body = json!({
        "expression": expression,
        "pagination": {"pageNo": query.page, "pageSize": query.page_size},
        "requireSecret": query.require_secret,
    });
    if let (true, Value::Object(body)) = (query.last_updates, &mut body) {
        body.insert("populateLastUpdateInfo".to_owned(), Value::Bool(true));
    }
    Request::post(V2_4, "search").json(&body)
}

/// Get Device V2.4.
pub(super) fn get(product_key: &str, device_key: &str, require_secret: bool) -> Request {
    let request = Request::get(V2_4, "get")
        .with("productKey", product_key)
        .with("deviceKey", device_key);
    if require_secret {
        request.with("requireSecret", "true")
    } else {
        request
    }
}

/// Get Device V2.4 by asset id.
pub(super) fn get_asset(asset_id: &str) -> Request {
    Request::get(V2_4, "get").with("assetId", asset_id)
}

/// Delete Device V2.1 by asset id: a device made anew under the same key is another asset.
pub(super) fn delete_asset(asset_id: &str) -> Request {
    Request::post(V2_1, "delete")
        .with("assetId", asset_id)
        .writing()
}

/// Reads the reply to [`batch_create`]. An item whose code cannot be read neither succeeded nor
/// failed, which makes the whole reply unreadable.
pub(super) fn read_batch(reply: Envelope) -> Result<BatchReply, String> {
    let items = reply.list()?;
    if items.is_empty() {
        return Err("it answers none of the devices".to_owned());
    }
    let items = items
        .iter()
        .enumerate()
        .map(|(index, item)| {
            read_item(item).ok_or_else(|| format!("item {} of it carries no code", index + 1))
        })
        .collect::<Result<_, _>>()?;
    Ok(BatchReply {
        code: reply.code,
        items,
        msg: reply.msg,
        request_id: reply.request_id,
    })
}

fn read_item(item: &Value) -> Option<ItemReply> {
    let item = item.as_object()?;
    let code = int(item.get("code")?)?;
    let msg = text(item, "msg").unwrap_or_default();
    // A failed item's data may be null, a text or an object.
    let msg = match filled(item, "data") {
        Some(more) if msg.is_empty() => more,
        Some(more) => format!("{msg}: {more}"),
        None => msg,
    };
    let data = object(item, "data");
    let field = |key| data.and_then(|data| filled(data, key));
    Some(ItemReply {
        code,
        msg,
        product_key: field("productKey"),
        device_key: field("deviceKey"),
        asset_id: field("assetId"),
        sealed: data.and_then(|data| read_sealed(data, "deviceSecret")),
    })
}

/// Reads one page of [`search`]. One with an entry that is no device, or that does not say which, is
/// unreadable: a device that it cannot show would seem not to be there.
pub(super) fn read_page(reply: &Envelope) -> Result<DevicePage, String> {
    let devices = reply
        .list()?
        .iter()
        .enumerate()
        .map(|(index, device)| {
            let device = device.as_object().map(read_device);
            device
                .filter(FoundDevice::is_named)
                .ok_or_else(|| format!("device {} of it has no productKey or deviceKey", index + 1))
        })
        .collect::<Result<Vec<_>, _>>()?;
    let total = reply.total().unwrap_or(devices.len() as u64);
    Ok(DevicePage { devices, total })
}

/// Reads a device as Search and Get show it.
pub(super) fn read_device(device: &Object) -> FoundDevice {
    let text = |key| text(device, key).unwrap_or_default();
    FoundDevice {
        product_key: text("productKey"),
        device_key: text("deviceKey"),
        asset_id: text("assetId"),
        device_name: i18n(device, "deviceName"),
        timezone: text("timezone"),
        device_desc: filled(device, "deviceDesc"),
        device_attributes: object(device, "deviceAttributes")
            .cloned()
            .unwrap_or_default(),
        device_tags: texts(device, "deviceTags"),
        create_time: device.get("createTime").and_then(time),
        status: text("status"),
        signs: signs(device),
        sealed: read_sealed(device, "deviceSecret"),
    }
}

/// What the reply says of use and change.
fn signs(device: &Object) -> BTreeMap<String, Sign> {
    let named = device.iter().filter(|(key, _)| is_sign(key));
    named
        .map(|(key, value)| (key.clone(), sign(value)))
        .collect()
}

/// The times that Search Devices V2.4 documents (`activeTime`, `lastOnlineTime`, `lastOfflineTime`, `updateTime`,
/// `…LastUpdate`), and whatever else is called so.
fn is_sign(key: &str) -> bool {
    key.ends_with("LastUpdate") || (key.ends_with("Time") && key != "createTime")
}

/// A time; of a map or a list of times, the last one.
fn sign(value: &Value) -> Sign {
    let last = |items: &mut dyn Iterator<Item = &Value>| {
        items
            .map(sign)
            .fold(Sign::Never, |one, other| match (one, other) {
                (Sign::At(one), Sign::At(other)) => Sign::At(one.max(other)),
                (Sign::Never, other) | (other, Sign::Never) => other,
                (odd @ Sign::Odd(_), _) | (_, odd @ Sign::Odd(_)) => odd,
            })
    };
    match value {
        Value::Null => Sign::Never,
        Value::Array(items) => last(&mut items.iter()),
        Value::Object(items) => last(&mut items.values()),
        Value::String(text) if text.trim().is_empty() => Sign::Never,
        value if int(value) == Some(0) => Sign::Never,
        value => time(value).map_or_else(|| Sign::Odd(value.to_string()), Sign::At),
    }
}

/// A secret with its session key. One without is not sealed (older versions send it in the clear)
/// and is not kept.
pub(super) fn read_sealed(of: &Object, secret: &str) -> Option<Sealed> {
    Some(Sealed {
        device_secret: filled(of, secret)?,
        session_key: filled(of, "sessionKey")?,
    })
}

#[cfg(test)]
mod tests;
