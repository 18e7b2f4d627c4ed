//! What became of the rows of an undo, for people and for scripts.

use std::io::{self, Write};

use serde::Serialize;
use serde_json::Value;

use super::columns::{self, Reader};
use super::report::cause_json;
use super::told::told;
use crate::domain::{Cause, RowIndex, RunId, RunRow};
use crate::said::{Said, pair, say};
use crate::words;

/// What became of the rows of a run's undo, or would, however many calls it took.
#[derive(Clone, Debug, Serialize)]
pub struct UndoReport {
    /// The run that was undone.
    pub run: RunId,
    /// Rows whose device an undo would delete.
    pub deletable: usize,
    /// Rows whose device EnOS says it deleted.
    pub deleted: usize,
    /// Rows whose device is gone without such a word.
    pub gone: usize,
    /// Rows whose device stays.
    pub kept: usize,
    /// Rows that were not dealt with.
    pub open: usize,
    /// The rows, by index.
    pub rows: Vec<UndoRow>,
}

/// What became of one row.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct UndoRow {
    /// Its place in the run, from 0; told from 1.
    pub index: RowIndex,
    /// Its end: `deletable`, `deleted`, `gone`, `kept`, or `open`, which was not dealt with.
    pub outcome: &'static str,
    /// Its product.
    pub product_key: String,
    /// Its key.
    pub device_key: Option<String>,
    /// Its asset id.
    pub asset_id: Option<String>,
    /// Why its device is kept, or how it is known to be gone; else empty.
    pub msg: Said,
    /// The same as data.
    pub cause: Option<Value>,
}

impl UndoRow {
    /// The row as one that came to this end.
    #[must_use]
    pub fn of(row: &RunRow, outcome: &'static str, cause: Option<&Cause>) -> Self {
        Self {
            index: row.index,
            outcome,
            product_key: row.product_key.clone(),
            device_key: row.device_key.clone(),
            asset_id: row.asset_id.clone(),
            msg: cause.map(words::cause).unwrap_or_default(),
            cause: cause.map(cause_json),
        }
    }
}

impl UndoReport {
    /// The report on the undo of `run`.
    #[must_use]
    pub fn new(run: RunId, rows: Vec<UndoRow>) -> Self {
        let count = |outcome| rows.iter().filter(|row| row.outcome == outcome).count();
        Self {
            run,
            deletable: count("deletable"),
            deleted: count("deleted"),
            gone: count("gone"),
            kept: count("kept"),
            open: count("open"),
            rows,
        }
    }

    /// What became of its rows, in numbers.
    fn counted(&self) -> Said {
        let counts = [
            (
                self.deletable,
                say!(
                    "{count} to delete",
                    "待删除 {count}",
                    count = self.deletable
                ),
            ),
            (
                self.deleted,
                say!("{count} deleted", "已删除 {count}", count = self.deleted),
            ),
            (
                self.gone,
                say!(
                    "{count} already gone",
                    "已不存在 {count}",
                    count = self.gone
                ),
            ),
            (
                self.kept,
                say!("{count} kept", "保留 {count}", count = self.kept),
            ),
            (
                self.open,
                say!("{count} left open", "未处理 {count}", count = self.open),
            ),
        ];
        let counts = counts.into_iter().filter(|(count, _)| *count > 0);
        let mut counts = Said::list(counts.map(|(_, told)| told));
        if counts.is_empty() {
            counts = say!("nothing to undo", "没有可撤销的");
        }
        counts
    }

    /// Writes the counts, then the rows in aligned columns.
    ///
    /// # Errors
    /// What `out` answers.
    pub fn table(&self, mut out: impl Write, reader: impl Into<Reader>) -> io::Result<()> {
        let reader = reader.into();
        let lang = reader.lang;
        let counts = self.counted();
        let sum = say!(
            "undo of run {run}: {counts}",
            "撤销任务 {run}：{counts}",
            run = self.run,
            counts
        );
        writeln!(out, "{}", sum.to(lang))?;
        if self.rows.is_empty() {
            return Ok(());
        }
        let why = pair!("why", "原因");
        let why = why.to(lang);
        let outcome = pair!("outcome", "结果").to(lang).into_owned();
        let header = ["#", &*outcome, "productKey", "deviceKey", "assetId", &why];
        let rows = self.rows.iter().map(|row| {
            [
                row.index.to_string(),
                told(row.outcome).to(lang).into_owned(),
                row.product_key.clone(),
                row.device_key.clone().unwrap_or_default(),
                row.asset_id.clone().unwrap_or_default(),
                row.msg.to(lang).into_owned(),
            ]
        });
        columns::write(out, header, 1, reader, rows)
    }
}
