//! What there is to say of a row in one line.

use crate::domain::{RowState, RunRow};

/// Why the row is as it is: the sentence of its cause, or that somebody's word gave it its device. Empty where there is
/// nothing to say.
#[must_use]
pub fn row(row: &RunRow) -> String {
    match &row.cause {
        Some(cause) => cause.to_string(),
        None if row.adopted && row.state == RowState::Created => "adopted, as you said".to_owned(),
        None => String::new(),
    }
}
