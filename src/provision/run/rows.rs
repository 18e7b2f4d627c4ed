//! The rows of a run: where each stands, and which are queued.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::domain::{Counts, Failure, OpenRow, RowIndex, RowState};

/// One row.
#[derive(Clone, Debug)]
pub(super) struct Row {
    pub state: RowState,
    pub product: u32,
    pub keyed: bool,
    /// Whether a request that carried it may have been acted upon without a reply.
    pub doubted: bool,
    /// Whether `EnOS` said that its key existed.
    pub existed: bool,
    /// How often it was sent in this session and perhaps acted upon.
    pub sends: u16,
    /// How often in a row a search did not find its device.
    pub misses: u16,
    /// What left it in doubt last, if it was this run.
    pub unclear: Option<Arc<Unclear>>,
}

/// What was heard of a row and says nothing about how far `EnOS` got.
#[derive(Debug)]
pub(super) struct Unclear {
    pub failure: Failure,
    pub refused: Refused,
}

/// Whether what was heard is a no.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Refused {
    /// It is not.
    Not,
    /// To a batch of so many rows.
    Batch(usize),
    /// To the row itself.
    Row,
}

impl Row {
    pub(super) fn refused(&self) -> Refused {
        self.unclear
            .as_ref()
            .map_or(Refused::Not, |unclear| unclear.refused)
    }
}

/// All rows, with their counts and the ordinary queue.
#[derive(Clone, Debug, Default)]
pub(super) struct Rows {
    all: BTreeMap<RowIndex, Row>,
    counts: Counts,
    /// Their products, in the order met.
    products: BTreeMap<String, u32>,
    /// Queued rows that are in no group of their own.
    pub queue: BTreeSet<RowIndex>,
}

impl Rows {
    /// Takes a row up as an earlier session of the run left it.
    pub(super) fn add(&mut self, open: OpenRow) {
        let next = u32::try_from(self.products.len()).unwrap_or(u32::MAX);
        let unknown = open.state != RowState::Queued;
        let state = if unknown {
            RowState::Unknown
        } else {
            RowState::Queued
        };
        let row = Row {
            state,
            product: *self.products.entry(open.product_key).or_insert(next),
            keyed: open.device_key.is_some(),
            doubted: open.attempts > 0,
            existed: unknown && open.cause.is_some_and(|cause| cause.is_of_key()),
            sends: unknown.into(),
            misses: 0,
            unclear: None,
        };
        if self.all.insert(open.index, row).is_some() {
            return;
        }
        *self.counts.of(state) += 1;
        if state == RowState::Queued {
            self.queue.insert(open.index);
        }
    }

    /// The first queued rows, at most `most`. Rows that a refusal left in doubt leave in half as many as
    /// before, so that the one it was about is found.
    pub(super) fn ahead(&self, most: usize) -> Vec<RowIndex> {
        let mut most = most;
        let mut rows = Vec::new();
        for index in &self.queue {
            let fitting = match self.get(*index).map_or(Refused::Not, Row::refused) {
                Refused::Batch(rows) => most.min(rows.div_ceil(2)),
                Refused::Not | Refused::Row => most,
            };
            if rows.len() >= fitting {
                break;
            }
            most = fitting;
            rows.push(*index);
        }
        rows
    }

    pub(super) const fn counts(&self) -> Counts {
        self.counts
    }

    pub(super) fn get(&self, index: RowIndex) -> Option<&Row> {
        self.all.get(&index)
    }

    pub(super) fn get_mut(&mut self, index: RowIndex) -> Option<&mut Row> {
        self.all.get_mut(&index)
    }

    /// Moves a row if it stands in `from`, and tells whether it did.
    pub(super) fn shift(&mut self, index: RowIndex, from: RowState, to: RowState) -> bool {
        let Some(row) = self.all.get_mut(&index).filter(|row| row.state == from) else {
            return false;
        };
        row.state = to;
        *self.counts.of(from) -= 1;
        *self.counts.of(to) += 1;
        true
    }
}
