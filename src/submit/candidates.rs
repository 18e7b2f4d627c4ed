//! Devices that may be those of rows which got no reply: they left without a key, or nothing proves who made
//! the device of their key.
//!
//! Nothing here decides whose a device is: a person does.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use tokio::time::sleep;

use crate::domain::{
    Bounds, Cause, DeviceId, Draft, FoundDevice, RowIndex, RowState, RunId, Timestamp,
};
use crate::enos::{Api, Clock, DeviceQuery, Error};
use crate::provision::KEYS_A_LOOK;
use crate::provision::compare::differences;
use crate::provision::pace::doubled;
use crate::provision::since::{Made, Since, Span, Witness};
use crate::store::{MadeDevice, Store, StoreError};

use super::lookup;
use super::makers::Makers;

/// Devices asked for at once: the largest page of Search Devices.
const PAGE: u32 = 1_000;
/// So many pages are read at most: ten times the devices that a product may have by default.
const MOST_PAGES: u32 = 100;
/// So many devices are kept at most: nobody chooses from more.
const MOST: usize = 1_000;
/// How far the clocks of this machine and of a gateway may be apart, ms: further, and it refuses every
/// request (`EnOS`, API authentication).
const SKEW: Duration = Duration::from_secs(15 * 60);

/// An unknown row that only a person can settle.
#[derive(Clone, Debug, PartialEq)]
pub struct Unsettled {
    /// Its place in the run, from 0.
    pub index: RowIndex,
    /// The product the device belongs to.
    pub product_key: String,
    /// Its key; none where `EnOS` was to make one.
    pub device_key: Option<String>,
    /// What was sent.
    pub draft: Draft,
    /// When the row left last, Unix ms.
    pub sent_at: Option<Timestamp>,
}

/// What has to be known to look for the devices of a run's rows that only a person can settle.
#[derive(Clone, Debug)]
pub struct CandidateSearch {
    /// The rows, by index.
    pub rows: Vec<Unsettled>,
    /// Those of the run's rows: their devices are spoken for.
    known: BTreeSet<DeviceId>,
    /// A device that the run surely made.
    made: Option<MadeDevice>,
    /// Knows which devices other rows of the journal made.
    makers: Makers,
}

impl CandidateSearch {
    /// The unknown rows of a run that have no key, or whose key `EnOS` has. Blocks.
    ///
    /// # Errors
    /// See [`Store::run`].
    pub fn read(store: &Store, run: RunId) -> Result<Self, StoreError> {
        let mut sent: BTreeMap<RowIndex, Option<Timestamp>> = BTreeMap::new();
        for row in store.open_rows(run)? {
            let of_key = row.cause.as_ref().is_some_and(Cause::is_of_key);
            let disputed = row.device_key.is_none() || of_key;
            if row.state == RowState::Unknown && disputed {
                sent.insert(row.index, row.sent_at);
            }
        }
        let scope = store.run_summary(run)?.site.scope;
        let mut search = Self {
            rows: Vec::new(),
            known: BTreeSet::new(),
            made: store.quickest_made(run)?,
            makers: Makers::new(store.clone(), scope),
        };
        for row in store.run(run)?.rows {
            search.known.extend(row.device().map(DeviceId::owned));
            if let Some(sent_at) = sent.get(&row.index) {
                search.rows.push(Unsettled {
                    index: row.index,
                    product_key: row.product_key,
                    device_key: row.device_key,
                    draft: store.row_draft(run, row.index)?,
                    sent_at: *sent_at,
                });
            }
        }
        Ok(search)
    }

    /// Searches for the devices of the rows' keys, and for those without a key all pages of their products.
    /// With `require_secret` the sealed secrets come too. What was sent just now may not be shown yet: as in a run,
    /// it is waited for and looked at again before it counts as missing.
    ///
    /// # Errors
    /// The first call that fails.
    pub async fn ask(
        &self,
        api: &dyn Api,
        require_secret: bool,
        bounds: &Bounds,
        clock: &Clock,
    ) -> Result<Candidates, Error> {
        let keyless = || self.rows.iter().filter(|row| row.device_key.is_none());
        let left = keyless().filter_map(|row| row.sent_at).max();
        let looks = bounds.looks.max(1);
        for look in 1..=looks {
            let pause = doubled(bounds.lag, look - 1);
            let shown = left.map_or(Timestamp::MIN, |left| left.after(pause));
            // A clock that was set back meanwhile must not make this longer.
            let wait = shown.since(clock()).min(pause);
            if wait.is_zero() && look < looks {
                continue;
            }
            sleep(wait).await;
            let found = self.look(api, require_secret).await?;
            if look == looks || keyless().all(|row| found.of(row).next().is_some()) {
                return Ok(found);
            }
        }
        self.look(api, require_secret).await
    }

