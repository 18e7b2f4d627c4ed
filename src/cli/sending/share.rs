//! The rows of a command that are in one run.

use std::collections::{BTreeMap, BTreeSet};

use crate::domain::Counts;
use crate::exchange::{Report, ReportRow};
use crate::store::{RunId, RunRecord};
use crate::submit::Going;

/// The rows of one run that a command carries to their end and tells of.
#[derive(Clone, Debug)]
pub struct Share {
    /// The run.
    pub run: RunId,
    /// How far the rows have come.
    pub counts: Counts,
    /// Where each is told of, by its place in the run. Without, all rows of the run are told of, in its order.
    places: Option<BTreeMap<u32, usize>>,
    /// Those to be carried on; without, all that are not settled.
    open: Option<BTreeSet<u32>>,
}

impl Share {
    /// A whole run.
    pub const fn whole(run: RunId, counts: Counts) -> Self {
        Self {
            run,
            counts,
            places: None,
            open: None,
        }
    }

    /// Some rows of an earlier run.
    pub fn of(run: RunId, going: Going) -> Self {
        Self {
            run,
            counts: going.counts,
            places: Some(going.places),
            open: Some(going.open),
        }
    }

    /// A new run, whose rows are told of at these places, in its order.
    pub fn new(run: RunId, counts: Counts, places: &[usize]) -> Self {
        Self {
            places: Some((0..).zip(places.iter().copied()).collect()),
            ..Self::whole(run, counts)
        }
    }

    /// Where a row of the run is told of, if it is.
    pub fn place(&self, row: u32) -> Option<usize> {
        match &self.places {
            Some(places) => places.get(&row).copied(),
            None => usize::try_from(row).ok(),
        }
    }

    /// The rows to be carried on, where not all of the run are.
    pub fn rows(&self) -> Option<BTreeSet<u32>> {
        self.open.clone()
    }

    /// Rows that are not settled.
    pub const fn open(&self) -> usize {
        self.counts.open()
    }

    /// What there is to tell of the rows, as the journal has them.
    pub fn told(&self, record: RunRecord) -> Vec<ReportRow> {
        let rows = Report::of(record).rows.into_iter();
        rows.filter_map(|row| {
            let index = self.place(row.row.index)?;
            Some(ReportRow { index, ..row })
        })
        .collect()
    }
}

/// The newest of their runs.
pub fn newest(shares: &[Share]) -> Option<RunId> {
    shares.iter().map(|share| share.run).max()
}
