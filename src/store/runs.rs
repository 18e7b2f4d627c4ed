//! Reading the journal: runs, their rows, drafts and sealed secrets.

use std::collections::BTreeMap;

use rusqlite::{Connection, OptionalExtension as _, Row, params};

use super::error::Fault;
use super::record::Json;
use super::{OpenRow, RunId, RunRecord, RunRow, RunSummary, Store, StoreError};
use crate::domain::{Counts, Draft, RowState, Sealed};

impl Store {
    /// Every run, the newest first.
    ///
    /// # Errors
    /// Only the disk's.
    pub fn runs(&self) -> Result<Vec<RunSummary>, StoreError> {
        self.read(|connection| {
            let mut counts = BTreeMap::<RunId, Counts>::new();
            let mut count = connection
                .prepare_cached("SELECT run, state, COUNT(*) FROM rows GROUP BY state, run")?;
            let mut groups = count.query([])?;
            while let Some(group) = groups.next()? {
                tally(counts.entry(group.get(0)?).or_default(), group)?;
            }
            let mut select = connection.prepare_cached("SELECT * FROM runs ORDER BY id DESC")?;
            let runs = select.query_map([], |row| {
                let run = row.get("id")?;
                summary(row, counts.remove(&run).unwrap_or_default())
            })?;
            Ok(runs.collect::<Result<_, _>>()?)
        })
    }

    /// One run without its rows.
    ///
    /// # Errors
    /// [`StoreError::NoSuchRun`].
    pub fn run_summary(&self, run: RunId) -> Result<RunSummary, StoreError> {
        Ok(self.run(run)?.summary)
    }

    /// One run with all its rows, without their drafts.
    ///
    /// # Errors
    /// [`StoreError::NoSuchRun`].
    pub fn run(&self, run: RunId) -> Result<RunRecord, StoreError> {
        self.read(|connection| {
            let mut counts = Counts::default();
            let mut select = connection.prepare_cached(
                "SELECT row, state, product_key, device_key, name, asset_id, code, msg, request_id,
                        device_secret IS NOT NULL, corrected, automatic, adopted, undo, attempts
                 FROM rows WHERE run = ?1 ORDER BY row",
            )?;
            let rows = select
                .query_map([run], run_row)?
                .inspect(|row| {
                    if let Ok(row) = row {
                        *counts.of(row.state) += 1;
                    }
                })
                .collect::<Result<_, _>>()?;
            let summary = connection
                .prepare_cached("SELECT * FROM runs WHERE id = ?1")?
                .query_row([run], |row| summary(row, counts))
                .optional()?
                .ok_or(StoreError::NoSuchRun { run })?;
            Ok(RunRecord { summary, rows })
        })
    }

    /// The draft of one row, as last corrected.
    ///
    /// # Errors
    /// [`StoreError::NoSuchRow`].
    pub fn row_draft(&self, run: RunId, index: u32) -> Result<Draft, StoreError> {
        self.read(|connection| {
            let draft = connection
                .prepare_cached("SELECT draft FROM rows WHERE run = ?1 AND row = ?2")?
                .query_row(params![run, index], |row| row.get(0))
                .optional()?;
            let Json(draft) = draft.ok_or(StoreError::NoSuchRow { run, row: index })?;
            Ok(draft)
        })
    }

    /// The drafts of these rows, in the order asked for.
    ///
    /// # Errors
    /// [`StoreError::NoSuchRow`].
    pub fn drafts(&self, run: RunId, rows: &[u32]) -> Result<Vec<(u32, Draft)>, StoreError> {
        rows.iter()
            .map(|row| Ok((*row, self.row_draft(run, *row)?)))
            .collect()
    }

