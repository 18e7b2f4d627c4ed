//! The store's blocking calls, made from async code.

use std::sync::Arc;
use std::time::Duration;

use tokio::task::{JoinHandle, spawn_blocking};

use crate::domain::{Draft, End, OpenRow, RowIndex, RunId, Terms, Timestamp};
use crate::enos::{Clock, Met};
use crate::provision::run::Change;
use crate::store::{ReplyShape, Store, StoreError};

use super::began::Began;
use super::blocking::blocking;
use super::makers::Makers;

/// The setting of a gateway and organisation that keeps the batch size learned.
const LEARNED_SIZE: &str = "batch_size";

/// Pauses before an outcome that could not be written is tried again. They outlast another
/// process's lock on the file; what lasts longer (a full disk) needs a person.
const PAUSES: [Duration; 3] = [
    Duration::from_millis(100),
    Duration::from_millis(400),
    Duration::from_secs(1),
];

/// One run's part of the store.
pub(super) struct Journal {
    store: Store,
    run: RunId,
    clock: Clock,
    scope: String,
    /// Devices in a batch by the profile.
    configured: u16,
    ahead: Option<Ahead>,
}

/// Drafts that are being read before they are wanted.
struct Ahead {
    rows: Vec<RowIndex>,
    drafts: JoinHandle<Result<Drafts, StoreError>>,
}

/// Rows with their drafts.
pub(super) type Drafts = Vec<(RowIndex, Draft)>;

/// What the journal knows of a run that is taken up.
pub(super) struct Opened {
    pub(super) terms: Terms,
    pub(super) began: Began,
    pub(super) rows: Vec<OpenRow>,
    /// The asset ids of the devices that rows of the gateway and organisation have already.
    pub(super) assets: Vec<String>,
    /// The configured size, or the smaller one that the gateway has taught.
    pub(super) batch_size: usize,
}

impl Journal {
    pub(super) fn new(store: Store, run: RunId, clock: Clock, configured: u16) -> Self {
        Self {
            store,
            run,
            clock,
            scope: String::new(),
            configured,
            ahead: None,
        }
    }

    /// Unix ms.
    pub(super) fn now(&self) -> Timestamp {
        (self.clock)()
    }

    /// Reads what is left to do of the run, of whose end nobody has been told yet.
    pub(super) async fn open(&mut self) -> Result<Opened, StoreError> {
        let configured = self.configured;
        let (opened, scope) = self
            .blocking(move |store, run| {
                let summary = store.run_summary(run)?;
                store.runs_told(&[run], false)?;
                let learned = store.setting(&summary.site.scope, LEARNED_SIZE)?;
                let learned = learned.and_then(|learned| learned_size(&learned, configured));
                let rows = store.open_rows(run)?;
                let untouched = rows.iter().all(|row| row.attempts == 0);
                let fresh = untouched && summary.counts.created == 0;
                let opened = Opened {
                    terms: summary.terms,
                    began: Began::open(store, run, summary.started_at, fresh)?,
                    rows,
                    assets: store.assets(&summary.site.scope)?,
                    batch_size: learned.unwrap_or(usize::from(configured)),
                };
                Ok((opened, summary.site.scope))
            })
            .await?;
        self.scope = scope;
        Ok(opened)
    }

    /// Reads the drafts of a batch and commits that it is sent; gives its number with them.
    pub(super) async fn send(&mut self, rows: Vec<RowIndex>) -> Result<(u32, Drafts), StoreError> {
        let at = self.now();
        let read = match self.ahead.take() {
            Some(ahead) if ahead.rows == rows => ahead.drafts.await.ok().transpose()?,
            _ => None,
        };
        self.blocking(move |store, run| {
            let drafts = read.map_or_else(|| store.drafts(run, &rows), Ok)?;
            Ok((store.batch_sent(run, &rows, at)?, drafts))
        })
        .await
    }

    /// Begins to read the drafts of the batch that will most likely leave next.
    pub(super) fn read_ahead(&mut self, rows: Vec<RowIndex>) {
        let (store, run) = (self.store.clone(), self.run);
        self.ahead = (!rows.is_empty()).then(|| Ahead {
            rows: rows.clone(),
            drafts: spawn_blocking(move || store.drafts(run, &rows)),
        });
    }

    /// Reads the drafts of rows that are looked up.
    pub(super) async fn drafts(&self, rows: Vec<RowIndex>) -> Result<Drafts, StoreError> {
        self.blocking(move |store, run| store.drafts(run, &rows))
            .await
    }

    /// Commits what a reply changed, trying again for a while.
    pub(super) async fn record(&self, change: &Arc<Change>) -> Result<(), StoreError> {
        let mut pauses = PAUSES.iter();
        loop {
            match (self.record_once(change).await, pauses.next()) {
                (Err(_), Some(pause)) => tokio::time::sleep(*pause).await,
                (written, _) => return written,
            }
        }
    }

    /// Commits what a reply changed. A batch size that was learned is kept beside the configured one:
    /// when that is changed, it is learned anew.
    pub(super) async fn record_once(&self, change: &Arc<Change>) -> Result<(), StoreError> {
        if change.is_empty() && change.learned.is_none() {
            return Ok(());
        }
        let (change, scope, at) = (Arc::clone(change), self.scope.clone(), self.now());
        let configured = self.configured;
        self.blocking(move |store, run| {
            if !change.settled.is_empty() {
                store.rows_settled(run, &change.settled, at)?;
            }
            if !change.put_back.is_empty() {
                store.rows_put_back(run, &change.put_back)?;
            }
            if let Some(size) = change.learned {
                let learned = format!("{size} of {configured}");
                store.setting_put(&scope, LEARNED_SIZE, &learned)?;
            }
            Ok(())
        })
        .await
    }

    /// Commits that the run is over, and why.
    pub(super) async fn ended(&mut self, end: &End) -> Result<(), StoreError> {
        if let Some(ahead) = self.ahead.take() {
            // Nobody wants it any more; but nothing of a run outlives it.
            let _ = ahead.drafts.await;
        }
        let (end, at) = (end.clone(), self.now());
        self.blocking(move |store, run| store.run_ended(run, at, &end))
            .await
    }

    /// Keeps what the replies looked like, for a report. Nothing depends on it.
    pub(super) async fn shapes(&self, met: Vec<Met>) {
        let shapes: Vec<ReplyShape> = met
            .into_iter()
            .map(|met| ReplyShape {
                call: met.call.to_owned(),
                status: met.status,
                shape: met.shape,
            })
            .collect();
        let kept = self.blocking(move |store, run| store.shapes_met(run, &shapes));
        let _ = kept.await;
    }

    /// Knows which rows made which devices.
    pub(super) fn makers(&self) -> Makers {
        Makers::new(self.store.clone(), self.scope.clone())
    }

    async fn blocking<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Store, RunId) -> Result<T, StoreError> + Send + 'static,
    ) -> Result<T, StoreError> {
        let run = self.run;
        blocking(&self.store, move |store| work(store, run)).await
    }
}

/// The size of `<size> of <configured>`, while that is configured.
fn learned_size(learned: &str, configured: u16) -> Option<usize> {
    let (size, of) = learned.split_once(" of ")?;
    let (size, of): (usize, u16) = (size.parse().ok()?, of.parse().ok()?);
    (of == configured && size > 0).then_some(size)
}
