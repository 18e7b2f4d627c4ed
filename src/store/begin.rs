//! The beginning of a run: all its rows, in one commit. Nothing is sent before it is done.

use std::sync::mpsc;
use std::thread;

use rusqlite::{Transaction, params};

use super::error::Fault;
use super::record::Json;
use super::rows::{key, keys};
use super::{NewRow, NewRun, RunId, Store, StoreError, queue};

impl Store {
    /// Begins a run with these rows, in this order, and takes `from_queue` out of the queue.
    ///
    /// # Errors
    /// [`StoreError::NotQueued`] when one of `from_queue` is gone: it may be in another run already.
    pub fn run_begin(
        &self,
        run: &NewRun,
        rows: &[NewRow],
        from_queue: &[i64],
    ) -> Result<RunId, StoreError> {
        self.write(|transaction| {
            let id = transaction
                .prepare_cached(
                    "INSERT INTO runs (gateway, org_id, scope, require_secret, existing, started_at)
                     VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
                )?
                .insert(params![
                    run.gateway,
                    run.org_id,
                    run.scope,
                    run.require_secret,
                    run.existing,
                    run.started_at
                ])?;
            insert_drafts(transaction, id, rows)?;
            transaction
                .prepare_cached(
                    "INSERT INTO states (id, state)
                     SELECT id, 'queued' FROM drafts WHERE id BETWEEN ?1 AND ?2 ORDER BY id",
                )?
                .execute(keys(id))?;
            for id in from_queue {
                if !queue::remove(transaction, *id)? {
                    return Err(StoreError::NotQueued { id: *id }.into());
                }
            }
            Ok(id)
        })
    }
}

/// How many drafts another thread puts into words while those before are inserted.
const PART: usize = 256;

fn insert_drafts(transaction: &Transaction<'_>, run: RunId, rows: &[NewRow]) -> Result<(), Fault> {
    let mut insert = transaction.prepare_cached(
        "INSERT INTO drafts (id, product_key, device_key, name, automatic, draft)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
    )?;
    thread::scope(|scope| {
        let (give, texts) = mpsc::sync_channel(1);
        let write = move || {
            for part in rows.chunks(PART) {
                let texts: Vec<_> = part.iter().map(|row| Json(&row.draft).text()).collect();
                if give.send(texts).is_err() {
                    // An insertion failed, and is told there.
                    return;
                }
            }
        };
        // Without a thread to spare, the texts are written as they are inserted.
        let ahead = thread::Builder::new().spawn_scoped(scope, write).is_ok();
        let mut texts = texts.into_iter().flatten();
        for (row, new) in (0..).zip(rows) {
            let NewRow { draft, automatic } = new;
            let text = if ahead { texts.next() } else { None };
            insert.execute(params![
                key(run, row),
                draft.product_key,
                draft.device_key,
                draft.device_name.default_value,
                automatic,
                text.unwrap_or_else(|| Json(draft).text())?
            ])?;
        }
        Ok(())
    })
}
