//! What is known of the gateway's products and thing models, and how fresh it is.

use std::collections::HashMap;

use crate::domain::{Product, ThingModel};
use crate::tui::widgets::rows::Rows;

/// Something that is fetched.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Load<T> {
    /// Not asked for yet.
    #[default]
    Idle,
    /// Asked for.
    Loading,
    /// Here.
    Ready(T),
    /// Not to be had, with the reason.
    Failed(String),
}

impl<T> Load<T> {
    /// The thing, when it is here.
    pub fn ready(&self) -> Option<&T> {
        match self {
            Self::Ready(thing) => Some(thing),
            _ => None,
        }
    }

    /// Whether nobody has asked yet, or the last answer was a failure.
    pub fn wanted(&self) -> bool {
        matches!(self, Self::Idle | Self::Failed(_))
    }
}

/// Products and models of the connected gateway.
#[derive(Debug, Default)]
pub struct Catalogue {
    /// All products in the order served.
    products: Rows<Vec<Product>>,
    /// Where each is, by its key.
    places: HashMap<String, usize>,
    /// Whether the gateway lists more than was read.
    pub more: bool,
    /// How the list came to be: fresh, cached or not at all.
    pub freshness: Freshness,
    /// Thing models by model id.
    pub models: HashMap<String, Load<ThingModel>>,
    /// Products that EnOS does not show, with its words.
    pub missing: HashMap<String, String>,
    /// Devices that exist, by product key.
    pub counts: HashMap<String, Load<u64>>,
}

/// Where the product list comes from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Freshness {
    /// Nothing yet.
    #[default]
    Loading,
    /// From the gateway.
    Fresh,
    /// From an earlier session, because the gateway could not be asked, with the reason.
    Cached(String),
    /// Nothing at all, with the reason.
    Missing(String),
}

impl Catalogue {
    /// Takes all products over, in the order served.
    pub fn set_products(&mut self, products: Vec<Product>) {
        for product in &products {
            self.missing.remove(&product.product_key);
        }
        let places = products.iter().enumerate().rev();
        self.places = places
            .map(|(place, product)| (product.product_key.clone(), place))
            .collect();
        self.products = products.into();
    }

    /// All products in the order served.
    #[must_use]
    pub fn products(&self) -> &Rows<Vec<Product>> {
        &self.products
    }

    /// The product with this key, if it is known.
    #[must_use]
    pub fn product(&self, product_key: &str) -> Option<&Product> {
        self.products.get(*self.places.get(product_key)?)
    }

    /// The thing model of a product, once it is here.
    #[must_use]
    pub fn model_of(&self, product_key: &str) -> Option<&ThingModel> {
        let product = self.product(product_key)?;
        self.models.get(&product.model_id)?.ready()
    }

    /// Why EnOS does not show a product, if it said so.
    #[must_use]
    pub fn hidden(&self, product_key: &str) -> Option<&str> {
        self.missing.get(product_key).map(String::as_str)
    }

    /// Adds a product that was fetched by its key, or replaces it.
    pub fn learn(&mut self, product: Product) {
        let known = self.places.get(&product.product_key).copied();
        let mut products = std::mem::take(&mut self.products).into_owner();
        match known.and_then(|place| products.get_mut(place)) {
            Some(known) => *known = product,
            None => products.push(product),
        }
        self.set_products(products);
    }
}
