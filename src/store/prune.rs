//! Removing runs that are over, and giving their space back.

use rusqlite::Connection;

use super::error::Fault;
use super::rows::{is_open, keys};
use super::runs::exists;
use super::statements::Statements as _;
use super::texts::Kind;
use super::{Store, StoreError, mark};
use crate::domain::RunId;

/// What of a run is left to do, so that its rows are still needed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Held {
    /// So many rows are queued, in flight or unknown.
    Open(u32),
    /// So many devices are to be deleted by an undo.
    Undo(u32),
}

impl Store {
    /// What keeps the run from being pruned.
    ///
    /// # Errors
    /// [`StoreError::NoSuchRun`].
    pub fn held(&self, run: RunId) -> Result<Option<Held>, StoreError> {
        self.read(|connection| held(connection, run))
    }

    /// Removes these runs with their rows, all or none: what was sent, what was reported, the sealed secrets. Their
    /// numbers are not used again.
    ///
    /// # Errors
    /// [`StoreError::Held`], [`StoreError::NoSuchRun`].
    pub fn prune(&self, runs: &[RunId]) -> Result<(), StoreError> {
        self.write(|transaction| {
            for run in runs {
                if let Some(held) = held(transaction, *run)? {
                    return Err(StoreError::Held { run: *run, held }.into());
                }
                transaction.change("INSERT OR IGNORE INTO pruning (run) VALUES (?1)", [run])?;
                for table in ["states", "drafts"] {
                    let delete = format!("DELETE FROM {table} WHERE id BETWEEN ?1 AND ?2");
                    transaction.change(&delete, keys(*run))?;
                }
                let delete = "DELETE FROM texts WHERE kind = ?1 AND scope = ?2";
                transaction.change(delete, (Kind::Shape, run.to_string()))?;
            }
            transaction.execute_batch(
                "DELETE FROM reports WHERE of >> 32 IN (SELECT run FROM pruning);
                 DELETE FROM contents WHERE id >> 32 IN (SELECT run FROM pruning);
                 DELETE FROM batches WHERE run IN (SELECT run FROM pruning);
                 DELETE FROM runs WHERE id IN (SELECT run FROM pruning);
                 DELETE FROM pruning;",
            )?;
            Ok(())
        })
    }

    /// Makes the file as small as what is in it; gives its size before and after, in bytes. For a while it takes
    /// as much room again as it holds.
    ///
    /// # Errors
    /// Only the disk's; then the file is as large as before, and its room is used for what comes.
    pub fn compact(&self) -> Result<(i64, i64), StoreError> {
        self.alone(|connection| {
            let before = size(connection)?;
            connection.execute_batch("VACUUM")?;
            mark::carry_over(connection)?;
            Ok((before, size(connection)?))
        })
    }
}

fn held(connection: &Connection, run: RunId) -> Result<Option<Held>, Fault> {
    exists(connection, run)?;
    let select = format!(
        "SELECT count(*) FILTER (WHERE {}), count(*) FILTER (WHERE undo)
         FROM states WHERE id BETWEEN ?1 AND ?2",
        is_open()
    );
    let counts = connection.first(&select, keys(run), |row| row.try_into())?;
    Ok(match counts.unwrap_or_default() {
        (0, 0) => None,
        (0, undo) => Some(Held::Undo(undo)),
        (open, _) => Some(Held::Open(open)),
    })
}

/// The size of the database, in bytes.
fn size(connection: &Connection) -> Result<i64, Fault> {
    let number = |name| connection.pragma_query_value(None, name, |row| row.get::<_, i64>(0));
    Ok(number("page_count")?.saturating_mul(number("page_size")?))
}
