//! The ground truth: every product and device key ever made through the API, and what became of it.

use std::collections::HashMap;

use serde::Serialize;

use super::json::Members as _;
use super::registry::Device;

/// What became of one product and device key, by the acts of the sandbox alone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Truth {
    /// The product.
    pub product_key: String,
    /// The key, given or made.
    pub device_key: String,
    /// The asset id of the device there is now; None when it was deleted.
    pub asset_id: Option<String>,
    /// The default name of the device made last.
    pub name: String,
    /// The `requestId` of each request that made it, oldest first.
    pub created: Vec<String>,
    /// How often it was deleted.
    pub deleted: usize,
}

impl Truth {
    /// Whether a device was made although there was one already.
    #[must_use]
    pub fn is_doubled(&self) -> bool {
        self.created.len() > self.deleted.saturating_add(1)
    }
}

/// Adds up all acts, in the order they were done: each device made, and whether it was deleted since.
pub(super) fn of<'a>(acts: impl Iterator<Item = (&'a Device, bool)>) -> Vec<Truth> {
    let mut truths: Vec<Truth> = Vec::new();
    let mut places: HashMap<(&str, &str), usize> = HashMap::new();
    for (device, deleted) in acts.filter(|(device, _)| device.is_made()) {
        let place = *places
            .entry((&device.product_key, &device.key))
            .or_insert(truths.len());
        if place == truths.len() {
            truths.push(Truth {
                product_key: device.product_key.clone(),
                device_key: device.key.clone(),
                asset_id: None,
                name: String::new(),
                created: Vec::new(),
                deleted: 0,
            });
        }
        let Some(truth) = truths.get_mut(place) else {
            continue;
        };
        let name = device.name.member("defaultValue").as_str();
        name.unwrap_or_default().clone_into(&mut truth.name);
        truth.created.push(device.request_id.clone());
        if deleted {
            truth.deleted = truth.deleted.saturating_add(1);
        } else {
            truth.asset_id = Some(device.asset_id.clone());
        }
    }
    truths
}
