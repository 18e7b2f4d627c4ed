//! The journal: what a run writes down before and after each batch.
//!
//! A row moves only as this table says:
//!
//! | call            | from                                        | to                       |
//! |-----------------|---------------------------------------------|--------------------------|
//! | `batch_sent`    | queued                                      | in flight                |
//! | `rows_put_back` | in flight, unknown                          | queued                   |
//! | `row_requeue`   | failed, queued                              | queued                   |
//! | `rows_settled`  | queued, in flight, failed, unknown, skipped | created, failed, skipped |
//! |                 | in flight, unknown                          | unknown                  |
//! | `undo_settled`  | created                                     | created, deleted         |
//!
//! A late report never takes knowledge away ([`RowState::after`]): any report of a created or deleted row, and
//! unknown after failed or skipped, is kept and changes nothing.

use rusqlite::{Transaction, params};

use super::error::Fault;
use super::record::Json;
use super::reports::Reports;
use super::rows::{Move, conflict, key, state_rows, stretches};
use super::statements::Statements as _;
use super::{NewRow, Store, StoreError};
use crate::domain::{Content, End, Outcome, RowIndex, RowState, RunId, Timestamp};
use crate::store::error::Wanted;

const SEND: Move = Move {
    from: &[RowState::Queued],
    wanted: Wanted::Sent,
    set: "state = 'in_flight', attempts = attempts + 1,
          batch = (SELECT max(batch) FROM batches WHERE run = ?1 >> 32)",
};

const PUT_BACK: Move = Move {
    from: &[RowState::InFlight, RowState::Unknown],
    wanted: Wanted::PutBack,
    set: "state = 'queued', told = NULL",
};

const REQUEUE: Move = Move {
    from: &[RowState::Failed, RowState::Queued],
    wanted: Wanted::Requeued,
    ..PUT_BACK
};

impl Store {
    /// Writes down that these rows leave now, and gives the batch its number, from 1 within the run.
    /// To be called before the first byte leaves. A run that sends is no longer ended.
    ///
    /// # Errors
    /// [`StoreError::Conflict`] unless every row is queued, [`StoreError::NoSuchRun`],
    /// [`StoreError::NoSuchRow`]; after any error nothing may be sent.
    pub fn batch_sent(
        &self,
        run: RunId,
        rows: &[RowIndex],
        at: Timestamp,
    ) -> Result<u32, StoreError> {
        self.write(|transaction| {
            set_end(transaction, run, None, None)?;
            let batch: u32 = transaction
                .prepare_cached(
                    "INSERT INTO batches (run, batch, sent_at)
                     SELECT ?1, 1 + COALESCE(MAX(batch), 0), ?2 FROM batches WHERE run = ?1
                     RETURNING batch",
                )?
                .query_row((run, at), |row| row.get(0))?;
            SEND.apply(transaction, run, rows)?;
            Ok(batch)
        })
    }

    /// Writes down what became of the rows; every outcome is kept, also one that changes nothing.
    ///
    /// A created row stays created whatever is reported later; a later `Created` may bring its secret.
    ///
    /// # Errors
    /// [`StoreError::Conflict`] for an unknown outcome of a row that is queued, that is, not sent;
    /// [`StoreError::NoSuchRow`].
    pub fn rows_settled(
        &self,
        run: RunId,
        outcomes: &[(RowIndex, Outcome)],
        at: Timestamp,
    ) -> Result<(), StoreError> {
        self.write(|transaction| settle(transaction, run, outcomes, at))
    }

    /// Puts rows back to queued whose batch was surely not acted upon, be that known at once or found out later.
    ///
    /// # Errors
    /// [`StoreError::Conflict`] unless every row is in flight or unknown; [`StoreError::NoSuchRow`].
    pub fn rows_put_back(&self, run: RunId, rows: &[RowIndex]) -> Result<(), StoreError> {
        self.write(|transaction| PUT_BACK.apply(transaction, run, rows))
    }

