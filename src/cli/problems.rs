//! What is wrong with a file's devices, each thing located.

use serde::Serialize;
use serde_json::json;

use super::sending::Format;
use super::{console, models, tell};
use crate::catalogue::Catalogue;
use crate::domain::Draft;
use crate::exchange::{Location, json_line};
use crate::provision::{Flaw, Rules, Severity};
use crate::said::{Said, say};
use crate::words;

/// One thing that is wrong, or may be.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(super) struct FileProblem {
    /// The row of the file, from 1, where it is one's.
    pub row: Option<u64>,
    /// Where: a path in the file, a position in its text, or a product.
    pub place: Said,
    /// `error` or `warning`.
    pub severity: &'static str,
    /// What is wrong and what would be right.
    pub message: Said,
    /// The same as data, where it is one of a device.
    pub flaw: Option<Flaw>,
}

impl FileProblem {
    /// What forbids sending.
    pub(super) const fn error(place: Said, message: Said) -> Self {
        Self {
            row: None,
            place,
            severity: "error",
            message,
            flaw: None,
        }
    }

    /// What may be right.
    pub(super) fn warning(place: Said, message: Said) -> Self {
        Self {
            severity: "warning",
            ..Self::error(place, message)
        }
    }

    /// As one of this row.
    pub(super) fn in_row(self, row: Option<u64>) -> Self {
        Self { row, ..self }
    }

    /// `error: row 3, deviceList[2].timezone: is missing`: the row by the one counting of rows, beside it where.
    fn told(&self) -> Said {
        let (place, message) = (&self.place, &self.message);
        let at = match self.row {
            Some(row) => say!("row {row}, {place}", "第 {row} 行，{place}", place),
            None => place.clone(),
        };
        match self.severity {
            "error" => say!(
                "error: {at}: {message}",
                "错误：{at}：{message}",
                at,
                message
            ),
            _ => say!(
                "warning: {at}: {message}",
                "警告：{at}：{message}",
                at,
                message
            ),
        }
    }
}

/// What is wrong with a file.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct FileProblems {
    /// What forbids sending.
    pub errors: Vec<FileProblem>,
    /// What may be right.
    pub warnings: Vec<FileProblem>,
}

impl FileProblems {
    /// Judges `devices`, each and against each other, by the models that are known.
    pub(super) fn on(devices: &[Draft], known: &Catalogue, rules: Rules) -> Self {
        let mut found = Self::default();
        let judged = models::check(known, devices, rules);
        for (index, problems) in judged.into_iter().enumerate() {
            for problem in problems {
                let place = Location::of(index, &problem.field);
                let (row, flaw) = (place.row(), problem.flaw);
                let (place, told) = (place.said(), words::flaw(&flaw));
                let (list, finding) = match problem.severity {
                    Severity::Error => (&mut found.errors, FileProblem::error(place, told)),
                    Severity::Warning => (&mut found.warnings, FileProblem::warning(place, told)),
                };
                let flaw = Some(flaw);
                list.push(FileProblem {
                    row,
                    flaw,
                    ..finding
                });
            }
        }
        for (product, why) in models::unchecked(known, devices) {
            found.warnings.push(FileProblem::warning(
                say!("product {product}", "产品 {product}"),
                say!("attributes not checked: {why}", "未检查属性：{why}", why),
            ));
        }
        found
    }

    /// Prints every problem to standard error.
    pub(super) fn print(&self) {
        for finding in self.errors.iter().chain(&self.warnings) {
            tell::line(&finding.told());
        }
    }

    /// Prints every problem as JSON to standard output where the results would have been JSON.
    pub(super) fn print_as(&self, format: Format) {
        let problems: Vec<&FileProblem> = self.errors.iter().chain(&self.warnings).collect();
        let object = match format {
            Format::Json => json!({ "problems": problems }),
            Format::Jsonl => json!({ "event": "refused", "problems": problems }),
            Format::Table | Format::Csv => return,
        };
        // They are on standard error too, and the exit code says the rest.
        let _ = json_line::write(console::out(), &object);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_counts_rows_in_one_way_and_says_where() {
        let device = |key: &str| Draft {
            product_key: "P".to_owned(),
            device_key: Some(key.to_owned()),
            ..Draft::default()
        };
        let devices = [device("INV-1"), device("INV-2"), device("INV-1")];
        let problems = FileProblems::on(&devices, &Catalogue::default(), Rules::default());
        let told = problems.errors.iter();
        let told: Vec<String> = told
            .map(|one| one.told().to(tell::lang()).into_owned())
            .collect();
        let expected =
            "error: row 3, deviceList[2].deviceKey: row 1 has the same product and key".to_owned();
        assert!(told.contains(&expected), "{told:#?}");
        for (finding, told) in problems.errors.iter().zip(&told) {
            let row = finding.row.unwrap();
            let index = row - 1;
            assert!(
                told.starts_with(&format!("error: row {row}, deviceList[{index}].")),
                "{told}"
            );
        }
    }
}
