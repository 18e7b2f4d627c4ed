//! Search, Get and Delete Device.

use std::sync::Arc;

use serde_json::{Value, json};

use super::call::Call;
use super::catalogue::{Catalogue, Product};
use super::device::{Device, INACTIVE};
use super::expression::{self, Operator};
use super::gateway::Gateway;
use super::json::Members as _;
use super::page::Page;
use super::products::localized;
use super::registry::Registry;
use super::reply::{Refusal, ok};
use super::scenario::Fault;
use super::seal::Sealer;
use super::switches::{CreateTime, GetLag, UpdateTime};

/// Search Devices V2.4: newest first, without those that are younger than the lag.
///
/// `projection` is taken and ignored.
pub(super) fn search(gateway: &Gateway, call: &Call) -> Result<Value, Refusal> {
    let body = call.json();
    let expression = expression::read(body, operators)?;
    let page = Page::read(call)?;
    let mut sealer = Sealer::of_body(gateway, call)?;
    let updates = body.member("populateLastUpdateInfo").as_bool() == Some(true);
    let catalogue = &gateway.catalogue;
    let now = gateway.now();
    let rows: Vec<Arc<Device>> = gateway
        .registry()
        .newest_first()
        .filter(|device| is_visible(gateway, device, now) && !is_hidden(device, call))
        .filter(|device| expression.matches(&|name: &str| field(catalogue, device, name)))
        .map(Arc::clone)
        .collect();
    // Devices without rows: they have a product and a status, and nothing else to match.
    let beyond = catalogue
        .products
        .iter()
        .filter(|product| expression.matches(&|name: &str| product_field(product, name)))
        .map(|product| product.preset)
        .sum();
    page.reply(rows, beyond, |device| {
        show(gateway, &device, updates, &mut sealer)
    })
}

/// Get Device V2.4, by asset id or by product and device key.
pub(super) fn get(gateway: &Gateway, call: &Call) -> Result<Value, Refusal> {
    let mut sealer = Sealer::of_query(gateway, call)?;
    let now = gateway.now();
    let lagged = gateway.switches.get_lag == GetLag::Lagged;
    let mut registry = gateway.registry();
    let device = select(&registry, call)?
        .filter(|device| !lagged || is_visible(gateway, device, now))
        .filter(|device| !is_hidden(device, call))
        .ok_or_else(|| Refusal::of(99404))?;
    registry.looked(&device.asset_id, now);
    drop(registry);
    Ok(ok(show(gateway, &device, true, &mut sealer)?))
}

/// Delete Device V2.1, by the same selectors; 11404 when there is none.
pub(super) fn delete(gateway: &Gateway, call: &Call) -> Result<Value, Refusal> {
    let answered = call.injected.fault().is_none_or(Fault::replies);
    let now = gateway.now();
    let mut registry = gateway.registry();
    let device =
        select(&registry, call)?.ok_or_else(|| Refusal::new(11404, "Device cannot be found"))?;
    registry.delete(&device, answered, now)?;
    Ok(ok(Value::Null))
}

fn select(registry: &Registry, call: &Call) -> Result<Option<Arc<Device>>, Refusal> {
    let found = match (call.parameter("assetId"), call.parameter("productKey")) {
        (Some(asset_id), _) => registry.by_asset(asset_id),
        (None, None) => return Err(Refusal::missing("assetId")),
        (None, Some(product)) => registry.by_key(product, call.need("deviceKey")?),
    };
    Ok(found.cloned())
}

/// Whether a search sees the device yet.
fn is_visible(gateway: &Gateway, device: &Device, now: i64) -> bool {
    now.saturating_sub(device.created_at) >= gateway.lag
}

/// Whether the device is hidden by a fault.
fn is_hidden(device: &Device, call: &Call) -> bool {
    device.is_made() && call.injected.fault() == Some(&Fault::Stale)
}

/// What a field can be asked (Search Device page, V2.4; `deviceAttributes` is left out here).
fn operators(field: &str) -> &'static [Operator] {
    use Operator::{Differs, Equals, Exists, In, Like};
    match field {
        "deviceKey" | "productKey" | "assetId" | "status" => &[Equals, In],
        "modelId" => &[Equals, Differs, In],
        "productType" => &[Equals],
        "deviceName" => &[Like],
        _ if field.starts_with("deviceName.") => &[Like],
        _ if field.starts_with("deviceTags.") => &[Equals, Differs, In, Exists],
        _ => &[],
    }
}

