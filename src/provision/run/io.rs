//! What goes into the state machine of a run and what comes out of it.

use std::fmt;

use crate::domain::{Failure, Outcome};

/// Something that happened to a run. Rows that are not in the state the event presumes are left alone.
#[derive(Clone, Debug, PartialEq)]
pub enum Input {
    /// These rows are journalled as sent and leave now.
    Sent {
        /// Queued rows.
        rows: Vec<u32>,
    },
    /// A batch was answered.
    Answered {
        /// The rows of the batch.
        rows: Vec<u32>,
        /// What the reply proves; a row of the batch without an outcome becomes unknown.
        outcomes: Vec<(u32, Outcome)>,
    },
    /// A batch was surely not acted upon.
    Refused {
        /// The rows of the batch.
        rows: Vec<u32>,
        /// Why.
        failure: Failure,
        /// Whom the refusal concerns.
        blame: Blame,
    },
    /// A batch was perhaps acted upon, and no reply will say so.
    Lost {
        /// The rows of the batch.
        rows: Vec<u32>,
        /// Why.
        failure: Failure,
    },
    /// The user wants no more batches sent.
    Cancel,
}

/// Whom a refusal concerns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Blame {
    /// These rows: they failed, and others may still pass.
    Rows,
    /// The connection or its rights: every batch would be refused, so the rows stay queued.
    Connection,
}

/// What an input changed, to be recorded in this order.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Change {
    /// Rows that have an outcome now.
    pub settled: Vec<(u32, Outcome)>,
    /// Rows that are queued again: surely not acted upon.
    pub unsent: Vec<u32>,
}

/// What to do next.
#[derive(Clone, Debug, PartialEq)]
pub enum Step {
    /// Journal these rows as sent, feed [`Input::Sent`] and send them as one batch.
    Send {
        /// Between one row and a batch full, in the order of the run.
        rows: Vec<u32>,
    },
    /// Nothing until a batch in flight has come to its end.
    Wait,
    /// Nothing any more.
    Done(End),
}

/// Why a run is over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum End {
    /// No row is left to send.
    Finished,
    /// The user stopped it; rows are left queued.
    Cancelled,
    /// Sending more would do no good; rows are left queued.
    Stopped(Failure),
}

impl fmt::Display for End {
    /// For the journal and for people: `finished`, `cancelled` or `stopped: <why> (<code>)`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Finished => f.write_str("finished"),
            Self::Cancelled => f.write_str("cancelled"),
            Self::Stopped(Failure { code, msg, .. }) => {
                write!(f, "stopped: {msg}")?;
                code.map_or(Ok(()), |code| write!(f, " ({code})"))
            }
        }
    }
}
