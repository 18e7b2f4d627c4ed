//! How driving a run can fail: only by its journal. What gateways do wrong are outcomes.

use crate::domain::Counts;
use crate::provision::run::Change;
use crate::said::{Said, say};
use crate::store::StoreError;
use crate::words;

/// The journal failed, and the run was left where it stood.
#[derive(Debug)]
pub struct SubmitError {
    /// What it means for the rows.
    pub trouble: Trouble,
    /// Where the rows stand as far as this process knows.
    pub counts: Counts,
    /// What the journal said.
    pub source: Box<StoreError>,
}

/// Which write of the journal failed.
#[derive(Clone, Debug, PartialEq)]
pub enum Trouble {
    /// Before a batch: it did not leave.
    NotSent,
    /// After a reply: this is the only copy of what it said, and the journal still holds the rows
    /// as in flight, which count as unknown when it is next opened.
    NotRecorded(Change),
    /// After the last reply: every outcome is safe, only the run's end is not noted.
    NotEnded,
    /// After the last reply: the journal is gone that every outcome was recorded in.
    Lost,
}

impl SubmitError {
    /// For people.
    #[must_use]
    pub fn said(&self) -> Said {
        let trouble = match &self.trouble {
            Trouble::NotSent => {
                say!("the journal cannot take the next batch, so nothing more was sent", =)
            }
            Trouble::NotRecorded(change) => say!(
                "the gateway answered for {rows} rows, and the journal cannot take it; keep what is printed now, \
                 the journal will call these rows unknown", =,
                rows = change.settled.len() + change.put_back.len()
            ),
            Trouble::NotEnded => {
                say!("every outcome is recorded, but not that the run has ended", =)
            }
            Trouble::Lost => {
                say!("the run is over, and the journal that recorded it is gone", =)
            }
        };
        say!("{trouble}: {source}", =, trouble, source = words::journal(&self.source))
    }

    /// Whether the journal itself is gone, and not only one write of it failed: what this process knows of the
    /// run no later one will.
    #[must_use]
    pub fn lost(&self) -> bool {
        matches!(*self.source, StoreError::Gone { .. })
    }
}

impl std::fmt::Display for SubmitError {
    /// For developers.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.said().en())
    }
}

impl std::error::Error for SubmitError {}
