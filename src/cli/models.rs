//! The thing models that a file's devices are checked against: fetched and kept, or kept from earlier.

use std::collections::{BTreeMap, BTreeSet};

use super::tell;
use crate::domain::{Bounds, Draft, Product, ThingModel};
use crate::enos::{Api, Error, patiently};
use crate::provision::queue::check_all;
use crate::provision::{Problem, Rules};
use crate::store::{Paths, Store, StoreError};

/// What is known of the products that a file names.
#[derive(Debug, Default)]
pub struct Models {
    by_product: BTreeMap<String, ThingModel>,
    /// Product key → why EnOS has no such product.
    pub missing: BTreeMap<String, String>,
    /// Product key → why its attributes cannot be checked.
    pub unchecked: BTreeMap<String, String>,
    /// What was fetched, to be kept.
    fetched: Vec<Product>,
}

impl Models {
    /// The model of a product, where known.
    fn of(&self, product_key: &str) -> Option<&ThingModel> {
        self.by_product.get(product_key)
    }

    /// What is wrong with each of `devices`, by itself, with others and with its product.
    pub fn check(&self, devices: &[Draft], rules: Rules) -> Vec<Vec<Problem>> {
        let hidden = |key: &str| self.missing.get(key).map(String::as_str);
        check_all(devices, &|key: &str| self.of(key), &hidden, rules)
    }

    /// Lookups the gateway for every product of `devices` and its model.
    ///
    /// A product that EnOS refuses to show is noted as missing, a model as unchecked: what EnOS will
    /// say to the devices is then for EnOS to say. Any other failure ends the fetching.
    pub async fn fetch(api: &dyn Api, bounds: &Bounds, devices: &[Draft]) -> Result<Self, Error> {
        let mut models = Self::default();
        for key in product_keys(devices) {
            match patiently(bounds, || api.product(key)).await {
                Ok(product) => models.fetch_model(api, bounds, product).await?,
                Err(error) => {
                    let why = error.into_refusal()?;
                    models.missing.insert(key.to_owned(), why);
                }
            }
        }
        Ok(models)
    }

    async fn fetch_model(
        &mut self,
        api: &dyn Api,
        bounds: &Bounds,
        product: Product,
    ) -> Result<(), Error> {
        let key = product.product_key.clone();
        match patiently(bounds, || api.thing_model(&product.model_id)).await {
            Ok(model) => {
                self.by_product.insert(key, model);
            }
            Err(error) => {
                let why = error.into_refusal()?;
                self.unchecked.insert(
                    key,
                    format!("its model {} cannot be read: {why}", product.model_id),
                );
            }
        }
        self.fetched.push(product);
        Ok(())
    }

    /// Keeps what was fetched for a later check without a connection.
    pub fn keep(&self, store: &Store, scope: &str) -> Result<(), StoreError> {
        for model in self.by_product.values() {
            if let Ok(json) = serde_json::to_string(model) {
                store.cache_put(scope, "model", &model.model_id, &json)?;
            }
        }
        let mut products = kept_products(store, scope)?;
        products.retain(|kept| {
            self.fetched
                .iter()
                .all(|fetched| fetched.product_key != kept.product_key)
        });
        products.extend(self.fetched.iter().cloned());
        if let Ok(json) = serde_json::to_string(&products) {
            store.cache_put(scope, "products", "", &json)?;
        }
        Ok(())
    }

    /// Keeps what was fetched where the state folder is free; where it is not, that is only told.
    pub fn keep_if_free(&self, paths: &Paths, scope: &str) {
        let kept = Store::open(&paths.state).and_then(|store| self.keep(&store, scope));
        if let Err(error) = kept {
            tell::line(format_args!(
                "warning: the models are not kept for later: {error}"
            ));
        }
    }

    /// What was kept of the products of `devices`; the rest is unchecked.
    pub fn kept(store: &Store, scope: &str, devices: &[Draft]) -> Result<Self, StoreError> {
        let products = kept_products(store, scope)?;
        let mut models = Self::default();
        for key in product_keys(devices) {
            let product = products.iter().find(|product| product.product_key == key);
            let json = match product {
                Some(product) => store.cached(scope, "model", &product.model_id)?,
                None => None,
            };
            match json.and_then(|json| serde_json::from_str(&json).ok()) {
                Some(model) => {
                    models.by_product.insert(key.to_owned(), model);
                }
                None => models.unchecked_offline(key),
            }
        }
        Ok(models)
    }

    /// Nothing is known of any product of `devices`.
    pub fn none(devices: &[Draft]) -> Self {
        let mut models = Self::default();
        for key in product_keys(devices) {
            models.unchecked_offline(key);
        }
        models
    }

    fn unchecked_offline(&mut self, key: &str) {
        let why = "no thing model of it is kept from earlier; name a connection to fetch it";
        self.unchecked.insert(key.to_owned(), why.to_owned());
    }
}

fn product_keys(devices: &[Draft]) -> BTreeSet<&str> {
    let keys = devices.iter().map(|device| device.product_key.as_str());
    keys.filter(|key| !key.trim().is_empty()).collect()
}

fn kept_products(store: &Store, scope: &str) -> Result<Vec<Product>, StoreError> {
    let json = store.cached(scope, "products", "")?;
    // A cache that cannot be read is worth as much as none.
    Ok(json
        .and_then(|json| serde_json::from_str(&json).ok())
        .unwrap_or_default())
}
