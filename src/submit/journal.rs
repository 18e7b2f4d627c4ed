//! The store's blocking calls, made from async code.

use std::panic::resume_unwind;
use std::time::Duration;

use crate::domain::Draft;
use crate::enos::Clock;
use crate::provision::run::{Change, End};
use crate::store::{RunId, Store, StoreError};

/// Pauses before an outcome that could not be written is tried again. They outlast another
/// process's lock on the file; what lasts longer (a full disk) needs a person.
const PAUSES: [Duration; 3] = [
    Duration::from_millis(100),
    Duration::from_millis(400),
    Duration::from_secs(1),
];

/// One run's part of the store.
pub(super) struct Journal {
    pub(super) store: Store,
    pub(super) run: RunId,
    pub(super) clock: Clock,
}

impl Journal {
    /// Reads the drafts of a batch and commits that it is sent; gives its number with them.
    pub(super) async fn send(
        &self,
        rows: Vec<u32>,
    ) -> Result<(u32, Vec<(u32, Draft)>), StoreError> {
        self.blocking(move |store, run, at| {
            let drafts = rows
                .iter()
                .map(|row| Ok((*row, store.row_draft(run, *row)?)))
                .collect::<Result<_, StoreError>>()?;
            Ok((store.batch_sent(run, &rows, at)?, drafts))
        })
        .await
    }

    /// Commits what a reply changed, trying again for a while.
    pub(super) async fn record(&self, change: &Change) -> Result<(), StoreError> {
        let mut pauses = PAUSES.iter();
        loop {
            let change = change.clone();
            let written = self
                .blocking(move |store, run, at| {
                    if !change.settled.is_empty() {
                        store.rows_settled(run, &change.settled, at)?;
                    }
                    if !change.unsent.is_empty() {
                        store.rows_unsent(run, &change.unsent)?;
                    }
                    Ok(())
                })
                .await;
            match (written, pauses.next()) {
                (Err(_), Some(pause)) => tokio::time::sleep(*pause).await,
                (written, _) => return written,
            }
        }
    }

    /// Commits that the run is over, and why.
    pub(super) async fn ended(&self, end: &End) -> Result<(), StoreError> {
        let end = end.to_string();
        self.blocking(move |store, run, at| store.run_ended(run, at, &end))
            .await
    }

    async fn blocking<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Store, RunId, i64) -> Result<T, StoreError> + Send + 'static,
    ) -> Result<T, StoreError> {
        let (store, run, at) = (self.store.clone(), self.run, (self.clock)());
        match tokio::task::spawn_blocking(move || work(&store, run, at)).await {
            Ok(done) => done,
            Err(failed) => match failed.try_into_panic() {
                Ok(panic) => resume_unwind(panic),
                // The runtime is shutting down, and this task with it.
                Err(_) => std::future::pending().await,
            },
        }
    }
}
