//! EnOS's refusal of a row, brought back to the field it is about.

use super::State;
use super::edited::EditedDevice;
use crate::domain::{Cause, Field};
use crate::provision::{Flaw, Problem};

/// The refusal as a problem of the form, for as long as nothing was changed.
///
/// It only warns: the cause may be gone, and then the device may go again as it is.
pub(super) fn as_problem(edited: &EditedDevice) -> Option<Problem> {
    let cause = edited.origin.cause().filter(|_| !edited.changed())?;
    let field = blamed(cause);
    let cause = Box::new(cause.clone());
    Some(Problem::warning(field, Flaw::Sent { cause }))
}

impl State {
    /// Focuses the field that EnOS refused.
    pub(super) fn focus_blamed(&mut self) {
        if let Some(edited) = &mut self.edited
            && let Some(cause) = edited.origin.cause()
            && let Some(row) = edited.form.row_of(&blamed(cause))
        {
            edited.form.form.focus(&row);
        }
    }
}

/// What no field is blamed for is about the device as one of its product: a full product above all.
fn blamed(cause: &Cause) -> Field {
    cause.field().unwrap_or(Field::ProductKey)
}
