//! Results for people, scripts and spreadsheets.

mod json;
mod record;
#[cfg(test)]
mod tests;

use std::collections::BTreeSet;
use std::io::{self, Write};

pub use json::{cause_json, counted};

use super::columns;
use super::csv_file::{Cell, CsvFile};
use crate::domain::{Cause, Counts, RowState, RunId, RunRow, Secret, number};
use crate::words;

/// What became of the rows of a run.
#[derive(Clone, Debug, Default)]
pub struct Report {
    /// The run's number; the newest one's where the rows are of several, none where none was needed.
    pub run: Option<RunId>,
    /// How many rows stand where.
    pub counts: Counts,
    /// The rows to tell of; not necessarily all that are counted.
    pub rows: Vec<ReportRow>,
}

/// What became of one row.
#[derive(Clone, Debug, Default)]
pub struct ReportRow {
    /// Its place among the rows that are told of, from 0: of a file, its row there. Told from 1, as `row`.
    pub index: usize,
    /// The run that it is in.
    pub run: Option<RunId>,
    /// The row. Of one that is queued the cause says why it was not sent; one whose reply is awaited is unknown.
    pub row: RunRow,
    /// The device's secret, only where it was asked for.
    pub device_secret: Option<Secret>,
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
        let mut sheet = CsvFile::new(out);
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
            "cause",
            "field",
        ];
        let secret = with_secrets.then_some("deviceSecret");
        sheet.line(header.into_iter().chain(secret).map(Cell::from))?;
        for ReportRow {
            index,
            run,
            row,
            device_secret,
        } in &self.rows
        {
            let cause = row.cause.as_deref();
            let (msg, field) = (words::row(row), cause.and_then(Cause::field));
            let field = field.map(|field| field.to_string());
            let cells = [
                Cell::Number(row.index.number()),
                word(row.state).into(),
                row.product_key.as_str().into(),
                row.device_key.as_deref().into(),
                row.asset_id.as_deref().into(),
                cause.and_then(Cause::code).into(),
                msg.as_str().into(),
                row.request_id.as_deref().into(),
                row.name.as_str().into(),
                flag(row.automatic).into(),
                flag(row.adopted).into(),
                run.map(|run| run.0).into(),
                Cell::Number(number(*index)),
                cause.map(Cause::kind).into(),
                field.as_deref().into(),
            ];
            let secret = device_secret.as_ref().map(Secret::expose);
            let secret = with_secrets.then_some(Cell::Secret(secret.unwrap_or_default()));
            sheet.line(cells.into_iter().chain(secret))?;
        }
        sheet.finish()
    }

    /// `run 2: ` or `runs 1, 2: `; nothing where there is none.
    fn runs(&self) -> String {
        let runs = self.rows.iter().filter_map(|row| row.run);
        let runs: BTreeSet<RunId> = runs.chain(self.run).collect();
        let plural = if runs.len() == 1 { "" } else { "s" };
        let runs: Vec<String> = runs.iter().map(ToString::to_string).collect();
        if runs.is_empty() {
            return String::new();
        }
        format!("run{plural} {}: ", runs.join(", "))
    }

    /// Writes the counts on one line.
    fn sum(&self, out: &mut impl Write) -> io::Result<()> {
        write!(out, "{}", self.runs())?;
        let Counts {
            created,
            failed,
            unknown,
            skipped,
            deleted,
            queued,
            ..
        } = self.counts;
        write!(out, "{created} created, {failed} failed, {unknown} unknown")?;
        for (count, word) in [
            (skipped, "skipped"),
            (deleted, "deleted again"),
            (queued, "not sent"),
        ] {
            if count > 0 {
                write!(out, ", {count} {word}")?;
            }
        }
        writeln!(out)
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
        self.sum(&mut out)?;
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
            let ReportRow {
                index, run, row, ..
            } = row;
            let place = row.index.to_string();
            let (first, run, second) = if two {
                let run = run.map(|run| run.to_string()).unwrap_or_default();
                (number(*index).to_string(), run, place)
            } else {
                (place, String::new(), String::new())
            };
            let code = row.cause.as_ref().and_then(|cause| cause.code());
            [
                first,
                run,
                second,
                word(row.state).to_owned(),
                row.product_key.clone(),
                key_text(row),
                row.asset_id.clone().unwrap_or_default(),
                code.map(|code| code.to_string()).unwrap_or_default(),
                words::row(row),
                remedy.unwrap_or_default(),
            ]
        });
        columns::write(out, header, rows)
    }
}

impl Report {
    /// Whether the places of the rows among those that are told of are not their places in one run.
    fn two_numbers(&self) -> bool {
        let other = |row: &ReportRow| row.index != row.row.index.place() || row.run != self.run;
        self.rows.iter().any(other)
    }
}

/// A key for people: one that nobody typed is marked.
fn key_text(row: &RunRow) -> String {
    let key = row.device_key.clone().unwrap_or_default();
    if row.automatic {
        key + " (automatic)"
    } else {
        key
    }
}

/// How the state of a row is called in a report.
fn word(state: RowState) -> &'static str {
    match state {
        RowState::Queued => "unsent",
        state => state.into(),
    }
}

const fn flag(set: bool) -> &'static str {
    if set { "true" } else { "false" }
}
