//! What was reported about the rows: written once, in the order reported, never changed.

use rusqlite::{CachedStatement, Transaction, params};

use super::error::Fault;
use super::record::Json;
use crate::domain::{Cause, Created, Outcome, Timestamp, Undone};

/// One thing said about one row.
#[derive(Clone, Copy)]
pub(super) struct Report<'a> {
    /// Its name in the database.
    kind: &'static str,
    created: Option<&'a Created>,
    cause: Option<&'a Cause>,
    request_id: Option<&'a str>,
}

impl<'a> From<&'a Outcome> for Report<'a> {
    fn from(outcome: &'a Outcome) -> Self {
        let (created, request_id) = match outcome {
            Outcome::Created(created) => (Some(created), &created.request_id),
            Outcome::Failed(failure) | Outcome::Unknown(failure) | Outcome::Skipped(failure) => {
                (None, &failure.request_id)
            }
        };
        Self {
            kind: outcome.into(),
            created,
            cause: outcome.cause(),
            request_id: request_id.as_deref(),
        }
    }
}

impl<'a> From<&'a Undone> for Report<'a> {
    fn from(undone: &'a Undone) -> Self {
        Self {
            kind: undone.into(),
            created: None,
            cause: undone.cause(),
            request_id: None,
        }
    }
}

/// Appends what is reported at one time.
pub(super) struct Reports<'t> {
    insert: CachedStatement<'t>,
    next: i64,
    at: Timestamp,
}

impl<'t> Reports<'t> {
    /// Reports made at `at`, Unix ms.
    pub(super) fn new(transaction: &'t Transaction<'_>, at: Timestamp) -> Result<Self, Fault> {
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
        let created = report.created;
        let sealed = created.and_then(|created| created.sealed.as_ref());
        self.insert.execute(params![
            id,
            of,
            attempt,
            self.at,
            report.kind,
            report.cause.map(Json),
            report.request_id,
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
