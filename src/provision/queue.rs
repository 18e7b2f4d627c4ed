//! The queue of devices to submit, with undo. Whoever calls persists the changes it returns.

mod clashes;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

pub(super) use clashes::same_key;

use super::validate::Checker;
use super::{Problem, Rules, visits};
use crate::domain::{Draft, Field, QueueId, ThingModel};
use crate::said::Said;

/// What to write to make the stored queue equal to the one in memory.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Change {
    /// Rows to insert or replace, by id.
    pub put: Vec<(QueueId, Draft)>,
    /// Rows to remove.
    pub remove: Vec<QueueId>,
    /// Rows to give back to another queue, which stands before them.
    pub back: Vec<(String, QueueId, Draft)>,
    /// Whether rows leave another queue or return there.
    pub moved: bool,
}

/// Where a row is to stand.
#[derive(Clone, Debug)]
#[expect(clippy::large_enum_variant, reason = "nearly every one is a draft")]
enum Stand {
    Here(Draft),
    /// In another queue, which it was taken over from.
    There(String),
    Nowhere,
}

/// What is to become of some rows. Each row once, so order is no matter.
type Patch = BTreeMap<QueueId, Stand>;

/// The rows by id, which is their order, and the way back.
#[derive(Clone, Debug, Default)]
pub struct Queue {
    rows: BTreeMap<QueueId, Draft>,
    /// Each patch takes back one step, the last step's last.
    undo: Vec<Patch>,
    redo: Vec<Patch>,
    /// The queues of rows that are to be taken over, or were given back.
    away: BTreeMap<QueueId, String>,
}

impl Queue {
    /// A queue of rows read from the store; nothing to undo yet.
    #[must_use]
    pub fn new(rows: impl IntoIterator<Item = (QueueId, Draft)>) -> Self {
        Self {
            rows: rows.into_iter().collect(),
            ..Self::default()
        }
    }

    /// The rows in order.
    #[must_use]
    pub fn rows(&self) -> impl ExactSizeIterator<Item = (QueueId, &Draft)> {
        let rows = self.rows.iter().inspect(|_| visits::note(1));
        rows.map(|(id, draft)| (*id, draft))
    }

    /// The last row.
    #[must_use]
    pub fn last(&self) -> Option<&Draft> {
        visits::note(1);
        self.rows.last_key_value().map(|(_, draft)| draft)
    }

    /// One row.
    #[must_use]
    pub fn get(&self, id: QueueId) -> Option<&Draft> {
        visits::note(1);
        self.rows.get(&id)
    }

    /// Adds rows under new ids, in one step. A duplicate is an addition too.
    pub fn add(&mut self, rows: impl IntoIterator<Item = (QueueId, Draft)>) -> Change {
        self.step(here(rows))
    }

    /// Replaces the draft of a row. An unknown id changes nothing.
    pub fn edit(&mut self, id: QueueId, draft: Draft) -> Change {
        if self.rows.get(&id).is_none_or(|current| *current == draft) {
            return Change::default();
        }
        self.step([(id, Stand::Here(draft))].into())
    }

    /// Removes rows in one step. Unknown ids are passed over.
    pub fn remove(&mut self, ids: &[QueueId]) -> Change {
        let known = ids.iter().filter(|id| self.rows.contains_key(id));
        let patch = known.map(|id| (*id, Stand::Nowhere)).collect();
        self.step(patch)
    }

    /// Takes over rows of the queue called `from`, in one step; undone, they go back there.
    pub fn take_over(
        &mut self,
        from: &str,
        rows: impl IntoIterator<Item = (QueueId, Draft)>,
    ) -> Change {
        let patch = here(rows);
        self.away
            .extend(patch.keys().map(|id| (*id, from.to_owned())));
        self.step(patch)
    }

    /// Puts the queue aside while another is worked on. What was given back may change there, so it
    /// cannot be taken over again by doing a step again.
    pub fn put_aside(&mut self) {
        if !self.away.is_empty() {
            self.away.clear();
            self.redo.clear();
        }
    }

    /// Whether it has just these rows.
    #[must_use]
    pub fn holds<'row>(&'row self, rows: impl IntoIterator<Item = (QueueId, &'row Draft)>) -> bool {
        self.rows().eq(rows)
    }

