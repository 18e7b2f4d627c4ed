//! What answers and searches make of the rows.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::rows::{Refused, Row, Unclear};
use super::{Answer, Change, RefusalScope, Run};
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
        // Whatever the items say, so many at once are not too many.
        self.bisection.passed(batch.len());
        let mut answers: BTreeMap<RowIndex, Answer> = answers.into_iter().collect();
        let mut again = Vec::new();
        let mut stopped = None;
        let mut kept = Vec::new();
        for index in batch {
            match answers.remove(index) {
                Some(Answer::Became(Outcome::Unknown(failure))) => {
                    self.doubt(now, *index, failure, Refused::Not, change);
                }
                Some(Answer::Became(outcome)) => match self.claimed(outcome) {
                    Ok(outcome) => self.settle(*index, RowState::InFlight, outcome, change),
                    Err(failure) => self.doubt(now, *index, failure, Refused::Not, change),
                },
                // A code that no document knows may be said of a row that was made: only if its device is not
                // found was it a refusal.
                Some(Answer::Odd(failure)) => {
                    self.doubt(now, *index, failure, Refused::Row, change);
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
                // Said of one item, but true of every request: the row is as good as unsent.
                Some(Answer::Stopped(failure)) => {
                    kept.push(*index);
                    stopped.get_or_insert(failure);
                }
                // A reply about others says nothing of this one, not even that it was not made.
                None => {
                    let why = Disorder::Silence;
                    let failure = Cause::NoItem { why }.into();
                    self.doubt(now, *index, failure, Refused::Not, change);
                }
            }
        }
        for index in &again {
            self.rows
                .shift(*index, RowState::InFlight, RowState::Queued);
        }
        change.put_back.extend(&again);
        // They leave together, so the one that was tried most often sets the pause.
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

    /// A batch that was perhaps acted upon.
    pub(super) fn lost(
        &mut self,
        now: Timestamp,
        rows: &[RowIndex],
        failure: &Failure,
        refused: bool,
        change: &mut Change,
    ) {
        let refused = if refused {
            Refused::Batch(rows.len())
        } else {
            Refused::Not
        };
        for index in rows {
            self.doubt(now, *index, failure.clone(), refused, change);
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
                    // What the rest of the run makes tells more of the gateway's clock: asked once more at its end.
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
            // A search has neither rows nor a size to blame: it is tried again, more slowly.
            RefusalScope::Size
            | RefusalScope::SizeOrRow
            | RefusalScope::Row
            | RefusalScope::Product => {
                self.strained(now, failure, None);
            }
        }
    }

    /// A row that may have been made: it is looked up once searches can have seen it.
    fn doubt(
        &mut self,
        now: Timestamp,
        index: RowIndex,
        failure: Failure,
        refused: Refused,
        change: &mut Change,
    ) {
        let due = now.after(self.bounds.lag);
        let unclear = Unclear {
            failure: failure.clone(),
            refused,
        };
        self.wonder(due, index, failure, change, |row| {
            row.doubted = true;
            row.unclear = Some(Arc::new(unclear));
        });
    }

    /// A row whose key existed: somebody's device, perhaps the row's own from an earlier attempt.
    fn existed(&mut self, now: Timestamp, index: RowIndex, failure: Failure, change: &mut Change) {
        if self.rows.get(index).is_some_and(|row| row.keyed) {
            self.wonder(now, index, failure, change, |row| row.existed = true);
        } else {
            // EnOS was to make the key: there is none that could be looked up.
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
            // Somebody has the key and is not shown. Sent again, the row would only be refused again.
            let perhaps_own = doubted;
            let became = if doubted {
                Outcome::Unknown
            } else {
                Outcome::Failed
            };
            let outcome = became(Cause::KeyHidden { perhaps_own }.into());
            self.settle(index, RowState::Unknown, outcome, change);
        } else {
            // A refusal in company may have been about another row.
            if matches!(row.refused(), Refused::Batch(rows) if rows > 1) {
                row.sends = row.sends.saturating_sub(1);
            }
            self.missing(index, change);
        }
    }

    /// A row that was sent and that searches do not show: it is sent again, its key being the proof against
    /// a second device, until that has been tried often enough.
    fn missing(&mut self, index: RowIndex, change: &mut Change) {
        let refused = self.rows.get(index).map_or(Refused::Not, Row::refused);
        // The row itself was refused: what is not there would be refused again.
        if refused != Refused::Row && self.may_be_sent_again(index) {
            self.rows.shift(index, RowState::Unknown, RowState::Queued);
            self.rows.queue.insert(index);
            change.put_back.push(index);
            return;
        }
        let unclear = self.rows.get(index).and_then(|row| row.unclear.clone());
        let failure = unclear.map(|unclear| unclear.failure.clone());
        let after = failure.as_ref().map(|failure| failure.cause.clone().into());
        // Searches that lag behind show nothing either: what was never refused may have been made.
        let perhaps_made = refused == Refused::Not;
        let failure = Failure {
            cause: Cause::NotFound {
                attempts: (refused != Refused::Row).then_some(self.bounds.attempts),
                after,
                perhaps_made,
            },
            request_id: failure.and_then(|failure| failure.request_id),
        };
        let outcome = if perhaps_made {
            Outcome::Unknown(failure)
        } else {
            Outcome::Failed(failure)
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
                    // A device that an earlier run made may be adopted.
                    && !created.adopted
                    && !self.assets.insert(created.asset_id.clone()) =>
            {
                let asset_id = created.asset_id.clone();
                Err(Cause::AssetTaken { asset_id }.into())
            }
            _ => Ok(outcome),
        }
    }

    /// Gives a row that stands in `from` its outcome.
    pub(super) fn settle(
        &mut self,
        index: RowIndex,
        from: RowState,
        outcome: Outcome,
        change: &mut Change,
    ) {
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
