//! What was sent before: the rows of earlier runs that say the same as what is to be sent now.

use std::collections::BTreeSet;

use rusqlite::{OptionalExtension as _, Row};

use super::rows::{is_open, keys, place};
use super::statements::Statements as _;
use super::{Store, StoreError};
use crate::domain::{Content, RunId, Sent};

/// The rows that say this content, or have said so.
pub(super) const WHICH: &str = "SELECT id FROM contents WHERE content = ?1";

/// What there is to know of one row, where anything came of it or may yet.
pub(super) fn what() -> String {
    format!(
        "SELECT drafts.id, content, state, runs.told, made.device_key, made.asset_id
         FROM drafts JOIN states ON states.id = drafts.id
         JOIN runs ON runs.id = drafts.id >> 32
         LEFT JOIN reports AS made ON made.id = states.made
         WHERE drafts.id = ?1 AND scope = ?2 AND undo = 0 AND (state = 'created' OR {})",
        is_open()
    )
}

impl Store {
    /// The rows of the runs of `scope` that say one of `contents`, or said so before they were corrected, by
    /// run and place: those that are created and not to be deleted again, and those that are not settled.
    ///
    /// What it costs does not grow with the journal: each content is looked up once, in the order in which
    /// they are kept, and then each row in the order of the rows.
    ///
    /// # Errors
    /// Only the disk's.
    pub fn sent_before(
        &self,
        scope: &str,
        contents: impl IntoIterator<Item = Content>,
    ) -> Result<Vec<Sent>, StoreError> {
        let contents: BTreeSet<Content> = contents.into_iter().collect();
        self.read(|connection| {
            let mut rows: Vec<(i64, Content)> = Vec::new();
            let mut which = connection.prepare_cached(WHICH)?;
            for content in contents {
                for id in which.query_map([content], |row| row.get(0))? {
                    rows.push((id?, content));
                }
            }
            rows.sort_unstable();
            let mut what = connection.prepare_cached(&what())?;
            let mut sent = Vec::new();
            for said in rows.chunk_by(|(one, _), (next, _)| one == next) {
                let id = said.first().map(|(id, _)| id);
                if let Some(mut row) = what.query_row((id, scope), read).optional()? {
                    let said = said.iter().map(|(_, content)| *content);
                    row.former = said.filter(|content| *content != row.content).collect();
                    sent.push(row);
                }
            }
            Ok(sent)
        })
    }

    /// How many devices the run created of rows that came without a key.
    ///
    /// # Errors
    /// Only the disk's.
    pub fn keyless_made(&self, run: RunId) -> Result<usize, StoreError> {
        self.read(|connection| {
            let select = "SELECT count(*) FROM states JOIN drafts ON drafts.id = states.id
                 WHERE states.id BETWEEN ?1 AND ?2 AND state = 'created'
                       AND (automatic OR device_key IS NULL)";
            let made: Option<u32> = connection.first(select, keys(run), |row| row.get(0))?;
            Ok(made.unwrap_or_default() as usize)
        })
    }
}

fn read(row: &Row<'_>) -> rusqlite::Result<Sent> {
    let (run, place) = place(row.get(0)?);
    Ok(Sent {
        run,
        row: place,
        content: row.get(1)?,
        former: Vec::new(),
        state: row.get(2)?,
        told: row.get(3)?,
        device_key: row.get(4)?,
        asset_id: row.get(5)?,
    })
}
