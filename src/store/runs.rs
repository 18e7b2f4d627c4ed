//! Reading the journal: runs, their rows, drafts and sealed secrets.

use rusqlite::{Connection, Row};
use serde::de::DeserializeOwned;

use super::error::Fault;
use super::record::Json;
use super::rows::{self, index, is_open, key, keys, stretches};
use super::statements::Statements as _;
use super::{RunRecord, RunSummary, Store, StoreError};
use crate::domain::{
    Counts, Draft, OpenRow, RowIndex, RowState, RunId, RunRow, Sealed, Site, Terms,
};

/// That a row of `states` belongs to a run of `runs`.
const OF_RUN: &str = "states.id BETWEEN runs.id << 32 AND (runs.id << 32) + 4294967295";

/// The runs, each with how many of its rows are in each state, by the state's name.
fn summaries(which: &str) -> String {
    let count = |state: &RowState| {
        let name: &str = state.into();
        format!(", count(*) FILTER (WHERE state = '{name}') AS {name}")
    };
    let counts: String = RowState::ALL.iter().map(count).collect();
    let last = RunSummary::LOOKED_AT - 1;
    format!(
        "SELECT runs.*{counts},
            (SELECT count(*) FROM batches WHERE batches.run = runs.id) AS batches,
            (SELECT product_key FROM drafts WHERE drafts.id = runs.id << 32) AS product_key,
            (SELECT count(DISTINCT product_key) FROM drafts
             WHERE drafts.id BETWEEN runs.id << 32 AND (runs.id << 32) + {last}) AS products
         FROM runs LEFT JOIN states ON {OF_RUN} {which}"
    )
}

impl Store {
    /// Every run, the newest first.
    ///
    /// # Errors
    /// Only the disk's.
    pub fn runs(&self) -> Result<Vec<RunSummary>, StoreError> {
        self.read(|connection| {
            let select = summaries("GROUP BY runs.id ORDER BY runs.id DESC");
            connection.all(&select, [], summary)
        })
    }

    /// One run without its rows.
    ///
    /// # Errors
    /// [`StoreError::NoSuchRun`].
    pub fn run_summary(&self, run: RunId) -> Result<RunSummary, StoreError> {
        self.read(|connection| one(connection, run))
    }

    /// One run with all its rows, without their drafts.
    ///
    /// # Errors
    /// [`StoreError::NoSuchRun`].
    pub fn run(&self, run: RunId) -> Result<RunRecord, StoreError> {
        self.read(|connection| {
            let summary = one(connection, run)?;
            let select =
                "SELECT states.id, state, drafts.product_key, coalesce(made.device_key, drafts.device_key), name,
                        made.asset_id, told.cause, coalesce(told.request_id, made.request_id),
                        secret IS NOT NULL, corrected, automatic, coalesce(made.adopted, FALSE), undo, attempts
                 FROM states JOIN drafts ON drafts.id = states.id
                 LEFT JOIN reports AS told ON told.id = states.told
                 LEFT JOIN reports AS made ON made.id = states.made
                 WHERE states.id BETWEEN ?1 AND ?2 ORDER BY states.id";
            let rows = connection.all(select, keys(run), run_row)?;
            Ok(RunRecord { summary, rows })
        })
    }

    /// The draft of one row, as last corrected.
    ///
    /// # Errors
    /// [`StoreError::NoSuchRow`].
    pub fn row_draft(&self, run: RunId, index: RowIndex) -> Result<Draft, StoreError> {
        let found = self.drafts(run, &[index])?.pop();
        let (_, draft) = found.ok_or(StoreError::NoSuchRow { run, row: index })?;
        Ok(draft)
    }

    /// The drafts of these rows, in the order asked for, as last corrected.
    ///
    /// # Errors
    /// [`StoreError::NoSuchRow`].
    pub fn drafts(
        &self,
        run: RunId,
        rows: &[RowIndex],
    ) -> Result<Vec<(RowIndex, Draft)>, StoreError> {
        self.read(|connection| {
            let select = "SELECT draft FROM drafts WHERE id BETWEEN ?1 AND ?2 ORDER BY id";
            let mut drafts = Vec::with_capacity(rows.len());
            for (first, last, _) in stretches(rows, |row| *row) {
                let found = rows::read(connection, select, run, (first, last), |row| {
                    let Json(draft) = row.get(0)?;
                    Ok(draft)
                })?;
                drafts.extend((first.0..=last.0).map(RowIndex).zip(found));
            }
            Ok(drafts)
        })
    }

