//! What an earlier instance left behind when it stopped.

use rusqlite::Transaction;

use super::error::Fault;
use super::journal;
use super::rows::place;
use super::statements::Statements as _;
use crate::domain::{Cause, Outcome, RowIndex, RunId};

/// Rows in flight become unknown: their batch may have been acted upon, and nobody waits for the reply.
///
/// The time is SQLite's: this is found while opening, where no caller gives one.
pub(super) fn doubt_in_flight(transaction: &Transaction<'_>) -> Result<(), Fault> {
    let now = transaction.query_row(
        "SELECT CAST(unixepoch('subsec') * 1000 AS INTEGER)",
        [],
        |row| row.get(0),
    )?;
    let select = "SELECT id FROM states WHERE state = 'in_flight' ORDER BY id";
    let in_flight: Vec<(RunId, RowIndex)> =
        transaction.all(select, [], |row| row.get(0).map(place))?;
    let outcome = Outcome::Unknown(Cause::CutShort.into());
    for rows in in_flight.chunk_by(|(run, _), (next, _)| run == next) {
        let outcomes = rows.iter().map(|(_, row)| (*row, outcome.clone()));
        if let Some((run, _)) = rows.first() {
            journal::settle(transaction, *run, &outcomes.collect::<Vec<_>>(), now)?;
        }
    }
    Ok(())
}
