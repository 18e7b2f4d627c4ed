//! The journal: what a run writes down before and after each batch.
//!
//! A row moves only as this table says; every arrow is a `WHERE state IN …` of its statement.
//!
//! | call           | from               | to        |
//! |----------------|--------------------|-----------|
//! | `batch_sent`   | queued             | in flight |
//! | `rows_unsent`  | in flight, unknown | queued    |
//! | `row_requeue`  | failed, queued     | queued    |
//! | `rows_settled` | any                | created   |
//! |                | any but created    | failed    |
//! |                | in flight, unknown | unknown   |
//!
//! A late report never takes knowledge away: failed or unknown after created, and unknown after failed,
//! go into the history only.

use rusqlite::{OptionalExtension as _, Transaction, params};

use super::error::Fault;
use super::record::Json;
use super::{NewRow, NewRun, RunId, Store, StoreError, queue};
use crate::domain::{Created, Failure, Outcome, RowState};

impl Store {
    /// Begins a run with these rows, in this order, and takes `from_queue` out of the queue.
    ///
    /// # Errors
    /// [`StoreError::NotQueued`] when one of `from_queue` is gone: it may be in another run already.
    pub fn run_begin(
        &self,
        run: &NewRun,
        rows: &[NewRow],
        from_queue: &[i64],
    ) -> Result<RunId, StoreError> {
        self.write(|transaction| {
            let id = transaction
                .prepare_cached(
                    "INSERT INTO runs (gateway, org_id, scope, require_secret, existing, started_at)
                     VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
                )?
                .insert(params![
                    run.gateway,
                    run.org_id,
                    run.scope,
                    run.require_secret,
                    run.existing,
                    run.started_at
                ])?;
            let mut insert = transaction.prepare_cached(
                "INSERT INTO rows (run, row, state, product_key, device_key, name, automatic, draft)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
            )?;
            for (row, NewRow { draft, automatic }) in (0_u32..).zip(rows) {
                insert.execute(params![
                    id,
                    row,
                    RowState::Queued,
                    draft.product_key,
                    draft.device_key,
                    draft.device_name.default_value,
                    automatic,
                    Json(draft)
                ])?;
            }
            for id in from_queue {
                if !queue::remove(transaction, *id)? {
                    return Err(StoreError::NotQueued { id: *id }.into());
                }
            }
            Ok(id)
        })
    }

    /// Writes down that these rows leave now, and gives the batch its number, from 1 within the run.
    /// To be called before the first byte leaves. A run that sends is no longer ended.
    ///
    /// # Errors
    /// [`StoreError::Conflict`] unless every row is queued, [`StoreError::NoSuchRun`],
    /// [`StoreError::NoSuchRow`]; after any error nothing may be sent.
    pub fn batch_sent(&self, run: RunId, rows: &[u32], at: i64) -> Result<u32, StoreError> {
        self.write(|transaction| {
            set_end(transaction, run, None, None)?;
            let batch: u32 = transaction
                .prepare_cached(
                    "INSERT INTO batches (run, batch, sent_at)
                     SELECT ?1, 1 + COALESCE(MAX(batch), 0), ?2 FROM batches WHERE run = ?1
                     RETURNING batch",
                )?
                .query_row(params![run, at], |row| row.get(0))?;
            let mut send = transaction.prepare_cached(
                "UPDATE rows SET state = 'in_flight', batch = ?3, attempts = attempts + 1
                 WHERE run = ?1 AND row = ?2 AND state = 'queued'",
            )?;
            for row in rows {
                let moved = send.execute(params![run, row, batch])?;
                require(transaction, moved, run, *row, "sent")?;
            }
            Ok(batch)
        })
    }

    /// Writes down what became of the rows; each outcome also goes into the history.
    ///
    /// A created row stays created whatever is reported later; a later `Created` may bring its secret.
    ///
    /// # Errors
    /// [`StoreError::Conflict`] for an unknown outcome of a row that is queued, that is, not sent;
    /// [`StoreError::NoSuchRow`].
    pub fn rows_settled(
        &self,
        run: RunId,
        outcomes: &[(u32, Outcome)],
        at: i64,
    ) -> Result<(), StoreError> {
        self.write(|transaction| {
            for (row, outcome) in outcomes {
                record(transaction, run, *row, outcome, at)?;
                match outcome {
                    Outcome::Created(created) => settle_created(transaction, run, *row, created)?,
                    Outcome::Failed(failure) | Outcome::Skipped(failure) => {
                        settle_failed(transaction, run, *row, outcome.into(), failure)?;
                    }
                    Outcome::Unknown(failure) => settle_unknown(transaction, run, *row, failure)?,
                }
            }
            Ok(())
        })
    }

    /// Puts rows back to queued whose batch was surely not acted upon, be that known at once or found out later.
    ///
    /// # Errors
    /// [`StoreError::Conflict`] unless every row is in flight or unknown; [`StoreError::NoSuchRow`].
    pub fn rows_unsent(&self, run: RunId, rows: &[u32]) -> Result<(), StoreError> {
        self.write(|transaction| {
            let mut unsend = transaction.prepare_cached(
                "UPDATE rows SET state = 'queued', code = NULL, msg = '', request_id = NULL
                 WHERE run = ?1 AND row = ?2 AND state IN ('in_flight', 'unknown')",
            )?;
            for row in rows {
                let moved = unsend.execute(params![run, row])?;
                require(transaction, moved, run, *row, "taken back as not sent")?;
            }
            Ok(())
        })
    }

