//! What of the form others go by: the row that it holds an edit of, and what is typed there and nowhere else.

use serde::{Deserialize, Serialize};

use super::msg::Reason;
use crate::domain::{Cause, QueueId, RowIndex, RunId};
use crate::said::Said;

/// Where the device on the form came from, and so where saving puts it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub enum Origin {
    /// It is new: into the queue.
    #[default]
    New,
    /// A row of the queue: back into its place.
    Queue(QueueId),
    /// A row of a run: queued again in that run.
    Run {
        /// The run.
        run: RunId,
        /// The row.
        index: RowIndex,
        /// Why it failed, shown at the field for as long as the device is as it was.
        cause: Option<Box<Cause>>,
    },
}

impl Origin {
    /// Whether both are the same row; two new devices are not.
    #[must_use]
    pub fn is(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Queue(one), Self::Queue(two)) => one == two,
            (Self::Run { run, index, .. }, _) => other.is_row(*run, *index),
            _ => false,
        }
    }

    /// Why the row failed that it came from.
    #[must_use]
    pub fn cause(&self) -> Option<&Cause> {
        match self {
            Self::Run { cause, .. } => cause.as_deref(),
            Self::New | Self::Queue(_) => None,
        }
    }

    /// Whether it is this row of a run.
    #[must_use]
    pub fn is_row(&self, of: RunId, row: RowIndex) -> bool {
        matches!(self, Self::Run { run, index, .. } if (*run, *index) == (of, row))
    }
}

/// What the form holds, as far as other screens go by it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Editing {
    /// The row whose edit is open with something typed that is saved nowhere.
    pub unsaved: Option<Origin>,
    /// The name of a new device that is typed and not in the queue yet, or what stands for one.
    pub half_typed: Option<Said>,
    /// The row whose edit is being committed.
    pub saving: Option<Origin>,
    /// Why the form as it is could not be kept, if so.
    pub unkept: Option<Reason>,
}

impl Editing {
    /// The row of this run that is changed on the form and not saved.
    #[must_use]
    pub fn unsaved_of_run(&self, run: RunId) -> Option<RowIndex> {
        match &self.unsaved {
            Some(Origin::Run { run: of, index, .. }) if *of == run => Some(*index),
            _ => None,
        }
    }

    /// Whether the edit of this row of a run is being committed.
    #[must_use]
    pub fn saves_row(&self, run: RunId, index: RowIndex) -> bool {
        let saving = self.saving.as_ref();
        saving.is_some_and(|origin| origin.is_row(run, index))
    }
}
