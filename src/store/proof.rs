//! What the journal can prove of a run's own devices: when they can have been made, and which are spoken for.

use std::collections::BTreeMap;

use rusqlite::{OptionalExtension as _, params};

use super::rows::{keys, place};
use super::statements::Statements as _;
use super::{Store, StoreError};
use crate::domain::{Maker, RunId, Timestamp};

/// A device that the run surely made: a reply of the gateway said so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MadeDevice {
    /// Its product.
    pub product_key: String,
    /// Its key.
    pub device_key: String,
    /// Its asset id.
    pub asset_id: String,
    /// When the batch left in which it was made, Unix ms.
    pub sent_at: Timestamp,
    /// When the reply was written down, Unix ms.
    pub heard_at: Timestamp,
}

impl Store {
    /// What the gateway's own clock said when the run began, Unix ms, if that was ever known.
    ///
    /// # Errors
    /// [`StoreError::NoSuchRun`].
    pub fn began_there(&self, run: RunId) -> Result<Option<Timestamp>, StoreError> {
        self.read(|connection| {
            let select = "SELECT began_there FROM runs WHERE id = ?1";
            let found = connection.first(select, [run], |row| row.get(0))?;
            found.ok_or(StoreError::NoSuchRun(run).into())
        })
    }

    /// Writes that down, once.
    ///
    /// # Errors
    /// Only the disk's.
    pub fn begin_there(&self, run: RunId, at: Timestamp) -> Result<(), StoreError> {
        self.write(|transaction| {
            transaction.change(
                "UPDATE runs SET began_there = ?2 WHERE id = ?1 AND began_there IS NULL",
                params![run, at],
            )?;
            Ok(())
        })
    }

    /// The row of the run that a reply called created soonest after it left, which says best when its device
    /// was made. Not one that a search or a person called created: only a reply has the id of its request.
    ///
    /// # Errors
    /// Only the disk's.
    pub fn quickest_made(&self, run: RunId) -> Result<Option<MadeDevice>, StoreError> {
        self.read(|connection| {
            let select = "SELECT made.product_key, made.device_key, made.asset_id, sent_at, made.at
                 FROM states JOIN reports AS made ON made.id = states.made
                 JOIN batches ON batches.run = states.id >> 32 AND batches.batch = states.batch
                 WHERE states.id BETWEEN ?1 AND ?2 AND state = 'created'
                       AND made.request_id IS NOT NULL AND NOT made.adopted
                 ORDER BY made.at - sent_at, states.id LIMIT 1";
            connection.first(select, keys(run), |row| {
                Ok(MadeDevice {
                    product_key: row.get(0)?,
                    device_key: row.get(1)?,
                    asset_id: row.get(2)?,
                    sent_at: row.get(3)?,
                    heard_at: row.get(4)?,
                })
            })
        })
    }

    /// Which rows made the devices with these asset ids, at a gateway and organisation; those that were adopted
    /// nobody made.
    ///
    /// # Errors
    /// Only the disk's.
    pub fn makers(
        &self,
        scope: &str,
        assets: &[String],
    ) -> Result<BTreeMap<String, Maker>, StoreError> {
        self.read(|connection| {
            let mut select = connection.prepare_cached(
                "SELECT of FROM reports JOIN runs ON runs.id = of >> 32
                 WHERE asset_id = ?1 AND kind = 'created' AND NOT adopted AND scope = ?2
                 ORDER BY reports.id LIMIT 1",
            )?;
            let mut makers = BTreeMap::new();
            for asset in assets {
                let of = select.query_row((asset, scope), |row| row.get(0));
                if let Some((run, row)) = of.optional()?.map(place) {
                    makers.insert(asset.clone(), Maker { run, row });
                }
            }
            Ok(makers)
        })
    }

    /// The asset ids of the devices that rows of a gateway and organisation have, deleted ones included.
    ///
    /// # Errors
    /// Only the disk's.
    pub fn assets(&self, scope: &str) -> Result<Vec<String>, StoreError> {
        self.read(|connection| {
            let select =
                "SELECT made.asset_id FROM states JOIN reports AS made ON made.id = states.made
                 JOIN runs ON runs.id = states.id >> 32 WHERE scope = ?1 AND made.asset_id IS NOT NULL";
            connection.all(select, [scope], |row| row.get(0))
        })
    }
}
