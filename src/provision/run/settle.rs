//! What replies, refusals and searches make of the rows.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use super::rows::{Refusal, Row};
use super::{Answer, Change, Paused, RefusalScope, Run};
use crate::domain::{Cause, Disorder, Failure, Outcome, RowIndex, RowState, Timestamp};
use crate::provision::pace::doubled;

impl Run {
    /// A reply with items.
    pub(super) fn answered(
        &mut self,
        now: Timestamp,
        batch: &[RowIndex],
        answers: Vec<(RowIndex, Answer)>,
        change: &mut Change,
    ) {
        self.pacer.clean();
        self.bisection.passed(batch.len());
        let mut answers: BTreeMap<RowIndex, Answer> = answers.into_iter().collect();
        let mut again = Vec::new();
        let mut stopped = None;
        let mut kept = Vec::new();
        for index in batch {
            match answers.remove(index) {
                Some(Answer::Became(Outcome::Unknown(failure))) => {
                    self.doubt(now, *index, failure, change);
                }
                Some(Answer::Became(outcome)) => match self.claimed(outcome) {
                    Ok(outcome) => self.settle(*index, RowState::InFlight, outcome, change),
                    Err(failure) => self.doubt(now, *index, failure, change),
                },
                Some(Answer::Odd(failure)) => {
                    let refusal = Refusal {
                        failure: failure.clone(),
                        rows: None,
                    };
                    if let Some(row) = self.rows.get_mut(*index) {
                        row.refusal = Some(Arc::new(refusal));
                    }
                    self.doubt(now, *index, failure, change);
                }
                Some(Answer::Existed(failure)) => self.existed(now, *index, failure, change),
                Some(Answer::Again(failure)) => {
                    if self.may_be_sent_again(*index) {
                        again.push(*index);
                    } else {
                        let outcome = Outcome::Failed(failure);
                        self.settle(*index, RowState::InFlight, outcome, change);
                    }
                }
                Some(Answer::Stopped(failure)) => {
                    kept.push(*index);
                    stopped.get_or_insert(failure);
                }
                None => {
                    let why = Disorder::Silence;
                    self.doubt(now, *index, Cause::NoItem { why }.into(), change);
                }
            }
        }
        for index in &again {
            self.rows
                .shift(*index, RowState::InFlight, RowState::Queued);
        }
        change.put_back.extend(&again);
        let sends = again.iter().filter_map(|index| self.rows.get(*index));
        let sends = sends.map(|row| row.sends).max().unwrap_or(1);
        let pause = doubled(self.bounds.pause, sends.saturating_sub(1));
        let pause = pause.min(self.bounds.longest_pause);
        self.bisection.put(again, now.after(pause));
        if let Some(failure) = stopped {
            self.stop(&failure);
            self.put_back(&kept, change);
            self.bisection.again(kept, false);
        }
    }

    /// Rows in flight that were surely not acted upon, which therefore do not count as sent.
    fn put_back(&mut self, rows: &[RowIndex], change: &mut Change) {
        for index in rows {
            self.rows
                .shift(*index, RowState::InFlight, RowState::Queued);
            if let Some(row) = self.rows.get_mut(*index) {
                row.sends = row.sends.saturating_sub(1);
            }
        }
        change.put_back.extend(rows);
    }

    /// A refusal of the whole batch.
    pub(super) fn refused(
        &mut self,
        now: Timestamp,
        rows: Vec<RowIndex>,
        probe: bool,
        failure: &Failure,
        scope: RefusalScope,
        change: &mut Change,
    ) {
        if let RefusalScope::Moment { retry_after } = scope {
            self.strained(now, failure, retry_after);
        } else if scope == RefusalScope::Connection {
            self.stop(failure);
        } else {
            self.pacer.clean();
            if let [single] = rows.as_slice() {
                self.refuse_row(*single, failure, scope, change);
                return;
            }
        }
        self.put_back(&rows, change);
        match scope {
            RefusalScope::Moment { .. } | RefusalScope::Connection => {
                self.bisection.again(rows, probe);
            }
            RefusalScope::Size => {
                self.bisection.halve(&rows, true, true);
                change.learned = Some(self.bisection.size());
            }
            RefusalScope::SizeOrRow => self.bisection.halve(&rows, true, false),
            RefusalScope::Row | RefusalScope::Product => self.bisection.halve(&rows, false, false),
        }
    }

