//! What is to be sent, sorted by what became of it before.

use std::collections::{BTreeMap, BTreeSet};

use crate::domain::{Counts, DraftRef, RowIndex, RowState, RunId, Sent};
use crate::provision::same::{self, Same, Wanted};
use crate::store::{Store, StoreError};

/// Recognises among `drafts` what runs of `scope` have had before; one answer for each. `again` has
/// what was created without a key made once more. Blocks.
///
/// # Errors
/// See [`Store::sent_before`].
pub fn recognise<'draft>(
    store: &Store,
    scope: &str,
    drafts: impl IntoIterator<Item: Into<DraftRef<'draft>>>,
    again: bool,
) -> Result<Vec<Same>, StoreError> {
    let rows = drafts.into_iter().map(|draft| draft.into().into());
    let rows: Vec<Wanted> = rows.collect();
    let sent = store.sent_before(scope, rows.iter().map(|row| row.content))?;
    Ok(same::recognise(rows, sent, again))
}

/// Rows, by their places among those that were to be sent, sorted by where they go.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sorted {
    /// They are new.
    pub new: Vec<usize>,
    /// They are in runs that are gone on with, the oldest first.
    pub going: BTreeMap<RunId, Going>,
    /// They are left out: created before, without a key.
    pub made: Vec<(usize, Sent)>,
}

/// The rows that are in one run.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Going {
    /// Where each is among those that were to be sent, by its place in the run.
    pub places: BTreeMap<RowIndex, usize>,
    /// Those that are not settled.
    pub open: BTreeSet<RowIndex>,
    /// How far they have come.
    pub counts: Counts,
}

impl Sorted {
    /// So many rows, all of them new.
    #[must_use]
    #[cfg(any(test, feature = "testing"))]
    pub fn all_new(rows: usize) -> Self {
        Self {
            new: (0..rows).collect(),
            ..Self::default()
        }
    }

    /// Sorts what was recognised.
    #[must_use]
    pub fn of(same: Vec<Same>) -> Self {
        let mut sorted = Self::default();
        for (place, same) in same.into_iter().enumerate() {
            match same {
                Same::New => sorted.new.push(place),
                Same::Made(sent) => sorted.made.push((place, *sent)),
                Same::Going(sent) => sorted.going.entry(sent.run).or_default().add(place, &sent),
            }
        }
        sorted
    }
}

impl Going {
    fn add(&mut self, place: usize, sent: &Sent) {
        self.places.insert(sent.row, place);
        *self.counts.of(sent.state) += 1;
        if sent.state != RowState::Created {
            self.open.insert(sent.row);
        }
    }
}
