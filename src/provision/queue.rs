//! The queue of devices to submit, with undo. Whoever calls persists the changes it returns.
//!
//! What is wrong with its rows is kept as they change: of a change only the rows are looked at that it has, and those
//! that they clash with.

mod checks;
mod clashes;
mod index;
mod kept;
mod rows;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, HashMap, HashSet};

pub use checks::Known;
pub(super) use clashes::same_key;

use self::index::{Index, Stretches};
use self::rows::{Row, Rows};
use super::validate::Checker;
use super::{Problem, Rules};
use crate::domain::{Draft, Field, PackedDraft, QueueId, ThingModel};
use crate::said::Said;

/// What to write to make the stored queue equal to the one in memory.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Change {
    /// Rows to insert or replace, by id.
    pub put: Vec<(QueueId, PackedDraft)>,
    /// Rows to remove.
    pub remove: Vec<QueueId>,
    /// Rows to give back to another queue, which stands before them.
    pub back: Vec<(String, QueueId, PackedDraft)>,
    /// Whether rows leave another queue or return there.
    pub moved: bool,
}

/// Where a row is to stand.
#[derive(Clone, Debug)]
enum Stand {
    Here(PackedDraft),
    /// In another queue, which it was taken over from.
    There(String),
    Nowhere,
}

/// What is to become of some rows. Each row once, so order is no matter.
type Patch = BTreeMap<QueueId, Stand>;

/// The rows by id, which is their order, what is wrong with them, and the way back.
#[derive(Clone, Debug, Default)]
pub struct Queue {
    rows: Rows,
    index: Index,
    stretches: Stretches,
    /// By key.
    products: BTreeMap<String, Product>,
    /// How many rows have each time zone.
    zones: BTreeMap<String, usize>,
    /// What is wrong with rows by themselves, where something is.
    flawed: HashMap<QueueId, Box<[Problem]>>,
    /// Rows to be checked.
    unchecked: Vec<QueueId>,
    checker: Checker,
    /// Rows whose last change is not on the disk yet.
    saving: HashSet<QueueId>,
    ready: usize,
    /// Each patch takes back one step, the last step's last.
    undo: Vec<Patch>,
    redo: Vec<Patch>,
    /// The queues of rows that are to be taken over, or were given back.
    away: BTreeMap<QueueId, String>,
}

/// A product that rows are for.
#[derive(Clone, Debug, Default)]
struct Product {
    rows: usize,
    /// The fingerprint of what its rows were checked against; none before they were.
    known: Option<u64>,
}

impl Queue {
    /// A queue of rows read from the store; nothing to undo yet.
    #[must_use]
    pub fn new(rows: impl IntoIterator<Item = (QueueId, PackedDraft)>) -> Self {
        let rows = rows.into_iter().map(|(id, draft)| Row::new(id, draft));
        let mut queue = Self::default();
        queue.fill(rows.collect::<Vec<_>>().into());
        queue
    }

    /// How many rows there are.
    #[must_use]
    pub const fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether there are none.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The rows in order.
    #[must_use]
    #[cfg(test)]
    pub fn rows(&self) -> impl ExactSizeIterator<Item = (QueueId, &PackedDraft)> {
        self.rows.iter().map(|row| (row.id, &row.draft))
    }

    /// The rows in order that can be submitted.
    pub fn ready_rows(&self) -> impl Iterator<Item = (QueueId, &PackedDraft)> {
        let ready = self.rows.iter().filter(|row| self.counts(row));
        ready.map(|row| (row.id, &row.draft))
    }

    /// The last row.
    #[must_use]
    pub fn last(&self) -> Option<&PackedDraft> {
        let (_, draft) = self.at(self.len().checked_sub(1)?)?;
        Some(draft)
    }

    /// One row.
    #[must_use]
    pub fn get(&self, id: QueueId) -> Option<&PackedDraft> {
        Some(&self.rows.get(id)?.draft)
    }

    /// The row at a place.
    #[must_use]
    pub fn at(&self, place: usize) -> Option<(QueueId, &PackedDraft)> {
        let row = self.rows.at(place)?;
        Some((row.id, &row.draft))
    }

