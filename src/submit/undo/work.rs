//! An undo under way, or the look before it: what the one driver of calls carries.

use std::collections::BTreeMap;

use futures::future::{BoxFuture, FutureExt as _};
use tokio::sync::mpsc;

use super::super::blocking::blocking;
use super::super::driver::Work;
use super::calls::{Calls, Drafts};
use super::{UndoError, UndoEvent};
use crate::domain::{Draft, RowIndex, RunId, Timestamp, Undone};
use crate::enos::Clock;
use crate::provision::run::Control;
use crate::provision::step::{Step, Ticket};
use crate::provision::undo::{Heard, Progress, Request, Undo, UndoResult};
use crate::store::{Store, StoreError};

/// What becomes of rows that come to their end.
pub(super) enum Tell {
    /// They are collected: nothing is deleted.
    Preview(BTreeMap<RowIndex, UndoResult>),
    /// They are journalled at the time of this clock, then told.
    Undo(Clock, mpsc::UnboundedSender<UndoEvent>),
}

/// How a call ended, or why the journal could not take that it leaves.
pub(super) type Ended = (Ticket, Result<Heard, StoreError>);

/// An undo under way.
pub(super) struct Undoing {
    pub(super) rules: Undo,
    pub(super) calls: Calls,
    pub(super) store: Store,
    pub(super) run: RunId,
    pub(super) tell: Tell,
    pub(super) told: Progress,
}

impl Undoing {
    async fn drafts(&self, rows: Vec<RowIndex>) -> Result<Drafts, StoreError> {
        let run = self.run;
        blocking(&self.store, move |store| store.drafts(run, &rows)).await
    }

    async fn draft(&self, row: RowIndex) -> Result<Draft, StoreError> {
        let run = self.run;
        blocking(&self.store, move |store| store.row_draft(run, row)).await
    }

    /// Takes note of the end of a call, and journals what it settles.
    async fn settle(
        &mut self,
        now: Timestamp,
        (call, heard): Ended,
    ) -> Result<Vec<(RowIndex, Undone)>, UndoError> {
        let fates = self.rules.hear(call, heard?, now);
        let clock = match &mut self.tell {
            Tell::Preview(seen) => {
                seen.extend(fates);
                return Ok(Vec::new());
            }
            Tell::Undo(clock, _) => clock,
        };
        let settled: Vec<_> = fates.into_iter().filter_map(settled).collect();
        if !settled.is_empty() {
            let (run, rows, at) = (self.run, settled.clone(), clock());
            let written = blocking(&self.store, move |store| store.undo_settled(run, &rows, at));
            if let Err(error) = written.await {
                return Err(UndoError {
                    unrecorded: settled,
                    ..error.into()
                });
            }
        }
        Ok(settled)
    }

    fn tell(&mut self, settled: Vec<(RowIndex, Undone)>, now: Timestamp) {
        let progress = self.rules.progress(now);
        if settled.is_empty() && progress == self.told {
            return;
        }
        self.told.clone_from(&progress);
        if let Tell::Undo(_, events) = &self.tell {
            // Nobody listening is no reason to stop.
            let _ = events.send(UndoEvent { settled, progress });
        }
    }
}

impl Work for Undoing {
    type Call = Request;
    type Heard = Ended;
    type Error = UndoError;

    fn next(&mut self, now: Timestamp) -> Step<Request> {
        self.rules.step(now)
    }

    fn control(&mut self, _: Timestamp, control: Control) {
        self.rules.control(control);
    }

    async fn begin(
        &mut self,
        _: Timestamp,
        ticket: Ticket,
        request: Request,
    ) -> Result<BoxFuture<'static, Self::Heard>, UndoError> {
        let calls = self.calls.clone();
        Ok(match request {
            Request::Search(rows) => {
                let search = calls.search(self.drafts(rows).await?);
                search.map(move |heard| (ticket, Ok(heard))).boxed()
            }
            Request::Get(row) => {
                let get = calls.get(row, self.draft(row).await?);
                get.map(move |heard| (ticket, Ok(heard))).boxed()
            }
            Request::Delete(row) => {
                let (store, run) = (self.store.clone(), self.run);
                let journal =
                    async move { blocking(&store, move |store| store.undo_sent(run, row)).await };
                let delete = calls.delete(row, self.draft(row).await?, journal);
                delete.map(move |heard| (ticket, heard)).boxed()
            }
        })
    }

    async fn hear(&mut self, now: Timestamp, heard: Self::Heard) -> Result<(), UndoError> {
        let settled = self.settle(now, heard).await?;
        self.tell(settled, now);
        Ok(())
    }

    fn waits(&mut self, now: Timestamp) {
        self.tell(Vec::new(), now);
    }

    async fn land(
        &mut self,
        now: Timestamp,
        heard: Self::Heard,
        mut error: UndoError,
    ) -> UndoError {
        match self.settle(now, heard).await {
            Ok(settled) => self.tell(settled, now),
            Err(more) => error.unrecorded.extend(more.unrecorded),
        }
        error
    }
}

/// The end of a row as the journal takes it.
pub(super) fn settled((row, fate): (RowIndex, UndoResult)) -> Option<(RowIndex, Undone)> {
    match fate {
        UndoResult::Settled(undone) => Some((row, undone)),
        UndoResult::Deletable(_) => None,
    }
}
