//! Undoing a run: which of its devices are to be deleted, and which were.

use rusqlite::params;

use super::{RunId, Store, StoreError};

impl Store {
    /// Writes down that the devices of these rows are to be deleted, before the first one is.
    ///
    /// # Errors
    /// [`StoreError::Conflict`] unless every row is created by the run itself; [`StoreError::NoSuchRow`].
    pub fn undo_begin(&self, run: RunId, rows: &[u32]) -> Result<(), StoreError> {
        self.write(|transaction| {
            let mut want = transaction.prepare_cached(
                "UPDATE rows SET undo = 1
                 WHERE run = ?1 AND row = ?2 AND state = 'created' AND adopted = 0",
            )?;
            for row in rows {
                let moved = want.execute(params![run, row])?;
                super::journal::require(transaction, moved, run, *row, "deleted")?;
            }
            Ok(())
        })
    }

    /// The rows whose devices are still to be deleted.
    ///
    /// # Errors
    /// Only the disk's.
    pub fn undo_open(&self, run: RunId) -> Result<Vec<u32>, StoreError> {
        self.read(|connection| {
            let mut select = connection.prepare_cached(
                "SELECT row FROM rows WHERE run = ?1 AND undo = 1 AND state = 'created' ORDER BY row",
            )?;
            let rows = select.query_map([run], |row| row.get(0))?;
            Ok(rows.collect::<Result<_, _>>()?)
        })
    }

    /// Writes down what became of them: deleted (`None`), or kept and why.
    ///
    /// # Errors
    /// [`StoreError::Conflict`] unless every row is one of [`Store::undo_open`].
    pub fn undo_settled(
        &self,
        run: RunId,
        rows: &[(u32, Option<String>)],
        at: i64,
    ) -> Result<(), StoreError> {
        self.write(|transaction| {
            let mut settle = transaction.prepare_cached(
                "UPDATE rows SET undo = 0, msg = COALESCE(?3, ''),
                                 state = CASE WHEN ?3 IS NULL THEN 'deleted' ELSE state END
                 WHERE run = ?1 AND row = ?2 AND undo = 1 AND state = 'created'",
            )?;
            let mut note = transaction.prepare_cached(
                "INSERT INTO history (run, row, attempt, outcome, at)
                 SELECT run, row, attempts, ?3, ?4 FROM rows WHERE run = ?1 AND row = ?2",
            )?;
            for (row, kept) in rows {
                let moved = settle.execute(params![run, row, kept])?;
                super::journal::require(transaction, moved, run, *row, "deleted")?;
                let told = match kept {
                    None => serde_json::json!("Deleted"),
                    Some(why) => serde_json::json!({ "Kept": why }),
                };
                note.execute(params![run, row, told.to_string(), at])?;
            }
            Ok(())
        })
    }
}
