//! What goes into the state machine of an undo and what comes out of it.

use std::collections::BTreeSet;
use std::time::Duration;

use crate::domain::{Cause, RowIndex, Timestamp, Undone};
use crate::provision::run::RefusalScope;

/// What cannot be known of a device, because EnOS does not show it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Blind {
    /// Whether it was ever in use, but for its status.
    Uses,
    /// Whether anything was written to it, but for what its fields show.
    Updates,
}

/// What a look-up shows of the device of a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Sight {
    /// It is the one that the run made, never used, and nothing about it changed, as far as can be known.
    Untouched(BTreeSet<Blind>),
    /// It is not, for this reason.
    Changed(Cause),
    /// No device is shown, which says nothing: it may be gone, or just made and not shown yet.
    Nothing,
    /// EnOS says that there is no such asset.
    Gone,
}

/// The end of a row in an undo.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum UndoResult {
    /// An undo would delete its device; only when looking.
    Deletable(BTreeSet<Blind>),
    /// This became of it.
    Settled(Undone),
}

impl UndoResult {
    /// Its name: `deletable`, `deleted`, `gone`, `kept` or `open`.
    #[must_use]
    pub fn name(&self) -> &'static str {
        match self {
            Self::Deletable(_) => "deletable",
            Self::Settled(undone) => undone.into(),
        }
    }

    /// Why its device is kept, or how it is known to be gone.
    #[must_use]
    pub const fn cause(&self) -> Option<&Cause> {
        match self {
            Self::Deletable(_) => None,
            Self::Settled(undone) => undone.cause(),
        }
    }
}

/// A request that an undo wants made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Request {
    /// Search for these devices, all of one product, at most [`KEYS_A_LOOK`](crate::provision::KEYS_A_LOOK).
    Search(Vec<RowIndex>),
    /// Ask for one device by its asset id.
    Get(RowIndex),
    /// Ask for one device by its asset id, and delete it at once if it is untouched.
    Delete(RowIndex),
}

/// How a call ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CallEnd {
    /// What it shows, by row; a row without a sight is not shown. Of a deletion: why nothing was deleted.
    Seen(Vec<(RowIndex, Sight)>),
    /// `EnOS` says that it deleted the device.
    Deleted {
        /// How long after the answer of the last look it said so: the window in which a change by
        /// somebody else could not be seen.
        window: Duration,
    },
    /// A deletion that found nothing to delete, though the look just before it did.
    Vanished,
    /// No answer that settles anything.
    Trouble(Trouble),
}

/// A call that failed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trouble {
    /// What happened.
    pub cause: Cause,
    /// Whom it concerns.
    pub scope: RefusalScope,
    /// Whether a deletion may have been acted upon.
    pub acted: bool,
}

/// Where an undo stands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// Rows still to be dealt with.
    pub open: usize,
    /// Rows whose device `EnOS` says it deleted.
    pub deleted: usize,
    /// Rows whose device is gone without such a word.
    pub gone: usize,
    /// Rows whose device stays.
    pub kept: usize,
    /// Rows that were left as they are: another undo goes on with them.
    pub left: usize,
    /// The longest window met in which a change by somebody else could not be seen.
    pub window: Duration,
    /// Calls under way.
    pub under_way: usize,
    /// When the next call leaves, Unix ms, after a fault.
    pub resting_until: Option<Timestamp>,
    /// Why it slowed down, if it has not sped up again since.
    pub slowed: Option<Cause>,
    /// Whether the user asked for a pause; calls may be under way all the same.
    pub paused: bool,
}

impl Progress {
    /// Rows that came to their end.
    #[must_use]
    pub const fn settled(&self) -> usize {
        self.deleted + self.gone + self.kept + self.left
    }
}