    /// Where a row stands.
    #[must_use]
    pub fn place(&self, id: QueueId) -> Option<usize> {
        self.rows.place(id)
    }

    /// The products that rows are for.
    pub fn products(&self) -> impl Iterator<Item = &str> {
        self.products.keys().map(String::as_str)
    }

    /// How many rows are of a product.
    #[must_use]
    pub fn of_product(&self, product_key: &str) -> usize {
        self.products
            .get(product_key)
            .map_or(0, |product| product.rows)
    }

    /// The time zone of all rows, where it is the same.
    #[must_use]
    pub fn timezone(&self) -> Option<&str> {
        let mut zones = self.zones.keys();
        zones
            .next()
            .filter(|_| zones.next().is_none())
            .map(String::as_str)
    }

    /// Adds rows under new ids, in one step. A duplicate is an addition too.
    pub fn add(&mut self, rows: impl IntoIterator<Item = (QueueId, PackedDraft)>) -> Change {
        self.step(here(rows))
    }

    /// Replaces the draft of a row. An unknown id changes nothing.
    pub fn edit(&mut self, id: QueueId, draft: &Draft) -> Change {
        let draft = PackedDraft::from(draft);
        if self.get(id).is_none_or(|current| *current == draft) {
            return Change::default();
        }
        self.step([(id, Stand::Here(draft))].into())
    }

    /// Removes rows in one step. Unknown ids are passed over.
    pub fn remove(&mut self, ids: &[QueueId]) -> Change {
        let known = ids.iter().filter(|id| self.rows.place(**id).is_some());
        let patch = known.map(|id| (*id, Stand::Nowhere)).collect();
        self.step(patch)
    }

    /// Takes over rows of the queue called `from`, in one step; undone, they go back there.
    pub fn take_over(
        &mut self,
        from: &str,
        rows: impl IntoIterator<Item = (QueueId, PackedDraft)>,
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

    /// Takes it up again where it has just these rows, which are all on the disk.
    #[must_use]
    pub fn taken_up<'row>(
        mut self,
        rows: impl IntoIterator<Item = (QueueId, &'row PackedDraft)>,
    ) -> Option<Self> {
        self.saving.clear();
        self.count_ready();
        let same = {
            let mut own = self.rows.iter();
            let mut is_next = |(id, draft): (QueueId, &PackedDraft)| {
                let row = own.next();
                row.is_some_and(|row| row.id == id && row.draft == *draft)
            };
            rows.into_iter().all(&mut is_next) && own.next().is_none()
        };
        same.then_some(self)
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
        let mut ids = ids.to_vec();
        ids.sort_unstable();
        ids.dedup();
        self.turn_over(&ids, Vec::new());
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
        let (mut change, mut back) = (Change::default(), Patch::new());
        let mut leaving = Vec::new();
        for (id, stand) in patch {
            let before = match (self.get(id).cloned(), self.away.remove(&id)) {
                (Some(draft), _) => Stand::Here(draft),
                (None, Some(queue)) => Stand::There(queue),
                (None, None) => Stand::Nowhere,
            };
            match (stand, &before) {
                (Stand::Here(draft), before) => {
                    change.moved |= matches!(before, Stand::There(_));
                    change.put.push((id, draft));
                }
                (Stand::There(queue), Stand::Here(draft)) => {
                    change.moved = true;
                    change.back.push((queue.clone(), id, draft.clone()));
                    self.away.insert(id, queue);
                    leaving.push(id);
                }
                (Stand::There(_) | Stand::Nowhere, _) => {
                    change.remove.push(id);
                    leaving.push(id);
                }
            }
            back.insert(id, before);
        }
        let coming = change.put.iter();
        let coming = coming.map(|(id, draft)| Row::new(*id, draft.clone()));
        self.turn_over(&leaving, coming.collect());
        (change, back)
    }
}

/// That these rows are in the queue.
fn here(rows: impl IntoIterator<Item = (QueueId, PackedDraft)>) -> Patch {
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
