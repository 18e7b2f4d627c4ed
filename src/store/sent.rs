//! What was sent before: the rows of earlier runs that say the same as what is to be sent now.

use std::collections::BTreeSet;

use rusqlite::Row;

use super::rows::place;
use super::{Store, StoreError};
use crate::domain::{Content, Sent};

impl Store {
    /// The rows of the runs of `scope` that say one of `contents`, or said so before they were corrected, by
    /// run and place: those that are created and not to be deleted again, and those that are not settled.
    ///
    /// Each content is looked up once, by an index: what it costs does not grow with the journal.
    ///
    /// # Errors
    /// Only the disk's.
    pub fn sent_before(
        &self,
        scope: &str,
        contents: impl IntoIterator<Item = Content>,
    ) -> Result<Vec<Sent>, StoreError> {
        // In their order, so that the index is gone through once.
        let contents: BTreeSet<Content> = contents.into_iter().collect();
        let mut sent = self.read(|connection| {
            let mut sent = Vec::new();
            for column in ["content", "first"] {
                let mut select = connection.prepare_cached(&select(column))?;
                for content in &contents {
                    for row in select.query_map(rusqlite::params![content, scope], read)? {
                        sent.push(row?);
                    }
                }
            }
            Ok(sent)
        })?;
        sent.sort_unstable_by_key(|sent| (sent.run, sent.row));
        // One that was corrected to say what it said first is found twice.
        sent.dedup_by_key(|sent| (sent.run, sent.row));
        Ok(sent)
    }
}

/// By the index of this column: `content` or `first`.
pub(super) fn select(column: &str) -> String {
    format!(
        "SELECT drafts.id, content, first, state, runs.told, made.device_key, made.asset_id
         FROM drafts JOIN states ON states.id = drafts.id
         JOIN runs ON runs.id = drafts.id >> 32
         LEFT JOIN reports AS made ON made.id = states.made
         WHERE {column} = ?1 AND runs.scope = ?2 AND undo = 0
           AND state IN ('queued', 'in_flight', 'unknown', 'created')"
    )
}

fn read(row: &Row<'_>) -> rusqlite::Result<Sent> {
    let (run, place) = place(row.get(0)?);
    Ok(Sent {
        run,
        row: place,
        content: row.get(1)?,
        first: row.get(2)?,
        state: row.get(3)?,
        told: row.get(4)?,
        device_key: row.get(5)?,
        asset_id: row.get(6)?,
    })
}
