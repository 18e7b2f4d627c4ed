//! The beginning of a run: all its rows, in one commit. Nothing is sent before it is done.

use std::sync::mpsc;
use std::thread;

use rusqlite::{Transaction, params};

use super::error::Fault;
use super::record::Json;
use super::rows::{key, keys};
use super::statements::Statements as _;
use super::{NewRow, NewRun, Store, StoreError};
use crate::domain::{Content, Draft, QueueId, RowIndex, RunId};

impl Store {
    /// Begins a run with these rows, in this order, and takes `from_queue` out of the queue.
    ///
    /// # Errors
    /// [`StoreError::NotQueued`] when one of `from_queue` is not in the queue of the run's scope: it may be
    /// in another run already.
    pub fn run_begin(
        &self,
        run: &NewRun,
        rows: impl IntoIterator<Item = NewRow, IntoIter: Send>,
        from_queue: &[QueueId],
    ) -> Result<RunId, StoreError> {
        self.write(|transaction| {
            let run_id = transaction
                .prepare_cached(
                    "INSERT INTO runs (gateway, org_id, scope, require_secret, existing, started_at)
                     VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
                )?
                .insert(params![
                    run.site.gateway,
                    run.site.org_id,
                    run.site.scope,
                    run.terms.require_secret,
                    run.terms.existing,
                    run.started_at
                ])?;
            let id = RunId(run_id);
            insert_drafts(transaction, id, rows.into_iter())?;
            transaction.change(
                "INSERT INTO states (id, state)
                 SELECT id, 'queued' FROM drafts WHERE id BETWEEN ?1 AND ?2 ORDER BY id",
                keys(id),
            )?;
            for id in from_queue {
                let delete = "DELETE FROM queue WHERE id = ?1 AND scope = ?2";
                if transaction.change(delete, (id, &run.site.scope))? == 0 {
                    return Err(StoreError::NotQueued { id: *id }.into());
                }
            }
            Ok(id)
        })
    }
}

/// How many drafts another thread makes, puts into words, and lets go of, while those before are inserted.
const PART: usize = 256;

/// The row with what it says, and its draft in words; what no column is for is let go of.
fn written(mut row: NewRow) -> (NewRow, Content, rusqlite::Result<String>) {
    let content = Content::of(&row.draft, row.automatic);
    let text = Json(&row.draft).text();
    let Draft {
        product_key,
        device_name,
        device_key,
        timezone: _,
        device_attributes: _,
        device_desc: _,
        device_tags: _,
    } = row.draft;
    row.draft = Draft {
        product_key,
        device_name,
        device_key,
        ..Draft::default()
    };
    (row, content, text)
}

fn insert_drafts(
    transaction: &Transaction<'_>,
    run: RunId,
    mut rows: impl Iterator<Item = NewRow> + Send,
) -> Result<(), Fault> {
    let mut insert = transaction.prepare_cached(
        "INSERT INTO drafts (id, product_key, device_key, name, automatic, content, draft)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
    )?;
    let mut row = (0..).map(RowIndex);
    let mut contents: Vec<(Content, Option<i64>)> = Vec::new();
    thread::scope(|scope| {
        let (give, parts) = mpsc::sync_channel(1);
        let write = move || {
            loop {
                let part: Vec<_> = rows.by_ref().take(PART).map(written).collect();
                if part.is_empty() || give.send(part).is_err() {
                    // All is written, or an insertion failed, which is told there.
                    return;
                }
            }
        };
        thread::Builder::new()
            .spawn_scoped(scope, write)
            .map_err(|error| rusqlite::Error::ToSqlConversionFailure(error.into()))?;
        for (NewRow { draft, automatic }, content, text) in parts.into_iter().flatten() {
            let id = row.next().map(|row| key(run, row));
            contents.push((content, id));
            insert.execute(params![
                id,
                draft.product_key,
                draft.device_key,
                draft.device_name.default_value,
                automatic,
                content,
                text?
            ])?;
        }
        Ok::<(), Fault>(())
    })?;
    contents.sort_unstable();
    let mut enter =
        transaction.prepare_cached("INSERT INTO contents (content, id) VALUES (?1, ?2)")?;
    for (content, id) in contents {
        enter.execute(params![content, id])?;
    }
    Ok(())
}
