//! Nothing typed is lost: the form kept between sessions.

use super::edited::{EditedDevice, Kept};
use super::{Requests, State};
use crate::said::say;
use crate::tui::shared::{Reason, Shared};

impl State {
    /// What is typed and saved nowhere. An edit in which nothing is changed is not kept: the row has it all.
    pub(super) fn text_to_keep(&self, shared: &Shared) -> Option<String> {
        let edited = self.edited.as_ref();
        let edited = edited.filter(|edited| edited.is_new() || self.unsaved(shared).is_some());
        let stashed = self.stashed.as_ref();
        match edited {
            Some(edited) => serde_json::to_string(&Kept { edited, stashed }).ok(),
            None => self.stashed_text(),
        }
    }

    /// The new device that is stashed, as it is kept once it stands alone.
    pub(super) fn stashed_text(&self) -> Option<String> {
        serde_json::to_string(self.stashed.as_ref()?).ok()
    }

    /// The form is kept, or could not be: then leaving the program would lose it.
    pub fn form_saved(&mut self, outcome: Result<(), Reason>) -> Requests {
        self.unkept = outcome.err();
        let unkept = self.unkept.as_ref();
        unkept.map_or_else(Requests::none, |reason| {
            Requests::warn(say!(
                "form not kept: {reason}",
                "表单未能保留：{reason}",
                reason
            ))
        })
    }

    /// Offers the time zone of the last device of the queue, which was read, for the next one.
    pub fn queue_read(&mut self, shared: &Shared) {
        if let Some(last) = shared.queue.last() {
            self.timezone = last.open().timezone;
        }
    }

    /// Brings back the form of an earlier session; false if there was none that can be read. An edit that
    /// its row holds already, being saved when the program was ended, is over. What was emptied at this gateway
    /// is at hand again.
    pub fn restore(&mut self, shared: &Shared, text: Option<&str>) -> bool {
        let kept = text.and_then(|text| serde_json::from_str::<Kept<EditedDevice>>(text).ok());
        self.binned = self.bins.remove(&shared.scope());
        let Some(Kept { edited, stashed }) = kept else {
            return false;
        };
        let edit = !edited.is_new();
        self.edited = Some(edited);
        self.stashed = stashed;
        if edit && self.unsaved(shared).is_none() {
            self.close(shared);
        }
        // Of a large model only a part was kept.
        self.model_arrived(shared);
        self.open()
    }
}
