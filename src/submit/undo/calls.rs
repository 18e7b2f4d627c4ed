//! The calls of an undo, and what their ends mean for it.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use tokio::time::Instant;

use super::super::lookup::of_keys;
use super::super::reply::refusal_scope;
use crate::domain::{
    Acted, Bounds, Cause, Draft, FoundDevice, RowIndex, RunRow, ThingModel, UndoStep,
};
use crate::enos::{Api, AssetLook, DeviceQuery, Error, patiently};
use crate::provision::undo::{CallEnd, Made, Sight, Trouble, judge};
use crate::store::StoreError;

/// The device of a row, as the journal knows it.
#[derive(Clone)]
struct Device {
    product: Arc<str>,
    /// Every created row has one.
    key: Option<String>,
    /// And one of these.
    asset_id: Option<String>,
}

/// Makes the calls for the rows of a run.
#[derive(Clone)]
pub(super) struct Calls {
    api: Arc<dyn Api>,
    devices: Arc<BTreeMap<RowIndex, Device>>,
    /// Product → its thing model, where it could be read.
    models: Arc<BTreeMap<Arc<str>, ThingModel>>,
}

/// Rows with what their devices were made of.
pub(super) type Drafts = Vec<(RowIndex, Draft)>;

impl Calls {
    /// Reads the models of the products of `rows`; one that EnOS will not show is done without.
    ///
    /// # Errors
    /// Why EnOS cannot be asked at all.
    pub(super) async fn open(
        api: Arc<dyn Api>,
        rows: &[RunRow],
        bounds: &Bounds,
    ) -> Result<Self, Error> {
        let mut products: HashMap<&str, Arc<str>> = HashMap::new();
        let devices = rows.iter().map(|row| {
            let product = products
                .entry(&row.product_key)
                .or_insert_with_key(|key| Arc::from(*key));
            let device = Device {
                product: Arc::clone(product),
                key: row.device_key.clone(),
                asset_id: row.asset_id.clone().filter(|id| !id.is_empty()),
            };
            (row.index, device)
        });
        let devices = devices.collect();
        let mut models = BTreeMap::new();
        for product in products.into_values() {
            match model(api.as_ref(), &product, bounds).await {
                Ok(model) => {
                    models.insert(product, model);
                }
                Err(error) if !error.is_refusal() => return Err(error),
                Err(_) => {}
            }
        }
        Ok(Self {
            api,
            devices: Arc::new(devices),
            models: Arc::new(models),
        })
    }

    /// The product of a row.
    pub(super) fn product(&self, row: RowIndex) -> Arc<str> {
        let device = self.devices.get(&row);
        device.map_or_else(|| Arc::from(""), |device| Arc::clone(&device.product))
    }

    /// Searches for the devices of these rows, all of one product, and compares them with their drafts.
    pub(super) async fn search(self, drafts: Drafts) -> CallEnd {
        let devices = || drafts.iter().filter_map(|(row, _)| self.devices.get(row));
        let keys: Vec<String> = devices().filter_map(|device| device.key.clone()).collect();
        let Some(Device { product, .. }) = devices().next().filter(|_| !keys.is_empty()) else {
            // To a search no key means any.
            return CallEnd::Seen(Vec::new());
        };
        let query = DeviceQuery {
            last_updates: true,
            ..of_keys(product, keys)
        };
        let found = match self.api.search_devices(&query).await {
            Ok(page) => page.devices,
            Err(error) => return trouble(error, UndoStep::Search),
        };
        let found: HashMap<&str, &FoundDevice> = found
            .iter()
            .filter(|device| device.product_key == query.product_key)
            .map(|device| (device.device_key.as_str(), device))
            .collect();
        let sights = drafts.iter().filter_map(|(row, draft)| {
            let device = found.get(self.devices.get(row)?.key.as_deref()?)?;
            // Another asset under the key says nothing of the run's own, which may be gone by a deletion
            // whose reply nobody heard: that is asked for by its id.
            let own = device.asset_id == self.asset_id(*row);
            own.then(|| (*row, self.judge(*row, draft, device)))
        });
        CallEnd::Seen(sights.collect())
    }

    /// Asks for the device of this row by its asset id.
    pub(super) async fn get(self, row: RowIndex, draft: Draft) -> CallEnd {
        match self.look(row, &draft).await {
            Ok(sight) => CallEnd::Seen(vec![(row, sight)]),
            Err(ended) => ended,
        }
    }

    /// Asks for the device of this row by its asset id, and deletes it at once if it is untouched.
    ///
    /// # Errors
    /// When the journal cannot take that the deletion leaves; then it does not.
    pub(super) async fn delete(
        self,
        row: RowIndex,
        draft: Draft,
        journal: impl Future<Output = Result<(), StoreError>>,
    ) -> Result<CallEnd, StoreError> {
        match self.look(row, &draft).await {
            Ok(Sight::Untouched(_)) => {}
            Ok(sight) => return Ok(CallEnd::Seen(vec![(row, sight)])),
            Err(ended) => return Ok(ended),
        }
        let looked = Instant::now();
        journal.await?;
        Ok(match self.api.delete_asset(self.asset_id(row)).await {
            Ok(true) => CallEnd::Deleted {
                window: looked.elapsed(),
            },
            Ok(false) => CallEnd::Vanished,
            Err(error) => trouble(error, UndoStep::Delete),
        })
    }

    async fn look(&self, row: RowIndex, draft: &Draft) -> Result<Sight, CallEnd> {
        let asset_id = self.asset_id(row);
        if asset_id.is_empty() {
            return Ok(Sight::Changed(Cause::AssetUnknown));
        }
        match self.api.asset(asset_id).await {
            Ok(AssetLook::Here(device)) => Ok(self.judge(row, draft, &device)),
            Ok(AssetLook::Gone) => Ok(Sight::Gone),
            Ok(AssetLook::Nothing) => Ok(Sight::Nothing),
            Err(error) => Err(trouble(error, UndoStep::Look)),
        }
    }

    fn asset_id(&self, row: RowIndex) -> &str {
        let device = self.devices.get(&row);
        device
            .and_then(|device| device.asset_id.as_deref())
            .unwrap_or_default()
    }

    fn judge(&self, row: RowIndex, draft: &Draft, found: &FoundDevice) -> Sight {
        let made = Made {
            asset_id: Some(self.asset_id(row)),
            draft,
            model: self.models.get(draft.product_key.as_str()),
        };
        judge(made, found)
    }
}

async fn model(api: &dyn Api, product_key: &str, bounds: &Bounds) -> Result<ThingModel, Error> {
    let product = patiently(bounds, || api.product(product_key)).await?;
    patiently(bounds, || api.thing_model(&product.model_id)).await
}

/// What a call without an answer means; of `step` where EnOS refuses this very one.
fn trouble(error: Error, step: UndoStep) -> CallEnd {
    let scope = refusal_scope(&error);
    let acted = error.follows().acted == Acted::Perhaps;
    let is_refusal = error.is_refusal();
    let mut cause = error.failure().cause;
    if is_refusal {
        let after = Box::new(cause);
        cause = Cause::NotDeletable { step, after };
    }
    CallEnd::Trouble(Trouble {
        cause,
        scope,
        acted,
    })
}
