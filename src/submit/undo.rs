//! Undoes a run: looks its devices up, deletes those that nobody touched since, and journals both.

mod calls;
mod work;

use std::collections::BTreeMap;
use std::sync::Arc;

use tokio::sync::{mpsc, watch};

use super::blocking::blocking;
use super::drive::Job;
use super::driver::carry;
use super::steady::Steady;
use crate::domain::{Cause, End, RowIndex, RowState, RunId, RunRow, Timestamp, Undone};
use crate::enos::{Api, Clock, Error};
use crate::provision::run::Control;
use crate::provision::undo::{Blind, LONG_AGO, Progress, Target, Undo, UndoResult};
use crate::said::{Said, say};
use crate::store::{Store, StoreError};
use crate::words;

use calls::Calls;
use work::{Tell, Undoing, undone};

/// What happened in an undo, told after the journal knows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UndoEvent {
    /// The rows that came to their end, and how. Empty when only the pace changed.
    pub settled: Vec<(RowIndex, Undone)>,
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
    pub results: BTreeMap<RowIndex, UndoResult>,
    /// The rows that could not be looked up, by index, and why.
    pub unseen: Option<(Vec<RowIndex>, Cause)>,
}

impl UndoPreview {
    /// How many devices an undo would delete: the number that the user has to type.
    #[must_use]
    pub fn deletable(&self) -> usize {
        let deletable = |result: &&UndoResult| matches!(result, UndoResult::Deletable(_));
        self.results.values().filter(deletable).count()
    }

    /// What cannot be known of the devices that an undo would delete, each with of how many.
    #[must_use]
    pub fn blind(&self) -> BTreeMap<Blind, usize> {
        let mut counts = BTreeMap::new();
        for result in self.results.values() {
            if let UndoResult::Deletable(blind) = result {
                for what in blind {
                    *counts.entry(*what).or_default() += 1;
                }
            }
        }
        counts
    }
}

/// The journal failed. Nothing is lost by it: what was deleted meanwhile is gone at `EnOS`, and the next
/// undo of the run sees that.
#[derive(Debug)]
pub struct UndoError {
    /// What the journal said.
    pub source: Box<StoreError>,
    /// Rows that came to their end and are not recorded so: this is the only copy of it.
    pub unrecorded: Vec<(RowIndex, Undone)>,
}

impl UndoError {
    /// For people.
    #[must_use]
    pub fn said(&self) -> Said {
        say!(
            "the journal could not record the undo, so it was stopped; run it again later to continue: {source}",
            "日志无法记录撤销，撤销已停止；稍后再次撤销即可继续：{source}",
            source = words::journal(&self.source)
        )
    }
}

impl std::fmt::Display for UndoError {
    /// For developers.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.said().en())
    }
}

impl std::error::Error for UndoError {}

impl From<StoreError> for UndoError {
    fn from(error: StoreError) -> Self {
        Self {
            source: Box::new(error),
            unrecorded: Vec::new(),
        }
    }
}

/// Looks up what an undo of the job's run would delete: the devices that the run itself created, or what
/// an unfinished undo left. Deletes and writes nothing, and may be dropped at any time.
///
/// # Errors
/// When the journal cannot be read, or does not know the run.
pub async fn preview(
    api: Arc<dyn Api>,
    store: Store,
    job: &Job,
    clock: Clock,
) -> Result<UndoPreview, UndoError> {
    let wanted = rows(&store, job.run, RunRow::is_to_be_deleted).await?;
    let unfinished = !wanted.is_empty();
    let rows = if unfinished {
        wanted
    } else {
        let own = |row: &RunRow| row.state == RowState::Created && !row.adopted;
        rows(&store, job.run, own).await?
    };
    let mut unseen: Vec<RowIndex> = rows.iter().map(|row| row.index).collect();
    let (results, end) = match Calls::open(api, &rows, &job.bounds).await {
        Err(error) => (BTreeMap::new(), stopped(error)),
        Ok(calls) => {
            let collected = Tell::Preview(BTreeMap::new());
            let mut looking = open(calls, store, job, &clock, &rows, collected).await?;
            looking.rules = looking.rules.only_looking();
            // Nobody controls it: the look goes on to its end.
            let (_, mut controls) = watch::channel(Control::Go);
            let end = carry(&mut looking, &Steady::new(&clock), &mut controls).await?;
            match looking.tell {
                Tell::Preview(results) => (results, end),
                Tell::Undo(..) => (BTreeMap::new(), end),
            }
        }
    };
    unseen.retain(|row| !results.contains_key(row));
    Ok(UndoPreview {
        unfinished,
        results,
        unseen: match end {
            End::Stopped { cause } => Some((unseen, *cause)),
            End::Finished | End::Cancelled => None,
        },
    })
}

