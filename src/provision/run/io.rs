//! What goes into the state machine of a run and what comes out of it.

use std::fmt;

use crate::domain::{Counts, Failure, Outcome};

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

/// What the user wants of a run.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Wish {
    /// To go on; ends a pause, also one that the run took by itself.
    #[default]
    Go,
    /// To send nothing for now.
    Pause,
    /// To send nothing more: what is under way lands, the rest stays queued.
    Cancel,
}

/// How fast a run goes, and why not faster.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pace {
    /// Requests under way.
    pub under_way: usize,
    /// How many batches may be under way at present.
    pub at_once: usize,
    /// Devices in one batch at present.
    pub batch_size: usize,
    /// Rows whose outcome is being looked up in `EnOS`.
    pub asking: usize,
    /// When the next request leaves, Unix ms, where the run waits for a time.
    pub resting_until: Option<i64>,
    /// Why it slowed down, if it has not sped up again since.
    pub slowed: Option<String>,
}

/// Why a run pauses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Paused {
    /// The user wished it.
    Asked,
    /// So many of the rows answered since it last set out have failed.
    Failures {
        /// Failed ones.
        failed: usize,
        /// All.
        answered: usize,
    },
}

/// Where a run stands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// Where the rows of the run stand that were open when it set out.
    pub counts: Counts,
    /// How fast it goes.
    pub pace: Pace,
    /// Whether it pauses; requests may be under way all the same.
    pub paused: Option<Paused>,
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
