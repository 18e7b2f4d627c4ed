//! Create Device and Batch Create Devices V2.4.

use serde_json::{Value, json};

use super::admission::{self, Outcome};
use super::call::Call;
use super::device::Device;
use super::gateway::Gateway;
use super::item;
use super::json::Members as _;
use super::reply::{Refusal, ok};
use super::seal::Sealer;
use super::switches::{
    AllFailed, EmptyBatch, InvalidItem, ItemCode, ItemData, ItemOrder, MadeItem, PartialCode,
};

/// Create Device: the fields of one item, flat, and `requireSecret`.
pub(super) fn single(gateway: &Gateway, call: &Call, request_id: &str) -> Result<Value, Refusal> {
    let mut sealer = Sealer::of_body(gateway, call)?;
    let draft = item::read(call.json(), &gateway.catalogue, &gateway.switches)?;
    let mut outcomes = admission::create(gateway, vec![Ok(draft)], request_id)?;
    let made = outcomes.pop();
    let made = made.ok_or_else(|| Refusal::internal("no outcome"))??;
    Ok(ok(result(&made, &mut sealer)?))
}

/// Batch Create Devices.
pub(super) fn batch(gateway: &Gateway, call: &Call, request_id: &str) -> Result<Value, Refusal> {
    let may_be_empty = gateway.switches.empty_batch == EmptyBatch::Accept;
    let list = call
        .json()
        .optional("deviceList", "an array", Value::as_array)?
        .filter(|list| may_be_empty || !list.is_empty())
        .ok_or_else(|| Refusal::missing("deviceList"))?;
    if list.len() > gateway.limits.batch {
        return Err(Refusal::of(99400));
    }
    let mut sealer = Sealer::of_body(gateway, call)?;
    let mut drafts: Vec<_> = list
        .iter()
        .map(|item| item::read(item, &gateway.catalogue, &gateway.switches))
        .collect();
    if gateway.switches.invalid_item == InvalidItem::Request
        && let Some(Err(refusal)) = drafts.iter().find(|draft| draft.is_err())
    {
        return Err(refusal.clone());
    }
    call.injected.fail_items(false, list, &mut drafts);
    let mut outcomes = admission::create(gateway, drafts, request_id)?;
    call.injected.fail_items(true, list, &mut outcomes);
    answer(gateway, list, &outcomes, &mut sealer)
}

/// The documented wrapper: one entry for each item, and how many of them succeeded.
fn answer(
    gateway: &Gateway,
    list: &[Value],
    outcomes: &[Outcome],
    sealer: &mut Sealer,
) -> Result<Value, Refusal> {
    let switches = &gateway.switches;
    let total = outcomes.len();
    let success = outcomes.iter().filter(|outcome| outcome.is_ok()).count();
    let mut data = Vec::with_capacity(total);
    for (item, outcome) in list.iter().zip(outcomes) {
        data.push(match outcome {
            Ok(device) => {
                let mut result = result(device, sealer)?;
                spoil(&mut result, switches.made_item);
                ok(result)
            }
            Err(refusal) => failed(gateway, item, refusal),
        });
    }
    if switches.item_order == ItemOrder::Reversed {
        data.reverse();
    }
    let (code, msg) = match (success, switches.partial_code, switches.all_failed) {
        _ if success == total => (0, "OK"),
        (0, _, AllFailed::InvalidBare) => return Err(Refusal::of(99400)),
        (0, _, AllFailed::Invalid) => (99400, "Invalid arguments"),
        (0, _, AllFailed::Partial) | (_, PartialCode::Partial, _) => {
            (99206, "Partial Content Success")
        }
        (_, PartialCode::Zero, _) => (0, "OK"),
    };
    Ok(json!({
        "code": code, "msg": msg, "data": data, "successSize": success, "totalSize": total,
    }))
}

/// The entry of an item that failed.
fn failed(gateway: &Gateway, item: &Value, refusal: &Refusal) -> Value {
    let code = match gateway.switches.item_code {
        ItemCode::MinusOne => -1,
        ItemCode::Real => refusal.code,
    };
    let data = match gateway.switches.item_data {
        ItemData::Null => Value::Null,
        ItemData::Text => refusal.msg.clone().into(),
        ItemData::Echo => {
            json!({ "productKey": item.member("productKey"), "deviceKey": item.member("deviceKey") })
        }
    };
    json!({ "code": code, "msg": refusal.msg, "data": data })
}

/// `DeviceCreateResult`.
fn result(device: &Device, sealer: &mut Sealer) -> Result<Value, Refusal> {
    let mut result = json!({
        "assetId": device.asset_id,
        "productKey": device.product_key,
        "deviceKey": device.key,
    });
    sealer.add(&mut result, "deviceSecret", &device.secret)?;
    Ok(result)
}

/// Takes away what the switch says of an item that was made.
fn spoil(result: &mut Value, way: MadeItem) {
    let Value::Object(members) = result else {
        return;
    };
    let mut put = |name: &str, text: &str| members.insert(name.to_owned(), text.into());
    match way {
        MadeItem::Full => {}
        MadeItem::NoKeys => {
            members.remove("productKey");
            members.remove("deviceKey");
        }
        MadeItem::NoProduct => drop(members.remove("productKey")),
        MadeItem::NoAsset => drop(members.remove("assetId")),
        MadeItem::OneAsset => drop(put("assetId", "TheSame1")),
        MadeItem::LowerCase => {
            if let Some(Value::String(key)) = members.get_mut("deviceKey") {
                key.make_ascii_lowercase();
            }
        }
        MadeItem::Blank => {
            for name in ["productKey", "deviceKey", "assetId"] {
                put(name, "");
            }
        }
    }
}
