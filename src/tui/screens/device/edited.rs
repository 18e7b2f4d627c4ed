//! What is on the form: the device, and the row that it was opened for.

use serde::{Deserialize, Serialize};

use super::sent::SentLine;
use crate::domain::Draft;
use crate::provision::Problem;
use crate::tui::form::DeviceForm;
use crate::tui::shared::{Origin, Shared};

/// A device being edited, and where it came from.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct EditedDevice {
    pub(super) origin: Origin,
    /// The device as it was when it was put on the form.
    pub(super) was: Draft,
    pub(super) form: DeviceForm,
    /// Problems that no row of the form can show.
    #[serde(skip)]
    pub(super) homeless: Vec<Problem>,
    /// What would be sent, as last checked.
    #[serde(skip)]
    pub(super) sent: Vec<SentLine>,
}

impl EditedDevice {
    /// Whether it is a new device.
    pub(super) fn is_new(&self) -> bool {
        self.origin == Origin::New
    }

    /// Where it came from.
    pub(super) fn origin(&self) -> &Origin {
        &self.origin
    }

    /// The row of the queue as it is now.
    pub(super) fn row(&self, shared: &Shared) -> Option<Draft> {
        match self.origin {
            Origin::Queue(id) => shared.queue.open(id),
            Origin::New | Origin::Run { .. } => None,
        }
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
    use crate::domain::{RowIndex, RunId};

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