    /// The row that a refusal was about; with [`RefusalScope::Product`], all that are queued for its product.
    fn refuse_row(
        &mut self,
        single: RowIndex,
        failure: &Failure,
        scope: RefusalScope,
        change: &mut Change,
    ) {
        if scope != RefusalScope::Size {
            self.bisection.single_refused();
        }
        let outcome = Outcome::Failed(failure.clone());
        self.settle(single, RowState::InFlight, outcome, change);
        let Some(product) = self.rows.get(single).map(|row| row.product) else {
            return;
        };
        if scope != RefusalScope::Product {
            return;
        }
        let rows = &self.rows;
        let same = |index: RowIndex| rows.get(index).is_some_and(|row| row.product == product);
        let mut left: Vec<RowIndex> = rows
            .queue
            .iter()
            .copied()
            .filter(|row| same(*row))
            .collect();
        left.extend(self.bisection.drop_rows(same));
        for index in left {
            self.rows.queue.remove(&index);
            let outcome = Outcome::Failed(Failure {
                cause: failure.cause.clone().not_sent(),
                ..failure.clone()
            });
            self.settle(index, RowState::Queued, outcome, change);
        }
    }

    /// A batch that was perhaps acted upon.
    pub(super) fn lost(
        &mut self,
        now: Timestamp,
        rows: &[RowIndex],
        failure: &Failure,
        refused: bool,
        change: &mut Change,
    ) {
        let refusal = refused.then(|| {
            Arc::new(Refusal {
                failure: failure.clone(),
                rows: Some(rows.len()),
            })
        });
        for index in rows {
            if let Some(row) = self.rows.get_mut(*index) {
                row.refusal.clone_from(&refusal);
            }
            self.doubt(now, *index, failure.clone(), change);
        }
    }

    /// A search was answered.
    pub(super) fn seen(
        &mut self,
        now: Timestamp,
        rows: &[RowIndex],
        found: Vec<(RowIndex, Outcome)>,
        change: &mut Change,
    ) {
        self.pacer.clean();
        let mut found: BTreeMap<RowIndex, Outcome> = found.into_iter().collect();
        for index in rows {
            match found.remove(index) {
                Some(outcome) => {
                    let outcome = self.claimed(outcome).unwrap_or_else(Outcome::Unknown);
                    if matches!(outcome, Outcome::Unknown(_)) && !self.asked_again {
                        self.undecided.insert(*index);
                    }
                    self.settle(*index, RowState::Unknown, outcome, change);
                }
                None => self.missed(now, *index, change),
            }
        }
    }

    /// A search was not answered: its rows are asked for again.
    pub(super) fn unseen(
        &mut self,
        now: Timestamp,
        rows: &[RowIndex],
        failure: &Failure,
        scope: RefusalScope,
    ) {
        for index in rows {
            self.ask(now, *index);
        }
        match scope {
            RefusalScope::Moment { retry_after } => self.strained(now, failure, retry_after),
            RefusalScope::Connection => self.stop(failure),
            RefusalScope::Size
            | RefusalScope::SizeOrRow
            | RefusalScope::Row
            | RefusalScope::Product => {
                self.strained(now, failure, None);
            }
        }
    }

    /// Slows down, and gives up when nothing has got through for long.
    pub(super) fn strained(
        &mut self,
        now: Timestamp,
        failure: &Failure,
        retry_after: Option<Duration>,
    ) {
        if let Some(asked) = self.pacer.strain(now, &failure.cause, retry_after) {
            self.paused = Some(Paused::Told { asked });
        }
        if self.pacer.faults() >= self.bounds.faults.max(1) {
            self.stop(failure);
        }
    }

    /// Tells what the probes have found out about the size.
    pub(super) fn probed(&mut self, probe: bool, change: &mut Change) {
        if probe && let Some(size) = self.bisection.probed() {
            change.learned = Some(size);
        }
    }

    /// A row that may have been made: it is looked up once searches can have seen it.
    fn doubt(&mut self, now: Timestamp, index: RowIndex, failure: Failure, change: &mut Change) {
        let due = now.after(self.bounds.lag);
        self.wonder(due, index, failure, change, |row| row.doubted = true);
    }

    /// A row whose key existed: somebody's device, perhaps the row's own from an earlier attempt.
    fn existed(&mut self, now: Timestamp, index: RowIndex, failure: Failure, change: &mut Change) {
        if self.rows.get(index).is_some_and(|row| row.keyed) {
            self.wonder(now, index, failure, change, |row| row.existed = true);
        } else {
            self.settle(index, RowState::InFlight, Outcome::Failed(failure), change);
        }
    }

