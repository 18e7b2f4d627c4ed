//! The beginning of a submission: every row gets a key, and all are journalled before anything is sent.

use std::collections::{BTreeMap, BTreeSet};

use rand::RngExt as _;
use rand::distr::Alphanumeric;
use rand::rngs::StdRng;

use super::makers;
use super::same::Sorted;
use crate::domain::{Counts, Draft, Outcome, QueueId, RowIndex, RunId, Site, Terms, Timestamp};
use crate::store::{NewRow, NewRun, QueueChange, Store, StoreError};

/// The length of the keys that `EnOS` makes itself (samples of Create Device).
const KEY_LENGTH: usize = 10;

/// A device key of `EnOS`'s own shape: letters and digits.
pub(super) fn make_key(random: &mut impl rand::Rng) -> String {
    (0..KEY_LENGTH)
        .map(|_| char::from(random.sample(Alphanumeric)))
        .collect()
}

/// A row whose device has a key before it leaves, so that its outcome can always be looked up.
#[must_use]
pub fn keyed(mut draft: Draft, random: &mut impl rand::Rng) -> NewRow {
    let automatic = draft.is_keyless();
    if automatic {
        draft.device_key = Some(make_key(random));
    }
    NewRow { draft, automatic }
}

/// How a submission begins.
#[derive(Clone, Debug, Default)]
pub struct Start<'a> {
    /// What holds for the rows of a new run.
    pub terms: Terms,
    /// Whether a blank key stays blank and `EnOS` makes one; what becomes of such a row when its reply is lost can
    /// only be settled by eye.
    pub keys_by_server: bool,
    /// What is known of rows before anything is sent, by their places among the drafts.
    pub known: Vec<(usize, Outcome)>,
    /// The rows that the drafts are of, in their order, where they come from the queue: those that are sent or gone on
    /// with leave it in the same commit.
    pub queued: &'a [QueueId],
    /// Unix ms.
    pub now: Timestamp,
}

/// What is to be carried to its end of one run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Portion {
    /// The run.
    pub run: RunId,
    /// How far the rows have come.
    pub counts: Counts,
    /// Where each row is among the drafts, by its place in the run. Without, they are all rows of the run, in its order.
    places: Option<BTreeMap<RowIndex, usize>>,
    /// Those to be carried on; without, all that are not settled.
    pub open: Option<BTreeSet<RowIndex>>,
}

impl Portion {
    /// A whole run.
    #[must_use]
    pub const fn whole(run: RunId, counts: Counts) -> Self {
        Self {
            run,
            counts,
            places: None,
            open: None,
        }
    }

    /// Where a row of the run is among the drafts, if it is one of them.
    #[must_use]
    pub fn place(&self, row: RowIndex) -> Option<usize> {
        match &self.places {
            Some(places) => places.get(&row).copied(),
            None => Some(row.place()),
        }
    }
}

/// Journals what is to be sent of `drafts`, which were `sorted` by what became of them before: a run of the site for
/// what is new, if anything is, with all its rows queued but for what is known of them. Gives what is to be carried to
/// its end, the oldest run first. Blocks.
///
/// # Errors
/// See [`Store::run_begin`]; then nothing was written.
pub fn start(
    store: &Store,
    site: &Site,
    drafts: impl IntoIterator<Item = Draft, IntoIter: Send>,
    sorted: Sorted,
    start: Start<'_>,
) -> Result<Vec<Portion>, StoreError> {
    let Sorted { new, going, .. } = sorted;
    let places = going.values().flat_map(|going| going.places.values());
    let leaving = places.chain(&new);
    let leaving: Vec<QueueId> = leaving
        .filter_map(|place| start.queued.get(*place).copied())
        .collect();
    let going = going.into_iter();
    let going = going.map(|(run, going)| Portion {
        run,
        counts: going.counts,
        places: Some(going.places),
        open: Some(going.open),
    });
    let mut parts: Vec<Portion> = going.collect();
    if !new.is_empty() {
        parts.push(begin(store, site, drafts, &new, &leaving, start)?);
    } else if !leaving.is_empty() {
        store.queue_change(&QueueChange {
            scope: site.scope.clone(),
            remove: leaving,
            ..QueueChange::default()
        })?;
    }
    Ok(parts)
}

fn begin(
    store: &Store,
    site: &Site,
    drafts: impl IntoIterator<Item = Draft, IntoIter: Send>,
    new: &[usize],
    leaving: &[QueueId],
    start: Start<'_>,
) -> Result<Portion, StoreError> {
    // Not the thread's own: rows are made where they are put into words.
    let mut random: StdRng = rand::make_rng();
    // The places are in their order.
    let is_new = |place: &usize| new.binary_search(place).is_ok();
    let rows = drafts.into_iter().enumerate();
    let rows = rows.filter(|(place, _)| is_new(place)).map(|(_, draft)| {
        if start.keys_by_server {
            let automatic = false;
            return NewRow { draft, automatic };
        }
        keyed(draft, &mut random)
    });
    let run = NewRun {
        site: site.clone(),
        terms: start.terms,
        started_at: start.now,
    };
    let run = store.run_begin(&run, rows, leaving)?;
    let indexes = (0..).map(RowIndex);
    let index: BTreeMap<usize, RowIndex> = new.iter().copied().zip(indexes.clone()).collect();
    let known = start.known.into_iter();
    let known = known.filter_map(|(place, outcome)| Some((*index.get(&place)?, outcome)));
    let mut known: Vec<(RowIndex, Outcome)> = known.collect();
    makers::name(store, &site.scope, &mut known)?;
    if !known.is_empty() {
        store.rows_settled(run, &known, start.now)?;
    }
    let mut counts = Counts {
        queued: new.len().saturating_sub(known.len()),
        ..Counts::default()
    };
    for (_, outcome) in &known {
        *counts.of(outcome.state()) += 1;
    }
    let places = Some(indexes.zip(new.iter().copied()).collect());
    Ok(Portion {
        places,
        ..Portion::whole(run, counts)
    })
}
