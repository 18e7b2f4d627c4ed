//! What an earlier instance left behind when it stopped.

use rusqlite::{Transaction, params};

use super::error::Fault;
use super::record::Json;
use crate::domain::{Failure, Outcome, RowState};

/// Rows in flight become unknown: their batch may have been acted upon, and nobody waits for the reply.
///
/// The history takes the time from SQLite's clock: this is found while opening, where no caller gives one.
pub(super) fn settle_in_flight(transaction: &Transaction<'_>) -> Result<(), Fault> {
    let failure = Failure {
        msg: "the program stopped before the reply arrived".to_owned(),
        ..Failure::default()
    };
    let outcome = Outcome::Unknown(failure.clone());
    transaction.execute(
        "INSERT INTO history (run, row, attempt, outcome, at)
         SELECT run, row, attempts, ?2, CAST(unixepoch('subsec') * 1000 AS INTEGER)
         FROM rows WHERE state = ?1 ORDER BY run, row",
        params![RowState::InFlight, Json(outcome)],
    )?;
    transaction.execute(
        "UPDATE rows SET state = ?2, msg = ?3 WHERE state = ?1",
        params![RowState::InFlight, RowState::Unknown, failure.msg],
    )?;
    Ok(())
}
