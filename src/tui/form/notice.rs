//! What is wrong with a row of a form.

use crate::provision::Severity;
use crate::said::Said;

/// A problem of one row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice<K> {
    /// The row.
    pub id: K,
    /// How bad.
    pub severity: Severity,
    /// What is wrong and what would be right.
    pub message: Said,
    /// Whether EnOS has said so.
    pub refused: bool,
    /// Whether the value is missing, and not wrong.
    pub missing: bool,
}

impl<K> Notice<K> {
    /// What is wrong with the row called `id`.
    pub fn new(id: K, severity: Severity, message: impl Into<Said>) -> Self {
        let message = message.into();
        Self {
            id,
            severity,
            message,
            refused: false,
            missing: false,
        }
    }
}
