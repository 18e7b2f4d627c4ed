//! The queue of the gateway worked on: its rows, what is wrong with them, and what of them is saved.

#[cfg(test)]
mod tests;

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use crate::catalogue::Catalogue;
use crate::domain::{DeviceId, Draft, QueueId};
use crate::provision::queue::{Change, Queue, check_all};
use crate::provision::series::next_free;
use crate::provision::{Problem, Rules};
use crate::store::{QueueChange, QueueRow};
use crate::tui::widgets::rows::Rows;

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

/// The queue.
#[derive(Debug, Default)]
pub struct QueueRows {
    queue: Queue,
    /// Problems by row, in the rows' order.
    problems: Rows<Vec<Vec<Problem>>>,
    /// Ids in the rows' order.
    order: Vec<QueueId>,
    /// Rows whose last change is not committed yet.
    saving: HashSet<QueueId>,
    /// How many rows can be submitted; counted when rows change, for every frame asks.
    ready: usize,
    /// Above every id that a row of any queue ever had.
    pub next_id: QueueId,
    /// Queues of gateways that were worked on before, for their steps back.
    stashed: HashMap<String, Queue>,
}

impl QueueRows {
    /// Rows in the queue.
    #[must_use]
    pub fn len(&self) -> usize {
        self.order.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// How many rows can be submitted.
    #[must_use]
    pub fn ready(&self) -> usize {
        self.ready
    }

    /// Whether the row at this place can be submitted.
    #[must_use]
    pub fn is_ready(&self, place: usize) -> bool {
        let fine = errors(self.problems(place)) == 0;
        let id = self.order.get(place);
        fine && id.is_some_and(|id| !self.saving.contains(id))
    }

    /// Whether the last change of this row is not committed yet.
    #[must_use]
    pub fn is_saving(&self, id: QueueId) -> bool {
        self.saving.contains(&id)
    }

    /// Whether the last change of any row is not.
    #[must_use]
    pub fn saves(&self) -> bool {
        !self.saving.is_empty()
    }

    /// The problems of the row at this place.
    #[must_use]
    pub fn problems(&self, place: usize) -> &[Problem] {
        self.problems.get(place).map_or(&[], Vec::as_slice)
    }

    /// The row at this place.
    #[must_use]
    pub fn row(&self, place: usize) -> Option<(QueueId, &Draft)> {
        let id = *self.order.get(place)?;
        Some((id, self.queue.get(id)?))
    }

    /// The row with this id.
    #[must_use]
    pub fn get(&self, id: QueueId) -> Option<&Draft> {
        self.queue.get(id)
    }

    /// The last row.
    #[must_use]
    pub fn last(&self) -> Option<&Draft> {
        self.queue.last()
    }

    /// Where a row stands.
    #[must_use]
    pub fn place(&self, id: QueueId) -> Option<usize> {
        self.order.binary_search(&id).ok()
    }

    /// Whether there is a step to take back.
    #[must_use]
    pub fn can_undo(&self) -> bool {
        self.queue.can_undo()
    }

    /// Whether there is a step to do again.
    #[must_use]
    pub fn can_redo(&self) -> bool {
        self.queue.can_redo()
    }

    /// The products of its rows.
    #[must_use]
    pub fn products(&self) -> HashSet<String> {
        let keys = self.drafts().map(|draft| draft.product_key.clone());
        keys.collect()
    }

    /// Copies of a device, each counted up from the one before to the next key that is free.
    #[must_use]
    pub fn series(&self, draft: &Draft, count: usize) -> Vec<Draft> {
        let taken: HashSet<DeviceId<&str>> = self.drafts().filter_map(Draft::id).collect();
        // A series never comes to the same key twice, so its own copies are not in its way.
        let mut copies: Vec<Draft> = Vec::with_capacity(count);
        for _ in 0..count {
            copies.push(next_free(copies.last().unwrap_or(draft), &taken));
        }
        copies
    }

    /// The rows that can be submitted.
    #[must_use]
    pub fn ready_rows(&self) -> Arc<[QueueRow]> {
        let rows = self.queue.rows().enumerate();
        let ready = rows.filter(|(place, _)| self.is_ready(*place));
        let row = |(_, (id, draft)): (usize, (QueueId, &Draft))| {
            let draft = draft.clone();
            QueueRow { id, draft }
        };
        ready.map(row).collect()
    }

    fn drafts(&self) -> impl Iterator<Item = &Draft> {
        self.queue.rows().map(|(_, draft)| draft)
    }

    /// Shows the queue of `scope` as it is stored; its steps back are there if it is still as it was left.
    pub fn restore(&mut self, scope: &str, rows: Vec<QueueRow>) {
        let before = self.stashed.remove(scope);
        let last = rows.iter().map(|row| row.id).max();
        self.next_id = self.next_id.max(last.unwrap_or_default().next());
        self.saving.clear();
        let same = |queue: &Queue| queue.holds(rows.iter().map(|row| (row.id, &row.draft)));
        self.queue = match before.filter(same) {
            Some(queue) => queue,
            None => Queue::new(rows.into_iter().map(|row| (row.id, row.draft))),
        };
    }

    /// Puts the queue of the gateway called `scope` away, as another is worked on.
    pub fn put_away(&mut self, scope: &str) {
        let mut queue = std::mem::take(&mut self.queue);
        queue.put_aside();
        self.stashed.insert(scope.to_owned(), queue);
    }

    /// Takes a step. What is to be written for it; none where there is nothing to take back or do again.
    pub fn step(&mut self, scope: String, step: QueueStep) -> Option<(QueueChange, bool)> {
        let change = match step {
            QueueStep::Add(drafts) => {
                let mut rows = Vec::with_capacity(drafts.len());
                for draft in drafts {
                    rows.push((self.next_id, draft));
                    self.next_id = self.next_id.next();
                }
                self.queue.add(rows)
            }
            QueueStep::Replace(id, draft) => self.queue.edit(id, *draft),
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

    /// The change as the store takes it, and whether rows leave another queue or return there; what is put counts
    /// as saving until the store has it.
    fn written(&mut self, scope: String, change: Change) -> (QueueChange, bool) {
        let row = |(id, draft)| QueueRow { id, draft };
        let put: Vec<_> = change.put.into_iter().map(row).collect();
        self.saving.extend(put.iter().map(|row| row.id));
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
    pub fn committed(&mut self, rows: &[QueueRow]) {
        for row in rows {
            self.saving.remove(&row.id);
        }
        self.count_ready();
    }

    /// Rows have left the queue for a run: nothing before that can be undone any more.
    pub fn hand_over(&mut self, ids: &[QueueId]) {
        self.queue.hand_over(ids);
    }

    /// Checks every row again, after rows, models or rules have changed.
    pub fn check(&mut self, catalogue: &Catalogue, rules: Rules) {
        let models = |product_key: &str| catalogue.model_of(product_key);
        let hidden = |product_key: &str| catalogue.hidden(product_key);
        self.problems = check_all(self.drafts(), &models, &hidden, rules).into();
        self.order = self.queue.rows().map(|(id, _)| id).collect();
        self.count_ready();
    }

    /// Counts anew after rows, problems or what is being saved have changed.
    fn count_ready(&mut self) {
        let ready = (0..self.len()).filter(|place| self.is_ready(*place));
        self.ready = ready.count();
    }
}

/// How many errors a list of problems holds.
#[must_use]
pub fn errors(problems: &[Problem]) -> usize {
    problems.iter().filter(|problem| problem.is_error()).count()
}