    /// Puts failed rows back to queued, as they were or with a corrected draft; a row that is queued
    /// already may be corrected too.
    ///
    /// # Errors
    /// [`StoreError::Conflict`] for a row that is in any other state; [`StoreError::NoSuchRow`].
    pub fn row_requeue(
        &self,
        run: RunId,
        rows: &[(RowIndex, Option<NewRow>)],
    ) -> Result<(), StoreError> {
        self.write(|transaction| {
            let indexes: Vec<RowIndex> = rows.iter().map(|(row, _)| *row).collect();
            REQUEUE.apply(transaction, run, &indexes)?;
            let correct =
                "UPDATE drafts SET product_key = ?2, device_key = ?3, name = ?4, automatic = ?5,
                                  draft = ?6, corrected = 1, content = ?7
                 WHERE id = ?1";
            let enter = "INSERT OR IGNORE INTO contents (content, id) VALUES (?1, ?2)";
            for (row, corrected) in rows {
                if let Some(NewRow { draft, automatic }) = corrected {
                    let (key, content) = (key(run, *row), Content::of(draft, *automatic));
                    transaction.change(enter, (content, key))?;
                    let device_key = &draft.device_key;
                    let name = &draft.device_name.default_value;
                    let (product_key, draft) = (&draft.product_key, Json(draft));
                    transaction.change(
                        correct,
                        params![
                            key,
                            product_key,
                            device_key,
                            name,
                            automatic,
                            draft,
                            content
                        ],
                    )?;
                }
            }
            Ok(())
        })
    }

    /// Writes down whether somebody was told how these runs ended. Until then they count as cut short: see
    /// [`Store::sent_before`].
    ///
    /// # Errors
    /// Only the disk's. A run that there is not is passed over.
    pub fn runs_told(&self, runs: &[RunId], told: bool) -> Result<(), StoreError> {
        self.write(|transaction| {
            for run in runs {
                let update = "UPDATE runs SET told = ?2 WHERE id = ?1 AND told <> ?2";
                transaction.change(update, (run, told))?;
            }
            Ok(())
        })
    }

    /// Writes down when and how the run ended; it may be taken up again later.
    ///
    /// # Errors
    /// [`StoreError::NoSuchRun`].
    pub fn run_ended(&self, run: RunId, at: Timestamp, end: &End) -> Result<(), StoreError> {
        self.write(|transaction| set_end(transaction, run, Some(at), Some(end)))
    }
}

fn set_end(
    transaction: &Transaction<'_>,
    run: RunId,
    at: Option<Timestamp>,
    end: Option<&End>,
) -> Result<(), Fault> {
    let update = "UPDATE runs SET ended_at = ?2, end = ?3 WHERE id = ?1";
    if transaction.change(update, (run, at, end.map(Json)))? == 0 {
        return Err(StoreError::NoSuchRun(run).into());
    }
    Ok(())
}

/// Keeps the outcomes, and moves the rows that they change.
pub(super) fn settle(
    transaction: &Transaction<'_>,
    run: RunId,
    outcomes: &[(RowIndex, Outcome)],
    at: Timestamp,
) -> Result<(), Fault> {
    let mut reports = Reports::new(transaction, at)?;
    let mut change = transaction.prepare_cached(
        "UPDATE states SET state = ?4, told = id - ?1 + ?3, made = CASE ?4 WHEN 'created' THEN id - ?1 + ?3 END
         WHERE id BETWEEN ?1 AND ?2",
    )?;
    let mut seal = transaction
        .prepare_cached("UPDATE states SET secret = id - ?1 + ?3 WHERE id BETWEEN ?1 AND ?2")?;
    for (first, last, outcomes) in stretches(outcomes, |(row, _)| *row) {
        let mut effects = Vec::with_capacity(outcomes.len());
        let now = state_rows(transaction, run, (first, last))?;
        for ((row, outcome), now) in outcomes.iter().zip(now) {
            let (from, key) = (now.state, key(run, *row));
            if from == RowState::Queued && matches!(outcome, Outcome::Unknown(_)) {
                return Err(conflict(run, *row, from, Wanted::Unknown));
            }
            effects.push(Effect {
                key,
                report: reports.add(key, now.attempts, outcome.into())?,
                state: from.after(outcome),
                sealed: matches!(outcome, Outcome::Created(created) if created.sealed.is_some()),
            });
        }
        // Within a stretch keys and reports both count up by one.
        for alike in
            effects.chunk_by(|one, next| (one.state, one.sealed) == (next.state, next.sealed))
        {
            let (Some(first), Some(last)) = (alike.first(), alike.last()) else {
                continue;
            };
            if let Some(state) = first.state {
                change.execute(params![first.key, last.key, first.report, state])?;
            }
            if first.sealed {
                seal.execute([first.key, last.key, first.report])?;
            }
        }
    }
    Ok(())
}

/// What a report does to a row.
struct Effect {
    /// The row's.
    key: i64,
    /// The report's id.
    report: i64,
    /// What the row becomes, if anything.
    state: Option<RowState>,
    /// Whether the report brings the row's secret.
    sealed: bool,
}
