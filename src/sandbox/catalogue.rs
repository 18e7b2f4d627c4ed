//! The products and thing models of the sandbox, read once from the built-in catalogue.

use std::collections::HashMap;
use std::sync::Arc;

use serde::de::Error as _;
use serde::{Deserialize, Deserializer};
use serde_json::{Map, Value};

use super::error::SandboxError;
use super::json::Members as _;

const SOURCE: &str = include_str!("../../assets/catalogue.json");

/// Everything there is to make devices of.
pub(super) struct Catalogue {
    /// Newest first, as searches give them.
    pub(super) products: Vec<Product>,
    models: HashMap<String, Arc<Model>>,
    /// Devices there are from the start, in the shape of a create request's items.
    pub(super) devices: Vec<Value>,
}

/// One product.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Product {
    #[serde(rename = "productKey")]
    pub(super) key: String,
    pub(super) model_id: String,
    #[serde(skip)]
    pub(super) model: Arc<Model>,
    /// Devices it counts as having without any rows of theirs.
    #[serde(rename = "presetCount", default)]
    pub(super) preset: usize,
    /// The rest of the catalogue's entry.
    #[serde(flatten)]
    pub(super) entry: Value,
}

/// The file.
#[derive(Deserialize)]
struct Source {
    models: Vec<Model>,
    products: Vec<Product>,
    devices: Vec<Value>,
}

/// One thing model.
#[derive(Default, Deserialize)]
pub(super) struct Model {
    #[serde(rename = "modelId")]
    id: String,
    parent: Option<String>,
    /// `/root/parent/model`.
    #[serde(skip)]
    pub(super) path: String,
    /// Attributes by identifier, the model's own ones only.
    #[serde(rename = "attributes", deserialize_with = "elements")]
    pub(super) own: Map<String, Value>,
    /// The same with those of all its parents.
    #[serde(skip)]
    pub(super) merged: Map<String, Value>,
    #[serde(deserialize_with = "elements")]
    pub(super) measurepoints: Map<String, Value>,
    /// The rest of the catalogue's entry.
    #[serde(flatten)]
    pub(super) entry: Value,
}

impl Catalogue {
    /// Reads the built-in catalogue.
    pub(super) fn load() -> Result<Self, SandboxError> {
        Self::read(SOURCE).map_err(SandboxError::Catalogue)
    }

    fn read(source: &str) -> Result<Self, String> {
        let source: Source = serde_json::from_str(source).map_err(|error| error.to_string())?;
        let mut models: HashMap<String, Arc<Model>> = HashMap::new();
        for mut model in source.models {
            let id = model.id.clone();
            if let Some(parent) = &model.parent {
                let parent = models
                    .get(parent)
                    .ok_or_else(|| format!("{id}: its parent {parent} must stand before it"))?;
                model.path.clone_from(&parent.path);
                model.merged.clone_from(&parent.merged);
            }
            model.path = format!("{}/{id}", model.path);
            model.merged.extend(model.own.clone());
            models.insert(id, Arc::new(model));
        }
        let mut products = source.products;
        for product in &mut products {
            let model = models.get(&product.model_id);
            let missing = || format!("{}: no model {}", product.key, product.model_id);
            product.model = Arc::clone(model.ok_or_else(missing)?);
        }
        Ok(Self {
            products,
            models,
            devices: source.devices,
        })
    }

    pub(super) fn product(&self, key: &str) -> Option<&Product> {
        self.products.iter().find(|product| product.key == key)
    }

    pub(super) fn model(&self, id: &str) -> Option<&Model> {
        self.models.get(id).map(AsRef::as_ref)
    }

    #[cfg(test)]
    pub(super) fn models(&self) -> impl Iterator<Item = &Model> {
        self.models.values().map(AsRef::as_ref)
    }
}

fn elements<'de, D: Deserializer<'de>>(from: D) -> Result<Map<String, Value>, D::Error> {
    by_identifier(&Value::deserialize(from)?).map_err(D::Error::custom)
}

/// Turns a list of elements into a map by their `identifier`, in the same order.
pub(super) fn by_identifier(elements: &Value) -> Result<Map<String, Value>, String> {
    let elements = elements.as_array().into_iter().flatten();
    elements
        .map(|element| {
            let identifier = element.member("identifier").as_str();
            let missing = || format!("identifier is missing in {element}");
            Ok((identifier.ok_or_else(missing)?.to_owned(), element.clone()))
        })
        .collect()
}
