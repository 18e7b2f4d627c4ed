//! Which rows are to be looked up, and when.

use std::collections::BTreeSet;

use crate::domain::{RowIndex, Timestamp};
use crate::provision::KEYS_A_LOOK;

/// Rows that wait for a search, the most urgent first.
#[derive(Clone, Debug, Default)]
pub(super) struct Lookups {
    /// When, Unix ms; the product; the row. Rows of one product that are due together are asked for together.
    due: BTreeSet<(Timestamp, u32, RowIndex)>,
}

impl Lookups {
    pub(super) fn put(&mut self, due: Timestamp, product: u32, row: RowIndex) {
        self.due.insert((due, product, row));
    }

    pub(super) fn len(&self) -> usize {
        self.due.len()
    }

    /// When the first row is due.
    pub(super) fn next(&self) -> Option<Timestamp> {
        self.due.first().map(|(due, ..)| *due)
    }

    /// The rows of the next search, if one is due.
    pub(super) fn take(&mut self, now: Timestamp) -> Option<Vec<RowIndex>> {
        let (due, product, _) = *self.due.first().filter(|(due, ..)| *due <= now)?;
        let taken: Vec<_> = self
            .due
            .range((due, product, RowIndex(0))..=(due, product, RowIndex::LAST))
            .take(KEYS_A_LOOK)
            .copied()
            .collect();
        for entry in &taken {
            self.due.remove(entry);
        }
        Some(taken.into_iter().map(|(.., row)| row).collect())
    }
}
