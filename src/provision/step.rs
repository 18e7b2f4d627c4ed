//! What the state machines of runs and undos have in common: calls under way, and what to do next.

use std::collections::BTreeMap;

use crate::domain::{End, Timestamp};

/// A call under way: the machine gives it out, and takes back what came of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Ticket(pub(super) u64);

/// What to do next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step<C> {
    /// Make this call. It counts as under way from now on.
    Call(Ticket, C),
    /// Nothing until a call ends, the user controls it otherwise, or this time has come.
    Wait {
        /// Unix ms; none if time changes nothing.
        until: Option<Timestamp>,
    },
    /// Nothing any more.
    Done(End),
}

/// The calls under way, each with what the machine has to know of it.
#[derive(Clone, Debug)]
pub(super) struct UnderWay<W> {
    calls: BTreeMap<Ticket, W>,
    last: u64,
}

impl<W> Default for UnderWay<W> {
    fn default() -> Self {
        Self {
            calls: BTreeMap::new(),
            last: 0,
        }
    }
}

impl<W> UnderWay<W> {
    /// A call begins.
    pub(super) fn begin(&mut self, call: W) -> Ticket {
        self.last += 1;
        let ticket = Ticket(self.last);
        self.calls.insert(ticket, call);
        ticket
    }

    /// A call ends, if it is one that is under way and `fits`.
    pub(super) fn end_if(&mut self, ticket: Ticket, fits: impl FnOnce(&W) -> bool) -> Option<W> {
        self.calls.get(&ticket).filter(|call| fits(call))?;
        self.calls.remove(&ticket)
    }

    pub(super) fn len(&self) -> usize {
        self.calls.len()
    }

    pub(super) fn is_empty(&self) -> bool {
        self.calls.is_empty()
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = &W> {
        self.calls.values()
    }
}
