//! Results for people, scripts and spreadsheets.

mod json;
mod record;
#[cfg(test)]
mod tests;

use std::collections::BTreeSet;
use std::io::{self, Write};

use serde_json::Value;

pub use json::{cause_json, counted};
pub(super) use record::made_already;

use super::columns::{self, Reader};
use super::csv_file::{Cell, CsvFile};
use super::told::told;
use crate::domain::{Counts, End, RowState, RunId, RunRow, Secret};
use crate::said::{Lang, Said, pair, say};
use crate::words;

/// The columns of the CSV file.
const COLUMNS: [&str; 15] = [
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

/// What became of the rows of a run. As JSON one object: `run`, the counts and `rows`, each row with all its fields,
/// absent ones `null`, but `deviceSecret` only where there is one.
#[derive(Clone, Debug, Default)]
pub struct Report {
    /// The run's number; the newest one's where the rows are of several, none where none was needed.
    pub run: Option<RunId>,
    /// How that run ended; none while it has not.
    pub end: Option<End>,
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
    /// Writes a header and one CSV line per row; a column `deviceSecret` only where there is one.
    ///
    /// A text that a spreadsheet would run as a formula begins with an apostrophe, and characters that show nothing
    /// are spelled out; JSON has every text exactly.
    ///
    /// # Errors
    /// What `out` answers.
    pub fn csv(&self, out: impl Write) -> io::Result<()> {
        let with_secrets = self.rows.iter().any(|row| row.device_secret.is_some());
        let mut file = CsvFile::new(out);
        let secret = with_secrets.then_some(Cell::Text("deviceSecret"));
        file.line(COLUMNS.map(Cell::Text).into_iter().chain(secret))?;
        for row in &self.rows {
            let values = row.values();
            let texts = COLUMNS.map(|column| match column {
                "name" => row.row.name.clone(),
                "cause" => text(values.pointer("/cause/kind")),
                "field" => text(values.pointer("/cause/field")),
                column => text(values.get(column)),
            });
            let secret = row.device_secret.as_ref().map_or("", Secret::expose);
            let secret = with_secrets.then_some(Cell::Secret(secret));
            file.line(texts.iter().map(|text| Cell::Text(text)).chain(secret))?;
        }
        file.finish()
    }

    /// `run 2: ` or `runs 1, 2: `; nothing where there is none.
    fn runs(&self) -> Said {
        let runs = self.rows.iter().filter_map(|row| row.run);
        let runs: BTreeSet<RunId> = runs.chain(self.run).collect();
        let list = Said::list(runs.iter().map(|run| Said::data(run.to_string())));
        match runs.len() {
            0 => Said::default(),
            1 => say!("run {list}: ", "任务 {list}：", list),
            _ => say!("runs {list}: ", "任务 {list}：", list),
        }
    }

    /// The counts on one line.
    fn sum(&self) -> Said {
        let counts = &self.counts;
        let always = [
            say!("{count} created", "已创建 {count}", count = counts.created),
            say!("{count} failed", "失败 {count}", count = counts.failed),
            say!("{count} unknown", "未知 {count}", count = counts.unknown),
        ];
        let (skipped, deleted, queued) = (counts.skipped, counts.deleted, counts.queued);
        let more = [
            (skipped > 0).then(|| say!("{skipped} skipped", "已跳过 {skipped}")),
            (deleted > 0).then(|| say!("{deleted} since deleted", "之后已删除 {deleted}")),
            (queued > 0).then(|| say!("{queued} not sent", "未发送 {queued}")),
        ];
        let all = Said::list(always.into_iter().chain(more.into_iter().flatten()));
        say!("{runs}{all}", "{runs}{all}", runs = self.runs(), all)
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
        reader: impl Into<Reader>,
        remedy: impl Fn(&ReportRow) -> Option<Said>,
    ) -> io::Result<()> {
        let reader = reader.into();
        let lang = reader.lang;
        writeln!(out, "{}", self.sum().to(lang))?;
        if self.rows.is_empty() {
            return Ok(());
        }
        let remedies: Vec<_> = self.rows.iter().map(remedy).collect();
        let any = remedies.iter().any(Option::is_some);
        let mut columns = [
            "index",
            "",
            "",
            "outcome",
            "productKey",
            "deviceKey",
            "assetId",
            "code",
            "msg",
            if any { "what to do" } else { "" },
        ];
        // Where the rows of a file are in several runs, or in another order, each has two numbers.
        if self.two_numbers() {
            columns[..3].copy_from_slice(&["row", "run", "index"]);
        }
        let to_do = pair!("what to do", "处理办法");
        let to_do = to_do.to(lang);
        let [outcome, msg] = [pair!("outcome", "结果"), pair!("msg", "原因")];
        let [outcome, msg] = [outcome.to(lang), msg.to(lang)];
        let header = columns.map(|column| match column {
            "index" => "#",
            "what to do" => &to_do,
            "outcome" => &outcome,
            "msg" => &msg,
            column => column,
        });
        let rows = self.rows.iter().zip(remedies).map(|(row, remedy)| {
            let values = row.values();
            columns.map(|column| match column {
                "outcome" => told(&text(values.get(column))).to(lang).into_owned(),
                "deviceKey" => key_text(&row.row, lang),
                "msg" => words::row(&row.row).to(lang).into_owned(),
                "what to do" => {
                    let remedy = remedy.as_ref();
                    remedy.map_or_else(String::new, |remedy| remedy.to(lang).into_owned())
                }
                column => text(values.get(column)),
            })
        });
        columns::write(out, header, 2, reader, rows)
    }

    /// Whether the places of the rows among those that are told of are not their places in one run.
    fn two_numbers(&self) -> bool {
        let other = |row: &ReportRow| row.index != row.row.index.place() || row.run != self.run;
        self.rows.iter().any(other)
    }
}

/// A key for people: one that nobody typed is marked.
fn key_text(row: &RunRow, lang: Lang) -> String {
    let key = row.device_key.clone().unwrap_or_default();
    if row.automatic {
        return say!("{key} (generated)", "{key}（自动生成）")
            .to(lang)
            .into_owned();
    }
    key
}

/// How the state of a row is called in a report.
fn word(state: RowState) -> &'static str {
    match state {
        RowState::Queued => "unsent",
        state => state.into(),
    }
}

/// A value as one cell has it.
fn text(value: Option<&Value>) -> String {
    match value {
        None | Some(Value::Null) => String::new(),
        Some(Value::String(text)) => text.clone(),
        Some(value) => value.to_string(),
    }
}
