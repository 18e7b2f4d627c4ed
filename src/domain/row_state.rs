//! How far the rows of a run have come, and how many how far.

use strum::{EnumString, IntoStaticStr, VariantArray};

use super::Outcome;

/// How far a row has come.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, Hash, VariantArray, IntoStaticStr, EnumString,
)]
#[strum(serialize_all = "snake_case")]
pub enum RowState {
    /// To be sent.
    #[default]
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
    pub const ALL: &'static [Self] = <Self as VariantArray>::VARIANTS;

    /// Whether it is not known yet what becomes of the row.
    #[must_use]
    pub const fn is_open(self) -> bool {
        matches!(self, Self::Queued | Self::InFlight | Self::Unknown)
    }

    /// What `outcome` makes of a row in this state; nothing where it tells no more than is known. A late report
    /// never takes knowledge away.
    #[must_use]
    pub const fn after(self, outcome: &Outcome) -> Option<Self> {
        let to = outcome.state();
        match self {
            Self::InFlight | Self::Unknown => Some(to),
            Self::Queued | Self::Failed | Self::Skipped if !matches!(to, Self::Unknown) => Some(to),
            _ => None,
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
    pub fn total(mut self) -> usize {
        let rows = RowState::ALL.iter().map(|state| *self.of(*state));
        rows.sum()
    }

    /// Rows of which it is not known yet what becomes of them.
    #[must_use]
    pub const fn open(&self) -> usize {
        self.queued + self.in_flight + self.unknown
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
            *self.of(*state) += *more.of(*state);
        }
    }
}
