//! The state machine of a run: told what happened, it says what to do next and what to record.
//!
//! It knows no gateway, journal or clock: replies, faults, controls and the time come in, the next
//! [`Step`] and the [`Change`] to record go out as data.
//!
//! A row leaves only while it is queued. A batch that may have been acted upon without a reply makes its
//! rows unknown, and they are looked up until they are found, or have been missing often enough to be
//! believed missing and sent again. A row without a device key cannot be looked up and stays unknown.

mod bisection;
mod io;
mod lookups;
mod refuse;
mod rows;
mod settle;

use std::collections::{BTreeSet, HashSet};

use crate::domain::{Bounds, Cause, Counts, End, Failure, OpenRow, RowIndex, RowState, Timestamp};
use crate::provision::pace::Pacer;
use crate::provision::step::{Step, Ticket, UnderWay};

use bisection::Bisection;
pub use io::{Answer, Change, Control, Input, Pace, Paused, Progress, RefusalScope, Request};
use lookups::Lookups;
use rows::Rows;

/// A run: its rows, what is under way, and whether it is to go on.
#[derive(Clone, Debug)]
pub struct Run {
    bounds: Bounds,
    rows: Rows,
    bisection: Bisection,
    lookups: Lookups,
    /// Rows whose device was found, and nothing proved whose it is.
    undecided: BTreeSet<RowIndex>,
    /// Whether they were asked for once more, when all the rest had come to its end.
    asked_again: bool,
    pacer: Pacer,
    under_way: UnderWay<(Kind, Vec<RowIndex>)>,
    halt: Option<End>,
    paused: Option<Paused>,
    /// Rows answered, and failed ones among them, since the run last set out.
    answered: usize,
    failed: usize,
    /// The asset ids that are some row's, of any run: one asset is one device.
    assets: HashSet<String>,
}

/// What a call under way is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Batch,
    /// A batch cut out of a refused one.
    Probe,
    Look,
}

impl Run {
    /// A run over `rows`, at most `batch_size` in a batch (a learned one, perhaps smaller than that of
    /// `bounds`). `now` is Unix ms; `seed` makes the jitter of its pauses.
    #[must_use]
    pub fn new(
        rows: impl IntoIterator<Item = OpenRow>,
        bounds: Bounds,
        batch_size: usize,
        now: Timestamp,
        seed: u64,
    ) -> Self {
        let mut run = Self {
            bisection: Bisection::new(batch_size.min(usize::from(bounds.batch_size))),
            pacer: Pacer::new(&bounds, seed),
            rows: Rows::default(),
            lookups: Lookups::default(),
            undecided: BTreeSet::new(),
            asked_again: false,
            under_way: UnderWay::default(),
            halt: None,
            paused: None,
            answered: 0,
            failed: 0,
            assets: HashSet::new(),
            bounds,
        };
        let lag = run.bounds.lag;
        for row in rows {
            // A clock that was set back must not put the first look off.
            let due = row.sent_at.map_or(now, |sent| sent.after(lag));
            let due = due.clamp(now, now.after(lag));
            let (index, unknown) = (row.index, row.state != RowState::Queued);
            run.rows.add(row);
            if unknown {
                run.ask(due, index);
            }
        }
        run
    }

    /// The same run; these asset ids are settled rows', of this run or another.
    #[must_use]
    pub fn with_assets(mut self, assets: impl IntoIterator<Item = String>) -> Self {
        self.assets.extend(assets);
        self
    }

