//! Devices on the wire: batch create, search, get, delete.

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::{Value, json};

use super::json::{self, Object, i18n, id, int, object, texts, time, words};
use super::reply::Envelope;
use super::request::{Asked, Expected, Operation, Request};
use super::sieve::{Keep, LEAF};
use super::{BatchReply, DevicePage, DeviceQuery, Error, ItemReply, expression, refusal};
use crate::domain::{BadReply, Draft, FoundDevice, Sealed, Sign, Timestamp};

const PATH: &str = "connect-service/v2.4/devices";
const BATCH_CREATE: Operation = (Asked::BatchCreateDevices, PATH, "batchCreate");
const SEARCH: Operation = (Asked::SearchDevices, PATH, "search");
const GET: Operation = (Asked::GetDevice, PATH, "get");
const DELETE: Operation = (
    Asked::DeleteDevice,
    "connect-service/v2.1/devices",
    "delete",
);

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
    let request = Request::post(BATCH_CREATE, created(devices.len()));
    Ok(request.json(&body)?.writing())
}

/// What is expected of the reply about so many new devices.
fn created(devices: usize) -> Expected {
    fn of_item(field: &str) -> Option<Keep> {
        match field {
            "code" | "msg" => Some(LEAF),
            "data" => Some(Keep::Only(of_created)),
            _ => None,
        }
    }
    fn of_created(field: &str) -> Option<Keep> {
        match field {
            "productKey" | "deviceKey" | "assetId" | "deviceSecret" | "sessionKey" => Some(LEAF),
            _ => None,
        }
    }
    Expected::of(of_item).and(devices, 32 * 1024, 32)
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
    Request::post(SEARCH, shown(query.page_size)).json(&body)
}

/// What is expected of a reply that shows so many devices: 200 attributes and 100 tags are allowed of each, and some
/// of the attributes may be long.
fn shown(devices: u32) -> Expected {
    Expected::of(of_device)
        .and(1, 3 * 1024 * 1024, 64_000)
        .and(devices as usize, 64 * 1024, 512)
}

/// What is read of a device.
fn of_device(field: &str) -> Option<Keep> {
    match field {
        "productKey" | "deviceKey" | "assetId" | "timezone" | "deviceDesc" | "createTime"
        | "status" | "deviceSecret" | "sessionKey" => Some(LEAF),
        "deviceName" | "deviceAttributes" | "deviceTags" => Some(Keep::All),
        sign if is_sign(sign) => Some(Keep::All),
        _ => None,
    }
}

/// Get Device V2.4.
pub(super) fn get(product_key: &str, device_key: &str, require_secret: bool) -> Request {
    let request = Request::get(GET, shown(1))
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
    Request::get(GET, shown(1)).with("assetId", asset_id)
}

/// Delete Device V2.1 by asset id: a device made anew under the same key is another asset.
pub(super) fn delete_asset(asset_id: &str) -> Request {
    Request::post(DELETE, Expected::of(|_| None))
        .with("assetId", asset_id)
        .writing()
}

/// Reads the reply to [`batch_create`]. An item whose code cannot be read neither succeeded nor failed, and one whose
/// product or key no device can have belongs to no row: either makes the whole reply unreadable.
pub(super) fn read_batch(reply: Envelope) -> Result<BatchReply, BadReply> {
    let items = each(&reply, read_item)?;
    if items.is_empty() {
        return Err(BadReply::NoItem);
    }
    Ok(BatchReply {
        items,
        request_id: reply.request_id,
    })
}

/// What `read` makes of everything in the list; the error says which is the first that it can make nothing of.
fn each<T>(
    reply: &Envelope,
    read: impl Fn(&Value) -> Result<T, fn(usize) -> BadReply>,
) -> Result<Vec<T>, BadReply> {
    let entries = (1_usize..).zip(reply.list()?);
    entries
        .map(|(nth, entry)| read(entry).map_err(|why| why(nth)))
        .collect()
}

fn read_item(item: &Value) -> Result<ItemReply, fn(usize) -> BadReply> {
    let coded = item
        .as_object()
        .and_then(|item| Some((item, int(item.get("code")?)?)));
    let (item, code) = coded.ok_or(BadReply::ItemWithoutCode as fn(usize) -> BadReply)?;
    let msg = words(item, "msg").unwrap_or_default();
    // A failed item's data may be null, a text or an object.
    let msg = match words(item, "data") {
        Some(more) if msg.is_empty() => more,
        Some(more) => format!("{msg}: {more}"),
        None => msg,
    };
    let data = object(item, "data");
    let no_id = |key| data.is_some_and(|data| json::is_no_id(data, key));
    if no_id("productKey") || no_id("deviceKey") {
        return Err(BadReply::ItemOfNoDevice);
    }
    let field = |key| data.and_then(|data| id(data, key));
    Ok(ItemReply {
        refusal: (code != 0).then(|| refusal(Some(code), msg)),
        product_key: field("productKey"),
        device_key: field("deviceKey"),
        asset_id: field("assetId"),
        sealed: data.and_then(|data| read_sealed(data, "deviceSecret")),
    })
}

/// Reads one page of [`search`]. One with an entry that is no device, or that does not say which, is
/// unreadable: a device that it cannot show would seem not to be there.
pub(super) fn read_page(reply: &Envelope) -> Result<DevicePage, BadReply> {
    let devices = each(reply, |device| {
        let device = device.as_object().map(read_device);
        let named = device.filter(FoundDevice::is_named);
        named.ok_or(BadReply::NoDevice as fn(usize) -> BadReply)
    })?;
    let total = reply.total().unwrap_or(devices.len() as u64);
    Ok(DevicePage { devices, total })
}

/// Reads a device as Search and Get show it.
pub(super) fn read_device(device: &Object) -> FoundDevice {
    let id = |key| id(device, key).unwrap_or_default();
    let words = |key| words(device, key);
    FoundDevice {
        product_key: id("productKey"),
        device_key: id("deviceKey"),
        asset_id: id("assetId"),
        device_name: i18n(device, "deviceName"),
        timezone: words("timezone").unwrap_or_default(),
        device_desc: words("deviceDesc"),
        device_attributes: object(device, "deviceAttributes")
            .map(json::values)
            .unwrap_or_default(),
        device_tags: texts(device, "deviceTags"),
        create_time: device.get("createTime").and_then(time).map(Timestamp),
        status: words("status").unwrap_or_default(),
        signs: signs(device),
        sealed: read_sealed(device, "deviceSecret"),
    }
}

/// What the reply says of use and change.
fn signs(device: &Object) -> BTreeMap<String, Sign> {
    let named = device.iter().filter(|(key, _)| is_sign(key));
    named
        .map(|(key, value)| (json::cut(key, json::WORDS), sign(value)))
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
        value => time(value).map_or_else(
            || Sign::Odd(json::cut(&value.to_string(), json::WORDS)),
            |at| Sign::At(Timestamp(at)),
        ),
    }
}

/// A secret with its session key. One without is not sealed (older versions send it in the clear)
/// and is not kept.
pub(super) fn read_sealed(of: &Object, secret: &str) -> Option<Sealed> {
    Some(Sealed {
        device_secret: json::sealed(of, secret)?,
        session_key: json::sealed(of, "sessionKey")?,
    })
}

#[cfg(test)]
mod tests;
