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

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn typed(name: &str) -> serde_json::Value {
        json!({
            "origin": "New",
            "was": {
                "productKey": "P",
                "deviceName": {"defaultValue": "", "i18nValue": {}},
                "timezone": "+08:00"
            },
            "form": {
                "product_key": "P",
                "model": null,
                "form": {"texts": [["Name", [name]]], "focus": "Name", "part": "Value", "caret": 0, "touched": []}
            },
            "aside": null
        })
    }

    /// As sessions have written it down before: with a place for what was stashed at each device.
    #[test]
    fn a_form_that_is_kept_is_read_with_what_is_stashed_for_it() {
        let mut text = typed("edited");
        text["origin"] = json!({"Run": {"run": RunId(3), "index": RowIndex(1), "cause": null}});
        text["was"]["deviceAttributes"] = json!({"ratio": 0.1, "since": 1_574_572_909_697_i64});
        text["aside"] = typed("stashed");
        let was = text["was"].clone();
        let kept: Kept<EditedDevice> = serde_json::from_str(&text.to_string()).unwrap();
        assert!(kept.edited.origin.is_row(RunId(3), RowIndex(1)));
        assert_eq!(
            kept.edited.was,
            serde_json::from_value::<Draft>(was).unwrap()
        );
        let again = serde_json::to_string(&kept).unwrap();
        let again: Kept<EditedDevice> = serde_json::from_str(&again).unwrap();
        let name = |edited: &EditedDevice| edited.form.draft().device_name.default_value;
        assert_eq!(name(&again.edited), "edited");
        assert_eq!(again.edited.was, kept.edited.was);
        assert_eq!(name(&again.stashed.unwrap()), "stashed");
        let alone: Kept<EditedDevice> = serde_json::from_value(typed("alone")).unwrap();
        assert!(alone.stashed.is_none() && alone.edited.is_new());
    }
}
