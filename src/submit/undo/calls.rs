//! The calls of an undo, and what their ends mean for it.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use super::super::blocking::blocking;
use super::super::lookup;
use super::super::reply::blame;
use crate::domain::FoundDevice;
use crate::enos::{Acted, Api, Error};
use crate::provision::run::Blame;
use crate::provision::undo::{Heard, Sight, Trouble, judge};
use crate::store::{RunId, RunRow, Store, StoreError};

/// The device of a row, as the journal knows it.
#[derive(Clone)]
struct Target {
    product: Arc<str>,
    /// Every created row has one.
    key: Option<String>,
    asset_id: Option<String>,
}

/// Makes the calls for the rows of a run.
#[derive(Clone)]
pub(super) struct Calls {
    api: Arc<dyn Api>,
    store: Store,
    run: RunId,
    targets: Arc<BTreeMap<u32, Target>>,
}

impl Calls {
    pub(super) fn new(
        api: Arc<dyn Api>,
        store: Store,
        run: RunId,
        rows: impl IntoIterator<Item = RunRow>,
    ) -> Self {
        let mut products: HashMap<String, Arc<str>> = HashMap::new();
        let targets = rows.into_iter().map(|row| {
            let product = products
                .entry(row.product_key)
                .or_insert_with_key(|key| Arc::from(key.as_str()));
            let target = Target {
                product: Arc::clone(product),
                key: row.device_key,
                asset_id: row.asset_id,
            };
            (row.index, target)
        });
        Self {
            api,
            store,
            run,
            targets: Arc::new(targets.collect()),
        }
    }

    /// The rows, each with its product.
    pub(super) fn rows(&self) -> impl Iterator<Item = (u32, Arc<str>)> {
        let targets = self.targets.iter();
        targets.map(|(row, target)| (*row, Arc::clone(&target.product)))
    }

    /// Looks the devices of these rows up, all of one product, and compares them with their drafts.
    pub(super) async fn look(self, rows: Vec<u32>) -> Result<Heard, StoreError> {
        let targets: Vec<&Target> = rows
            .iter()
            .filter_map(|row| self.targets.get(row))
            .collect();
        let Some(Target { product, .. }) = targets.first() else {
            return Ok(Heard::Seen(Vec::new()));
        };
        let keys: Vec<String> = targets.iter().filter_map(|of| of.key.clone()).collect();
        let found = match lookup::expected(self.api.as_ref(), product, &keys).await {
            Ok(found) => found,
            Err(error) => return Ok(heard(error, "cannot be looked up")),
        };
        let found: HashMap<&str, &FoundDevice> = found
            .iter()
            .map(|device| (device.device_key.as_str(), device))
            .collect();
        let (run, wanted) = (self.run, rows.clone());
        let drafts = blocking(&self.store, move |store| store.drafts(run, &wanted)).await?;
        let sights = drafts.iter().filter_map(|(row, draft)| {
            let Target { key, asset_id, .. } = self.targets.get(row)?;
            let sight = match key {
                Some(key) => judge(asset_id.as_deref(), draft, found.get(key.as_str()).copied()),
                None => Sight::Changed(NO_KEY.to_owned()),
            };
            Some((*row, sight))
        });
        Ok(Heard::Seen(sights.collect()))
    }

    /// Deletes the device of this row.
    pub(super) async fn delete(self, row: u32) -> Heard {
        let Some(Target {
            product,
            key: Some(key),
            ..
        }) = self.targets.get(&row)
        else {
            return Heard::Refused(NO_KEY.to_owned());
        };
        match self.api.delete_device(product, key).await {
            Ok(_) => Heard::Deleted,
            Err(error) => heard(error, "EnOS does not delete it"),
        }
    }
}

const NO_KEY: &str = "the journal does not know its device key";

/// What a call without an answer means; `refused` introduces `EnOS`'s words where it refused this one.
fn heard(error: Error, refused: &str) -> Heard {
    let (lasting, retry_after) = match blame(&error) {
        Blame::Size | Blame::SizeOrRow | Blame::Row | Blame::Product => {
            return Heard::Refused(format!("{refused}: {error}"));
        }
        Blame::Connection => (true, None),
        Blame::Moment { retry_after } => (false, retry_after),
    };
    Heard::Trouble(Trouble {
        acted: error.acted == Acted::Perhaps,
        failure: lookup::failure(error),
        lasting,
        retry_after,
    })
}
