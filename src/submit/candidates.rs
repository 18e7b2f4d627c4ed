//! Devices that may be those of rows which left without a key and got no reply.
//!
//! Nothing proves whose they are, so nothing here decides it: a person does.

use std::collections::{BTreeMap, BTreeSet};

use crate::domain::{FoundDevice, RowState};
use crate::enos::{Api, DeviceQuery, Error};
use crate::store::{RunId, Store, StoreError};

/// Devices asked for at once: the largest page of Search Devices.
const PAGE: u32 = 1_000;
/// How far the clocks of this machine and of a gateway may be apart, ms: further, and it refuses every
/// request (`EnOS`, API authentication).
const SKEW: i64 = 15 * 60 * 1_000;

/// An unknown row without a key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Keyless {
    /// Its place in the run, from 0.
    pub index: u32,
    /// The product the device belongs to.
    pub product_key: String,
    /// The device's default name.
    pub name: String,
    /// When the row left last, Unix ms.
    pub sent_at: Option<i64>,
}

/// What has to be known to look for the devices of a run's keyless rows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lookout {
    /// The rows, by index.
    pub rows: Vec<Keyless>,
    /// Products and keys of the run's other rows: their devices are spoken for.
    known: BTreeSet<(String, String)>,
}

impl Lookout {
    /// The unknown rows of a run that have no key. Blocks.
    ///
    /// # Errors
    /// See [`Store::run`].
    pub fn read(store: &Store, run: RunId) -> Result<Self, StoreError> {
        let mut sent: BTreeMap<u32, Option<i64>> = BTreeMap::new();
        for row in store.open_rows(run)? {
            if row.state == RowState::Unknown && row.device_key.is_none() {
                sent.insert(row.index, row.sent_at);
            }
        }
        let mut lookout = Self::default();
        for row in store.run(run)?.rows {
            if let Some(sent_at) = sent.get(&row.index) {
                lookout.rows.push(Keyless {
                    index: row.index,
                    product_key: row.product_key,
                    name: row.name,
                    sent_at: *sent_at,
                });
            } else if let Some(key) = row.device_key {
                lookout.known.insert((row.product_key, key));
            }
        }
        Ok(lookout)
    }

    /// Searches the products of the rows, all pages. With `require_secret` the sealed secrets come too.
    ///
    /// # Errors
    /// The first call that fails.
    pub async fn ask(&self, api: &dyn Api, require_secret: bool) -> Result<Candidates, Error> {
        let mut since: BTreeMap<&str, i64> = BTreeMap::new();
        for row in &self.rows {
            let earliest = since.entry(&row.product_key).or_insert(i64::MAX);
            *earliest = (*earliest).min(row.earliest());
        }
        let mut candidates = Candidates::default();
        for (product_key, since) in since {
            let mut query = DeviceQuery {
                product_key: product_key.to_owned(),
                device_keys: Vec::new(),
                page: 1,
                page_size: PAGE,
                require_secret,
            };
            loop {
                let page = api.search_devices(&query).await?;
                let last = page.devices.is_empty()
                    || u64::from(query.page) * u64::from(PAGE) >= page.total;
                let recent = page.devices.into_iter().filter(|device| {
                    let known = (device.product_key.clone(), device.device_key.clone());
                    device.create_time.is_none_or(|at| at >= since) && !self.known.contains(&known)
                });
                candidates.devices.extend(recent);
                if last {
                    break;
                }
                query.page += 1;
            }
        }
        candidates
            .devices
            .sort_by_key(|device| std::cmp::Reverse(device.create_time));
        Ok(candidates)
    }
}

impl Keyless {
    /// No device made earlier can be the row's, Unix ms by the gateway's clock.
    fn earliest(&self) -> i64 {
        self.sent_at
            .map_or(i64::MIN, |sent_at| sent_at.saturating_sub(SKEW))
    }
}

/// What a search found.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Candidates {
    /// The newest first.
    devices: Vec<FoundDevice>,
}

impl Candidates {
    /// The devices that may be the row's: of its product and its name, made since it left, and of no
    /// other row of the run. The newest first.
    pub fn of(&self, row: &Keyless) -> impl Iterator<Item = &FoundDevice> {
        self.devices.iter().filter(|device| {
            device.product_key == row.product_key
                && device.device_name.default_value == row.name
                && device.create_time.is_none_or(|at| at >= row.earliest())
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::StringI18n;

    const SENT: i64 = 1_700_000_000_000;

    fn device(key: &str, name: &str, create_time: Option<i64>) -> FoundDevice {
        FoundDevice {
            product_key: "P".to_owned(),
            device_key: key.to_owned(),
            device_name: StringI18n::plain(name),
            create_time,
            ..FoundDevice::default()
        }
    }

    #[test]
    fn only_devices_of_the_rows_product_name_and_time_may_be_its_own() {
        let candidates = Candidates {
            devices: vec![
                device("later", "pump", Some(SENT + 60_000)),
                device("slow-clock", "pump", Some(SENT - SKEW)),
                device("timeless", "pump", None),
                device("earlier", "pump", Some(SENT - SKEW - 1)),
                device("other-name", "valve", Some(SENT)),
                FoundDevice {
                    product_key: "Q".to_owned(),
                    ..device("other-product", "pump", Some(SENT))
                },
            ],
        };
        let row = Keyless {
            index: 0,
            product_key: "P".to_owned(),
            name: "pump".to_owned(),
            sent_at: Some(SENT),
        };
        let keys: Vec<&str> = candidates
            .of(&row)
            .map(|device| device.device_key.as_str())
            .collect();
        assert_eq!(keys, ["later", "slow-clock", "timeless"]);
    }
}