    async fn look(&self, api: &dyn Api, require_secret: bool) -> Result<Candidates, Error> {
        let mut candidates = Candidates {
            witness: witness(api, self.made.as_ref()).await,
            ..Candidates::default()
        };
        let mut keys: BTreeMap<&str, Vec<String>> = BTreeMap::new();
        let mut keyless: BTreeMap<&str, Vec<&Unsettled>> = BTreeMap::new();
        for row in &self.rows {
            match &row.device_key {
                Some(key) => keys.entry(&row.product_key).or_default().push(key.clone()),
                None => keyless.entry(&row.product_key).or_default().push(row),
            }
        }
        for (product_key, keys) in keys {
            for keys in keys.chunks(KEYS_A_LOOK) {
                let found = lookup::devices(api, product_key, keys, require_secret).await?;
                candidates.by_key.extend(found);
            }
        }
        for (product_key, rows) in keyless {
            let witness = candidates.witness;
            let may_be = |device: &FoundDevice| {
                !self.known.contains(&device.id().owned())
                    && rows.iter().any(|row| row.may_be(device, witness))
            };
            let mut all = false;
            for page in 1..=MOST_PAGES {
                let query = DeviceQuery {
                    page,
                    page_size: PAGE,
                    require_secret,
                    ..lookup::of_keys(product_key, Vec::new())
                };
                let found = api.search_devices(&query).await?;
                let none = found.devices.is_empty();
                all = u64::from(page) * u64::from(PAGE) >= found.total;
                let room = MOST.saturating_sub(candidates.devices.len());
                let mut possible = found.devices.into_iter().filter(may_be);
                candidates.devices.extend(possible.by_ref().take(room));
                all &= possible.next().is_none();
                if all || none || candidates.devices.len() >= MOST {
                    break;
                }
            }
            if !all {
                candidates.cut.insert(product_key.to_owned());
            }
        }
        let assets = candidates.devices.iter();
        let assets = assets.map(|device| device.asset_id.clone()).collect();
        // Where the journal cannot be read, a person has the more to choose from.
        let made = self.makers.of(assets).await.unwrap_or_default();
        let free = |device: &FoundDevice| !made.contains_key(&device.asset_id);
        candidates.devices.retain(free);
        Ok(candidates)
    }
}

impl Unsettled {
    /// The device's default name.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.draft.device_name.default_value
    }

    /// Whether the device can be the row's: of its key, or without one of its name and not surely older.
    fn may_be(&self, device: &FoundDevice, witness: Option<Witness>) -> bool {
        if device.product_key != self.product_key {
            return false;
        }
        if let Some(key) = &self.device_key {
            return device.device_key == *key;
        }
        let older = self.sent_at.is_some_and(|sent_at| {
            let earliest = sent_at.before(SKEW);
            let now = witness.map_or(sent_at, |witness| witness.made.most.max(sent_at));
            let since = Since {
                began: earliest,
                now,
                there: Some(earliest),
                clock: Some(Span {
                    least: earliest,
                    most: now.after(SKEW),
                }),
                witness,
                ..Since::default()
            };
            since.made(device.create_time) == Made::Before
        });
        device.device_name.default_value == self.name() && !older
    }
}

/// What a search found.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Candidates {
    devices: Vec<FoundDevice>,
    /// Those that have the key of a row.
    by_key: Vec<FoundDevice>,
    /// The products of which EnOS has more devices than were looked at.
    cut: BTreeSet<String>,
    witness: Option<Witness>,
}

impl Candidates {
    /// Whether the row's device may be one that was not looked at: EnOS lists more than anybody reads.
    #[must_use]
    pub fn are_cut(&self, row: &Unsettled) -> bool {
        row.device_key.is_none() && self.cut.contains(&row.product_key)
    }

    /// The devices that may be the row's: of its key, or without one of its product and its name, not
    /// surely made before it left, and of no other row. Where some are in everything what was sent, the others
    /// are left out. Those made nearest to when it left come first.
    pub fn of(&self, row: &Unsettled) -> impl Iterator<Item = &FoundDevice> {
        let all = match row.device_key {
            Some(_) => &self.by_key,
            None => &self.devices,
        };
        let mut devices: Vec<&FoundDevice> = all
            .iter()
            .filter(|device| row.may_be(device, self.witness))
            .collect();
        let same = |device: &&FoundDevice| differences(&row.draft, device).is_empty();
        if devices.iter().any(same) {
            devices.retain(same);
        }
        devices.sort_by_key(|device| match (device.create_time, row.sent_at) {
            (Some(made), Some(sent)) => made.apart(sent),
            _ => Duration::MAX,
        });
        devices.into_iter()
    }
}

/// How the clock that stamps devices stands to this machine's, by a device that the run surely made.
/// Nobody depends on the answer: without one more devices are possible.
pub(super) async fn witness(api: &dyn Api, made: Option<&MadeDevice>) -> Option<Witness> {
    let made = made?;
    let shown = api.device(&made.product_key, &made.device_key, false).await;
    let shown = shown.ok()??;
    Some(Witness {
        shown: shown
            .create_time
            .filter(|_| shown.asset_id == made.asset_id)?,
        made: Span {
            least: made.sent_at,
            most: made.heard_at,
        },
    })
}

#[cfg(test)]
mod tests;
