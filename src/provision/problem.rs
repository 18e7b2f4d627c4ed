//! A problem: where in a device, how bad, what, and what to do.

use crate::domain::Field;

/// How much a problem matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// EnOS may or may not accept it: its documentation does not say.
    Warning,
    /// EnOS's documentation says that it is refused.
    Error,
}

/// One thing that is wrong with one field of one device.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Where.
    pub field: Field,
    /// How bad.
    pub severity: Severity,
    /// What is wrong and what would be right, in one line without the field's name.
    pub message: String,
}

/// What is wrong with a device whose product `EnOS` does not show, in its words.
#[must_use]
pub fn not_shown(why: &str) -> Problem {
    Problem {
        field: Field::ProductKey,
        severity: Severity::Error,
        message: format!("{NOT_SHOWN}: {why}"),
    }
}

/// What is said of a product that `EnOS` refuses to show, before its reason.
pub(super) const NOT_SHOWN: &str = "EnOS does not show this product";
