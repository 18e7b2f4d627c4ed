//! Devices waiting to be submitted, each at one scope: a gateway and organisation.

use rusqlite::params;

use super::record::Json;
use super::statements::Statements as _;
use super::texts::{self, Kind};
use super::{QueueChange, QueueRow, Store, StoreError, Waiting};
use crate::domain::{Draft, QueueId};

impl Store {
    /// The queue of a scope in the order of its ids.
    ///
    /// # Errors
    /// Only the disk's.
    pub fn queue(&self, scope: &str) -> Result<Vec<QueueRow>, StoreError> {
        self.read(|connection| {
            let select = "SELECT id, draft FROM queue WHERE scope = ?1 ORDER BY id";
            connection.all(select, [scope], |row| {
                let (id, Json(draft)): (_, Json<Draft>) = row.try_into()?;
                let draft = draft.into();
                Ok(QueueRow { id, draft })
            })
        })
    }

    /// An id above every one that a row of any queue ever had.
    ///
    /// # Errors
    /// Only the disk's.
    pub fn queue_next(&self) -> Result<QueueId, StoreError> {
        self.read(|connection| {
            let select = "SELECT seq FROM sqlite_sequence WHERE name = 'queue'";
            let last: Option<QueueId> = connection.first(select, [], |row| row.get(0))?;
            Ok(last.unwrap_or_default().next())
        })
    }

    /// Where something waits: the scopes that have rows in their queue or a half-typed form.
    ///
    /// # Errors
    /// Only the disk's.
    pub fn waiting(&self) -> Result<Vec<Waiting>, StoreError> {
        self.read(|connection| {
            let select = "SELECT scope, sum(queued), sum(form) FROM (
                     SELECT scope, count(*) AS queued, 0 AS form FROM queue GROUP BY scope
                     UNION ALL
                     SELECT scope, 0, 1 FROM texts WHERE kind = ?1
                 ) GROUP BY scope ORDER BY scope";
            connection.all(select, [Kind::Form], |row| {
                Ok(Waiting {
                    scope: row.get(0)?,
                    queued: usize::try_from(row.get::<_, i64>(1)?).unwrap_or_default(),
                    form: row.get(2)?,
                })
            })
        })
    }

    /// Takes the rows to remove out, an id that is not there being no error; inserts the others or
    /// replaces those of the same id, wherever they waited before; and leaves of the form
    /// that was saved what had been put aside for it: a device is in the one or in the other, whenever the
    /// program is ended.
    ///
    /// # Errors
    /// Only the disk's; then nothing is changed.
    pub fn queue_change(&self, change: &QueueChange) -> Result<(), StoreError> {
        self.write(|transaction| {
            for id in &change.remove {
                transaction.change("DELETE FROM queue WHERE id = ?1", [id])?;
            }
            let mut put = transaction.prepare_cached(
                "INSERT INTO queue (id, scope, draft) VALUES (?1, ?2, ?3)
                 ON CONFLICT (id) DO UPDATE SET scope = excluded.scope, draft = excluded.draft",
            )?;
            let here = change.put.iter().map(|row| (&change.scope, row));
            for (scope, row) in here.chain(change.back.iter().map(|(scope, row)| (scope, row))) {
                put.execute(params![row.id, scope, Json(row.draft.open())])?;
            }
            if change.from_form {
                let form = change.form.as_deref();
                texts::put(transaction, Kind::Form, &change.scope, "", form)?;
            }
            Ok(())
        })
    }
}
