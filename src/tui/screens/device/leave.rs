//! Putting the form down: what is typed stays, and a look that changed nothing leaves nothing behind.

use super::keep::kept;
use super::standing::unsaved;
use super::{Origin, check, model_arrived, open};
use crate::domain::Draft;
use crate::tui::app::{Confirmed, Model, Screen};
use crate::tui::screens::ask;

/// Goes to another screen; the form stays as it is, unless it only looked at a row.
pub(crate) fn put_down(model: &mut Model) -> bool {
    let edited = model.device.edited.as_ref();
    let edit = edited.is_some_and(|edited| !edited.is_new());
    if !edit || model.device.saving.is_some() || unsaved(model).is_some() {
        return false;
    }
    close(model);
    model.want(kept(model));
    true
}

/// Takes the device off the form; a new device that had been stashed for it comes back.
pub(super) fn close(model: &mut Model) {
    model.device.edited = model.device.stashed.take();
    if model.device.open() {
        model_arrived(model);
    }
}

/// Leaves the form for the screen that it came from.
pub(crate) fn leave(model: &mut Model) {
    let origin = model.device.edited.as_ref().map(|edited| &edited.origin);
    model.screen = match origin {
        None | Some(Origin::New) => Screen::Products,
        Some(Origin::Queue(_)) => Screen::Queue,
        Some(Origin::Run { .. }) => Screen::Results,
    };
    let open = model.device.open();
    if put_down(model) {
        model.say("Nothing was changed.");
    } else if open {
        model.say("The form is kept; 2 goes back to it.");
    }
}

/// Opens a row in the form. An edit of it that is still open is gone on with; that of another row is
/// left only on a word.
pub(crate) fn edit(model: &mut Model, draft: &Draft, origin: Origin) {
    match unsaved(model) {
        Some(other) if other.is(&origin) => {
            model.screen = Screen::Device;
            model.say("As you left it. F8 leaves the edit.");
            check(model);
        }
        Some(_) => {
            let lines = [
                "The form holds an edit of another row that is not saved.",
                "Go on and it is left; what it edits stays as it was.",
            ];
            let then = Confirmed::Open(Box::new((draft.clone(), origin)));
            let title = "An edit is still open";
            ask(model, title, &lines, "open this row", then);
        }
        None => open(model, draft, origin),
    }
}
