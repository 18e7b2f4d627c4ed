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
use crate::provision::undo::{CallEnd, Progress, Request, Undo, UndoResult};
use crate::store::{Store, StoreError};

/// What becomes of rows that come to their end.
pub(super) enum Tell {
    /// They are collected: nothing is deleted.
    Preview(BTreeMap<RowIndex, UndoResult>),
    /// They are journalled at the time of this clock, then told.
    Undo(Clock, mpsc::UnboundedSender<UndoEvent>),
}

/// How a call ended, or why the journal could not take that it leaves.
pub(super) type Ended = (Ticket, Result<CallEnd, StoreError>);

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
    async fn record(
        &mut self,
        now: Timestamp,
        (call, ended): Ended,
    ) -> Result<Vec<(RowIndex, Undone)>, UndoError> {
        let results = self.rules.apply(call, ended?, now);
        let clock = match &mut self.tell {
            Tell::Preview(seen) => {
                seen.extend(results);
                return Ok(Vec::new());
            }
            Tell::Undo(clock, _) => clock,
        };
        let settled: Vec<_> = results.into_iter().filter_map(undone).collect();
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
    type Ended = Ended;
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
    ) -> Result<BoxFuture<'static, Self::Ended>, UndoError> {
        let calls = self.calls.clone();
        Ok(match request {
            Request::Search(rows) => {
                let search = calls.search(self.drafts(rows).await?);
                search.map(move |ended| (ticket, Ok(ended))).boxed()
            }
            Request::Get(row) => {
                let get = calls.get(row, self.draft(row).await?);
                get.map(move |ended| (ticket, Ok(ended))).boxed()
            }
            Request::Delete(row) => {
                let (store, run) = (self.store.clone(), self.run);
                let journal =
                    async move { blocking(&store, move |store| store.undo_sent(run, row)).await };
                let delete = calls.delete(row, self.draft(row).await?, journal);
                delete.map(move |ended| (ticket, ended)).boxed()
            }
        })
    }

    async fn ended(&mut self, now: Timestamp, ended: Self::Ended) -> Result<(), UndoError> {
        let settled = self.record(now, ended).await?;
        self.tell(settled, now);
        Ok(())
    }

    fn waits(&mut self, now: Timestamp) {
        self.tell(Vec::new(), now);
    }

    async fn land(
        &mut self,
        now: Timestamp,
        ended: Self::Ended,
        mut error: UndoError,
    ) -> UndoError {
        match self.record(now, ended).await {
            Ok(settled) => self.tell(settled, now),
            Err(more) => error.unrecorded.extend(more.unrecorded),
        }
        error
    }
}

/// The end of a row as the journal takes it.
pub(super) fn undone((row, result): (RowIndex, UndoResult)) -> Option<(RowIndex, Undone)> {
    match result {
        UndoResult::Settled(undone) => Some((row, undone)),
        UndoResult::Deletable(_) => None,
    }
}
