//! When a run began, by every clock that can be asked, and which of them can be believed.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use super::blocking::blocking;
use super::candidates;
use crate::domain::{RunId, Timestamp};
use crate::enos::{Api, GatewayClock};
use crate::provision::since::{Since, Span, Witness};
use crate::store::{Store, StoreError};

/// How far this machine's clock may have drifted from those beside it since the run began; further, and
/// it was set.
const DRIFT: Duration = Duration::from_secs(5);

/// The beginning of a run.
#[derive(Clone)]
pub(super) struct Began {
    store: Store,
    run: RunId,
    /// By this machine's clock.
    at: Timestamp,
    /// Whether nothing of the run had left when it was taken up: then its beginning is still near.
    fresh: bool,
    there: Arc<OnceLock<Timestamp>>,
    witness: Arc<OnceLock<Witness>>,
    /// Whether a look has shown a device with a time within the run.
    comparable: Arc<AtomicBool>,
}

impl Began {
    /// Of a run as it is taken up. Blocks.
    pub(super) fn open(
        store: &Store,
        run: RunId,
        at: Timestamp,
        fresh: bool,
    ) -> Result<Self, StoreError> {
        let there = store.began_there(run)?;
        Ok(Self {
            store: store.clone(),
            run,
            at,
            fresh,
            there: Arc::new(there.map_or_else(OnceLock::new, OnceLock::from)),
            witness: Arc::default(),
            comparable: Arc::default(),
        })
    }

    /// Keeps what the gateway's clock said at the beginning, as soon as a reply has told its time: a clock
    /// that is set later, or a later session, could not work it out any more. `now` is by a clock that nobody
    /// sets.
    pub(super) async fn note(&self, api: &dyn Api, now: Timestamp) -> Result<(), StoreError> {
        if !self.fresh || self.there.get().is_some() {
            return Ok(());
        }
        let Some(GatewayClock { least, .. }) = api.clock() else {
            return Ok(());
        };
        let (run, there) = (self.run, least.shifted(self.at.ahead_of(now)));
        blocking(&self.store, move |store| store.begin_there(run, there)).await?;
        let _ = self.there.set(there);
        Ok(())
    }

    /// Since when the run may have made devices, as is known now. `now` is by a clock that nobody sets,
    /// `wall` by the one that stamps the journal.
    pub(super) async fn since(&self, api: &dyn Api, now: Timestamp, wall: Timestamp) -> Since {
        let witness = self.witness(api).await;
        let clock = api
            .clock()
            .map(|GatewayClock { least, most }| Span { least, most });
        let there = self.there.get().copied();
        let drift = match (there, clock) {
            // By the gateway's clock so much time has passed, by this machine's so much.
            (Some(there), Some(Span { least, .. })) => {
                least.apart(there.shifted(wall.ahead_of(self.at)))
            }
            _ => wall.apart(now),
        };
        Since {
            began: self.at,
            now,
            there,
            clock,
            witness: witness.filter(|_| drift <= DRIFT),
            comparable: self.comparable.load(Ordering::Relaxed),
        }
    }

    /// The same, now that a look has shown a device with a time within the run.
    pub(super) fn compared(&self, since: Since) -> Since {
        self.comparable.store(true, Ordering::Relaxed);
        Since {
            comparable: true,
            ..since
        }
    }

    /// A device that a reply said the run made, as the gateway shows it now. Nobody depends on the
    /// answer: where there is none, the times prove less.
    async fn witness(&self, api: &dyn Api) -> Option<Witness> {
        if let Some(known) = self.witness.get() {
            return Some(*known);
        }
        let run = self.run;
        let told = blocking(&self.store, move |store| store.quickest_made(run)).await;
        let witness = candidates::witness(api, told.ok().flatten().as_ref()).await?;
        let _ = self.witness.set(witness);
        Some(witness)
    }
}
