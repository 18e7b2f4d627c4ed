//! The state machine of an undo: told how each call ended, it says which devices to look up or delete next.
//!
//! A device is searched for, in company, and only then asked for by its asset id and deleted in the same
//! breath, if both show it untouched. Only `EnOS`'s own word makes a row deleted: a device that is not shown
//! is looked for again, and at last either gone, where that can be believed, or left for another undo.

mod apply;
mod io;
mod proof;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, VecDeque};
use std::sync::Arc;
use std::time::Duration;

use crate::domain::{Bounds, Cause, End, RowIndex, Timestamp};
use crate::provision::KEYS_A_LOOK;
use crate::provision::pace::Pacer;
use crate::provision::run::Control;
use crate::provision::step::{Step, UnderWay};

pub use io::{Blind, CallEnd, Progress, Request, Sight, Trouble, UndoResult};
pub use proof::{Made, judge};

/// How long a search counts that showed a device untouched, ms. The proof that a deletion rests on is the
/// look just before it; a search shows besides when anything was last updated.
const SEARCH_LIFE: Duration = Duration::from_secs(10);

/// How long ago a device must have been made for EnOS's word that there is none to be believed without having
/// seen it. Far beyond the read lag of 2 s that the V2.4 pages name.
pub const LONG_AGO: Duration = Duration::from_secs(600);

/// A row of an undo.
#[derive(Clone, Debug, Default)]
pub struct Target {
    /// Its place in the run.
    pub index: RowIndex,
    /// Its product: one search asks for one.
    pub product: Arc<str>,
    /// Whether its device was made [`LONG_AGO`].
    pub made_long_ago: bool,
    /// Whether a deletion of it has left, here or in an undo before, and nobody heard what came of it.
    pub unheard: bool,
}

/// An undo, or only the look before it: its rows, and how fast it goes.
#[derive(Debug)]
pub struct Undo {
    /// Rows to be searched for, in the order of their turns.
    searches: BTreeMap<Turn, Row>,
    /// Rows that a search did not show, to be asked for by asset id.
    gets: VecDeque<Row>,
    /// Rows whose devices a search showed untouched, each with when that was, the oldest first.
    proven: VecDeque<(Timestamp, Row)>,
    under_way: UnderWay<(Kind, Vec<Row>)>,
    pacer: Pacer,
    /// Looks by asset id and deletions in a row that failed: a search that goes well does not help them.
    fruitless: u16,
    stopped: Option<Cause>,
    control: Control,
    /// Whether devices are deleted.
    deletes: bool,
    bounds: Bounds,
    done: Progress,
}

/// When a row is searched for, and among whom: Unix ms, product, place in the run.
type Turn = (Timestamp, Arc<str>, RowIndex);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Search,
    Get,
    Delete,
}

#[derive(Clone, Debug, Default)]
struct Row {
    target: Target,
    /// Whether its device was seen by this undo.
    seen: bool,
    /// Whether the last search showed it: then nothing says that it is gone.
    listed: bool,
    /// Whether a deletion found nothing to delete.
    vanished: bool,
    /// How often it was not shown as a deletion needs it.
    missing: u16,
    /// How many deletions were perhaps acted upon.
    attempts: u16,
    /// What came of the last one.
    last: Option<Cause>,
}

impl Undo {
    /// An undo of these rows; `seed` makes the jitter of its pauses.
    #[must_use]
    pub fn new(rows: impl IntoIterator<Item = Target>, bounds: &Bounds, seed: u64) -> Self {
        let rows = rows.into_iter().map(|target| Row {
            target,
            ..Row::default()
        });
        Self {
            searches: rows.map(|row| (row.turn(Timestamp::MIN), row)).collect(),
            gets: VecDeque::new(),
            proven: VecDeque::new(),
            under_way: UnderWay::default(),
            pacer: Pacer::new(bounds, seed),
            fruitless: 0,
            stopped: None,
            control: Control::Go,
            deletes: true,
            bounds: bounds.clone(),
            done: Progress::default(),
        }
    }

