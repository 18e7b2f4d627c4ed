//! What was reported about the rows: written once, in the order reported, never changed.

use rusqlite::{CachedStatement, Transaction, params};

use super::error::Fault;
use super::record::Json;
use crate::domain::{Outcome, Undone};

/// One thing said about one row.
#[derive(Clone, Copy)]
pub(super) enum Report<'a> {
    /// What became of it.
    Outcome(&'a Outcome),
    /// What became of its device when that was to be deleted again.
    Undone(&'a Undone),
}

impl Report<'_> {
    /// Its name in the database.
    const fn kind(&self) -> &'static str {
        match self {
            Self::Outcome(Outcome::Created(_)) => "created",
            Self::Outcome(Outcome::Failed(_)) => "failed",
            Self::Outcome(Outcome::Unknown(_)) => "unknown",
            Self::Outcome(Outcome::Skipped(_)) => "skipped",
            Self::Undone(Undone::Deleted) => "deleted",
            Self::Undone(Undone::Gone(_)) => "gone",
            Self::Undone(Undone::Kept(_)) => "kept",
            Self::Undone(Undone::Open(_)) => "left open",
        }
    }
}

/// Appends what is reported at one time.
pub(super) struct Reports<'t> {
    insert: CachedStatement<'t>,
    next: i64,
    at: i64,
}

impl<'t> Reports<'t> {
    /// Reports made at `at`, Unix ms.
    pub(super) fn new(transaction: &'t Transaction<'_>, at: i64) -> Result<Self, Fault> {
        let insert = transaction.prepare_cached(
            "INSERT INTO reports (id, of, attempt, at, kind, cause, request_id,
                                  product_key, device_key, asset_id, adopted, device_secret, session_key)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)",
        )?;
        let next = transaction
            .prepare_cached("SELECT 1 + coalesce(max(id), 0) FROM reports")?
            .query_row([], |row| row.get(0))?;
        Ok(Self { insert, next, at })
    }

    /// Appends a report of a row's `attempt`, and gives its id: one more than the id before.
    pub(super) fn add(&mut self, of: i64, attempt: u16, report: Report<'_>) -> Result<i64, Fault> {
        let id = self.next;
        self.next = id.saturating_add(1);
        let (created, cause, request_id) = match report {
            Report::Outcome(Outcome::Created(created)) => {
                (Some(created), None, created.request_id.as_deref())
            }
            Report::Outcome(
                Outcome::Failed(failure) | Outcome::Unknown(failure) | Outcome::Skipped(failure),
            ) => (None, Some(&failure.cause), failure.request_id.as_deref()),
            Report::Undone(undone) => (None, undone.cause(), None),
        };
        let sealed = created.and_then(|created| created.sealed.as_ref());
        self.insert.execute(params![
            id,
            of,
            attempt,
            self.at,
            report.kind(),
            cause.map(Json),
            request_id,
            created.map(|created| &created.product_key),
            created.map(|created| &created.device_key),
            created.map(|created| &created.asset_id),
            created.is_some_and(|created| created.adopted),
            sealed.map(|sealed| &sealed.device_secret),
            sealed.map(|sealed| &sealed.session_key),
        ])?;
        Ok(id)
    }
}
