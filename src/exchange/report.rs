//! Results for people, scripts and spreadsheets.

mod record;
mod secret;
#[cfg(test)]
mod tests;

use std::collections::BTreeSet;
use std::io::{self, Write};

use serde::Serialize;

pub(super) use record::made_text;
pub use secret::Secret;

use super::columns;
use super::sheet::{Cell, Sheet};
use crate::domain::number::{as_number, number};

/// What became of the rows of a run.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Report {
    /// The run's number; the newest one's where the rows are of several, none where none was needed.
    pub run: Option<i64>,
    /// How many rows were created.
    pub created: usize,
    /// How many failed.
    pub failed: usize,
    /// Of how many it is not known.
    pub unknown: usize,
    /// How many were left alone, because their devices exist.
    pub skipped: usize,
    /// How many were created and deleted again.
    pub deleted: usize,
    /// How many were never sent.
    pub unsent: usize,
    /// The rows to tell of; not necessarily all that are counted.
    pub rows: Vec<ReportRow>,
}

/// What became of one row.
#[derive(Clone, Debug, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ReportRow {
    /// Its place in its run, from 0; told from 1, as `index` and `#`.
    #[serde(rename = "index", serialize_with = "as_number")]
    pub place: u32,
    /// Its place among the rows that are told of, from 0: of a file, its row there. Told from 1, as `row`.
    #[serde(rename = "row", serialize_with = "as_number")]
    pub index: usize,
    /// Its end.
    pub outcome: Verdict,
    /// Its product.
    pub product_key: String,
    /// Its key, supplied or made by EnOS.
    pub device_key: Option<String>,
    /// The created device's asset id.
    pub asset_id: Option<String>,
    /// EnOS's code for a failure.
    pub code: Option<i64>,
    /// EnOS's words, or the program's.
    pub msg: String,
    /// The request that decided it.
    pub request_id: Option<String>,
    /// Whether its key was made by this program.
    pub automatic: bool,
    /// Whether its device existed before and was taken for the row's own.
    pub adopted: bool,
    /// The run that it is in.
    pub run: Option<i64>,
    /// The device's default name, for people; JSON leaves it out, as its shape is fixed.
    #[serde(skip)]
    pub name: String,
    /// The device's secret, only where it was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub device_secret: Option<Secret>,
}

/// The end of a row, in one word.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Verdict {
    /// EnOS made the device.
    Created,
    /// EnOS did not.
    Failed,
    /// Nobody can tell yet.
    #[default]
    Unknown,
    /// The device exists, and was to be left alone.
    Skipped,
    /// EnOS made the device, and it was deleted again.
    Deleted,
    /// EnOS was never asked to make it.
    Unsent,
}

impl Verdict {
    fn word(self) -> &'static str {
        match self {
            Self::Created => "created",
            Self::Failed => "failed",
            Self::Unknown => "unknown",
            Self::Skipped => "skipped",
            Self::Deleted => "deleted",
            Self::Unsent => "unsent",
        }
    }
}

impl Report {
    /// Writes one JSON object on one line: `run`, the counts and `rows`, each row with all its
    /// fields, absent ones `null`, but `deviceSecret` only where there is one.
    ///
    /// # Errors
    /// What `out` answers.
    pub fn json(&self, mut out: impl Write) -> io::Result<()> {
        serde_json::to_writer(&mut out, self)?;
        out.write_all(b"\n")
    }