    /// What to do now.
    pub fn next(&mut self, now: Timestamp) -> Step<Request> {
        let over = self.under_way.is_empty() && self.is_finished();
        if over && self.halt.is_none() && !self.asked_again {
            // What the rest of the run has shown since may decide it.
            self.asked_again = true;
            for index in std::mem::take(&mut self.undecided) {
                self.ask(now, index);
            }
        }
        if self.halt.is_none() && self.pacer.may_go(now, self.under_way.len()) {
            // Looks go first: they make nothing, and what they find need not be sent.
            if let Some(rows) = self.lookups.take(now) {
                let look = self.under_way.begin((Kind::Look, rows.clone()));
                return Step::Call(look, Request::Look(rows));
            }
            if let Some((rows, probe)) = self.cut(now) {
                let kind = if probe { Kind::Probe } else { Kind::Batch };
                let batch = self.under_way.begin((kind, rows.clone()));
                return Step::Call(batch, Request::Send(rows));
            }
        }
        let until = self.wakes(now);
        match &self.halt {
            _ if !self.under_way.is_empty() => Step::Wait { until },
            // A stop that came when nothing was left has kept nothing from happening.
            _ if self.is_finished() => Step::Done(End::Finished),
            Some(end) => Step::Done(end.clone()),
            None => Step::Wait { until },
        }
    }

    /// Takes note of what happened at `now` and says what is to be recorded.
    pub fn apply(&mut self, now: Timestamp, input: Input) -> Change {
        let mut change = Change::default();
        match input {
            Input::Answered {
                batch,
                answers,
                disorder,
            } => {
                change.disorder = disorder;
                if let Some((rows, probe)) = self.landed(batch) {
                    self.answered(now, &rows, answers, &mut change);
                    self.probed(probe, &mut change);
                }
            }
            Input::Refused {
                batch,
                failure,
                scope,
            } => {
                if let Some((rows, probe)) = self.landed(batch) {
                    self.refused(now, rows, probe, &failure, scope, &mut change);
                    self.probed(probe, &mut change);
                }
            }
            Input::Lost {
                batch,
                failure,
                refused,
                retry_after,
            } => {
                if let Some((rows, probe)) = self.landed(batch) {
                    self.strained(now, &failure, retry_after);
                    self.lost(now, &rows, &failure, refused, &mut change);
                    self.probed(probe, &mut change);
                }
            }
            Input::Seen { look, found } => {
                if let Some(rows) = self.looked(look) {
                    self.seen(now, &rows, found, &mut change);
                }
            }
            Input::Unseen {
                look,
                failure,
                scope,
            } => {
                if let Some(rows) = self.looked(look) {
                    self.unseen(now, &rows, &failure, scope);
                }
            }
            Input::Control(control) => self.control(control),
        }
        self.consider_a_pause();
        change
    }

    /// How many rows stand where.
    #[must_use]
    pub const fn counts(&self) -> Counts {
        self.rows.counts()
    }

    /// The rows that most likely leave next.
    #[must_use]
    pub fn ahead(&self) -> Vec<RowIndex> {
        self.rows.ahead(self.bisection.size())
    }

    /// Whether a request that carried the row may have been acted upon without a reply, or though its reply said
    /// otherwise: it was sent more than once.
    #[must_use]
    pub fn is_doubted(&self, row: RowIndex) -> bool {
        self.rows
            .get(row)
            .is_some_and(|row| row.doubted || row.sends > 1)
    }

    /// Where the run stands.
    #[must_use]
    pub fn progress(&self, now: Timestamp) -> Progress {
        let looks = self
            .under_way
            .iter()
            .filter(|(kind, _)| *kind == Kind::Look);
        let looked_up: usize = looks.map(|(_, rows)| rows.len()).sum();
        Progress {
            counts: self.counts(),
            pace: Pace {
                under_way: self.under_way.len(),
                at_once: self.pacer.at_once(),
                batch_size: self.bisection.size(),
                asking: self.lookups.len() + looked_up,
                resting_until: self
                    .wakes(now)
                    .filter(|_| self.under_way.is_empty() && self.halt.is_none()),
                slowed: self.pacer.slowed().cloned(),
            },
            paused: self.paused.clone(),
        }
    }

