//! What is known of a gateway's products and thing models: fetched, kept with its age, found.

use std::collections::{BTreeMap, HashMap};

use crate::domain::{Bounds, Product, ThingModel, Timestamp};
use crate::enos::{Api, Error, patiently};
use crate::said::Said;
use crate::store::{Fetched, Store, StoreError};
use crate::words;

/// The products and thing models of a gateway and organisation.
#[derive(Debug, Default)]
pub struct Catalogue {
    /// In the order served.
    products: Vec<Product>,
    /// Where each is, by its key.
    places: HashMap<String, usize>,
    /// Whether the gateway lists more products than are known.
    pub more: bool,
    /// When the oldest of the products was fetched, Unix ms, where they come out of the store.
    pub kept_at: Option<Timestamp>,
    /// Product key → EnOS's words for why it does not show the product.
    pub hidden: BTreeMap<String, Said>,
    /// By model id.
    pub models: HashMap<String, ReadModel>,
}

/// A thing model, or why it could not be read.
pub type ReadModel = Result<Fetched<ThingModel>, Said>;

impl Catalogue {
    /// What the gateway says of these products and their models now, asked where nobody could press a key to
    /// ask again.
    ///
    /// A product that EnOS refuses to show is noted as hidden, a model with the reason: what EnOS will
    /// say to the devices is then for EnOS to say.
    ///
    /// # Errors
    /// Any other failure ends the fetching.
    pub async fn fetch<'key>(
        api: &dyn Api,
        bounds: &Bounds,
        product_keys: impl IntoIterator<Item = &'key str>,
    ) -> Result<Self, Error> {
        let mut known = Self::default();
        for key in product_keys {
            let product = match patiently(bounds, || api.product(key)).await {
                Ok(product) => product,
                Err(error) => {
                    known.hidden.insert(key.to_owned(), words::refused(error)?);
                    continue;
                }
            };
            let id = product.model_id.clone();
            known.learn(product);
            if known.models.contains_key(&id) {
                continue;
            }
            let model = match patiently(bounds, || api.thing_model(&id)).await {
                Ok(model) => Ok(model.into()),
                Err(error) => Err(words::refused(error)?),
            };
            known.models.insert(id, model);
        }
        Ok(known)
    }

    /// What a store keeps of these products and their models.
    ///
    /// # Errors
    /// Only the disk's.
    pub fn kept<'key>(
        store: &Store,
        scope: &str,
        product_keys: impl IntoIterator<Item = &'key str>,
    ) -> Result<Self, StoreError> {
        let mut known = Self::default();
        known.recall(store.kept(scope, None)?);
        for key in product_keys {
            let id = known.product(key).map(|product| product.model_id.clone());
            if let Some(id) = id
                && let Some(model) = store.kept(scope, Some(&id))?.pop()
            {
                known.models.insert(id, Ok(model));
            }
        }
        Ok(known)
    }

    /// Keeps in a store what was fetched now.
    ///
    /// # Errors
    /// Only the disk's.
    pub fn keep(&self, store: &Store, scope: &str, now: Timestamp) -> Result<(), StoreError> {
        if self.kept_at.is_none() {
            store.keep(scope, &self.products, false, now)?;
        }
        let fetched = |model: &&Fetched<_>| model.kept_at.is_none();
        let models = self.models.values().flatten().filter(fetched);
        store.keep(scope, models.map(|model| &model.thing), false, now)
    }

    /// Takes the gateway's list over. If `more`, it has further products.
    pub fn list(&mut self, products: Vec<Product>, more: bool) {
        self.more = more;
        self.kept_at = None;
        self.set(products);
    }

    /// Takes over what was kept of the gateway's list.
    pub fn recall(&mut self, products: Vec<Fetched<Product>>) {
        self.more = false;
        self.kept_at = products.iter().filter_map(|kept| kept.kept_at).min();
        self.set(products.into_iter().map(|kept| kept.thing).collect());
    }

    fn set(&mut self, products: Vec<Product>) {
        for product in &products {
            self.hidden.remove(&product.product_key);
        }
        let places = products.iter().enumerate().rev();
        self.places = places
            .map(|(place, product)| (product.product_key.clone(), place))
            .collect();
        self.products = products;
    }

    /// Adds a product that was fetched by its key, or replaces it.
    pub fn learn(&mut self, product: Product) {
        self.hidden.remove(&product.product_key);
        let end = self.products.len();
        let place = *self
            .places
            .entry(product.product_key.clone())
            .or_insert(end);
        match self.products.get_mut(place) {
            Some(known) => *known = product,
            None => self.products.push(product),
        }
    }

    /// All products in the order served.
    #[must_use]
    pub fn products(&self) -> &[Product] {
        &self.products
    }

    /// The product with this key, if it is known.
    #[must_use]
    pub fn product(&self, product_key: &str) -> Option<&Product> {
        self.products.get(*self.places.get(product_key)?)
    }

    /// The thing model of a product, or why it could not be read; none where nobody has asked.
    #[must_use]
    pub fn read_model(&self, product_key: &str) -> Option<&ReadModel> {
        self.models.get(&self.product(product_key)?.model_id)
    }

    /// The thing model of a product, where it is known.
    #[must_use]
    pub fn model_of(&self, product_key: &str) -> Option<&ThingModel> {
        Some(&self.read_model(product_key)?.as_ref().ok()?.thing)
    }

    /// Why EnOS does not show a product, if it said so.
    #[must_use]
    pub fn hidden(&self, product_key: &str) -> Option<&Said> {
        self.hidden.get(product_key)
    }
}