    /// Writes a header and one CSV line per row; a column `deviceSecret` only where there is one.
    ///
    /// A text that a spreadsheet would run as a formula begins with an apostrophe, and characters that show nothing
    /// are spelled out; JSON has every text exactly.
    ///
    /// # Errors
    /// What `out` answers.
    pub fn csv(&self, out: impl Write) -> io::Result<()> {
        let with_secrets = self.rows.iter().any(|row| row.device_secret.is_some());
        let mut sheet = Sheet::new(out);
        let header = [
            "index",
            "outcome",
            "productKey",
            "deviceKey",
            "assetId",
            "code",
            "msg",
            "requestId",
            "name",
            "automatic",
            "adopted",
            "run",
            "row",
        ];
        let secret = with_secrets.then_some("deviceSecret");
        sheet.line(header.into_iter().chain(secret).map(Cell::from))?;
        for row in &self.rows {
            let cells = [
                Cell::Number(number(row.place)),
                row.outcome.word().into(),
                row.product_key.as_str().into(),
                row.device_key.as_deref().into(),
                row.asset_id.as_deref().into(),
                row.code.into(),
                row.msg.as_str().into(),
                row.request_id.as_deref().into(),
                row.name.as_str().into(),
                flag(row.automatic).into(),
                flag(row.adopted).into(),
                row.run.into(),
                Cell::Number(number(row.index)),
            ];
            let secret = row.device_secret.as_ref().map(Secret::reveal);
            let secret = with_secrets.then_some(Cell::Secret(secret.unwrap_or_default()));
            sheet.line(cells.into_iter().chain(secret))?;
        }
        sheet.finish()
    }

    /// `run 2: ` or `runs 1, 2: `; nothing where there is none.
    fn runs(&self) -> String {
        let runs = self.rows.iter().filter_map(|row| row.run);
        let runs: BTreeSet<i64> = runs.chain(self.run).collect();
        let plural = if runs.len() == 1 { "" } else { "s" };
        let runs: Vec<String> = runs.iter().map(ToString::to_string).collect();
        if runs.is_empty() {
            return String::new();
        }
        format!("run{plural} {}: ", runs.join(", "))
    }

    /// Writes the counts, then the rows in aligned columns. `remedy` says what to
    /// do about a row, if anything; where it never does there is no such column. Secrets and
    /// request ids are left to the other forms.
    ///
    /// # Errors
    /// What `out` answers.
    pub fn table(
        &self,
        mut out: impl Write,
        remedy: impl Fn(&ReportRow) -> Option<String>,
    ) -> io::Result<()> {
        write!(out, "{}", self.runs())?;
        write!(
            out,
            "{} created, {} failed, {} unknown",
            self.created, self.failed, self.unknown
        )?;
        for (count, word) in [
            (self.skipped, "skipped"),
            (self.deleted, "deleted again"),
            (self.unsent, "not sent"),
        ] {
            if count > 0 {
                write!(out, ", {count} {word}")?;
            }
        }
        writeln!(out)?;
        if self.rows.is_empty() {
            return Ok(());
        }
        let remedies: Vec<_> = self.rows.iter().map(remedy).collect();
        let to_do = if remedies.iter().any(Option::is_some) {
            "what to do"
        } else {
            ""
        };
        // Where the rows of a file are in several runs, or in another order, each has two numbers.
        let two = self.two_numbers();
        let header = [
            if two { "row" } else { "#" },
            if two { "run" } else { "" },
            if two { "#" } else { "" },
            "outcome",
            "productKey",
            "deviceKey",
            "assetId",
            "code",
            "msg",
            to_do,
        ];
        let rows = self.rows.iter().zip(remedies).map(|(row, remedy)| {
            let place = number(row.place).to_string();
            let (first, run, second) = if two {
                let run = row.run.map(|run| run.to_string()).unwrap_or_default();
                (number(row.index).to_string(), run, place)
            } else {
                (place, String::new(), String::new())
            };
            [
                first,
                run,
                second,
                row.outcome.word().to_owned(),
                row.product_key.clone(),
                key_text(row),
                row.asset_id.clone().unwrap_or_default(),
                row.code.map(|code| code.to_string()).unwrap_or_default(),
                row.msg.clone(),
                remedy.unwrap_or_default(),
            ]
        });
        columns::write(out, header, rows)
    }
}

impl Report {
    /// Whether the places of the rows among those that are told of are not their places in one run.
    fn two_numbers(&self) -> bool {
        let other = |row: &ReportRow| number(row.index) != number(row.place) || row.run != self.run;
        self.rows.iter().any(other)
    }
}

/// A key for people: one that nobody typed is marked.
fn key_text(row: &ReportRow) -> String {
    let key = row.device_key.clone().unwrap_or_default();
    if row.automatic {
        key + " (automatic)"
    } else {
        key
    }
}

const fn flag(set: bool) -> &'static str {
    if set { "true" } else { "false" }
}
