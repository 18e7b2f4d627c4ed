//! How driving a run can fail: only by its journal. What gateways do wrong are outcomes.

use crate::domain::Counts;
use crate::provision::run::Change;
use crate::store::StoreError;

/// The journal failed, and the run was left where it stood.
#[derive(Debug, thiserror::Error)]
#[error("{trouble}: {source}")]
pub struct SubmitError {
    /// What it means for the rows.
    pub trouble: Trouble,
    /// Where the rows stand as far as this process knows.
    pub counts: Counts,
    /// What the journal said.
    pub source: Box<StoreError>,
}

/// Which write of the journal failed.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum Trouble {
    /// Before a batch: it did not leave.
    #[error("the journal cannot take the next batch, so nothing more was sent")]
    NotSent,
    /// After a reply: this is the only copy of what it said, and the journal still holds the rows
    /// as in flight, which count as unknown when it is next opened.
    #[error("the gateway answered for {} rows, and the journal cannot take it; keep what is printed now, \
             the journal will call these rows unknown", .0.settled.len() + .0.put_back.len())]
    NotRecorded(Change),
    /// After the last reply: every outcome is safe, only the run's end is not noted.
    #[error("every outcome is recorded, but not that the run has ended")]
    NotEnded,
    /// After the last reply: the journal is gone that every outcome was recorded in.
    #[error("the run is over, and the journal that recorded it is gone")]
    Lost,
}

impl SubmitError {
    /// Whether the journal itself is gone, and not only one write of it failed: what this process knows of the
    /// run no later one will.
    #[must_use]
    pub fn lost(&self) -> bool {
        matches!(*self.source, StoreError::Gone { .. })
    }
}
