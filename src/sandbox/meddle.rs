//! Somebody else at work on the devices that a request names.

use std::sync::Arc;

use rand::RngExt as _;
use serde_json::{Map, Value, json};

use super::call::Call;
use super::catalogue::Model;
use super::device::{Device, Signs};
use super::error::SandboxError;
use super::faults::device_keys;
use super::gateway::Gateway;
use super::ids;
use super::json::Members as _;
use super::registry::Registry;
use super::scenario::{Fault, How, Meddle, When};
use super::truth::End;

/// What stands where somebody else has written something.
const TRACE: &str = "somebody else";

/// Lets somebody else do what the rules that the request has met say for this side of the act.
pub(super) fn meddle(gateway: &Gateway, call: &Call, side: When) -> Result<(), SandboxError> {
    for injection in &call.injected.meddles {
        let Fault::Meddle(Meddle { how, when, share }) = &injection.rule.fault else {
            continue;
        };
        if *when != side {
            continue;
        }
        let mut rng = injection.rng();
        let mut registry = gateway.registry();
        let wanted: Vec<Arc<Device>> = named(&registry, call, *how)
            .into_iter()
            .filter(|device| injection.rule.fits(&device.key))
            .filter(|_| rng.random::<f64>() < *share)
            .collect();
        for device in wanted {
            work(gateway, &mut registry, &device, *how)?;
        }
    }
    Ok(())
}

/// The devices that the request names by key or asset id, as far as a client has made them: the living ones,
/// and for [`How::Remake`] those, too, that are deleted and whose keys are free.
fn named(registry: &Registry, call: &Call, how: How) -> Vec<Arc<Device>> {
    let names = device_keys(call, &|_| None);
    let is_named =
        |device: &Device| names.contains(&device.key) || names.contains(&device.asset_id);
    let there = |device: &Device| match registry.by_key(&device.product_key, &device.key) {
        Some(living) => living.asset_id == device.asset_id,
        None => how == How::Remake,
    };
    registry
        .all()
        .filter(|device| there(device))
        .filter(|device| device.is_made() && !device.foreign && is_named(device))
        .cloned()
        .collect()
}

/// Does it to one device.
fn work(
    gateway: &Gateway,
    registry: &mut Registry,
    device: &Device,
    how: How,
) -> Result<(), SandboxError> {
    let by_somebody_else = End {
        foreign: true,
        ..End::default()
    };
    // Never in the millisecond of the making: what is meant is a change since.
    let now = gateway.now().max(device.created_at.saturating_add(1));
    match how {
        How::Delete => registry.end(device, by_somebody_else),
        How::Remake => {
            if registry.by_asset(&device.asset_id).is_some() {
                registry.end(device, by_somebody_else)?;
            }
            let mut ids = gateway.ids().fork();
            registry.add(&[Arc::new(Device {
                asset_id: ids.alphanumeric(ids::ASSET_ID),
                secret: ids.alphanumeric(ids::SECRET),
                created_at: now,
                request_id: TRACE.to_owned(),
                foreign: true,
                signs: Signs::default(),
                ..device.clone()
            })])
        }
        _ => match changed(gateway, device, how, now) {
            Some(changed) => registry.touch(how.name(), changed),
            None => Ok(()),
        },
    }
}

/// The device as it is afterwards; none where there is nothing to do it to.
fn changed(gateway: &Gateway, device: &Device, how: How, now: i64) -> Option<Device> {
    let mut device = device.clone();
    match how {
        How::Tag => drop(device.tags.insert("seen-by".to_owned(), TRACE.to_owned())),
        How::Describe => device.desc = Some(TRACE.to_owned()),
        How::Rename => drop(name(&mut device)?.insert("defaultValue".to_owned(), json!(TRACE))),
        How::Locale => {
            let names = name(&mut device)?;
            let known = names.get("i18nValue").and_then(Value::as_object);
            let mut locales = known.cloned().unwrap_or_default();
            locales.insert("es_ES".to_owned(), json!("de otra persona"));
            names.insert("i18nValue".to_owned(), Value::Object(locales));
        }
        How::Attribute => {
            let product = gateway.catalogue.product(&device.product_key)?;
            let (name, value) = left_out(&product.model, &device)?;
            device.attributes.insert(name, value);
        }
        How::Activate => device.signs.active_time = now,
        How::Online | How::Offline => {
            device.signs.status = Some(how.name().to_owned());
            device.signs.active_time = now;
            device.signs.last_online_time = now;
            if how == How::Offline {
                device.signs.last_offline_time = now;
            }
        }
        How::Measure => device.signs.measurepoint_last_update = Some(now),
        How::Event => device.signs.event_last_update = Some(now),
        How::Feature => device.signs.feature_last_update = Some(now),
        How::AttributeTime => device.signs.attribute_last_update = Some(now),
        How::Update => {}
        How::Delete | How::Remake => return None,
    }
    if matches!(
        how,
        How::Tag | How::Describe | How::Rename | How::Locale | How::Attribute | How::Update
    ) {
        device.signs.update_time = Some(now);
    }
    Some(device)
}

/// Its names, to be written in.
fn name(device: &mut Device) -> Option<&mut Map<String, Value>> {
    device.name.as_object_mut()
}

/// An attribute of the model that the device has no value for, with one.
fn left_out(model: &Model, device: &Device) -> Option<(String, Value)> {
    model.merged.iter().find_map(|(name, element)| {
        let value = match element.member("dataType").as_str()? {
            "STRING" => json!(TRACE),
            "INT" => json!(4711),
            "FLOAT" | "DOUBLE" => json!(47.25),
            "BOOL" => json!(true),
            _ => return None,
        };
        (!device.attributes.contains_key(name)).then(|| (name.clone(), value))
    })
}
