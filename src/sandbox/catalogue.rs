//! The products and thing models of the sandbox, read once from the built-in catalogue.

use std::collections::HashMap;

use serde::Deserialize;
use serde_json::{Map, Value};

use super::error::SandboxError;
use super::json::Members as _;

const SOURCE: &str = include_str!("../../assets/catalogue.json");

/// Everything there is to make devices of.
pub(super) struct Catalogue {
    /// Newest first, as searches give them.
    pub(super) products: Vec<Product>,
    by_key: HashMap<String, usize>,
    models: HashMap<String, Model>,
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
    models: Vec<Value>,
    products: Vec<Product>,
    devices: Vec<Value>,
}

/// One thing model.
pub(super) struct Model {
    /// `/root/parent/model`.
    pub(super) path: String,
    /// Attributes by identifier, the model's own ones only.
    pub(super) own: Map<String, Value>,
    /// The same with those of all its parents.
    pub(super) merged: Map<String, Value>,
    /// The catalogue's entry.
    pub(super) entry: Value,
}

impl Catalogue {
    /// Reads the built-in catalogue.
    pub(super) fn load() -> Result<Self, SandboxError> {
        Self::read(SOURCE).map_err(SandboxError::Catalogue)
    }

    fn read(source: &str) -> Result<Self, String> {
        let source: Source = serde_json::from_str(source).map_err(|error| error.to_string())?;
        let mut models = HashMap::new();
        for entry in source.models {
            models.insert(text(&entry, "modelId")?, Model::read(entry, &models)?);
        }
        let mut by_key = HashMap::new();
        for (index, product) in source.products.iter().enumerate() {
            if !models.contains_key(&product.model_id) {
                return Err(format!("{}: no model {}", product.key, product.model_id));
            }
            by_key.insert(product.key.clone(), index);
        }
        Ok(Self {
            products: source.products,
            by_key,
            models,
            devices: source.devices,
        })
    }

    pub(super) fn product(&self, key: &str) -> Option<&Product> {
        self.products.get(*self.by_key.get(key)?)
    }

    pub(super) fn model(&self, id: &str) -> Option<&Model> {
        self.models.get(id)
    }

    #[cfg(test)]
    pub(super) fn models(&self) -> impl Iterator<Item = &Model> {
        self.models.values()
    }
}

impl Model {
    /// Reads a model whose parent, if any, was read before.
    fn read(entry: Value, known: &HashMap<String, Self>) -> Result<Self, String> {
        let id = text(&entry, "modelId")?;
        let own = by_identifier(entry.member("attributes"))?;
        let (path, mut merged) = match entry.member("parent").as_str() {
            None => (format!("/{id}"), Map::new()),
            Some(parent) => {
                let parent = known
                    .get(parent)
                    .ok_or_else(|| format!("{id}: its parent {parent} must stand before it"))?;
                (format!("{}/{id}", parent.path), parent.merged.clone())
            }
        };
        merged.extend(own.clone());
        Ok(Self {
            path,
            own,
            merged,
            entry,
        })
    }
}

/// Turns a list of elements into a map by their `identifier`, in the same order.
pub(super) fn by_identifier(elements: &Value) -> Result<Map<String, Value>, String> {
    let elements = elements.as_array().into_iter().flatten();
    elements
        .map(|element| Ok((text(element, "identifier")?, element.clone())))
        .collect()
}

fn text(entry: &Value, field: &str) -> Result<String, String> {
    entry
        .member(field)
        .as_str()
        .map(str::to_owned)
        .ok_or_else(|| format!("{field} is missing in {entry}"))
}
