//! Putting the form down: what is typed stays, and a look that changed nothing leaves nothing behind.

use super::edited::EditedDevice;
use super::{Requests, State};
use crate::said::{pair, say};
use crate::tui::contract::Request;
use crate::tui::shared::{Origin, ScreenId, Shared};

impl State {
    /// The form is no longer in view; it stays as it is, unless it only looked at a row.
    pub fn put_down(&mut self, shared: &Shared) -> Requests {
        if !self.only_looks(shared) {
            return Requests::none();
        }
        self.close(shared);
        self.kept(shared)
    }

    /// Whether the form was opened for a row, and nothing of it is changed or being saved.
    fn only_looks(&self, shared: &Shared) -> bool {
        let edit = self.edited.as_ref().is_some_and(|edited| !edited.is_new());
        edit && self.saving.is_none() && self.unsaved(shared).is_none()
    }

    /// Takes the device off the form; a new device that had been stashed for it comes back.
    pub(super) fn close(&mut self, shared: &Shared) {
        self.edited = self.stashed.take();
        if self.open() {
            self.model_arrived(shared);
        }
    }

    /// Leaves the form for the screen that it came from.
    pub(super) fn leave(&mut self, shared: &Shared) -> Requests {
        let screen = match self.edited.as_ref().map(EditedDevice::origin) {
            None | Some(Origin::New) => ScreenId::Products,
            Some(Origin::Queue(_)) => ScreenId::Queue,
            Some(Origin::Run { .. }) => ScreenId::Results,
        };
        let said = if self.only_looks(shared) {
            Requests::say(pair!("Nothing was changed.", "没有改动。"))
        } else if self.open() {
            let key = shared.key("go.device");
            Requests::say(say!(
                "The form is kept; {key} goes back to it.",
                "表单已保留；按 {key} 返回表单。"
            ))
        } else {
            Requests::none()
        };
        said.and(Request::Go(screen))
    }
}
