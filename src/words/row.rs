//! What there is to say of a row in one line, and how far it has come.

use crate::domain::{RowState, RunRow};
use crate::said::{Said, pair, say};

/// Why the row is as it is: the sentence of its cause, or that somebody's word gave it its device. Empty where there is
/// nothing to say.
#[must_use]
pub fn row(row: &RunRow) -> Said {
    match &row.cause {
        Some(cause) => super::cause(cause),
        None if row.adopted && row.state == RowState::Created => say!("adopted, as you said", =),
        None => Said::default(),
    }
}

/// How far a row has come.
#[must_use]
pub const fn state(of: RowState) -> Said {
    match of {
        RowState::Queued => pair!("queued", =),
        RowState::InFlight => pair!("in flight", =),
        RowState::Created => pair!("created", =),
        RowState::Failed => pair!("failed", =),
        RowState::Unknown => pair!("unknown", =),
        RowState::Skipped => pair!("skipped", =),
        RowState::Deleted => pair!("deleted", =),
    }
}
