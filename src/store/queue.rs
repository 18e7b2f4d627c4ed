//! Devices waiting to be submitted.

use rusqlite::{Transaction, params};

use super::error::Fault;
use super::record::Json;
use super::texts::form_put;
use super::{QueueRow, Store, StoreError};

impl Store {
    /// The queue in the order of its ids.
    ///
    /// # Errors
    /// Only the disk's.
    pub fn queue(&self) -> Result<Vec<QueueRow>, StoreError> {
        self.read(|connection| {
            let mut statement =
                connection.prepare_cached("SELECT id, draft FROM queue ORDER BY id")?;
            let rows = statement.query_map([], |row| {
                let Json(draft) = row.get(1)?;
                Ok(QueueRow {
                    id: row.get(0)?,
                    draft,
                })
            })?;
            Ok(rows.collect::<Result<_, _>>()?)
        })
    }

    /// Inserts the rows, or replaces those of the same id: an edit, or the undoing of a delete.
    ///
    /// # Errors
    /// Only the disk's; then none is written.
    pub fn queue_put(&self, rows: &[QueueRow]) -> Result<(), StoreError> {
        self.queue_change(rows, &[])
    }

    /// Removes the rows; an id that is not there is no error.
    ///
    /// # Errors
    /// Only the disk's; then none is removed.
    pub fn queue_remove(&self, ids: &[i64]) -> Result<(), StoreError> {
        self.queue_change(&[], ids)
    }

    /// [`Store::queue_put`] and [`Store::queue_remove`] in one.
    ///
    /// # Errors
    /// Only the disk's; then nothing is changed.
    pub fn queue_change(&self, put: &[QueueRow], remove: &[i64]) -> Result<(), StoreError> {
        self.write(|transaction| change(transaction, put, remove))
    }

    /// [`Store::queue_change`] with what the half-typed form held until now, of which `form` is left: a
    /// device is in the one or in the other, whenever the program is ended.
    ///
    /// # Errors
    /// Only the disk's; then nothing is changed.
    pub fn queue_from_form(
        &self,
        put: &[QueueRow],
        remove: &[i64],
        form: Option<&str>,
    ) -> Result<(), StoreError> {
        self.write(|transaction| {
            change(transaction, put, remove)?;
            form_put(transaction, form)
        })
    }
}

fn change(transaction: &Transaction<'_>, put: &[QueueRow], gone: &[i64]) -> Result<(), Fault> {
    for id in gone {
        remove(transaction, *id)?;
    }
    let mut insert =
        transaction.prepare_cached("INSERT OR REPLACE INTO queue (id, draft) VALUES (?1, ?2)")?;
    for row in put {
        insert.execute(params![row.id, Json(&row.draft)])?;
    }
    Ok(())
}

/// Removes one row and tells whether it was there.
pub(super) fn remove(transaction: &Transaction<'_>, id: i64) -> Result<bool, Fault> {
    let removed = transaction
        .prepare_cached("DELETE FROM queue WHERE id = ?1")?
        .execute([id])?;
    Ok(removed == 1)
}