    /// The next batch and whether it is a probe; its rows are in flight from here on.
    fn cut(&mut self, now: Timestamp) -> Option<(Vec<RowIndex>, bool)> {
        // A pause holds back batches alone: rows in doubt are looked up all the same.
        if self.paused.is_some() {
            return None;
        }
        let (rows, probe) = if let Some(group) = self.bisection.take(now) {
            (group.rows, group.probe)
        } else {
            let rows = self.ahead();
            for row in &rows {
                self.rows.queue.remove(row);
            }
            (rows, false)
        };
        if rows.is_empty() {
            return None;
        }
        for index in &rows {
            self.rows
                .shift(*index, RowState::Queued, RowState::InFlight);
            if let Some(row) = self.rows.get_mut(*index) {
                // Counted as it leaves: a reply that gets lost must not give the row one attempt more.
                row.sends = row.sends.saturating_add(1);
            }
        }
        Some((rows, probe))
    }

    /// The rows of a batch that has come to its end.
    fn landed(&mut self, batch: Ticket) -> Option<(Vec<RowIndex>, bool)> {
        // An end that is told late or twice finds nothing under way, and changes nothing.
        let (kind, rows) = self
            .under_way
            .end_if(batch, |(kind, _)| *kind != Kind::Look)?;
        Some((rows, kind == Kind::Probe))
    }

    /// The rows of a search that has come to its end.
    fn looked(&mut self, look: Ticket) -> Option<Vec<RowIndex>> {
        let (_, rows) = self
            .under_way
            .end_if(look, |(kind, _)| *kind == Kind::Look)?;
        Some(rows)
    }

    /// When there will be something to do although nothing happens.
    fn wakes(&self, now: Timestamp) -> Option<Timestamp> {
        // Told to rest for longer than it may by itself, it looks nothing up either until the user says so.
        let told = |paused: &Paused| matches!(paused, Paused::Because(Cause::AskedToWait { .. }));
        if self.halt.is_some() || self.paused.as_ref().is_some_and(told) {
            return None;
        }
        let sends = if self.paused.is_some() {
            None
        } else if self.rows.queue.is_empty() {
            self.bisection.waiting()
        } else {
            Some(now)
        };
        let next = match (sends, self.lookups.next()) {
            (Some(send), Some(ask)) => send.min(ask),
            (send, ask) => send.or(ask)?,
        };
        let next = self.pacer.resting(now).map_or(next, |rest| rest.max(next));
        // What is due already waits for something under way.
        (next > now).then_some(next)
    }

    fn is_finished(&self) -> bool {
        self.counts().queued == 0 && self.lookups.len() == 0
    }

    fn control(&mut self, control: Control) {
        match control {
            Control::Go => {
                self.paused = None;
                // The user has seen these failures: they are no reason to pause again.
                (self.answered, self.failed) = (0, 0);
            }
            Control::Pause => self.paused = Some(Paused::Asked),
            Control::Cancel => {
                self.halt.get_or_insert(End::Cancelled);
            }
            Control::GiveUp => {
                if let Some(Paused::Because(cause)) = self.paused.clone() {
                    self.stop(&cause.into());
                }
            }
        }
    }

    /// Pauses when most of what was answered has failed: what is wrong is likely wrong with the rest.
    fn consider_a_pause(&mut self) {
        let (failed, answered) = (self.failed, self.answered);
        let share = usize::from(self.bounds.failed_percent);
        let too_many = failed >= Bounds::FAILURES_TO_PAUSE
            && share < 100
            && failed.saturating_mul(100) > answered.saturating_mul(share);
        if too_many && self.paused.is_none() && self.counts().queued > 0 {
            let cause = Cause::TooManyFailed { failed, answered };
            self.paused = Some(Paused::Because(cause));
        }
    }

    /// Ends the run as soon as nothing is under way.
    fn stop(&mut self, failure: &Failure) {
        // The first reason stands, and outweighs a cancel: it says what is wrong.
        if !matches!(self.halt, Some(End::Stopped { .. })) {
            let cause = Box::new(failure.cause.clone());
            self.halt = Some(End::Stopped { cause });
        }
    }
}

#[cfg(test)]
mod tests;
