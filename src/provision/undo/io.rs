//! What goes into the state machine of an undo and what comes out of it.

use std::time::Duration;

use crate::domain::Failure;
use crate::provision::run::End;

/// The number of a call of an undo.
pub type CallId = u64;

/// What a look-up shows of the device of a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Sight {
    /// It is the one that the run made, it was never active, and nothing about it changed.
    Unchanged,
    /// It is not, for this reason.
    Changed(String),
    /// No device is shown. It may be gone, or just made and not yet shown.
    Missing,
}

/// The end of a row in an undo.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fate {
    /// An undo would delete its device; only when looking.
    Deletable,
    /// Its device is gone.
    Deleted,
    /// Its device stays, for this reason.
    Kept(String),
}

/// What to do next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// Look these devices up, all of one product, at most [`KEYS_A_LOOK`](crate::provision::KEYS_A_LOOK).
    Look {
        /// The call's number, to answer it by.
        call: CallId,
        /// Whose devices.
        rows: Vec<u32>,
    },
    /// Delete one device.
    Delete {
        /// The call's number, to answer it by.
        call: CallId,
        /// Whose device.
        row: u32,
    },
    /// Nothing until a call ends, the user wishes something else, or this time has come.
    Wait {
        /// Unix ms; none if time changes nothing.
        until: Option<i64>,
    },
    /// Nothing any more.
    Done(End),
}

/// How a call ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Heard {
    /// A look-up, by row; a row without a sight is missing.
    Seen(Vec<(u32, Sight)>),
    /// `EnOS` says that the device is deleted, now or before.
    Deleted,
    /// `EnOS` will not do it, with these words, and would not when asked again.
    Refused(String),
    /// No answer that settles anything.
    Trouble(Trouble),
}

/// A call that failed for a reason that lies outside its rows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trouble {
    /// What happened.
    pub failure: Failure,
    /// Whether it concerns the connection for good: every further call would end like this.
    pub lasting: bool,
    /// Whether a deletion may have been acted upon.
    pub acted: bool,
    /// How long the gateway asks to wait.
    pub retry_after: Option<Duration>,
}

/// Where an undo stands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// Rows still to be dealt with.
    pub open: usize,
    /// Rows whose device is gone.
    pub deleted: usize,
    /// Rows whose device stays.
    pub kept: usize,
    /// Calls under way.
    pub under_way: usize,
    /// When the next call leaves, Unix ms, after a fault.
    pub resting_until: Option<i64>,
    /// Why it slowed down, if it has not sped up again since.
    pub slowed: Option<String>,
    /// Whether the user asked for a pause; calls may be under way all the same.
    pub paused: bool,
}
