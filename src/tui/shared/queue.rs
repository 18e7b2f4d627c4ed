//! The queue of the gateway worked on, and those that were left for it.

#[cfg(test)]
mod tests;

use std::collections::HashMap;
use std::iter;
use std::ops::Deref;
use std::sync::Arc;

use crate::catalogue::Catalogue;
use crate::domain::{Draft, PackedDraft, QueueId};
use crate::provision::queue::{Change, Known, Queue};
use crate::provision::series::next_free;
use crate::provision::{Problem, Rules};
use crate::store::{QueueChange, QueueRow};

/// A change of the queue; each can be undone.
#[derive(Clone, Debug, PartialEq)]
pub enum QueueStep {
    /// Devices at its end.
    Add(Vec<Draft>),
    /// Another device in the place of a row.
    Replace(QueueId, Box<Draft>),
    /// A row taken out.
    Remove(QueueId),
    /// Rows of the queue of another gateway.
    TakeOver {
        /// Whose queue they leave.
        from: String,
        /// They.
        rows: Vec<QueueRow>,
    },
    /// The last step taken back.
    Undo,
    /// What was undone last done again.
    Redo,
}

/// The queue, to be read as [`Queue`] is.
#[derive(Debug, Default)]
pub struct QueueRows {
    queue: Queue,
    /// Above every id that a row of any queue ever had.
    pub next_id: QueueId,
    /// Queues of gateways that were worked on before, for their steps back.
    stashed: HashMap<String, Queue>,
}

impl Deref for QueueRows {
    type Target = Queue;

    fn deref(&self) -> &Queue {
        &self.queue
    }
}

impl QueueRows {
    /// The row at this place, opened.
    #[must_use]
    pub fn open_at(&self, place: usize) -> Option<(QueueId, Draft)> {
        let (id, draft) = self.queue.at(place)?;
        Some((id, draft.open()))
    }

    /// The row with this id, opened.
    #[must_use]
    pub fn open(&self, id: QueueId) -> Option<Draft> {
        Some(self.queue.get(id)?.open())
    }

    /// Copies of a device, each counted up from the one before to the next key that is free.
    pub fn series(&self, draft: Draft) -> impl Iterator<Item = Draft> {
        let next = |last: &Draft| Some(next_free(last, |id| self.queue.taken(id)));
        // A series never comes to the same key twice, so its own copies are not in its way.
        iter::successors(Some(draft), next).skip(1)
    }

    /// The rows that can be submitted.
    #[must_use]
    pub fn to_submit(&self) -> Arc<[QueueRow]> {
        let row = |(id, draft): (QueueId, &PackedDraft)| {
            let draft = draft.clone();
            QueueRow { id, draft }
        };
        self.queue.ready_rows().map(row).collect()
    }

    /// Shows the queue of `scope` as it is stored; its steps back are there if it is still as it was left.
    pub fn restore(&mut self, scope: &str, rows: Vec<QueueRow>) {
        let before = self.stashed.remove(scope);
        let last = rows.iter().map(|row| row.id).max();
        self.next_id = self.next_id.max(last.unwrap_or_default().next());
        let same = rows.iter().map(|row| (row.id, &row.draft));
        let as_left = before.and_then(|queue| queue.taken_up(same));
        let new = || Queue::new(rows.into_iter().map(|row| (row.id, row.draft)));
        self.queue = as_left.unwrap_or_else(new);
    }

    /// Puts the queue of the gateway called `scope` away, as another is worked on.
    pub fn put_away(&mut self, scope: &str) {
        let mut queue = std::mem::take(&mut self.queue);
        queue.put_aside();
        self.stashed.insert(scope.to_owned(), queue);
    }

    /// Takes a step. What is to be written for it, and whether rows leave another queue or return there; none where
    /// there is nothing to take back or do again.
    pub fn step(&mut self, scope: String, step: QueueStep) -> Option<(QueueChange, bool)> {
        let change = match step {
            QueueStep::Add(drafts) => {
                let mut rows = Vec::with_capacity(drafts.len());
                for draft in drafts {
                    rows.push((self.next_id, draft.into()));
                    self.next_id = self.next_id.next();
                }
                self.queue.add(rows)
            }
            QueueStep::Replace(id, draft) => self.queue.edit(id, &draft),
            QueueStep::Remove(id) => self.queue.remove(&[id]),
            QueueStep::TakeOver { from, rows } => {
                let rows = rows.into_iter().map(|row| (row.id, row.draft));
                self.queue.take_over(&from, rows)
            }
            QueueStep::Undo => self.queue.undo()?,
            QueueStep::Redo => self.queue.redo()?,
        };
        Some(self.written(scope, change))
    }

    /// The change as the store takes it; what is put counts as saving until the store has it.
    fn written(&mut self, scope: String, change: Change) -> (QueueChange, bool) {
        let row = |(id, draft)| QueueRow { id, draft };
        let put: Vec<_> = change.put.into_iter().map(row).collect();
        self.queue.saving(put.iter().map(|row| row.id));
        let back = change.back.into_iter();
        let back = back.map(|(scope, id, draft)| (scope, QueueRow { id, draft }));
        let change_of = QueueChange {
            scope,
            put,
            remove: change.remove,
            back: back.collect(),
            ..QueueChange::default()
        };
        (change_of, change.moved)
    }

    /// The store has these rows.
    pub fn committed(&mut self, rows: &[QueueId]) {
        self.queue.saved(rows);
    }

    /// Rows have left the queue for a run: nothing before that can be undone any more.
    pub fn hand_over(&mut self, ids: &[QueueId]) {
        self.queue.hand_over(ids);
    }

    /// Checks the rows that have changed.
    pub fn check(&mut self, catalogue: &Catalogue, rules: Rules) {
        check_by(&mut self.queue, catalogue, rules, Queue::check);
    }

    /// Checks the rows anew of products of which something else is known now.
    pub fn check_products(&mut self, catalogue: &Catalogue, rules: Rules) {
        check_by(&mut self.queue, catalogue, rules, Queue::check_products);
    }
}

fn check_by(
    queue: &mut Queue,
    catalogue: &Catalogue,
    rules: Rules,
    check: impl FnOnce(&mut Queue, Known<'_>),
) {
    let known = Known {
        model_of: &|key| catalogue.model_of(key),
        hidden: &|key| catalogue.hidden(key),
        rules,
    };
    check(queue, known);
}

/// How many errors a list of problems holds.
#[must_use]
pub fn errors(problems: &[Problem]) -> usize {
    problems.iter().filter(|problem| problem.is_error()).count()
}
