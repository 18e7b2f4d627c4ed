//! Where the rows of a run stand, and how many where.

use crate::domain::Outcome;

/// Where one row stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// Not sent, or surely not acted upon: may be sent.
    Queued,
    /// Sent, and no reply yet: must not be sent.
    InFlight,
    /// Made: never sent again.
    Created,
    /// Surely not made.
    Failed,
    /// Perhaps made: not sent again before somebody has looked.
    Unknown,
}

impl From<&Outcome> for State {
    fn from(outcome: &Outcome) -> Self {
        match outcome {
            Outcome::Created(_) => Self::Created,
            Outcome::Failed(_) => Self::Failed,
            Outcome::Unknown(_) => Self::Unknown,
        }
    }
}

/// How many rows stand where.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Not sent.
    pub queued: usize,
    /// Sent, no reply yet.
    pub in_flight: usize,
    /// Made.
    pub created: usize,
    /// Not made.
    pub failed: usize,
    /// Perhaps made.
    pub unknown: usize,
}

impl Counts {
    /// All rows.
    #[must_use]
    pub fn total(&self) -> usize {
        self.queued + self.in_flight + self.created + self.failed + self.unknown
    }
}
