//! The devices there are, found by product and key or by asset id.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::path::Path;
use std::sync::Arc;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::catalogue::Catalogue;
use super::error::SandboxError;
use super::ids;
use super::item;
use super::journal::{Entry, Journal};
use super::json::Members as _;
use super::switches::Switches;
use super::truth::{self, Truth};

/// One device, as it was made.
#[derive(Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Device {
    pub(super) asset_id: String,
    pub(super) product_key: String,
    pub(super) key: String,
    pub(super) name: Value,
    pub(super) desc: Option<String>,
    pub(super) timezone: String,
    pub(super) attributes: Map<String, Value>,
    pub(super) tags: BTreeMap<String, String>,
    /// In the clear: the sandbox made it up.
    pub(super) secret: String,
    /// Milliseconds since 1970.
    pub(super) created_at: i64,
    /// The request that made it; empty for what the catalogue brings along.
    pub(super) request_id: String,
}

impl Device {
    /// Whether it was made through the API, rather than brought along by the catalogue.
    pub(super) fn is_made(&self) -> bool {
        !self.request_id.is_empty()
    }
}

/// A device made through the API, for tests to compare with what a client believes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Made {
    /// Its product.
    pub product_key: String,
    /// Its key, given or made.
    pub device_key: String,
    /// Its asset id.
    pub asset_id: String,
    /// Its default name.
    pub name: String,
    /// How often a device of this product and key was made; more than once only after a delete.
    pub created: usize,
    /// The `requestId` of the request that made it.
    pub request_id: String,
}

/// All devices, and the journal they are kept in.
pub(super) struct Registry {
    /// Every device ever made, in that order; deleted ones stay.
    all: Vec<Arc<Device>>,
    /// Places of the deleted ones.
    deleted: HashSet<usize>,
    /// Places of the living ones, by product, then by device key.
    by_key: HashMap<String, HashMap<String, usize>>,
    by_asset: HashMap<String, usize>,
    journal: Journal,
}

impl Registry {
    /// Takes the catalogue's own devices and those in the journal.
    pub(super) fn open(
        path: &Path,
        fresh: bool,
        catalogue: &Catalogue,
    ) -> Result<Self, SandboxError> {
        let (journal, entries) = Journal::open(path, fresh)?;
        let mut registry = Self {
            all: Vec::with_capacity(entries.len()),
            deleted: HashSet::new(),
            by_key: HashMap::new(),
            by_asset: HashMap::new(),
            journal,
        };
        for device in preset_devices(catalogue)? {
            registry.insert(Arc::new(device));
        }
        for entry in entries {
            match entry {
                Entry::Create(device) => registry.insert(Arc::new(device.into_owned())),
                Entry::Delete { asset_id } => registry.remove(&asset_id),
            }
        }
        Ok(registry)
    }

    /// Keeps new devices: first in the journal, in one write, then here.
    pub(super) fn add(&mut self, devices: &[Arc<Device>]) -> Result<(), SandboxError> {
        self.journal
            .append(devices.iter().map(|device| Entry::create(device)))?;
        for device in devices {
            self.insert(Arc::clone(device));
        }
        Ok(())
    }

    /// Deletes a device.
    pub(super) fn delete(&mut self, device: &Device) -> Result<(), SandboxError> {
        let asset_id = device.asset_id.clone();
        self.journal.append([Entry::Delete { asset_id }])?;
        self.remove(&device.asset_id);
        Ok(())
    }

    /// Lets go of the journal, so that another sandbox may open it; writes are refused from here on.
    pub(super) fn close(&mut self) {
        self.journal.close();
    }

    pub(super) fn by_key(&self, product: &str, key: &str) -> Option<&Arc<Device>> {
        self.all.get(*self.by_key.get(product)?.get(key)?)
    }

    pub(super) fn by_asset(&self, asset_id: &str) -> Option<&Arc<Device>> {
        self.all.get(*self.by_asset.get(asset_id)?)
    }

    /// Living devices of a product, without the catalogue's preset count.
    pub(super) fn count(&self, product: &str) -> usize {
        self.by_key.get(product).map_or(0, HashMap::len)
    }

    /// Living devices, newest first.
    pub(super) fn newest_first(&self) -> impl Iterator<Item = &Arc<Device>> {
        self.all
            .iter()
            .enumerate()
            .rev()
            .filter(|(place, _)| !self.deleted.contains(place))
            .map(|(_, device)| device)
    }

    /// What was made through the API and still is, oldest first.
    pub(super) fn made(&self) -> Vec<Made> {
        let mut created: HashMap<(&str, &str), usize> = HashMap::new();
        for device in &self.all {
            *created
                .entry((&device.product_key, &device.key))
                .or_default() += 1;
        }
        let mut made: Vec<Made> = self
            .newest_first()
            .filter(|device| device.is_made())
            .map(|device| Made {
                product_key: device.product_key.clone(),
                device_key: device.key.clone(),
                asset_id: device.asset_id.clone(),
                name: device
                    .name
                    .member("defaultValue")
                    .as_str()
                    .unwrap_or_default()
                    .to_owned(),
                created: created
                    .get(&(device.product_key.as_str(), device.key.as_str()))
                    .copied()
                    .unwrap_or_default(),
                request_id: device.request_id.clone(),
            })
            .collect();
        made.reverse();
        made
    }

    /// What became of everything ever made through the API.
    pub(super) fn truth(&self) -> Vec<Truth> {
        let acts = self.all.iter().enumerate();
        truth::of(acts.map(|(place, device)| (device.as_ref(), self.deleted.contains(&place))))
    }

    fn insert(&mut self, device: Arc<Device>) {
        let place = self.all.len();
        self.by_asset.insert(device.asset_id.clone(), place);
        self.by_key
            .entry(device.product_key.clone())
            .or_default()
            .insert(device.key.clone(), place);
        self.all.push(device);
    }

    fn remove(&mut self, asset_id: &str) {
        let Some(place) = self.by_asset.remove(asset_id) else {
            return;
        };
        self.deleted.insert(place);
        if let Some(device) = self.all.get(place)
            && let Some(keys) = self.by_key.get_mut(&device.product_key)
        {
            keys.remove(&device.key);
        }
    }
}

/// The devices the catalogue brings along, the same in every run.
fn preset_devices(catalogue: &Catalogue) -> Result<Vec<Device>, SandboxError> {
    let read = |request: &Value| {
        let draft = item::read(request, catalogue, &Switches::default())
            .map_err(|refusal| SandboxError::Catalogue(refusal.msg))?;
        let key = draft.device_key.unwrap_or_default();
        let secret = ids::fixed_secret(&format!("{}/{key}", draft.product_key));
        let product = catalogue.product(&draft.product_key);
        Ok(Device {
            asset_id: secret.chars().take(ids::ASSET_ID).collect(),
            product_key: draft.product_key,
            key,
            name: draft.name,
            desc: draft.desc,
            timezone: draft.timezone,
            attributes: draft.attributes,
            tags: draft.tags,
            secret,
            created_at: product
                .and_then(|product| product.entry.member("createTime").as_i64())
                .unwrap_or_default(),
            request_id: String::new(),
        })
    };
    catalogue.devices.iter().map(read).collect()
}
