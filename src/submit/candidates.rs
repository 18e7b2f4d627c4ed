//! Devices that may be those of rows which left without a key and got no reply.
//!
//! Nothing proves whose they are, so nothing here decides it: a person does.

use std::collections::{BTreeMap, BTreeSet};

use crate::domain::{Draft, FoundDevice, RowState};
use crate::enos::{Api, DeviceQuery, Error};
use crate::provision::compare::differences;
use crate::store::{RunId, Store, StoreError};

/// Devices asked for at once: the largest page of Search Devices.
const PAGE: u32 = 1_000;
/// How far the clocks of this machine and of a gateway may be apart, ms: further, and it refuses every
/// request (`EnOS`, API authentication).
const SKEW: i64 = 15 * 60 * 1_000;

/// An unknown row without a key.
#[derive(Clone, Debug, PartialEq)]
pub struct Keyless {
    /// Its place in the run, from 0.
    pub index: u32,
    /// The product the device belongs to.
    pub product_key: String,
    /// What was sent.
    pub draft: Draft,
    /// When the row left last, Unix ms.
    pub sent_at: Option<i64>,
}

/// What has to be known to look for the devices of a run's keyless rows.
#[derive(Clone, Debug, Default, PartialEq)]
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
                    draft: store.row_draft(run, row.index)?,
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
                last_updates: false,
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
        Ok(candidates)
    }
}

impl Keyless {
    /// The device's default name.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.draft.device_name.default_value
    }

    /// No device made earlier can be the row's, Unix ms by the gateway's clock.
    fn earliest(&self) -> i64 {
        self.sent_at
            .map_or(i64::MIN, |sent_at| sent_at.saturating_sub(SKEW))
    }
}

/// What a search found.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Candidates {
    devices: Vec<FoundDevice>,
}

impl Candidates {
    /// The devices that may be the row's: of its product and its name, made since it left, and of no
    /// other row of the run. Where some are in everything what was sent, the others are left out. Those
    /// made nearest to when it left come first.
    pub fn of(&self, row: &Keyless) -> impl Iterator<Item = &FoundDevice> {
        let mut devices: Vec<&FoundDevice> = self
            .devices
            .iter()
            .filter(|device| {
                device.product_key == row.product_key
                    && device.device_name.default_value == row.name()
                    && device.create_time.is_none_or(|at| at >= row.earliest())
            })
            .collect();
        let same = |device: &&FoundDevice| differences(&row.draft, device).is_empty();
        if devices.iter().any(same) {
            devices.retain(same);
        }
        devices.sort_by_key(|device| match (device.create_time, row.sent_at) {
            (Some(made), Some(sent)) => made.abs_diff(sent),
            _ => u64::MAX,
        });
        devices.into_iter()
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

    fn row(serial: Option<&str>) -> Keyless {
        let mut draft = Draft {
            product_key: "P".to_owned(),
            device_name: StringI18n::plain("pump"),
            ..Draft::default()
        };
        if let Some(serial) = serial {
            draft
                .device_attributes
                .insert("serial".to_owned(), serial.into());
        }
        Keyless {
            index: 0,
            product_key: "P".to_owned(),
            draft,
            sent_at: Some(SENT),
        }
    }

    fn keys<'a>(candidates: &'a Candidates, row: &Keyless) -> Vec<&'a str> {
        let devices = candidates.of(row);
        devices.map(|device| device.device_key.as_str()).collect()
    }

    #[test]
    fn only_devices_of_the_rows_product_name_and_time_may_be_its_own_the_nearest_first() {
        let candidates = Candidates {
            devices: vec![
                device("later", "pump", Some(SENT + 60_000)),
                device("at once", "pump", Some(SENT + 5)),
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
        let expected = ["at once", "later", "slow-clock", "timeless"];
        assert_eq!(keys(&candidates, &row(None)), expected);
    }

    #[test]
    fn a_device_that_differs_is_offered_only_where_none_is_the_same() {
        let with = |key, serial: &str, at| {
            let mut device = device(key, "pump", Some(at));
            device
                .device_attributes
                .insert("serial".to_owned(), serial.into());
            device
        };
        let candidates = Candidates {
            devices: vec![with("K1", "SN1", SENT), with("K2", "SN2", SENT + 9)],
        };
        assert_eq!(keys(&candidates, &row(Some("SN2"))), ["K2"]);
        assert_eq!(keys(&candidates, &row(Some("SN3"))), ["K1", "K2"]);
    }
}