    /// The rows that are not settled: queued, in flight or unknown, by index.
    ///
    /// # Errors
    /// [`StoreError::NoSuchRun`].
    pub fn open_rows(&self, run: RunId) -> Result<Vec<OpenRow>, StoreError> {
        self.read(|connection| {
            exists(connection, run)?;
            let select = format!(
                "SELECT states.id, state, drafts.product_key, drafts.device_key, automatic, attempts, cause, sent_at
                 FROM states JOIN drafts ON drafts.id = states.id
                 LEFT JOIN batches ON batches.run = states.id >> 32 AND batches.batch = states.batch
                 LEFT JOIN reports AS told ON told.id = states.told
                 WHERE states.id BETWEEN ?1 AND ?2 AND {} ORDER BY states.id",
                is_open()
            );
            connection.all(&select, keys(run), |row| {
                Ok(OpenRow {
                    index: index(row)?,
                    state: row.get(1)?,
                    product_key: row.get(2)?,
                    device_key: row.get(3)?,
                    automatic: row.get(4)?,
                    attempts: row.get(5)?,
                    cause: json(row, 6)?,
                    sent_at: row.get(7)?,
                })
            })
        })
    }

    /// The row's secret as EnOS sealed it, if it came.
    ///
    /// # Errors
    /// [`StoreError::NoSuchRow`].
    pub fn row_sealed(&self, run: RunId, index: RowIndex) -> Result<Option<Sealed>, StoreError> {
        self.read(|connection| {
            let select = "SELECT device_secret, session_key FROM states
                 LEFT JOIN reports ON reports.id = secret WHERE states.id = ?1";
            let sealed = connection.first(select, [key(run, index)], |row| {
                let secret: Option<String> = row.get(0)?;
                Ok(secret.zip(row.get(1)?))
            })?;
            let sealed = sealed.ok_or(StoreError::NoSuchRow { run, row: index })?;
            Ok(sealed.map(|(device_secret, session_key)| Sealed {
                device_secret,
                session_key,
            }))
        })
    }
}

fn one(connection: &Connection, run: RunId) -> Result<RunSummary, Fault> {
    let select = summaries("WHERE runs.id = ?1 GROUP BY runs.id");
    let found = connection.first(&select, [run], summary)?;
    found.ok_or(StoreError::NoSuchRun(run).into())
}

/// Whether the run is in the journal.
///
/// # Errors
/// [`StoreError::NoSuchRun`].
pub(super) fn exists(connection: &Connection, run: RunId) -> Result<(), Fault> {
    let found = connection.first("SELECT 1 FROM runs WHERE id = ?1", [run], |_| Ok(()))?;
    found.ok_or(StoreError::NoSuchRun(run).into())
}

fn summary(row: &Row<'_>) -> rusqlite::Result<RunSummary> {
    let count = |name: &str| -> rusqlite::Result<usize> {
        let count: u32 = row.get(name)?;
        Ok(count as usize)
    };
    let mut counts = Counts::default();
    for state in RowState::ALL {
        *counts.of(*state) = count(state.into())?;
    }
    Ok(RunSummary {
        id: row.get("id")?,
        site: Site {
            gateway: row.get("gateway")?,
            org_id: row.get("org_id")?,
            scope: row.get("scope")?,
        },
        terms: Terms {
            require_secret: row.get("require_secret")?,
            existing: row.get("existing")?,
        },
        started_at: row.get("started_at")?,
        ended_at: row.get("ended_at")?,
        end: json(row, "end")?,
        counts,
        batches: count("batches")?,
        product_key: row.get("product_key")?,
        products: count("products")?,
    })
}

fn run_row(row: &Row<'_>) -> rusqlite::Result<RunRow> {
    Ok(RunRow {
        index: index(row)?,
        state: row.get(1)?,
        product_key: row.get(2)?,
        device_key: row.get(3)?,
        name: row.get(4)?,
        asset_id: row.get(5)?,
        cause: json(row, 6)?.map(Box::new),
        request_id: row.get(7)?,
        has_secret: row.get(8)?,
        corrected: row.get(9)?,
        automatic: row.get(10)?,
        adopted: row.get(11)?,
        undo: row.get(12)?,
        attempts: row.get(13)?,
    })
}

fn json<T: DeserializeOwned>(
    row: &Row<'_>,
    column: impl rusqlite::RowIndex,
) -> rusqlite::Result<Option<T>> {
    let json: Option<Json<T>> = row.get(column)?;
    Ok(json.map(|Json(value)| value))
}
