//! How far the rows of a run have come, and how many how far.

use std::fmt;

use super::Outcome;

/// How far a row has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum RowState {
    /// To be sent.
    Queued,
    /// In a batch that may have left, and that nothing is known of yet.
    InFlight,
    /// Made.
    Created,
    /// Not made.
    Failed,
    /// Perhaps made: a batch left with it and no reply says what became of it.
    Unknown,
    /// Not sent or not made, because the device exists and was to be left alone.
    Skipped,
    /// Made by the run, and deleted again.
    Deleted,
}

impl RowState {
    /// Every state.
    pub const ALL: [Self; 7] = [
        Self::Queued,
        Self::InFlight,
        Self::Created,
        Self::Failed,
        Self::Unknown,
        Self::Skipped,
        Self::Deleted,
    ];
}

impl fmt::Display for RowState {
    /// Its name for people.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Queued => "queued",
            Self::InFlight => "in flight",
            Self::Created => "created",
            Self::Failed => "failed",
            Self::Unknown => "unknown",
            Self::Skipped => "skipped",
            Self::Deleted => "deleted",
        })
    }
}

impl From<&Outcome> for RowState {
    fn from(outcome: &Outcome) -> Self {
        match outcome {
            Outcome::Created(_) => Self::Created,
            Outcome::Failed(_) => Self::Failed,
            Outcome::Unknown(_) => Self::Unknown,
            Outcome::Skipped(_) => Self::Skipped,
        }
    }
}

/// How many rows of a run are in each state.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// To be sent.
    pub queued: usize,
    /// Sent, no reply yet.
    pub in_flight: usize,
    /// Made.
    pub created: usize,
    /// Not made.
    pub failed: usize,
    /// Perhaps made.
    pub unknown: usize,
    /// Left alone because the device exists.
    pub skipped: usize,
    /// Made and deleted again.
    pub deleted: usize,
}

impl Counts {
    /// All rows of the run.
    #[must_use]
    pub const fn total(&self) -> usize {
        self.queued
            + self.in_flight
            + self.created
            + self.failed
            + self.unknown
            + self.skipped
            + self.deleted
    }

    /// The number of rows in `state`.
    #[must_use]
    pub const fn of(&mut self, state: RowState) -> &mut usize {
        match state {
            RowState::Queued => &mut self.queued,
            RowState::InFlight => &mut self.in_flight,
            RowState::Created => &mut self.created,
            RowState::Failed => &mut self.failed,
            RowState::Unknown => &mut self.unknown,
            RowState::Skipped => &mut self.skipped,
            RowState::Deleted => &mut self.deleted,
        }
    }
}

impl std::ops::AddAssign for Counts {
    fn add_assign(&mut self, mut more: Self) {
        for state in RowState::ALL {
            *self.of(state) += *more.of(state);
        }
    }
}
