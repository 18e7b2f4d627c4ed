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

    /// Whether it is this row of a run.
    pub(super) fn is_row(&self, of: RunId, row: RowIndex) -> bool {
        matches!(self, Self::Run { run, index, .. } if (*run, *index) == (of, row))
    }
}

/// A form and where it came from.
#[derive(Debug)]
pub struct Sheet {
    pub(super) form: DeviceForm,
    pub(super) origin: Origin,
    /// The device as it was when it was put on the form.
    pub(super) was: Draft,
    /// Problems that no row of the form can show.
    pub(super) homeless: Vec<Problem>,
}

impl Sheet {
    /// Whether it holds a new device.
    pub(super) fn is_new(&self) -> bool {
        self.origin == Origin::New
    }

    /// Whether anything is typed since it was put on the form.
    pub(super) fn changed(&self) -> bool {
        !self.form.holds(&self.was)
    }

    /// The sheet as it is kept between sessions.
    pub(super) fn kept(&self) -> Option<Kept> {
        Some(Kept {
            origin: self.origin.clone(),
            was: self.was.clone(),
            form: self.form.snapshot().ok()?,
            aside: None,
        })
    }
}

/// A sheet as it is kept between sessions.
#[derive(Serialize, Deserialize)]
pub(super) struct Kept {
    origin: Origin,
    was: Draft,
    form: serde_json::Value,
    /// The new device that was put aside for it.
    aside: Option<Box<Kept>>,
}

impl Kept {
    /// The same sheet with what was put aside for it.
    pub(super) fn over(self, aside: Option<Self>) -> Self {
        let aside = aside.map(Box::new);
        Self { aside, ..self }
    }

    /// The sheet, and what was put aside for it; none if it cannot be read.
    pub(super) fn restored(self) -> Option<(Sheet, Option<Sheet>)> {
        let aside = self.aside.and_then(|aside| Some(aside.restored()?.0));
        let sheet = Sheet {
            form: DeviceForm::from_snapshot(self.form).ok()?,
            origin: self.origin,
            was: self.was,
            homeless: Vec::new(),
        };
        Some((sheet, aside))
    }
}
