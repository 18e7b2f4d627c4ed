//! The devices there are, found by product and key or by asset id.

use std::borrow::Cow;
use std::collections::HashMap;
use std::path::Path;
use std::sync::Arc;

use serde_json::Value;

use super::catalogue::Catalogue;
use super::device::Device;
use super::error::SandboxError;
use super::ids;
use super::item;
use super::journal::{Entry, Journal};
use super::json::Members as _;
use super::switches::Switches;
use super::truth::{self, End, Life, Look, Truth};

/// A device and what became of it.
pub(super) struct Record {
    /// As it is now, or was last.
    pub(super) device: Arc<Device>,
    pub(super) life: Life,
    /// The last time Get Device showed it: how often it had been touched by then, and the time.
    looked: Option<(usize, i64)>,
}

/// All devices, and the journal they are kept in.
pub(super) struct Registry {
    /// Every device ever made, in that order; deleted ones stay.
    all: Vec<Record>,
    /// Places of the living ones, by product, then by device key.
    by_key: HashMap<String, HashMap<String, usize>>,
    /// Places of all, the deleted ones too.
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
            by_key: HashMap::new(),
            by_asset: HashMap::new(),
            journal,
        };
        for device in preset_devices(catalogue)? {
            registry.insert(Arc::new(device));
        }
        for entry in entries {
            registry.apply(entry);
        }
        Ok(registry)
    }

    /// Keeps new devices: first in the journal, in one write, then here.
    pub(super) fn add(&mut self, devices: &[Arc<Device>]) -> Result<(), SandboxError> {
        let entries = devices.iter().map(AsRef::as_ref).map(Cow::Borrowed);
        self.journal.append(entries.map(Entry::Create))?;
        for device in devices {
            self.insert(Arc::clone(device));
        }
        Ok(())
    }

    /// Deletes a device at a request.
    pub(super) fn delete(
        &mut self,
        device: &Device,
        answered: bool,
        now: i64,
    ) -> Result<(), SandboxError> {
        let looked = self.record(&device.asset_id).and_then(|record| {
            let (touches, at) = record.looked?;
            let before = now.saturating_sub(at);
            Some(Look { touches, before })
        });
        let end = End {
            foreign: false,
            answered,
            looked,
        };
        self.end(device, end)
    }

    /// Ends a device in this way.
    pub(super) fn end(&mut self, device: &Device, end: End) -> Result<(), SandboxError> {
        let asset_id = device.asset_id.clone();
        self.keep(Entry::Delete { asset_id, end })
    }

    /// Keeps a device as somebody else has left it, and what they did.
    pub(super) fn touch(&mut self, how: &str, device: Device) -> Result<(), SandboxError> {
        let (how, device) = (how.to_owned(), Cow::Owned(device));
        self.keep(Entry::Touch { how, device })
    }

    /// Writes an act down, then does it.
    fn keep(&mut self, entry: Entry) -> Result<(), SandboxError> {
        self.journal.append([&entry])?;
        self.apply(entry);
        Ok(())
    }

    fn apply(&mut self, entry: Entry) {
        match entry {
            Entry::Create(device) => self.insert(Arc::new(device.into_owned())),
            Entry::Touch { how, device } => {
                if let Some((_, record)) = self.record_mut(&device.asset_id) {
                    record.life.touched.push(how);
                    record.device = Arc::new(device.into_owned());
                }
            }
            Entry::Delete { asset_id, end } => self.remove(&asset_id, end),
        }
    }

    /// Notes that Get Device shows a device now.
    pub(super) fn looked(&mut self, asset_id: &str, now: i64) {
        if let Some((_, record)) = self.record_mut(asset_id) {
            record.looked = Some((record.life.touched.len(), now));
        }
    }

    /// Lets go of the journal, so that another sandbox may open it; writes are refused from here on.
    pub(super) fn close(&mut self) {
        self.journal.close();
    }

    pub(super) fn by_key(&self, product: &str, key: &str) -> Option<&Arc<Device>> {
        let record = self.all.get(*self.by_key.get(product)?.get(key)?)?;
        Some(&record.device)
    }

    pub(super) fn by_asset(&self, asset_id: &str) -> Option<&Arc<Device>> {
        let record = self.record(asset_id)?;
        record.life.ended.is_none().then_some(&record.device)
    }

    /// The key of a device, also of one that is deleted.
    pub(super) fn key_of(&self, asset_id: &str) -> Option<&str> {
        Some(&self.record(asset_id)?.device.key)
    }

    fn record(&self, asset_id: &str) -> Option<&Record> {
        self.all.get(*self.by_asset.get(asset_id)?)
    }

    fn record_mut(&mut self, asset_id: &str) -> Option<(usize, &mut Record)> {
        let place = *self.by_asset.get(asset_id)?;
        Some((place, self.all.get_mut(place)?))
    }

    /// Living devices of a product, without the catalogue's preset count.
    pub(super) fn count(&self, product: &str) -> usize {
        self.by_key.get(product).map_or(0, HashMap::len)
    }

    /// Every device there ever was, oldest first.
    pub(super) fn all(&self) -> impl Iterator<Item = &Arc<Device>> {
        self.all.iter().map(|record| &record.device)
    }

    /// Living devices, newest first.
    pub(super) fn newest_first(&self) -> impl Iterator<Item = &Arc<Device>> {
        let living = self.all.iter().rev().filter(|one| one.life.ended.is_none());
        living.map(|record| &record.device)
    }

    /// What became of everything ever made through the API.
    pub(super) fn truth(&self) -> Vec<Truth> {
        truth::of(self.all.iter())
    }

    fn insert(&mut self, device: Arc<Device>) {
        let place = self.all.len();
        let life = Life {
            asset_id: device.asset_id.clone(),
            foreign: device.foreign,
            ..Life::default()
        };
        self.by_asset.insert(device.asset_id.clone(), place);
        self.by_key
            .entry(device.product_key.clone())
            .or_default()
            .insert(device.key.clone(), place);
        self.all.push(Record {
            device,
            life,
            looked: None,
        });
    }

    fn remove(&mut self, asset_id: &str, end: End) {
        let Some((place, record)) = self.record_mut(asset_id) else {
            return;
        };
        record.life.ended = Some(end);
        let device = Arc::clone(&record.device);
        // The key may be another device's by now.
        if let Some(keys) = self.by_key.get_mut(&device.product_key)
            && keys.get(&device.key) == Some(&place)
        {
            keys.remove(&device.key);
        }
    }
}

/// The devices the catalogue brings along, the same in every run.
fn preset_devices(catalogue: &Catalogue) -> Result<Vec<Device>, SandboxError> {
    let read = |request: &Value| {
        let device = item::read(request, catalogue, &Switches::default())
            .map_err(|refusal| SandboxError::Catalogue(refusal.msg))?;
        let secret = ids::fixed_secret(&format!("{}/{}", device.product_key, device.key));
        let product = catalogue.product(&device.product_key);
        let created_at = product.and_then(|product| product.entry.member("createTime").as_i64());
        Ok(Device {
            created_at: created_at.unwrap_or_default(),
            asset_id: secret.chars().take(ids::ASSET_ID).collect(),
            secret,
            ..device
        })
    };
    catalogue.devices.iter().map(read).collect()
}
