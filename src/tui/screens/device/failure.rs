//! EnOS's refusal of a row, brought back to the field it is about.

use super::{Origin, Sheet};
use crate::domain::{Cause, Field};
use crate::provision::{Flaw, Problem};
use crate::tui::app::Model;

/// The refusal as a problem of the form, for as long as nothing was changed.
///
/// It only warns: the cause may be gone, and then the device may go again as it is.
pub(super) fn as_problem(sheet: &Sheet) -> Option<Problem> {
    let Origin::Run {
        cause: Some(cause), ..
    } = &sheet.origin
    else {
        return None;
    };
    if sheet.changed() {
        return None;
    }
    let flaw = Flaw::Sent {
        cause: cause.clone(),
    };
    Some(Problem::warning(blamed(cause), flaw))
}

/// Focuses the field that EnOS refused.
pub(super) fn focus_blamed(model: &mut Model) {
    let Some(sheet) = &mut model.device.sheet else {
        return;
    };
    if let Origin::Run {
        cause: Some(cause), ..
    } = &sheet.origin
    {
        let field = blamed(cause);
        if let Some(row) = sheet.form.row_of(&field) {
            sheet.form.form_mut().focus(&row);
        }
    }
}

fn blamed(cause: &Cause) -> Field {
    cause.field().unwrap_or(Field::Name)
}