    /// Puts failed rows back to queued, as they were or with a corrected draft; a row that is queued
    /// already may be corrected too.
    ///
    /// # Errors
    /// [`StoreError::Conflict`] for a row that is created, in flight or unknown: it may exist;
    /// [`StoreError::NoSuchRow`].
    pub fn row_requeue(
        &self,
        run: RunId,
        rows: &[(u32, Option<NewRow>)],
    ) -> Result<(), StoreError> {
        self.write(|transaction| {
            let mut requeue = transaction.prepare_cached(
                "UPDATE rows SET state = 'queued', code = NULL, msg = '', request_id = NULL
                 WHERE run = ?1 AND row = ?2 AND state IN ('failed', 'queued')",
            )?;
            let mut correct = transaction.prepare_cached(
                "UPDATE rows SET corrected = 1, product_key = ?3, device_key = ?4, name = ?5, automatic = ?6, draft = ?7
                 WHERE run = ?1 AND row = ?2",
            )?;
            for (row, corrected) in rows {
                let moved = requeue.execute(params![run, row])?;
                require(transaction, moved, run, *row, "queued again")?;
                if let Some(NewRow { draft, automatic }) = corrected {
                    correct.execute(params![
                        run,
                        row,
                        draft.product_key,
                        draft.device_key,
                        draft.device_name.default_value,
                        automatic,
                        Json(draft)
                    ])?;
                }
            }
            Ok(())
        })
    }

    /// Writes down when and how the run ended; it may be taken up again later.
    ///
    /// # Errors
    /// [`StoreError::NoSuchRun`].
    pub fn run_ended(&self, run: RunId, at: i64, end: &str) -> Result<(), StoreError> {
        self.write(|transaction| set_end(transaction, run, Some(at), Some(end)))
    }
}

fn set_end(
    transaction: &Transaction<'_>,
    run: RunId,
    at: Option<i64>,
    end: Option<&str>,
) -> Result<(), Fault> {
    let found = transaction
        .prepare_cached("UPDATE runs SET ended_at = ?2, end = ?3 WHERE id = ?1")?
        .execute(params![run, at, end])?;
    if found == 0 {
        return Err(StoreError::NoSuchRun { run }.into());
    }
    Ok(())
}

/// Appends the outcome to the history.
fn record(
    transaction: &Transaction<'_>,
    run: RunId,
    row: u32,
    outcome: &Outcome,
    at: i64,
) -> Result<(), Fault> {
    let found = transaction
        .prepare_cached(
            "INSERT INTO history (run, row, attempt, outcome, at)
             SELECT run, row, attempts, ?3, ?4 FROM rows WHERE run = ?1 AND row = ?2",
        )?
        .execute(params![run, row, Json(outcome), at])?;
    require(transaction, found, run, row, "settled")
}

/// A first `Created` gives the row its identity; a later one only a secret, if it has one.
fn settle_created(
    transaction: &Transaction<'_>,
    run: RunId,
    row: u32,
    created: &Created,
) -> Result<(), Fault> {
    transaction
        .prepare_cached(
            "UPDATE rows SET state = 'created', code = NULL, msg = '', device_key = ?3, asset_id = ?4, request_id = ?5,
                             adopted = ?6
             WHERE run = ?1 AND row = ?2 AND state IN ('queued', 'in_flight', 'failed', 'unknown', 'skipped')",
        )?
        .execute(params![
            run,
            row,
            created.device_key,
            created.asset_id,
            created.request_id,
            created.adopted
        ])?;
    if let Some(sealed) = &created.sealed {
        transaction
            .prepare_cached(
                "UPDATE rows SET device_secret = ?3, session_key = ?4 WHERE run = ?1 AND row = ?2",
            )?
            .execute(params![run, row, sealed.device_secret, sealed.session_key])?;
    }
    Ok(())
}

fn settle_failed(
    transaction: &Transaction<'_>,
    run: RunId,
    row: u32,
    state: RowState,
    failure: &Failure,
) -> Result<(), Fault> {
    transaction
        .prepare_cached(
            "UPDATE rows SET state = ?6, code = ?3, msg = ?4, request_id = ?5
             WHERE run = ?1 AND row = ?2 AND state IN ('queued', 'in_flight', 'failed', 'unknown', 'skipped')",
        )?
        .execute(params![
            run,
            row,
            failure.code,
            failure.msg,
            failure.request_id,
            state
        ])?;
    Ok(())
}

fn settle_unknown(
    transaction: &Transaction<'_>,
    run: RunId,
    row: u32,
    failure: &Failure,
) -> Result<(), Fault> {
    let moved = transaction
        .prepare_cached(
            "UPDATE rows SET state = 'unknown', code = ?3, msg = ?4, request_id = ?5
             WHERE run = ?1 AND row = ?2 AND state IN ('in_flight', 'unknown')",
        )?
        .execute(params![
            run,
            row,
            failure.code,
            failure.msg,
            failure.request_id
        ])?;
    if moved == 0 && state(transaction, run, row)? == Some(RowState::Queued) {
        return require(transaction, moved, run, row, "of unknown outcome");
    }
    Ok(())
}

/// Passes when the guarded statement `moved` the row; else says what stood in its way.
pub(super) fn require(
    transaction: &Transaction<'_>,
    moved: usize,
    run: RunId,
    row: u32,
    wanted: &'static str,
) -> Result<(), Fault> {
    if moved == 1 {
        return Ok(());
    }
    Err(Fault::Store(match state(transaction, run, row)? {
        Some(state) => StoreError::Conflict {
            run,
            row,
            state,
            wanted,
        },
        None => StoreError::NoSuchRow { run, row },
    }))
}

fn state(transaction: &Transaction<'_>, run: RunId, row: u32) -> Result<Option<RowState>, Fault> {
    Ok(transaction
        .prepare_cached("SELECT state FROM rows WHERE run = ?1 AND row = ?2")?
        .query_row(params![run, row], |row| row.get(0))
        .optional()?)
}
