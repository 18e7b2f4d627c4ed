//! The rows of a queue in their order: found by place and by id, changed a few or many at once.

use crate::domain::{PackedDraft, QueueId};
use crate::provision::visits;

/// A device that waits, and what is kept of its check.
#[derive(Clone, Debug)]
pub(super) struct Row {
    pub(super) id: QueueId,
    pub(super) draft: PackedDraft,
    pub(super) own: Own,
    /// Whether an earlier row has its product and key.
    pub(super) repeats: bool,
}

/// What is wrong with a row by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Own {
    /// It has changed since it was looked at, or what it is checked against has.
    Unchecked,
    /// Nothing that keeps it from being sent.
    Fine,
    Wrong,
}

impl Row {
    pub(super) const fn new(id: QueueId, draft: PackedDraft) -> Self {
        Self {
            id,
            draft,
            own: Own::Unchecked,
            repeats: false,
        }
    }

    /// Whether it can be submitted: it is right, and not on its way to the disk.
    pub(super) fn is_ready(&self, saving: bool) -> bool {
        !saving && self.own == Own::Fine && !self.repeats
    }
}

/// By id. One vector: to find a place is quick, and to shift what stands behind one is as good as free.
#[derive(Clone, Debug, Default)]
pub(super) struct Rows(Vec<Row>);

impl From<Vec<Row>> for Rows {
    fn from(mut rows: Vec<Row>) -> Self {
        rows.sort_by_key(|row| row.id);
        // Of several with one id the last counts.
        rows.dedup_by(|later, earlier| {
            let same = later.id == earlier.id;
            if same {
                std::mem::swap(later, earlier);
            }
            same
        });
        Self(rows)
    }
}

impl Rows {
    pub(super) const fn len(&self) -> usize {
        self.0.len()
    }

    pub(super) fn place(&self, id: QueueId) -> Option<usize> {
        self.0.binary_search_by_key(&id, |row| row.id).ok()
    }

    pub(super) fn at(&self, place: usize) -> Option<&Row> {
        visits::note(1);
        self.0.get(place)
    }

    pub(super) fn get(&self, id: QueueId) -> Option<&Row> {
        self.at(self.place(id)?)
    }

    pub(super) fn get_mut(&mut self, id: QueueId) -> Option<&mut Row> {
        visits::note(1);
        let place = self.place(id)?;
        self.0.get_mut(place)
    }

    pub(super) fn iter(&self) -> impl ExactSizeIterator<Item = &Row> {
        self.0.iter().inspect(|_| visits::note(1))
    }

    /// Notes of each row whether an earlier one has its product and key.
    pub(super) fn set_repeats(&mut self, repeats: &[bool]) {
        for (row, repeats) in self.0.iter_mut().zip(repeats) {
            row.repeats = *repeats;
        }
    }

    /// Takes out those of `ids`, which are in their order.
    pub(super) fn take(&mut self, ids: &[QueueId]) -> Vec<Row> {
        if let [id] = ids {
            let place = self.place(*id);
            return place
                .map(|place| self.0.remove(place))
                .into_iter()
                .collect();
        }
        let gone = |row: &mut Row| ids.binary_search(&row.id).is_ok();
        self.0.extract_if(.., gone).collect()
    }

    /// Puts rows in, which are in their order; gives those that they replace.
    pub(super) fn put(&mut self, rows: Vec<Row>) -> Vec<Row> {
        let (mut replaced, mut new) = (Vec::new(), Vec::new());
        for row in rows {
            match self.get_mut(row.id) {
                Some(old) => replaced.push(std::mem::replace(old, row)),
                None => new.push(row),
            }
        }
        let last = self.0.last().map(|row| row.id);
        match (new.len(), new.first().map(|row| row.id)) {
            (_, None) => {}
            (_, first) if last < first => self.0.append(&mut new),
            (1, Some(id)) => {
                let place = self.0.partition_point(|row| row.id < id);
                self.0.splice(place..place, new);
            }
            _ => {
                self.0.append(&mut new);
                // Two runs in order are merged, not sorted.
                self.0.sort_by_key(|row| row.id);
            }
        }
        replaced
    }
}
