//! EnOS's refusal of a row, brought back to the field it is about.

use super::{Origin, Sheet};
use crate::domain::Field;
use crate::enos;
use crate::provision::{Problem, Severity};
use crate::tui::app::Model;

/// The refusal as a problem of the form, for as long as nothing was changed.
///
/// It only warns: the cause may be gone, and then the device may go again as it is.
pub(super) fn as_problem(sheet: &Sheet) -> Option<Problem> {
    let Origin::Run {
        failure: Some(failure),
        ..
    } = &sheet.origin
    else {
        return None;
    };
    if sheet.changed() {
        return None;
    }
    let code = failure
        .code
        .map_or_else(String::new, |code| format!(" ({code})"));
    Some(Problem {
        field: blamed(failure),
        severity: Severity::Warning,
        message: format!("EnOS: {}{code}", failure.msg),
    })
}

/// Focuses the field that EnOS refused.
pub(super) fn focus_blamed(model: &mut Model) {
    let Some(sheet) = &mut model.device.sheet else {
        return;
    };
    if let Origin::Run {
        failure: Some(failure),
        ..
    } = &sheet.origin
    {
        let field = blamed(failure);
        if let Some(row) = sheet.form.row_of(&field) {
            sheet.form.form_mut().focus(&row);
        }
    }
}

fn blamed(failure: &crate::domain::Failure) -> Field {
    enos::blamed_field(failure).unwrap_or(Field::Name)
}
