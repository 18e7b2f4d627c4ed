//! The state machine of a run: told what happened, it says what to do next and what to record.
//!
//! It knows no gateway, journal or clock: replies, faults and commands come in as [`Input`], the
//! next [`Step`] and the [`Change`] to record go out as data.

mod io;

use std::collections::{BTreeMap, BTreeSet};

use crate::domain::{Counts, Failure, Outcome, RowState};

pub use io::{Blame, Change, End, Input, Pace, Paused, Progress, Step, Wish};

/// How much a run does at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Devices in one request; 0 counts as 1.
    pub batch_size: usize,
}

/// A run: its rows, and whether it is to go on.
#[derive(Clone, Debug)]
pub struct Run {
    rows: BTreeMap<u32, RowState>,
    limits: Limits,
    halt: Option<End>,
}

impl Run {
    /// A run over `rows`, all of them queued; the order of their indexes is the order of sending.
    #[must_use]
    pub fn new(rows: impl IntoIterator<Item = u32>, limits: Limits) -> Self {
        Self {
            rows: rows
                .into_iter()
                .map(|row| (row, RowState::Queued))
                .collect(),
            limits,
            halt: None,
        }
    }

    /// What to do now. Asking changes nothing.
    #[must_use]
    pub fn next(&self) -> Step {
        if self.in_state(RowState::InFlight).next().is_some() {
            return Step::Wait;
        }
        let rows: Vec<u32> = self
            .in_state(RowState::Queued)
            .take(self.limits.batch_size.max(1))
            .collect();
        match &self.halt {
            _ if rows.is_empty() => Step::Done(End::Finished),
            Some(end) => Step::Done(end.clone()),
            None => Step::Send { rows },
        }
    }

    /// Takes note of what happened and says what is to be recorded.
    pub fn apply(&mut self, input: Input) -> Change {
        match input {
            Input::Sent { rows } => {
                for row in rows {
                    self.shift(row, RowState::Queued, RowState::InFlight);
                }
                Change::default()
            }
            Input::Answered { rows, outcomes } => self.answered(&rows, outcomes),
            Input::Refused {
                rows,
                failure,
                blame: Blame::Rows,
            } => self.settle(&rows, &Outcome::Failed(failure)),
            Input::Refused {
                rows,
                failure,
                blame: Blame::Connection,
            } => {
                self.halt = Some(End::Stopped(failure));
                let unsent = rows
                    .into_iter()
                    .filter(|row| self.shift(*row, RowState::InFlight, RowState::Queued))
                    .collect();
                Change {
                    unsent,
                    ..Change::default()
                }
            }
            Input::Lost { rows, failure } => self.settle(&rows, &Outcome::Unknown(failure)),
            Input::Cancel => {
                self.halt.get_or_insert(End::Cancelled);
                Change::default()
            }
        }
    }

    /// How many rows stand where.
    #[must_use]
    pub fn counts(&self) -> Counts {
        let mut counts = Counts::default();
        for state in self.rows.values() {
            *counts.of(*state) += 1;
        }
        counts
    }

    /// The rows in `state`, in the order of the run.
    pub fn in_state(&self, state: RowState) -> impl Iterator<Item = u32> + '_ {
        self.rows
            .iter()
            .filter(move |(_, is)| **is == state)
            .map(|(row, _)| *row)
    }

    fn answered(&mut self, rows: &[u32], outcomes: Vec<(u32, Outcome)>) -> Change {
        let mut change = Change::default();
        let batch: BTreeSet<&u32> = rows.iter().collect();
        for (row, outcome) in outcomes {
            if batch.contains(&row) {
                self.record(row, outcome, &mut change);
            }
        }
        let silent = Outcome::Unknown(Failure {
            msg: "the reply says nothing about this row".to_owned(),
            ..Failure::default()
        });
        let rest = self.settle(rows, &silent);
        change.settled.extend(rest.settled);
        change
    }

    fn settle(&mut self, rows: &[u32], outcome: &Outcome) -> Change {
        let mut change = Change::default();
        for row in rows {
            self.record(*row, outcome.clone(), &mut change);
        }
        change
    }

    /// Gives a row in flight its outcome. The first doubt halts the run: what made one batch's
    /// outcome unknown would most likely do the same to the next.
    fn record(&mut self, row: u32, outcome: Outcome, change: &mut Change) {
        if !self.shift(row, RowState::InFlight, RowState::from(&outcome)) {
            return;
        }
        if let Outcome::Unknown(failure) = &outcome
            && !matches!(self.halt, Some(End::Stopped(_)))
        {
            self.halt = Some(End::Stopped(failure.clone()));
        }
        change.settled.push((row, outcome));
    }

    fn shift(&mut self, row: u32, from: RowState, to: RowState) -> bool {
        match self.rows.get_mut(&row) {
            Some(state) if *state == from => {
                *state = to;
                true
            }
            _ => false,
        }
    }
}

#[cfg(test)]
mod tests;
