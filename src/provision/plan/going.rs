//! The sum of a run that goes on: every row once, those that are settled included.

use super::{Part, Parts, Plan};
use crate::domain::RowState;

/// What a row of a run that goes on waits for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Goes {
    /// To be sent.
    Queued,
    /// To be looked up first.
    Asked,
    /// For a person, as nothing can be looked up for it or proved.
    ByEye,
    /// For nothing: it is settled.
    Settled,
}

impl Goes {
    /// What a row in this state waits for, `by_eye` if only a person can settle it.
    #[must_use]
    pub const fn of(state: RowState, by_eye: bool) -> Self {
        match (state, by_eye) {
            (RowState::Queued, _) => Self::Queued,
            (RowState::Unknown | RowState::InFlight, false) => Self::Asked,
            (RowState::Unknown | RowState::InFlight, true) => Self::ByEye,
            (RowState::Created | RowState::Failed | RowState::Skipped | RowState::Deleted, _) => {
                Self::Settled
            }
        }
    }

    /// Whether the row is part of the plan.
    #[must_use]
    pub const fn is_open(self) -> bool {
        matches!(self, Self::Queued | Self::Asked)
    }
}

impl Plan {
    /// How many of the rows of a run, `rows`, are of each part; the plan is that of the open ones among
    /// them, in their order. An unknown row is asked for first, and sent again only if it is not there.
    #[must_use]
    pub fn going_on(&self, rows: impl IntoIterator<Item = Goes>) -> Parts {
        let mut plans = self.rows.iter().map(Part::from);
        let parts = rows.into_iter().map(|row| match row {
            Goes::Settled => Part::Settled,
            Goes::ByEye => Part::ByEye,
            Goes::Queued => plans.next().unwrap_or(Part::Unchecked),
            Goes::Asked => match plans.next() {
                Some(Part::Identical | Part::Different) => Part::Found,
                Some(Part::Create) => Part::Sought,
                part => part.unwrap_or(Part::Unchecked),
            },
        });
        parts.collect()
    }
}