/// Journals that the devices that `preview` calls deletable are to be deleted, before the first one is, which
/// of the others are gone already, and which are kept and why. Blocks.
///
/// # Errors
/// See [`Store::undo_begin`]; then nothing may be deleted.
pub fn begin(
    store: &Store,
    run: RunId,
    preview: &UndoPreview,
    at: Timestamp,
) -> Result<(), StoreError> {
    // What EnOS did not show was not counted in the number that was typed: it is not deleted either.
    let shown = |(row, result): (&RowIndex, &UndoResult)| {
        let open = matches!(result, UndoResult::Settled(Undone::Open(_)));
        (!open).then_some(*row)
    };
    let rows: Vec<RowIndex> = preview.results.iter().filter_map(shown).collect();
    store.undo_begin(run, &rows)?;
    let results = preview.results.clone().into_iter().filter_map(undone);
    let known: Vec<_> = results.filter(|(row, _)| rows.contains(row)).collect();
    store.undo_settled(run, &known, at)
}

/// Deletes the devices of the rows that are marked for it, each one only after a look that proves it
/// to be the run's own, never used and unchanged. Ends when each is deleted, gone, kept or left for
/// another undo, the control is [`Control::Cancel`] (calls under way land first), or going on would do no good.
///
/// Whether anybody listens to `events` does not matter. Dropping the future costs nothing: another
/// call goes on, and sees what is gone.
///
/// # Errors
/// When the journal cannot be read or written; what is under way lands first.
pub async fn undo(
    api: Arc<dyn Api>,
    store: Store,
    job: Job,
    clock: Clock,
    events: mpsc::UnboundedSender<UndoEvent>,
    mut controls: watch::Receiver<Control>,
) -> Result<UndoSummary, UndoError> {
    let rows = rows(&store, job.run, RunRow::is_to_be_deleted).await?;
    let steady = Steady::new(&clock);
    let calls = match Calls::open(api, &rows, &job.bounds).await {
        Ok(calls) => calls,
        Err(error) => {
            return Ok(UndoSummary {
                end: stopped(error),
                progress: Progress {
                    open: rows.len(),
                    ..Progress::default()
                },
            });
        }
    };
    let told = Tell::Undo(Arc::clone(&clock), events);
    let mut undoing = open(calls, store, &job, &clock, &rows, told).await?;
    let end = carry(&mut undoing, &steady, &mut controls).await?;
    Ok(UndoSummary {
        end,
        progress: undoing.rules.progress(steady.now()),
    })
}

async fn open(
    calls: Calls,
    store: Store,
    job: &Job,
    clock: &Clock,
    rows: &[RunRow],
    tell: Tell,
) -> Result<Undoing, StoreError> {
    let (run, at) = (job.run, clock());
    let long_ago = at.before(LONG_AGO);
    let (old, unheard) = blocking(&store, move |store| {
        Ok((store.made_before(run, long_ago)?, store.undo_unheard(run)?))
    })
    .await?;
    let targets = rows.iter().map(|row| Target {
        index: row.index,
        product: calls.product(row.index),
        made_long_ago: old.contains(&row.index),
        unheard: unheard.contains(&row.index),
    });
    Ok(Undoing {
        rules: Undo::new(targets, &job.bounds, job.seed),
        calls,
        store,
        run,
        tell,
        told: Progress::default(),
    })
}

/// The rows of the run that fit.
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

fn stopped(error: Error) -> End {
    let cause = Box::new(error.failure().cause);
    End::Stopped { cause }
}
