//! A product: what a device is an instance of.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Sealed, StringI18n};

/// A product as Search Products and Get Product show it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Product {
    /// Its key.
    pub product_key: String,
    /// Its name.
    pub product_name: StringI18n,
    /// Its description.
    #[serde(default)]
    pub product_desc: String,
    /// Device or gateway.
    pub product_type: ProductType,
    /// The thing model its devices follow.
    pub model_id: String,
    /// Tag key → value.
    #[serde(default)]
    pub product_tags: BTreeMap<String, String>,
    /// The sealed product secret, when asked for; never cached.
    #[serde(skip)]
    pub sealed: Option<Sealed>,
}

/// `productType`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum ProductType {
    /// Connects by itself or behind a gateway.
    #[default]
    Device,
    /// Carries sub-devices.
    Gateway,
}