fn field<'a>(catalogue: &'a Catalogue, device: &'a Device, name: &str) -> Option<&'a str> {
    match name {
        "deviceKey" => Some(&device.key),
        "assetId" => Some(&device.asset_id),
        "status" => Some(device.status()),
        _ => {
            if let Some(tag) = name.strip_prefix("deviceTags.") {
                return device.tags.get(tag).map(String::as_str);
            }
            if let Some(locale) = name.strip_prefix("deviceName") {
                return localized(&device.name, locale);
            }
            product_field(catalogue.product(&device.product_key)?, name)
        }
    }
}

/// The fields a device has from its product.
fn product_field<'a>(product: &'a Product, name: &str) -> Option<&'a str> {
    match name {
        "productKey" => Some(&product.key),
        "modelId" => Some(&product.model_id),
        "productType" => product.entry.member("productType").as_str(),
        "status" => Some(INACTIVE),
        _ => None,
    }
}

/// A device as Search and Get give it; a search that does not ask for the times of the last updates has none.
fn show(
    gateway: &Gateway,
    device: &Device,
    updates: bool,
    sealer: &mut Sealer,
) -> Result<Value, Refusal> {
    let product = gateway
        .catalogue
        .product(&device.product_key)
        .ok_or_else(|| Refusal::internal("the device's product is gone"))?;
    let signs = &device.signs;
    let way = gateway.switches.create_time;
    let used = |time: i64| match time {
        0 => 0.into(),
        time => sign_time(time, way),
    };
    let update = |time: Option<i64>| time.filter(|_| updates).map(|time| sign_time(time, way));
    let mut shown = json!({
        "orgId": super::ORG_ID,
        "assetId": device.asset_id,
        "modelId": product.model_id,
        "modelIdPath": product.model.path,
        "productKey": device.product_key,
        "productName": product.entry.member("productName"),
        "productType": product.entry.member("productType"),
        "dataFormat": "Json",
        "deviceKey": device.key,
        "deviceName": device.name,
        "deviceDesc": device.desc,
        "timezone": device.timezone,
        "deviceAttributes": device.attributes,
        "deviceTags": device.tags,
        "firmwareVersion": null,
        "createTime": create_time(device.created_at, way),
        "status": device.status(),
        "activeTime": used(signs.active_time),
        "lastOnlineTime": used(signs.last_online_time),
        "lastOfflineTime": used(signs.last_offline_time),
        "measurepointLastUpdate": update(signs.measurepoint_last_update),
        "eventLastUpdate": update(signs.event_last_update),
        "attributeLastUpdate": update(signs.attribute_last_update),
        "featureLastUpdate": update(signs.feature_last_update),
    });
    if gateway.switches.update_time == UpdateTime::Shown
        && let Value::Object(members) = &mut shown
    {
        let time = signs.update_time.unwrap_or(device.created_at);
        members.insert("updateTime".to_owned(), sign_time(time, way));
    }
    sealer.add(&mut shown, "deviceSecret", &device.secret)?;
    Ok(shown)
}

/// A sign of use or change in the form of createTime, as far as that is a time at all.
fn sign_time(millis: i64, way: CreateTime) -> Value {
    match way {
        CreateTime::Zero | CreateTime::Negative | CreateTime::Absent => millis.into(),
        way => create_time(millis, way),
    }
}

/// A time, in milliseconds since 1970, as the switch has it written.
fn create_time(millis: i64, way: CreateTime) -> Value {
    const HOUR: i64 = 3_600_000;
    /// 2001-01-01.
    const YEARS: i64 = 978_307_200_000;
    match way {
        CreateTime::Millis => millis.into(),
        CreateTime::Seconds => (millis / 1_000).into(),
        CreateTime::Micros => millis.saturating_mul(1_000).into(),
        CreateTime::Iso => jiff::Timestamp::from_millisecond(millis)
            .map_or(Value::Null, |time| time.to_string().into()),
        CreateTime::East => millis.saturating_add(8 * HOUR).into(),
        CreateTime::West => millis.saturating_sub(5 * HOUR).into(),
        CreateTime::Behind => millis.saturating_sub(45_000).into(),
        CreateTime::Years => YEARS.saturating_add(millis % HOUR).into(),
        CreateTime::Zero => 0.into(),
        CreateTime::Negative => (-1).into(),
        CreateTime::Absent => Value::Null,
    }
}
