//! Where the rules put what they find.

use super::super::{Problem, Rules, Severity, text};
use crate::domain::Field;

/// The problems of one device, in the order found.
pub(super) struct Findings {
    rules: Rules,
    pub(super) problems: Vec<Problem>,
}

impl Findings {
    pub(super) fn new(rules: Rules) -> Self {
        Self {
            rules,
            problems: Vec::new(),
        }
    }

    /// A documented rule is broken.
    pub(super) fn error(&mut self, field: Field, message: impl Into<String>) {
        self.add(field, Severity::Error, message.into());
    }

    /// The documentation does not say that this is refused.
    pub(super) fn warning(&mut self, field: Field, message: impl Into<String>) {
        self.add(field, Severity::Warning, message.into());
    }

    /// The documentation says what is right but not for certain what becomes of anything else.
    pub(super) fn unsure(&mut self, field: Field, message: impl Into<String>) {
        self.add(field, self.rules.unsure(), message.into());
    }

    /// What the eye does not see in a text: white space at the ends, invisible characters.
    /// Legal as far as documented, yet hardly ever meant, and it makes a text unfindable.
    pub(super) fn unseen(&mut self, field: &Field, value: &str) {
        if value.trim() != value {
            self.warning(field.clone(), "begins or ends with white space; remove it");
        }
        self.invisible(field, value);
    }

    /// The part of [`Self::unseen`] that is about invisible characters. Line breaks and tabs are
    /// visible enough.
    pub(super) fn invisible(&mut self, field: &Field, value: &str) {
        let found = value.chars().enumerate().find(|(_, character)| {
            text::is_invisible(*character) && !"\n\r\t".contains(*character)
        });
        if let Some((before, character)) = found {
            self.warning(
                field.clone(),
                format!(
                    "has an invisible character (U+{:04X}) at position {}; remove it",
                    u32::from(character),
                    before + 1
                ),
            );
        }
    }

    fn add(&mut self, field: Field, severity: Severity, message: String) {
        self.problems.push(Problem {
            field,
            severity,
            message,
        });
    }
}
