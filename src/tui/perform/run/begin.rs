//! From rows of the queue to the runs that they belong to.

use crate::domain::{PackedDraft, QueueId, Timestamp};
use crate::store::{Store, StoreError};
use crate::submit::{Portion, Sorted, Start, recognise, start};
use crate::tui::shared::{About, Submission};

/// A submission in the journal.
pub(super) struct Begun {
    /// What is to be carried on, the oldest run first.
    pub(super) parts: Vec<Portion>,
    /// The rows that have left the queue.
    pub(super) taken: Vec<QueueId>,
    /// How many were left in it, because they were created already.
    pub(super) left: usize,
}

/// Takes out of the queue what was sent before, and begins a run with what is new.
pub(super) fn begin(
    store: &Store,
    about: &About,
    submission: &Submission,
    now: Timestamp,
) -> Result<Begun, StoreError> {
    let rows = &submission.rows;
    let drafts = || rows.iter().map(|row| &row.draft);
    let same = recognise(store, &about.site.scope, drafts(), submission.again)?;
    let sorted = Sorted::of(same);
    let left: Vec<usize> = sorted.made.iter().map(|(place, _)| *place).collect();
    let ids: Vec<QueueId> = rows.iter().map(|row| row.id).collect();
    let (terms, plan) = (submission.terms, submission.plan.as_ref());
    let begin = Start {
        terms,
        keys_by_server: about.keys_by_server,
        known: plan.map_or_else(Vec::new, |plan| plan.known(drafts(), terms.existing)),
        queued: &ids,
        now,
    };
    let drafts = drafts().map(PackedDraft::open);
    let parts = start(store, &about.site, drafts, sorted, begin)?;
    let taken = ids.into_iter().enumerate();
    let taken = taken.filter(|(place, _)| !left.contains(place));
    Ok(Begun {
        parts,
        taken: taken.map(|(_, id)| id).collect(),
        left: left.len(),
    })
}
