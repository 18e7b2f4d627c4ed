//! What refusals of whole batches, and silence, make of rows, size and pace.

use std::time::Duration;

use super::{Change, Paused, RefusalScope, Run};
use crate::domain::{Cause, Failure, Outcome, RowIndex, RowState, Timestamp};

impl Run {
    /// Rows in flight that were surely not acted upon, which therefore do not count as sent.
    pub(super) fn put_back(&mut self, rows: &[RowIndex], change: &mut Change) {
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
            // Alone, there is no other row to suspect.
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
        // That a single row is too large says nothing of how many small ones fit.
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

    /// Slows down, and gives up when nothing has got through for long.
    pub(super) fn strained(
        &mut self,
        now: Timestamp,
        failure: &Failure,
        retry_after: Option<Duration>,
    ) {
        if let Some(asked) = self.pacer.strain(now, &failure.cause, retry_after) {
            let after = Box::new(failure.cause.clone());
            let seconds = asked.as_secs();
            self.paused = Some(Paused::Because(Cause::AskedToWait { seconds, after }));
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
}
