//! A problem: where in a device, how bad, and what.

use super::flaw::Flaw;
use crate::domain::Field;
use crate::said::Said;

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
    /// What.
    pub flaw: Flaw,
}

impl Problem {
    /// What `EnOS` refuses.
    #[must_use]
    pub const fn error(field: Field, flaw: Flaw) -> Self {
        Self::of(Severity::Error, field, flaw)
    }

    /// What `EnOS` may accept.
    #[must_use]
    pub const fn warning(field: Field, flaw: Flaw) -> Self {
        Self::of(Severity::Warning, field, flaw)
    }

    const fn of(severity: Severity, field: Field, flaw: Flaw) -> Self {
        Self {
            field,
            severity,
            flaw,
        }
    }

    /// Whether it keeps the device from being sent.
    #[must_use]
    pub fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }

    /// What is wrong with a device whose product `EnOS` does not show, in its words.
    #[must_use]
    pub fn not_shown(why: &Said) -> Self {
        let why = why.clone();
        Self::error(Field::ProductKey, Flaw::ProductNotShown { why })
    }
}
