//! Why rows of a run failed, by cause. The counts follow the rows as these change.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use crate::domain::{Cause, Field, RowState, RunRow};

/// What makes causes alike: what happened, EnOS's code, the field that it is about.
type Key = (&'static str, Option<i64>, Option<Field>);

/// The failed rows of a run, by cause.
#[derive(Clone, Debug, Default)]
pub struct Causes(BTreeMap<Key, Group>);

/// Rows that failed alike.
#[derive(Clone, Debug)]
pub struct Group {
    /// How many.
    pub rows: usize,
    /// Why one of them did.
    pub cause: Cause,
}

impl Causes {
    /// The groups, the largest first.
    #[must_use]
    pub fn groups(&self) -> Vec<&Group> {
        let mut groups: Vec<_> = self.0.values().collect();
        groups.sort_by_key(|group| std::cmp::Reverse(group.rows));
        groups
    }

    /// How many groups there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether no row failed.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Counts a row in.
    pub(super) fn add(&mut self, row: &RunRow) {
        let Some((key, cause)) = key(row) else { return };
        let group = self.0.entry(key).or_insert_with(|| Group {
            rows: 0,
            cause: cause.clone(),
        });
        group.rows += 1;
    }

    /// Counts a row out.
    pub(super) fn remove(&mut self, row: &RunRow) {
        let Some((key, _)) = key(row) else { return };
        if let Entry::Occupied(mut group) = self.0.entry(key) {
            group.get_mut().rows -= 1;
            if group.get().rows == 0 {
                group.remove();
            }
        }
    }

    #[cfg(test)]
    pub(super) fn counts(&self) -> Vec<(Key, usize)> {
        let groups = self.0.iter();
        groups
            .map(|(key, group)| (key.clone(), group.rows))
            .collect()
    }
}

fn key(row: &RunRow) -> Option<(Key, &Cause)> {
    let cause = row.cause.as_deref()?;
    let failed = row.state == RowState::Failed;
    failed.then(|| ((cause.kind(), cause.code(), cause.field()), cause))
}