    /// A row in flight becomes unknown, for the reason that `mark` notes, and is looked up at `due`.
    fn wonder(
        &mut self,
        due: Timestamp,
        index: RowIndex,
        failure: Failure,
        change: &mut Change,
        mark: impl FnOnce(&mut Row),
    ) {
        if let Some(row) = self.rows.get_mut(index)
            && row.state == RowState::InFlight
        {
            mark(row);
            row.misses = 0;
            self.ask(due, index);
            let outcome = Outcome::Unknown(failure);
            self.settle(index, RowState::InFlight, outcome, change);
        }
    }

    /// A search did not find the row's device.
    fn missed(&mut self, now: Timestamp, index: RowIndex, change: &mut Change) {
        let Some(row) = self.rows.get_mut(index) else {
            return;
        };
        row.misses = row.misses.saturating_add(1);
        let (misses, existed, doubted) = (row.misses, row.existed, row.doubted);
        if misses < self.bounds.looks.max(1) {
            let pause = doubled(self.bounds.lag, misses);
            self.ask(now.after(pause), index);
        } else if existed {
            let failure = Cause::KeyHidden {
                perhaps_own: doubted,
            }
            .into();
            let outcome = if doubted {
                Outcome::Unknown(failure)
            } else {
                Outcome::Failed(failure)
            };
            self.settle(index, RowState::Unknown, outcome, change);
        } else {
            // A refusal in company may have been about another row.
            let company = row.refusal.as_ref().and_then(|refusal| refusal.rows);
            if company.is_some_and(|rows| rows > 1) {
                row.sends = row.sends.saturating_sub(1);
            }
            self.missing(index, change);
        }
    }

    /// A row that was sent and that searches do not show: it is sent again, its key being the proof against
    /// a second device, until that has been tried often enough.
    fn missing(&mut self, index: RowIndex, change: &mut Change) {
        let refusal = self.rows.get(index).and_then(|row| row.refusal.clone());
        // The row itself was refused: what is not there would be refused again.
        let refused = refusal
            .as_ref()
            .is_some_and(|refusal| refusal.rows.is_none());
        if !refused && self.may_be_sent_again(index) {
            self.rows.shift(index, RowState::Unknown, RowState::Queued);
            self.rows.queue.insert(index);
            change.put_back.push(index);
            return;
        }
        let attempts = Some(self.bounds.attempts);
        let outcome = match refusal.as_deref() {
            Some(Refusal { failure, rows }) => Outcome::Failed(Failure {
                cause: Cause::NotFound {
                    attempts: attempts.filter(|_| rows.is_some()),
                    after: Some(Box::new(failure.cause.clone())),
                },
                ..failure.clone()
            }),
            // Searches that lag behind show nothing either: that it was not made is not known.
            None => Outcome::Unknown(
                Cause::NotFound {
                    attempts,
                    after: None,
                }
                .into(),
            ),
        };
        self.settle(index, RowState::Unknown, outcome, change);
    }

    fn may_be_sent_again(&self, index: RowIndex) -> bool {
        let row = self.rows.get(index);
        row.is_some_and(|row| row.sends < self.bounds.attempts.max(1))
    }

    /// Has a row looked up at `due`, if that is possible.
    pub(super) fn ask(&mut self, due: Timestamp, index: RowIndex) {
        if let Some(row) = self.rows.get(index).filter(|row| row.keyed) {
            self.lookups.put(due, row.product, index);
        }
    }

    /// The outcome, unless its device is another row's already.
    fn claimed(&mut self, outcome: Outcome) -> Result<Outcome, Failure> {
        match &outcome {
            Outcome::Created(created)
                if !created.asset_id.is_empty()
                    && !self.assets.insert(created.asset_id.clone()) =>
            {
                let asset_id = created.asset_id.clone();
                Err(Cause::AssetTaken { asset_id }.into())
            }
            _ => Ok(outcome),
        }
    }

    /// Gives a row that stands in `from` its outcome.
    fn settle(&mut self, index: RowIndex, from: RowState, outcome: Outcome, change: &mut Change) {
        let to = outcome.state();
        if !self.rows.shift(index, from, to) {
            return;
        }
        if to != RowState::Unknown {
            self.answered += 1;
            self.failed += usize::from(to == RowState::Failed);
        }
        change.settled.push((index, outcome));
    }
}
