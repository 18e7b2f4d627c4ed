//! Undoing a run: which of its devices are to be deleted, and which were.

use std::collections::BTreeSet;

use rusqlite::params;

use super::reports::Reports;
use super::rows::{Move, conflict, index, key, keys, state_rows, stretches};
use super::statements::Statements as _;
use super::{Store, StoreError};
use crate::domain::{RowIndex, RowState, RunId, Timestamp, Undone};
use crate::store::error::Wanted;

const WANT: Move = Move {
    from: &[RowState::Created],
    wanted: Wanted::Deleted,
    set: "undo = max(undo, 1)",
};

const DELETE: Move = Move {
    set: "undo = 2",
    ..WANT
};

impl Store {
    /// Writes down that the devices of these rows are to be deleted, before the first one is.
    ///
    /// # Errors
    /// [`StoreError::Conflict`] unless every row is created, [`StoreError::Adopted`] unless it is so by
    /// the run itself; [`StoreError::NoSuchRow`].
    pub fn undo_begin(&self, run: RunId, rows: &[RowIndex]) -> Result<(), StoreError> {
        self.write(|transaction| {
            WANT.apply(transaction, run, rows)?;
            let adopted = "SELECT states.id FROM states JOIN reports ON reports.id = made
                 WHERE states.id BETWEEN ?1 AND ?2 AND undo AND adopted ORDER BY states.id LIMIT 1";
            match transaction.first(adopted, keys(run), index)? {
                Some(row) => Err(StoreError::Adopted { run, row }.into()),
                None => Ok(()),
            }
        })
    }

    /// The rows whose devices are still to be deleted, by index.
    ///
    /// # Errors
    /// Only the disk's.
    #[cfg(any(test, feature = "testing"))]
    pub fn undo_open(&self, run: RunId) -> Result<Vec<RowIndex>, StoreError> {
        self.read(|connection| {
            let select = "SELECT id FROM states WHERE id BETWEEN ?1 AND ?2 AND undo ORDER BY id";
            connection.all(select, keys(run), index)
        })
    }

    /// Writes down that a deletion of the row's device leaves now. To be called before its first byte does.
    ///
    /// # Errors
    /// [`StoreError::Conflict`] unless the row is created; [`StoreError::NoSuchRow`]. After any error nothing may be sent.
    pub fn undo_sent(&self, run: RunId, row: RowIndex) -> Result<(), StoreError> {
        self.write(|transaction| DELETE.apply(transaction, run, &[row]))
    }

    /// The rows of which a deletion has left and nothing was settled since.
    ///
    /// # Errors
    /// Only the disk's.
    pub fn undo_unheard(&self, run: RunId) -> Result<BTreeSet<RowIndex>, StoreError> {
        self.read(|connection| {
            let select = "SELECT id FROM states WHERE id BETWEEN ?1 AND ?2 AND undo = 2";
            connection.all(select, keys(run), index)
        })
    }

    /// The rows whose devices were reported made before `at`.
    ///
    /// # Errors
    /// Only the disk's.
    pub fn made_before(&self, run: RunId, at: Timestamp) -> Result<BTreeSet<RowIndex>, StoreError> {
        self.read(|connection| {
            let select = "SELECT states.id FROM states JOIN reports ON reports.id = made
                 WHERE states.id BETWEEN ?1 AND ?2 AND at < ?3";
            let [first, last] = keys(run);
            connection.all(select, (first, last, at), index)
        })
    }

    /// Writes down what became of them. One that is left open stays one of the rows whose devices are still to be deleted.
    ///
    /// # Errors
    /// [`StoreError::Conflict`] unless every row is one of the rows whose devices are still to be deleted; [`StoreError::NoSuchRow`].
    pub fn undo_settled(
        &self,
        run: RunId,
        rows: &[(RowIndex, Undone)],
        at: Timestamp,
    ) -> Result<(), StoreError> {
        self.write(|transaction| {
            let mut reports = Reports::new(transaction, at)?;
            let mut settle = transaction.prepare_cached(
                "UPDATE states SET state = ?2, told = ?3, undo = CASE WHEN ?4 THEN undo ELSE 0 END WHERE id = ?1",
            )?;
            for (first, last, rows) in stretches(rows, |(row, _)| *row) {
                let now = state_rows(transaction, run, (first, last))?;
                for ((row, undone), now) in rows.iter().zip(now) {
                    if !now.undo {
                        let wanted = Wanted::Undone;
                        return Err(conflict(run, *row, now.state, wanted));
                    }
                    let key = key(run, *row);
                    let report = reports.add(key, now.attempts, undone.into())?;
                    settle.execute(params![key, undone.state(), report, undone.is_open()])?;
                }
            }
            Ok(())
        })
    }
}
