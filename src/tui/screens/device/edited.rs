//! What is on the form: the device, and the row that it was opened for.

use serde::{Deserialize, Serialize};

use crate::domain::{Cause, Draft, QueueId, RowIndex, RunId};
use crate::provision::Problem;
use crate::tui::form::DeviceForm;

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
    pub(super) fn is(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Queue(one), Self::Queue(two)) => one == two,
            (Self::Run { run, index, .. }, _) => other.is_row(*run, *index),
            _ => false,
        }
    }

    /// Why the row failed that it came from.
    pub(super) fn cause(&self) -> Option<&Cause> {
        match self {
            Self::Run { cause, .. } => cause.as_deref(),
            Self::New | Self::Queue(_) => None,
        }
    }

    /// Whether it is this row of a run.
    pub(super) fn is_row(&self, of: RunId, row: RowIndex) -> bool {
        matches!(self, Self::Run { run, index, .. } if (*run, *index) == (of, row))
    }
}

/// A device being edited, and where it came from.
#[derive(Debug, Serialize, Deserialize)]
pub struct EditedDevice {
    pub(super) origin: Origin,
    /// The device as it was when it was put on the form.
    pub(super) was: Draft,
    pub(super) form: DeviceForm,
    /// Problems that no row of the form can show.
    #[serde(skip)]
    pub(super) homeless: Vec<Problem>,
}

impl EditedDevice {
    /// Whether it is a new device.
    pub(super) fn is_new(&self) -> bool {
        self.origin == Origin::New
    }

    /// Whether anything is typed since it was put on the form.
    pub(super) fn changed(&self) -> bool {
        !self.form.holds(&self.was)
    }
}

/// What of the form is kept between sessions.
#[derive(Serialize, Deserialize)]
pub(super) struct Kept<E> {
    #[serde(flatten)]
    pub(super) edited: E,
    /// The new device that was stashed for it.
    #[serde(rename = "aside")]
    pub(super) stashed: Option<E>,
}