    /// Only looks: rows end as [`UndoResult::Deletable`] where an undo would delete.
    #[must_use]
    pub fn only_looking(self) -> Self {
        Self {
            deletes: false,
            ..self
        }
    }

    /// Takes note of what the user wants.
    pub fn control(&mut self, control: Control) {
        self.control = control;
    }

    /// What to do now; a call that this names is under way from here on.
    pub fn step(&mut self, now: Timestamp) -> Step<Request> {
        if self.open() == 0 || self.stopped.is_some() || self.control == Control::Cancel {
            return match &self.stopped {
                _ if !self.under_way.is_empty() => Step::Wait { until: None },
                _ if self.open() == 0 => Step::Done(End::Finished),
                Some(cause) => Step::Done(End::Stopped {
                    cause: Box::new(cause.clone()),
                }),
                None => Step::Done(End::Cancelled),
            };
        }
        if self.control == Control::Pause || self.under_way.len() >= self.pacer.at_once() {
            return Step::Wait { until: None };
        }
        if let resting @ Some(_) = self.pacer.resting(now) {
            return Step::Wait { until: resting };
        }
        self.forget_old_searches(now);
        if let Some((_, row)) = self.proven.pop_front() {
            let index = row.target.index;
            // Enough deletions came to nothing: what stands now is said, and no more.
            if row.attempts >= self.bounds.attempts.max(1) {
                return self.call(Kind::Get, vec![row], Request::Get(index));
            }
            return self.call(Kind::Delete, vec![row], Request::Delete(index));
        }
        if let Some(row) = self.gets.pop_front() {
            let index = row.target.index;
            return self.call(Kind::Get, vec![row], Request::Get(index));
        }
        let taken = self.take_search(now);
        if taken.is_empty() {
            let until = self.searches.keys().next().map(|(due, ..)| *due);
            return Step::Wait { until };
        }
        let rows = taken.iter().map(|row| row.target.index).collect();
        self.call(Kind::Search, taken, Request::Search(rows))
    }

    /// Where it stands.
    #[must_use]
    pub fn progress(&self, now: Timestamp) -> Progress {
        Progress {
            open: self.open(),
            under_way: self.under_way.len(),
            resting_until: self.pacer.resting(now),
            slowed: self.pacer.slowed().cloned(),
            paused: self.control == Control::Pause,
            ..self.done.clone()
        }
    }

    fn open(&self) -> usize {
        let under_way: usize = self.under_way.iter().map(|(_, rows)| rows.len()).sum();
        self.searches.len() + self.gets.len() + self.proven.len() + under_way
    }

    fn call(&mut self, kind: Kind, rows: Vec<Row>, request: Request) -> Step<Request> {
        Step::Call(self.under_way.begin((kind, rows)), request)
    }

    /// The rows of the next search, of one product.
    fn take_search(&mut self, now: Timestamp) -> Vec<Row> {
        let mut rows: Vec<Row> = Vec::new();
        while rows.len() < KEYS_A_LOOK
            && let Some(entry) = self.searches.first_entry()
            && entry.key().0 <= now
            && rows
                .first()
                .is_none_or(|row| row.target.product == entry.key().1)
        {
            rows.push(entry.remove());
        }
        rows
    }

    fn search(&mut self, row: Row, at: Timestamp) {
        self.searches.insert(row.turn(at), row);
    }

    fn forget_old_searches(&mut self, now: Timestamp) {
        while let Some((at, _)) = self.proven.front()
            && now.since(*at) > SEARCH_LIFE
            && let Some((_, row)) = self.proven.pop_front()
        {
            self.search(row, Timestamp::MIN);
        }
    }
}

impl Row {
    fn turn(&self, at: Timestamp) -> Turn {
        (at, Arc::clone(&self.target.product), self.target.index)
    }
}
