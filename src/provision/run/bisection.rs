//! Cutting batches: how large, and which rows have to leave by themselves.

use std::collections::VecDeque;

use crate::domain::{RowIndex, Timestamp};

/// Rows that leave together and with no others.
#[derive(Clone, Debug)]
pub(super) struct Group {
    pub rows: Vec<RowIndex>,
    /// Not before this time, Unix ms.
    pub not_before: Timestamp,
    /// Whether it is part of a batch that was refused whole.
    pub probe: bool,
}

/// The size of batches, and what was cut out of refused ones.
///
/// A refusal that may mean the size or a row is told apart by halving: when a single row is refused it
/// was the row, and the old size is right; when all the parts pass it was the size.
#[derive(Clone, Debug)]
pub(super) struct Bisection {
    size: usize,
    /// The largest batch that was answered item by item.
    proven: usize,
    /// The size before it was put in doubt.
    before: Option<usize>,
    groups: VecDeque<Group>,
    /// Probes that are under way.
    probing: usize,
}

impl Bisection {
    pub(super) fn new(size: usize) -> Self {
        Self {
            size: size.max(1),
            proven: 0,
            before: None,
            groups: VecDeque::new(),
            probing: 0,
        }
    }

    pub(super) const fn size(&self) -> usize {
        self.size
    }

    /// The first group that may leave now.
    pub(super) fn take(&mut self, now: Timestamp) -> Option<Group> {
        // One that rests holds up none behind it.
        let ready = self
            .groups
            .iter()
            .position(|group| group.not_before <= now)?;
        let group = self.groups.remove(ready)?;
        self.probing += usize::from(group.probe);
        Some(group)
    }

    /// Whether groups wait, and when the first of them may leave.
    pub(super) fn waiting(&self) -> Option<Timestamp> {
        self.groups.iter().map(|group| group.not_before).min()
    }

    /// Rows that are to leave by themselves, and not before a time.
    pub(super) fn put(&mut self, rows: Vec<RowIndex>, not_before: Timestamp) {
        if !rows.is_empty() {
            self.groups.push_back(Group {
                rows,
                not_before,
                probe: false,
            });
        }
    }

    /// Takes rows out of every group that `leave` names.
    pub(super) fn drop_rows(&mut self, leave: impl Fn(RowIndex) -> bool) -> Vec<RowIndex> {
        let mut left = Vec::new();
        for group in &mut self.groups {
            left.extend(group.rows.extract_if(.., |row| leave(*row)));
        }
        self.groups.retain(|group| !group.rows.is_empty());
        left
    }

    /// A batch of this many rows was answered item by item.
    pub(super) fn passed(&mut self, rows: usize) {
        self.proven = self.proven.max(rows);
    }

    /// The batch is back: as it was, to leave again later.
    pub(super) fn again(&mut self, rows: Vec<RowIndex>, probe: bool) {
        self.groups.push_front(Group {
            rows,
            not_before: Timestamp::MIN,
            probe,
        });
    }

    /// A batch of several rows was refused whole: its halves are to be tried. `perhaps_size` says
    /// whether its size may be why, `surely_size` that it is.
    pub(super) fn halve(&mut self, rows: &[RowIndex], perhaps_size: bool, surely_size: bool) {
        let half = rows.len() / 2;
        if surely_size {
            self.before = None;
            self.size = self.size.min(rows.len() - half).max(1);
        } else if perhaps_size && rows.len() > self.proven {
            // As many were never answered before. Until it is known better, nothing larger than a half leaves.
            self.before.get_or_insert(self.size);
            self.size = self.size.min(rows.len() - half).max(1);
        }
        let (first, second) = rows.split_at(rows.len() - half);
        // Each goes to the front, so that the first half leaves first.
        for part in [second, first] {
            self.again(part.to_vec(), true);
        }
    }

    /// A single row was refused: it was the row.
    pub(super) fn single_refused(&mut self) {
        if let Some(before) = self.before.take() {
            self.size = before;
        }
    }

    /// A probe has come to its end. Gives the size that has proved right, when this was the last one.
    pub(super) fn probed(&mut self) -> Option<usize> {
        self.probing = self.probing.saturating_sub(1);
        if self.probing > 0 || self.groups.iter().any(|group| group.probe) {
            return None;
        }
        self.before.take().map(|_| self.size)
    }
}
