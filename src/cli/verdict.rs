//! What is wrong with a file's devices, each thing located.

use super::models::Models;
use super::tell;
use crate::domain::{Draft, Field};
use crate::provision::queue::check_all;
use crate::provision::{Problem, Rules, Severity};

/// The findings on a file, as lines to print.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Verdict {
    /// What forbids sending.
    pub errors: Vec<String>,
    /// What may be right.
    pub warnings: Vec<String>,
}

impl Verdict {
    /// Judges `devices`, each and against each other, by the models that are known.
    pub fn on(devices: &[Draft], models: &Models, rules: Rules) -> Self {
        let mut verdict = Self::default();
        let judged = check_all(devices, &|key: &str| models.of(key), rules);
        for (index, (device, problems)) in devices.iter().zip(judged).enumerate() {
            if let Some(why) = models.missing.get(&device.product_key) {
                let field = Field::ProductKey;
                let line = format!(
                    "deviceList[{index}].{field}: EnOS does not show product {}: {why}",
                    device.product_key
                );
                verdict.errors.push(line);
            }
            for Problem {
                field,
                severity,
                message,
            } in problems
            {
                let line = format!("deviceList[{index}].{field}: {message}");
                match severity {
                    Severity::Error => verdict.errors.push(line),
                    Severity::Warning => verdict.warnings.push(line),
                }
            }
        }
        for (product, why) in &models.unchecked {
            let line = format!("product {product}: attributes not checked: {why}");
            verdict.warnings.push(line);
        }
        verdict
    }

    /// Prints every finding to standard error.
    pub fn print(&self) {
        for line in &self.errors {
            tell::line(format_args!("error: {line}"));
        }
        for line in &self.warnings {
            tell::line(format_args!("warning: {line}"));
        }
    }
}
