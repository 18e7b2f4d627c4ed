//! How much room products have for the rows that want into them.

use std::collections::BTreeMap;

use super::{RowPlan, Survey};
use crate::domain::DraftRef;

/// The devices that a product holds unless an administrator raised it ("Limitations", device
/// connection, `EnOS` 3.0.0).
pub const DEVICES_PER_PRODUCT: u64 = 10_000;

/// How much room a product has, and how much of it is wanted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Headroom {
    /// The product.
    pub product_key: String,
    /// The devices it has; none where that could not be asked.
    pub used: Option<u64>,
    /// The devices it may have: [`DEVICES_PER_PRODUCT`], as the true limit cannot be asked.
    pub limit: u64,
    /// Rows that would be sent to it.
    pub wanted: usize,
}

impl Headroom {
    /// How many more devices fit. None where it is not known, also for a product that has more than
    /// the limit already: somebody raised it.
    #[must_use]
    pub fn room(&self) -> Option<u64> {
        self.used.and_then(|used| self.limit.checked_sub(used))
    }

    /// How many of the rows wanted will not fit, as far as is known.
    #[must_use]
    pub fn too_many(&self) -> u64 {
        self.room().map_or(0, |room| {
            u64::try_from(self.wanted)
                .unwrap_or(u64::MAX)
                .saturating_sub(room)
        })
    }
}

/// Gives the rows that want into a product its places in their order, and marks as [`RowPlan::NoRoom`]
/// those that get none. A row of which it is not known whether it needs a place takes one.
pub(super) fn places(
    drafts: &[DraftRef<'_>],
    rows: &mut [RowPlan],
    survey: &Survey,
) -> Vec<Headroom> {
    let mut products: BTreeMap<&str, Headroom> = BTreeMap::new();
    for (draft, row) in drafts.iter().zip(rows) {
        if !row.is_sent() {
            continue;
        }
        let key = draft.product_key();
        let product = products.entry(key).or_insert_with(|| Headroom {
            product_key: key.to_owned(),
            used: survey.used(key).ok(),
            limit: DEVICES_PER_PRODUCT,
            wanted: 0,
        });
        product.wanted += 1;
        if product.too_many() > 0 && *row == RowPlan::Create {
            *row = RowPlan::NoRoom;
        }
    }
    products.into_values().collect()
}
