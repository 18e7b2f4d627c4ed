//! Undoes a run: looks its devices up, deletes those that nobody touched since, and journals both.

mod calls;
mod drive;

use std::collections::BTreeMap;
use std::sync::Arc;

use tokio::sync::{mpsc, watch};

use super::blocking::blocking;
use crate::domain::{Bounds, Failure, RowState};
use crate::enos::{Api, Clock};
use crate::provision::run::{End, Wish};
use crate::provision::undo::{Fate, Progress, Undo};
use crate::store::{RunId, RunRow, Store, StoreError};

use calls::Calls;
use drive::{Driver, Turn};

/// What happened in an undo, told after the journal knows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UndoEvent {
    /// The rows that came to their end: deleted (`None`), or kept and why. Empty when only the pace
    /// changed.
    pub settled: Vec<(u32, Option<String>)>,
    /// Where the undo stands.
    pub progress: Progress,
}

/// How an undo ended. Rows that are still open stay so in the journal: another undo goes on with them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UndoSummary {
    /// Why.
    pub end: End,
    /// Where it stands.
    pub progress: Progress,
}

/// What an undo would do, found out without deleting anything.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UndoPreview {
    /// Whether an earlier undo was begun and not finished; then only its rows are looked at.
    pub unfinished: bool,
    /// What would become of each row, by index.
    pub fates: BTreeMap<u32, Fate>,
    /// The rows that could not be looked up, by index, and why.
    pub unseen: Option<(Vec<u32>, Failure)>,
}

impl UndoPreview {
    /// How many devices an undo would delete: the number that the user has to type.
    #[must_use]
    pub fn deletable(&self) -> usize {
        self.rows(&Fate::Deletable).len()
    }

    fn rows(&self, wanted: &Fate) -> Vec<u32> {
        let fates = self.fates.iter().filter(|(_, fate)| *fate == wanted);
        fates.map(|(row, _)| *row).collect()
    }
}

/// The journal failed. Nothing is lost by it: what was deleted meanwhile is gone at `EnOS`, and the next
/// undo of the run sees that.
#[derive(Debug, thiserror::Error)]
#[error(
    "the journal cannot follow the undo, so it was stopped; run it again later and it goes on: {0}"
)]
pub struct UndoError(#[from] pub Box<StoreError>);

impl From<StoreError> for UndoError {
    fn from(error: StoreError) -> Self {
        Self(Box::new(error))
    }
}

/// Looks up what an undo of `run` would delete: the devices that the run itself created, or what an
/// unfinished undo left. Deletes and writes nothing, and may be dropped at any time.
///
/// # Errors
/// When the journal cannot be read, or does not know the run.
pub async fn preview(
    api: Arc<dyn Api>,
    store: Store,
    run: RunId,
    clock: Clock,
    bounds: &Bounds,
) -> Result<UndoPreview, UndoError> {
    let wanted = wanted(&store, run).await?;
    let unfinished = !wanted.is_empty();
    let rows = if unfinished {
        wanted
    } else {
        let own = |row: &RunRow| row.state == RowState::Created && !row.adopted;
        rows(&store, run, own).await?
    };
    let mut unseen: Vec<u32> = rows.iter().map(|row| row.index).collect();
    let calls = Calls::new(api, store, run, rows);
    let machine = Undo::new(calls.rows(), bounds).only_looking();
    // Nobody can wish: the look goes on to its end.
    let (_, wishes) = watch::channel(Wish::Go);
    let mut driver = Driver::new(machine, calls, clock, wishes);
    let mut fates = BTreeMap::new();
    let end = loop {
        match driver.turn().await? {
            Turn::Went(more) => fates.extend(more),
            Turn::Done(end) => break end,
        }
    };
    unseen.retain(|row| !fates.contains_key(row));
    Ok(UndoPreview {
        unfinished,
        fates,
        unseen: match end {
            End::Stopped(failure) => Some((unseen, failure)),
            End::Finished | End::Cancelled => None,
        },
    })
}

/// Journals that the devices of `preview` are to be deleted, before the first one is, which of them are
/// gone already, and which are kept and why. Blocks.
///
/// # Errors
/// See [`Store::undo_begin`]; then nothing may be deleted.
pub fn begin(store: &Store, run: RunId, preview: &UndoPreview, at: i64) -> Result<(), StoreError> {
    let rows: Vec<u32> = preview.fates.keys().copied().collect();
    store.undo_begin(run, &rows)?;
    let fates = preview.fates.clone().into_iter();
    let known: Vec<_> = fates.filter_map(settled).collect();
    store.undo_settled(run, &known, at)
}

/// Deletes the devices of the rows of [`Store::undo_open`], each one only after a look that proves it
/// to be the run's own, never active and unchanged. Ends when each is deleted or kept, the wish is
/// [`Wish::Cancel`] (calls under way land first), or going on would do no good.
///
/// Whether anybody listens to `events` does not matter. Dropping the future costs nothing: another
/// call goes on, and sees what is gone.
///
/// # Errors
/// When the journal cannot be read or written.
pub async fn undo(
    api: Arc<dyn Api>,
    store: Store,
    run: RunId,
    clock: Clock,
    bounds: &Bounds,
    events: mpsc::UnboundedSender<UndoEvent>,
    wishes: watch::Receiver<Wish>,
) -> Result<UndoSummary, UndoError> {
    let rows = wanted(&store, run).await?;
    let calls = Calls::new(api, store.clone(), run, rows);
    let machine = Undo::new(calls.rows(), bounds);
    let mut driver = Driver::new(machine, calls, Arc::clone(&clock), wishes);
    loop {
        let settled: Vec<_> = match driver.turn().await? {
            Turn::Went(fates) => fates.into_iter().filter_map(settled).collect(),
            Turn::Done(end) => {
                let progress = driver.progress();
                return Ok(UndoSummary { end, progress });
            }
        };
        if !settled.is_empty() {
            let (rows, at) = (settled.clone(), clock());
            blocking(&store, move |store| store.undo_settled(run, &rows, at)).await?;
        }
        // Nobody listening is no reason to stop.
        let _ = events.send(UndoEvent {
            settled,
            progress: driver.progress(),
        });
    }
}

/// The rows whose devices are still to be deleted.
async fn wanted(store: &Store, run: RunId) -> Result<Vec<RunRow>, StoreError> {
    rows(store, run, |row| row.undo && row.state == RowState::Created).await
}

async fn rows(
    store: &Store,
    run: RunId,
    fits: impl Fn(&RunRow) -> bool + Send + 'static,
) -> Result<Vec<RunRow>, StoreError> {
    blocking(store, move |store| {
        let mut rows = store.run(run)?.rows;
        rows.retain(fits);
        Ok(rows)
    })
    .await
}

/// The end of a row as the journal takes it.
fn settled((row, fate): (u32, Fate)) -> Option<(u32, Option<String>)> {
    match fate {
        Fate::Deleted => Some((row, None)),
        Fate::Kept(why) => Some((row, Some(why))),
        Fate::Deletable => None,
    }
}
