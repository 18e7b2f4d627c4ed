//! What is wrong with the rows of a queue, kept as they change.

use std::fmt::{self, Write as _};
use std::hash::{DefaultHasher, Hasher as _};
use std::mem;

use super::index;
use super::rows::{Own, Row};
use super::{Queue, in_form, same_key};
use crate::domain::{DeviceId, Field, PackedDraft, QueueId, ThingModel, number};
use crate::provision::validate::Checker;
use crate::provision::{Flaw, Problem, Rules};
use crate::said::Said;

/// What rows are checked against.
#[derive(Clone, Copy)]
pub struct Known<'a> {
    /// The thing model of a product; attributes of a product without one are not checked.
    pub model_of: &'a dyn Fn(&str) -> Option<&'a ThingModel>,
    /// Why `EnOS` does not show a product, if it said so.
    pub hidden: &'a dyn Fn(&str) -> Option<&'a Said>,
    /// How strictly to judge.
    pub rules: Rules,
}

impl Known<'_> {
    /// All that is known of a product, as a fingerprint.
    fn print(&self, product: &str) -> u64 {
        struct Print(DefaultHasher);
        impl fmt::Write for Print {
            fn write_str(&mut self, text: &str) -> fmt::Result {
                self.0.write(text.as_bytes());
                Ok(())
            }
        }
        let mut print = Print(DefaultHasher::new());
        let (model, hidden) = ((self.model_of)(product), (self.hidden)(product));
        // Writing into a hash does not fail.
        let _ = write!(print, "{hidden:?} {model:?}");
        print.0.finish()
    }
}

impl Queue {
    /// Checks what has changed since the last check: until then it is not ready.
    pub fn check(&mut self, known: Known<'_>) {
        if self.checker.rules() != known.rules {
            self.checker = Checker::new(known.rules);
            self.unchecked = self.rows.iter().map(|row| row.id).collect();
        }
        for id in mem::take(&mut self.unchecked) {
            let Some(row) = self.rows.get(id) else {
                // It has left since.
                continue;
            };
            let draft = row.draft.open();
            let product = draft.product_key.as_str();
            if let Some(product) = self.products.get_mut(product) {
                let print = || known.print(&draft.product_key);
                product.known.get_or_insert_with(print);
            }
            let mut problems = self.checker.check(&draft, (known.model_of)(product));
            if let Some(why) = (known.hidden)(product) {
                problems.push(Problem::not_shown(why));
                sort(&mut problems);
            }
            let wrong = problems.iter().any(Problem::is_error);
            if problems.is_empty() {
                self.flawed.remove(&id);
            } else {
                self.flawed.insert(id, problems.into());
            }
            let own = if wrong { Own::Wrong } else { Own::Fine };
            self.turn(id, |row| row.own = own);
        }
    }

    /// The same where what is known of products may have changed, too: the rows of those are checked anew of which
    /// it has.
    pub fn check_products(&mut self, known: Known<'_>) {
        let mut changed = false;
        for (key, product) in &mut self.products {
            let now = known.print(key);
            if product.known.is_some_and(|before| before != now) {
                product.known = None;
                changed = true;
            }
        }
        if changed {
            let anew = |row: &&Row| {
                let product = self.products.get(row.draft.product_key());
                product.is_none_or(|product| product.known.is_none())
            };
            self.unchecked = self.rows.iter().filter(anew).map(|row| row.id).collect();
        }
        self.check(known);
    }

    /// The problems of the row at this place, in the order of [`check_all`](super::check_all).
    #[must_use]
    pub fn problems(&self, place: usize) -> Vec<Problem> {
        let Some(row) = self.rows.at(place) else {
            return Vec::new();
        };
        let own = self.flawed.get(&row.id);
        let mut problems = own.map_or_else(Vec::new, |own| own.to_vec());
        let before = problems.len();
        problems.extend(self.same_name(row));
        problems.extend(row.draft.id().and_then(|id| self.same_key(row, id)));
        if problems.len() > before {
            sort(&mut problems);
        }
        problems
    }

    fn same_name(&self, row: &Row) -> Option<Problem> {
        let name = index::name(&row.draft)?;
        let is = |draft: &PackedDraft| index::name(draft) == Some(name);
        let mut same = self.index.of_name(name);
        let first = same.find(|id| self.get(*id).is_some_and(is))?;
        if first == row.id {
            return None;
        }
        let row = number(self.rows.place(first)?);
        Some(Problem::warning(Field::Name, Flaw::SameName { row }))
    }

    fn same_key(&self, row: &Row, id: DeviceId<&str>) -> Option<Problem> {
        if row.repeats {
            return Some(same_key(self.rows.place(self.first(id)?)?));
        }
        if self.products.len() < 2 {
            return None;
        }
        let key = Some(id.device_key);
        let has = |draft: &PackedDraft| draft.device_key() == key;
        let mut same = self.index.of_key(id.device_key);
        let first = same.find(|id| self.get(*id).is_some_and(has))?;
        let product = self.get(first)?.product_key();
        if product == id.product_key {
            return None;
        }
        let (row, product) = (number(self.rows.place(first)?), Some(product.to_owned()));
        let flaw = Flaw::SameKey { row, product };
        Some(Problem::warning(Field::DeviceKey, flaw))
    }

    /// How many rows can be submitted: they are right, and on the disk.
    #[must_use]
    pub const fn ready(&self) -> usize {
        self.ready
    }

    /// Whether the row at this place can be submitted.
    #[must_use]
    pub fn is_ready(&self, place: usize) -> bool {
        self.rows.at(place).is_some_and(|row| self.counts(row))
    }

    /// Whether a row counts as ready.
    pub(super) fn counts(&self, row: &Row) -> bool {
        row.is_ready(self.saving.contains(&row.id))
    }

    /// Changes what is kept of a row, and the count with it.
    pub(super) fn turn(&mut self, id: QueueId, change: impl FnOnce(&mut Row)) {
        let saving = self.saving.contains(&id);
        let Some(row) = self.rows.get_mut(id) else {
            return;
        };
        let before = row.is_ready(saving);
        change(row);
        let after = row.is_ready(saving);
        self.ready = self.ready + usize::from(after) - usize::from(before);
    }

    /// The last change of these rows is on its way to the disk: until it is there they are not ready.
    pub fn saving(&mut self, ids: impl IntoIterator<Item = QueueId>) {
        for id in ids {
            let ready = self.rows.get(id).is_some_and(|row| self.counts(row));
            self.ready -= usize::from(ready);
            self.saving.insert(id);
        }
    }

    /// The disk has the last change of these rows.
    pub fn saved(&mut self, ids: &[QueueId]) {
        for id in ids {
            let was = self.saving.remove(id);
            let ready = self.rows.get(*id).is_some_and(|row| self.counts(row));
            self.ready += usize::from(was && ready);
        }
    }

    /// Whether a change of this row is on its way to the disk.
    #[must_use]
    pub fn is_saving(&self, id: QueueId) -> bool {
        self.saving.contains(&id)
    }

    /// Whether a change is on its way to the disk.
    #[must_use]
    pub fn saves(&self) -> bool {
        !self.saving.is_empty()
    }
}

fn sort(problems: &mut [Problem]) {
    problems.sort_by(|one, other| in_form(&one.field).cmp(in_form(&other.field)));
}
