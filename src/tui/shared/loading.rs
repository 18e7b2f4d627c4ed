//! What of the gateway's products and thing models is under way.

use std::collections::{HashMap, HashSet};

use super::msg::Reason;
use crate::catalogue::{Catalogue, ReadModel};

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
    Failed(Reason),
}

/// What is asked of the connected gateway for the catalogue and the products screen.
#[derive(Debug, Default)]
pub struct Loading {
    /// The list of products.
    pub products: Load<()>,
    /// Thing models under way, by id.
    pub models: HashSet<String>,
    /// Devices that exist, by product key.
    pub counts: HashMap<String, Load<u64>>,
}

impl Loading {
    /// The thing model with this id, or why it could not be read; none until that is known.
    #[must_use]
    pub fn model<'c>(&self, catalogue: &'c Catalogue, id: &str) -> Option<&'c ReadModel> {
        catalogue
            .models
            .get(id)
            .filter(|_| !self.models.contains(id))
    }
}
