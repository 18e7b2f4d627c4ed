//! The loop of an undo: asks the rules what is next, makes the call, waits.

use std::time::Duration;

use futures::future::{BoxFuture, FutureExt as _};
use futures::stream::{FuturesUnordered, StreamExt as _};
use tokio::sync::watch;

use super::calls::Calls;
use crate::enos::Clock;
use crate::provision::run::{End, Wish};
use crate::provision::undo::{CallId, Fate, Heard, Progress, Step, Undo};
use crate::store::StoreError;

/// What has happened since the driver was last asked.
pub(super) enum Turn {
    /// These rows came to their end; none when only the pace changed.
    Went(Vec<(u32, Fate)>),
    /// It is over.
    Done(End),
}

type Ended = (CallId, Result<Heard, StoreError>);

pub(super) struct Driver {
    machine: Undo,
    calls: Calls,
    clock: Clock,
    wishes: watch::Receiver<Wish>,
    under_way: FuturesUnordered<BoxFuture<'static, Ended>>,
}

impl Driver {
    pub(super) fn new(
        machine: Undo,
        calls: Calls,
        clock: Clock,
        wishes: watch::Receiver<Wish>,
    ) -> Self {
        Self {
            machine,
            calls,
            clock,
            wishes,
            under_way: FuturesUnordered::new(),
        }
    }

    pub(super) fn progress(&self) -> Progress {
        self.machine.progress((self.clock)())
    }

    /// Goes on until something has happened.
    pub(super) async fn turn(&mut self) -> Result<Turn, StoreError> {
        loop {
            let wish = self.wish();
            self.machine.wish(wish);
            match self.machine.step((self.clock)()) {
                Step::Look { call, rows } => {
                    let look = self.calls.clone().look(rows);
                    self.under_way
                        .push(look.map(move |heard| (call, heard)).boxed());
                }
                Step::Delete { call, row } => {
                    let delete = self.calls.clone().delete(row);
                    self.under_way
                        .push(delete.map(move |heard| (call, Ok(heard))).boxed());
                }
                Step::Wait { until } => return self.wait(until).await.map(Turn::Went),
                Step::Done(end) => return Ok(Turn::Done(end)),
            }
        }
    }

    /// What the user wants; a pause that nobody can end any more ends the undo.
    fn wish(&mut self) -> Wish {
        let open = self.wishes.has_changed().is_ok();
        match *self.wishes.borrow_and_update() {
            Wish::Pause if !open => Wish::Cancel,
            wish => wish,
        }
    }

    /// Waits for whatever comes first, and takes all ends of calls that have come by then.
    async fn wait(&mut self, until: Option<i64>) -> Result<Vec<(u32, Fate)>, StoreError> {
        let open = self.wishes.has_changed().is_ok();
        tokio::select! {
            Some(ended) = self.under_way.next() => {
                let mut fates = self.hear(ended)?;
                while let Some(Some(ended)) = self.under_way.next().now_or_never() {
                    fates.extend(self.hear(ended)?);
                }
                Ok(fates)
            }
            () = sleep(until, (self.clock)()) => Ok(Vec::new()),
            _ = self.wishes.changed(), if open => Ok(Vec::new()),
        }
    }

    fn hear(&mut self, (call, heard): Ended) -> Result<Vec<(u32, Fate)>, StoreError> {
        Ok(self.machine.hear(call, heard?, (self.clock)()))
    }
}

/// Waits until `until`; for ever if there is no such time.
async fn sleep(until: Option<i64>, now: i64) {
    match until {
        Some(until) => {
            let pause = u64::try_from(until.saturating_sub(now)).unwrap_or(0);
            tokio::time::sleep(Duration::from_millis(pause)).await;
        }
        None => std::future::pending().await,
    }
}