    /// Whether there is a step to take back.
    #[must_use]
    pub fn can_undo(&self) -> bool {
        !self.undo.is_empty()
    }

    /// Whether there is a step to do again.
    #[must_use]
    pub fn can_redo(&self) -> bool {
        !self.redo.is_empty()
    }

    /// Takes the last step back; `None` when there is none.
    pub fn undo(&mut self) -> Option<Change> {
        let patch = self.undo.pop()?;
        let (change, back) = self.apply(patch);
        self.redo.push(back);
        Some(change)
    }

    /// Does again what was last undone; `None` when nothing was, or something was done since.
    pub fn redo(&mut self) -> Option<Change> {
        let patch = self.redo.pop()?;
        let (change, back) = self.apply(patch);
        self.undo.push(back);
        Some(change)
    }

    /// Lets go of rows that a run has taken over, and of all history: an undo must not bring back
    /// a device that is being created, or it would be created twice. The run has removed them from
    /// the store itself.
    pub fn hand_over(&mut self, ids: &[QueueId]) {
        for id in ids {
            self.rows.remove(id);
        }
        self.undo.clear();
        self.redo.clear();
        self.away.clear();
    }

    fn step(&mut self, patch: Patch) -> Change {
        if patch.is_empty() {
            return Change::default();
        }
        let (change, back) = self.apply(patch);
        self.undo.push(back);
        self.redo.clear();
        change
    }

    /// Applies a patch; returns what to persist, and the patch that takes it back.
    fn apply(&mut self, patch: Patch) -> (Change, Patch) {
        let mut change = Change::default();
        let mut back = Patch::new();
        for (id, stand) in patch {
            let before = match (self.rows.remove(&id), self.away.remove(&id)) {
                (Some(draft), _) => Stand::Here(draft),
                (None, Some(queue)) => Stand::There(queue),
                (None, None) => Stand::Nowhere,
            };
            match (stand, &before) {
                (Stand::Here(draft), before) => {
                    change.moved |= matches!(before, Stand::There(_));
                    change.put.push((id, draft.clone()));
                    self.rows.insert(id, draft);
                }
                (Stand::There(queue), Stand::Here(draft)) => {
                    change.moved = true;
                    change.back.push((queue.clone(), id, draft.clone()));
                    self.away.insert(id, queue);
                }
                (Stand::There(_) | Stand::Nowhere, _) => change.remove.push(id),
            }
            back.insert(id, before);
        }
        (change, back)
    }
}

/// That these rows are in the queue.
fn here(rows: impl IntoIterator<Item = (QueueId, Draft)>) -> Patch {
    let rows = rows.into_iter();
    rows.map(|(id, draft)| (id, Stand::Here(draft))).collect()
}

/// Checks every row, and the rows against each other; one list of problems per row, each in the
/// order of [`check`](super::check). Linear in the number of rows.
///
/// `models` gives the thing model of a product key; attributes of a product without one are not
/// checked. `hidden` gives why `EnOS` does not show a product, if it said so. Between the rows: the same key twice in one product is an error of the later row (EnOS
/// identifies a device by product and key), the same key in two products and the same default name
/// twice in one product are warnings (whether keys are unique within the organisation is
/// documented contradictorily; names are for people).
#[must_use]
pub fn check_all<'draft, 'known>(
    rows: impl IntoIterator<Item = &'draft Draft>,
    models: &impl Fn(&str) -> Option<&'known ThingModel>,
    hidden: &impl Fn(&str) -> Option<&'known Said>,
    rules: Rules,
) -> Vec<Vec<Problem>> {
    let mut checker = Checker::new(rules);
    let mut seen = clashes::Seen::default();
    rows.into_iter()
        .enumerate()
        .map(|(index, draft)| {
            let mut problems = checker.check(draft, models(&draft.product_key));
            let own = problems.len();
            problems.extend(hidden(&draft.product_key).map(Problem::not_shown));
            problems.extend(seen.add(index, draft));
            if problems.len() > own {
                problems.sort_by(|one, other| in_form(&one.field).cmp(in_form(&other.field)));
            }
            problems
        })
        .collect()
}

/// What stands for a field in the order of the form: from the description on they stay as they were found.
fn in_form(field: &Field) -> &Field {
    field.min(&Field::Desc)
}
