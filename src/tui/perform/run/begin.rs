//! From rows of the queue to the runs that they belong to.

use std::collections::{BTreeMap, BTreeSet};

use crate::store::{NewRun, QueueChange, RunId, Store, StoreError};
use crate::submit::{self, Sorted, recognise};
use crate::tui::app::{About, Submission};

/// A submission in the journal.
pub(super) struct Begun {
    /// What is to be carried on, the oldest run first.
    pub(super) parts: Vec<Part>,
    /// The rows that have left the queue.
    pub(super) taken: Vec<i64>,
    /// How many were left in it, because they were created already.
    pub(super) left: usize,
}

/// What is to be carried on of a run: these rows, or all.
pub(super) struct Part {
    pub(super) run: RunId,
    pub(super) rows: Option<BTreeSet<u32>>,
}

/// Takes out of the queue what was sent before, and begins a run with what is new.
pub(super) fn begin(
    store: &Store,
    about: &About,
    submission: &Submission,
    now: i64,
) -> Result<Begun, StoreError> {
    let rows = &submission.rows;
    let drafts = || rows.iter().map(|row| &row.draft);
    let same = recognise(store, &about.scope, drafts(), submission.again)?;
    let sorted = Sorted::of(same);
    let gone_on_with = sorted
        .going
        .values()
        .flat_map(|going| going.places.values());
    let taken: Vec<i64> = gone_on_with
        .chain(&sorted.new)
        .filter_map(|place| Some(rows.get(*place)?.id))
        .collect();
    let run = if sorted.new.is_empty() {
        store.queue_change(&QueueChange {
            scope: about.scope.clone(),
            remove: taken.clone(),
            ..QueueChange::default()
        })?;
        None
    } else {
        Some(begin_new(
            store,
            about,
            submission,
            (&sorted.new, &taken),
            now,
        )?)
    };
    let going = sorted.going.into_iter().map(|(run, going)| Part {
        run,
        rows: Some(going.open),
    });
    let new = run.map(|run| Part { run, rows: None });
    Ok(Begun {
        parts: going.chain(new).collect(),
        taken,
        left: sorted.made.len(),
    })
}

/// A run with the rows at the places `new`, of which what the plan knows is settled; `taken` leave the queue.
fn begin_new(
    store: &Store,
    about: &About,
    submission: &Submission,
    (new, taken): (&[usize], &[i64]),
    now: i64,
) -> Result<RunId, StoreError> {
    let run = NewRun {
        gateway: about.gateway.clone(),
        org_id: about.org_id.clone(),
        scope: about.scope.clone(),
        require_secret: submission.require_secret,
        existing: submission.existing,
        started_at: now,
    };
    let rows = &submission.rows;
    let drafts = new.iter().filter_map(|place| rows.get(*place));
    let run = submit::begin(
        store,
        &run,
        drafts.map(|row| row.draft.clone()),
        taken,
        about.keys_by_server,
        &mut rand::rng(),
    )?;
    if let Some(plan) = &submission.plan {
        let drafts = rows.iter().map(|row| &row.draft);
        let index: BTreeMap<usize, u32> = new.iter().copied().zip(0..).collect();
        let known = plan.settle(drafts, submission.existing).into_iter();
        let known = known.filter_map(|(place, outcome)| {
            let place = usize::try_from(place).ok()?;
            Some((*index.get(&place)?, outcome))
        });
        store.rows_settled(run, &known.collect::<Vec<_>>(), now)?;
    }
    Ok(run)
}
