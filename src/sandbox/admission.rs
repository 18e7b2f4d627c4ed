//! The rules between devices: keys are unique within a product, and a product has a limit.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use super::device::Device;
use super::gateway::Gateway;
use super::ids::{self, Ids};
use super::registry::Registry;
use super::reply::Refusal;
use super::switches::{GeneratedKeys, ProductFull, RepeatedKey};

/// The code of a product that is full.
const FULL: i64 = 11739;

/// What became of one item.
pub(super) type Outcome = Result<Arc<Device>, Refusal>;

/// Makes devices of the drafts that may be; the others keep or get their refusal.
///
/// Codes: 11702 key taken, 11714 no key could be made, 11739 product full (Batch Create page, V2.4).
///
/// # Errors
/// When the whole request is refused; nothing is made then.
pub(super) fn create(
    gateway: &Gateway,
    drafts: Vec<Result<Device, Refusal>>,
    request_id: &str,
) -> Result<Vec<Outcome>, Refusal> {
    let mut registry = gateway.registry();
    let mut batch = Batch {
        gateway,
        registry: &registry,
        ids: gateway.ids().fork(),
        now: gateway.now(),
        request_id,
        repeated: repeated_keys(gateway, &drafts),
        keys: HashMap::new(),
        asset_ids: HashSet::new(),
    };
    let admitted = drafts.into_iter().map(|draft| batch.admit(draft?));
    let outcomes: Vec<Outcome> = admitted.collect();
    let mut refusals = outcomes.iter().filter_map(|outcome| outcome.as_ref().err());
    if gateway.switches.product_full == ProductFull::Request
        && let Some(full) = refusals.find(|refusal| refusal.code == FULL)
    {
        return Err(full.clone());
    }
    let made: Vec<_> = outcomes.iter().flatten().cloned().collect();
    registry.add(&made)?;
    Ok(outcomes)
}

/// A batch while its items are decided one after the other.
struct Batch<'a> {
    gateway: &'a Gateway,
    registry: &'a Registry,
    ids: Ids,
    now: i64,
    request_id: &'a str,
    /// Product and key of what nobody shall get, because the batch names it twice.
    repeated: HashSet<(String, String)>,
    /// Keys taken by this batch, by product.
    keys: HashMap<String, HashSet<String>>,
    /// Asset ids given by this batch.
    asset_ids: HashSet<String>,
}

impl Batch<'_> {
    fn admit(&mut self, mut device: Device) -> Outcome {
        let product = &device.product_key;
        let pair = (product.clone(), device.key.clone());
        if self.is_taken(product, &device.key) || self.repeated.contains(&pair) {
            return Err(Refusal::of(11702));
        }
        if self.is_full(product) {
            return Err(Refusal::of(FULL));
        }
        if device.key.is_empty() {
            device.key = self.make_key(product)?;
        }
        let keys = self.keys.entry(product.clone()).or_default();
        keys.insert(device.key.clone());
        device.asset_id = loop {
            let id = self.ids.alphanumeric(ids::ASSET_ID);
            if self.registry.by_asset(&id).is_none() && self.asset_ids.insert(id.clone()) {
                break id;
            }
        };
        device.secret = self.ids.alphanumeric(ids::SECRET);
        device.created_at = self.now;
        self.request_id.clone_into(&mut device.request_id);
        Ok(Arc::new(device))
    }

    fn is_taken(&self, product: &str, key: &str) -> bool {
        let new = self.keys.get(product);
        self.registry.by_key(product, key).is_some() || new.is_some_and(|keys| keys.contains(key))
    }

    fn is_full(&self, product: &str) -> bool {
        let known = self.gateway.catalogue.product(product);
        let preset = known.map_or(0, |product| product.preset);
        let new = self.keys.get(product).map_or(0, HashSet::len);
        preset + self.registry.count(product) + new >= self.gateway.limits.per_product
    }

    fn make_key(&mut self, product: &str) -> Result<String, Refusal> {
        let works = match self.gateway.switches.generated_keys {
            GeneratedKeys::Work => true,
            GeneratedKeys::Flaky => self.gateway.every_second_time(),
            GeneratedKeys::Fail => false,
        };
        if !works {
            return Err(Refusal::of(11714));
        }
        loop {
            let key = self.ids.alphanumeric(ids::DEVICE_KEY);
            if !self.is_taken(product, &key) {
                return Ok(key);
            }
        }
    }
}

/// What the batch names more than once, when all of that is to be refused.
fn repeated_keys(
    gateway: &Gateway,
    drafts: &[Result<Device, Refusal>],
) -> HashSet<(String, String)> {
    let mut seen = HashSet::new();
    if gateway.switches.repeated_key == RepeatedKey::First {
        return seen;
    }
    let given = drafts
        .iter()
        .flatten()
        .filter(|draft| !draft.key.is_empty());
    given
        .map(|draft| (draft.product_key.clone(), draft.key.clone()))
        .filter(|pair| !seen.insert(pair.clone()))
        .collect()
}
