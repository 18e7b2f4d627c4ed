//! Device keys that several rows of a plan have.

use std::collections::BTreeMap;

use crate::domain::DraftRef;

/// A device key that several rows have.
///
/// Within one product the later rows are invalid (11702, Batch Create Devices V2.4). Across products it is only told: the documents contradict each other on whether keys are
/// unique within the organisation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Repeat {
    /// The key.
    pub device_key: String,
    /// The products it is in, each once.
    pub product_keys: Vec<String>,
    /// The rows that have it, from 0; more than one.
    pub rows: Vec<usize>,
}

#[cfg(test)]
impl Repeat {
    /// Whether one product has the key more than once.
    #[must_use]
    pub fn is_clash(&self) -> bool {
        self.rows.len() > self.product_keys.len()
    }
}

/// The keys that repeat, in their order.
pub(super) fn among(drafts: &[DraftRef<'_>]) -> Vec<Repeat> {
    let mut by_key: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (row, draft) in drafts.iter().enumerate() {
        if let Some(id) = draft.id() {
            by_key.entry(id.device_key).or_default().push(row);
        }
    }
    by_key
        .into_iter()
        .filter(|(_, rows)| rows.len() > 1)
        .map(|(key, rows)| {
            let mut product_keys: Vec<String> = Vec::new();
            for draft in rows.iter().filter_map(|row| drafts.get(*row)) {
                let product = draft.product_key();
                if product_keys.iter().all(|key| key != product) {
                    product_keys.push(product.to_owned());
                }
            }
            Repeat {
                device_key: key.to_owned(),
                product_keys,
                rows,
            }
        })
        .collect()
}