    /// The rows that are not settled: queued, in flight or unknown, by index.
    ///
    /// # Errors
    /// [`StoreError::NoSuchRun`].
    pub fn open_rows(&self, run: RunId) -> Result<Vec<OpenRow>, StoreError> {
        self.read(|connection| {
            exists(connection, run)?;
            let mut select = connection.prepare_cached(
                "SELECT row, state, product_key, device_key, automatic, attempts, code,
                        (SELECT sent_at FROM batches WHERE batches.run = rows.run AND batches.batch = rows.batch)
                 FROM rows WHERE run = ?1 AND state IN ('queued', 'in_flight', 'unknown') ORDER BY row",
            )?;
            let rows = select.query_map([run], |row| {
                Ok(OpenRow {
                    index: row.get(0)?,
                    state: row.get(1)?,
                    product_key: row.get(2)?,
                    device_key: row.get(3)?,
                    automatic: row.get(4)?,
                    attempts: row.get(5)?,
                    code: row.get(6)?,
                    sent_at: row.get(7)?,
                })
            })?;
            Ok(rows.collect::<Result<_, _>>()?)
        })
    }

    /// The drafts of the rows in this state, by index.
    ///
    /// # Errors
    /// [`StoreError::NoSuchRun`].
    pub fn row_drafts(&self, run: RunId, state: RowState) -> Result<Vec<(u32, Draft)>, StoreError> {
        self.read(|connection| {
            exists(connection, run)?;
            let mut select = connection.prepare_cached(
                "SELECT row, draft FROM rows WHERE run = ?1 AND state = ?2 ORDER BY row",
            )?;
            let drafts = select.query_map(params![run, state], |row| {
                let Json(draft) = row.get(1)?;
                Ok((row.get(0)?, draft))
            })?;
            Ok(drafts.collect::<Result<_, _>>()?)
        })
    }

    /// The row's secret as EnOS sealed it, if it came.
    ///
    /// # Errors
    /// [`StoreError::NoSuchRow`].
    pub fn row_sealed(&self, run: RunId, index: u32) -> Result<Option<Sealed>, StoreError> {
        self.read(|connection| {
            let pair: Option<(Option<String>, Option<String>)> = connection
                .prepare_cached(
                    "SELECT device_secret, session_key FROM rows WHERE run = ?1 AND row = ?2",
                )?
                .query_row(params![run, index], |row| Ok((row.get(0)?, row.get(1)?)))
                .optional()?;
            let (secret, key) = pair.ok_or(StoreError::NoSuchRow { run, row: index })?;
            Ok(secret.zip(key).map(|(device_secret, session_key)| Sealed {
                device_secret,
                session_key,
            }))
        })
    }
}

fn exists(connection: &Connection, run: RunId) -> Result<(), Fault> {
    if connection
        .prepare_cached("SELECT 1 FROM runs WHERE id = ?1")?
        .exists([run])?
    {
        return Ok(());
    }
    Err(StoreError::NoSuchRun { run }.into())
}

/// Adds a group of `run, state, how many` to the counts.
fn tally(counts: &mut Counts, group: &Row<'_>) -> rusqlite::Result<()> {
    let rows: u32 = group.get(2)?;
    *counts.of(group.get(1)?) += rows as usize;
    Ok(())
}

fn summary(row: &Row<'_>, counts: Counts) -> rusqlite::Result<RunSummary> {
    Ok(RunSummary {
        id: row.get("id")?,
        gateway: row.get("gateway")?,
        org_id: row.get("org_id")?,
        scope: row.get("scope")?,
        require_secret: row.get("require_secret")?,
        existing: row.get("existing")?,
        started_at: row.get("started_at")?,
        ended_at: row.get("ended_at")?,
        end: row.get("end")?,
        counts,
    })
}

fn run_row(row: &Row<'_>) -> rusqlite::Result<RunRow> {
    Ok(RunRow {
        index: row.get(0)?,
        state: row.get(1)?,
        product_key: row.get(2)?,
        device_key: row.get(3)?,
        name: row.get(4)?,
        asset_id: row.get(5)?,
        code: row.get(6)?,
        msg: row.get(7)?,
        request_id: row.get(8)?,
        has_secret: row.get(9)?,
        corrected: row.get(10)?,
        automatic: row.get(11)?,
        adopted: row.get(12)?,
        undo: row.get(13)?,
        attempts: row.get(14)?,
    })
}
