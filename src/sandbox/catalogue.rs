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
#[derive(Deserialize)]
pub(super) struct Catalogue {
    /// Newest first, as searches give them.
    pub(super) products: Vec<Product>,
    #[serde(deserialize_with = "by_id")]
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
        let mut catalogue: Self = serde_json::from_str(SOURCE)
            .map_err(|error| SandboxError::Catalogue(error.to_string()))?;
        for product in &mut catalogue.products {
            let model = catalogue.models.get(&product.model_id);
            let missing = || format!("{}: no model {}", product.key, product.model_id);
            let model = model.ok_or_else(missing);
            product.model = Arc::clone(model.map_err(SandboxError::Catalogue)?);
        }
        Ok(catalogue)
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

/// Models by their ids; a parent stands before its children.
fn by_id<'de, D: Deserializer<'de>>(from: D) -> Result<HashMap<String, Arc<Model>>, D::Error> {
    let mut models: HashMap<String, Arc<Model>> = HashMap::new();
    for mut model in Vec::<Model>::deserialize(from)? {
        if let Some(parent) = &model.parent {
            let id = &model.id;
            let missing = || format!("{id}: its parent {parent} must stand before it");
            let parent = models.get(parent).ok_or_else(missing);
            let parent = parent.map_err(D::Error::custom)?;
            model.path.clone_from(&parent.path);
            model.merged.clone_from(&parent.merged);
        }
        model.path = format!("{}/{}", model.path, model.id);
        model.merged.extend(model.own.clone());
        models.insert(model.id.clone(), Arc::new(model));
    }
    Ok(models)
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
