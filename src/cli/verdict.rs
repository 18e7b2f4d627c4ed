//! What is wrong with a file's devices, each thing located.

use std::fmt;
use std::io;

use serde::Serialize;
use serde_json::json;

use super::args::Format;
use super::models::Models;
use super::{door, tell};
use crate::domain::{Draft, Field};
use crate::provision::{Problem, Rules, Severity};

/// One thing that is wrong, or may be.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// Where: a path in the file, a position in its text, or a product.
    pub place: String,
    /// `error` or `warning`.
    pub severity: &'static str,
    /// What is wrong and what would be right.
    pub message: String,
}

impl Finding {
    /// What forbids sending.
    pub fn error(place: impl fmt::Display, message: impl fmt::Display) -> Self {
        Self {
            place: place.to_string(),
            severity: "error",
            message: message.to_string(),
        }
    }

    /// What may be right.
    pub fn warning(place: impl fmt::Display, message: impl fmt::Display) -> Self {
        Self {
            severity: "warning",
            ..Self::error(place, message)
        }
    }
}

/// The findings on a file.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Verdict {
    /// What forbids sending.
    pub errors: Vec<Finding>,
    /// What may be right.
    pub warnings: Vec<Finding>,
}

impl Verdict {
    /// Judges `devices`, each and against each other, by the models that are known.
    pub fn on(devices: &[Draft], models: &Models, rules: Rules) -> Self {
        let mut verdict = Self::default();
        let judged = models.check(devices, rules);
        for (index, problems) in judged.into_iter().enumerate() {
            let place = |field: &Field| format!("deviceList[{index}].{field}");
            for Problem {
                field,
                severity,
                message,
            } in problems
            {
                match severity {
                    Severity::Error => verdict.errors.push(Finding::error(place(&field), message)),
                    Severity::Warning => verdict
                        .warnings
                        .push(Finding::warning(place(&field), message)),
                }
            }
        }
        for (product, why) in &models.unchecked {
            verdict.warnings.push(Finding::warning(
                format_args!("product {product}"),
                format_args!("attributes not checked: {why}"),
            ));
        }
        verdict
    }

    /// Prints every finding to standard error.
    pub fn print(&self) {
        for Finding {
            place,
            severity,
            message,
        } in self.errors.iter().chain(&self.warnings)
        {
            tell::line(format_args!("{severity}: {place}: {message}"));
        }
    }

    /// Prints every finding as JSON to standard output where the results would have been JSON.
    pub fn print_as(&self, format: Format) {
        let problems: Vec<&Finding> = self.errors.iter().chain(&self.warnings).collect();
        let object = match format {
            Format::Json => json!({ "problems": problems }),
            Format::Jsonl => json!({ "event": "refused", "problems": problems }),
            Format::Table | Format::Csv => return,
        };
        // They are on standard error too, and the exit code says the rest.
        let _ = io::Write::write_all(&mut door::out(), format!("{object}\n").as_bytes());
    }
}
