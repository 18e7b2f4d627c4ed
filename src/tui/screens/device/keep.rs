//! Nothing typed is lost: the form kept between sessions, and saved into queue or run.

use super::edited::Kept;
use super::standing::{Standing, row, standing, unsaved};
use super::{EditedDevice, Origin, check, close, errors, open};
use crate::tui::app::{Confirmed, Effect, Model, Reason, Screen};
use crate::tui::screens::{ask, or_warn, queue};
use crate::tui::widgets::write::counted;

/// A save that is being committed.
#[derive(Clone, Copy, Debug)]
pub(super) struct Saving {
    /// Whether it is gone on with a copy then; else the form is emptied, and shown where the device went.
    another: bool,
}

/// What is typed and saved nowhere, as an effect that keeps it.
pub(super) fn kept(model: &Model) -> Effect {
    Effect::SaveForm(model.scope(), text(model))
}

/// An edit in which nothing is changed is not kept: the row has it all.
fn text(model: &Model) -> Option<String> {
    let edited = model.device.edited.as_ref();
    let edited = edited.filter(|edited| edited.is_new() || unsaved(model).is_some());
    let stashed = model.device.stashed.as_ref();
    match edited {
        Some(edited) => serde_json::to_string(&Kept { edited, stashed }).ok(),
        None => stashed_text(model),
    }
}

/// The new device that is stashed, as it is kept once it stands alone.
fn stashed_text(model: &Model) -> Option<String> {
    serde_json::to_string(model.device.stashed.as_ref()?).ok()
}

/// The form is kept, or could not be: then leaving the program would lose it.
pub(crate) fn form_saved(model: &mut Model, outcome: Result<(), Reason>) {
    model.device.unkept = outcome.clone().err();
    or_warn(model, "not kept: ", outcome);
}

/// Brings back the form of an earlier session; false if there was none that can be read. An edit that
/// its row holds already, being saved when the program was ended, is over.
pub(crate) fn restore(model: &mut Model, text: &str) -> bool {
    let Ok(Kept { edited, stashed }) = serde_json::from_str::<Kept<EditedDevice>>(text) else {
        return false;
    };
    let edit = !edited.is_new();
    model.device.edited = Some(edited);
    model.device.stashed = stashed;
    if edit && unsaved(model).is_none() {
        close(model);
    }
    check(model);
    model.device.open()
}

/// Saves: every field checked, the first wrong one focused, else committed.
pub(crate) fn save(model: &mut Model, another: bool) {
    check(model);
    if model.device.saving.is_some() {
        return;
    }
    let Some(edited) = &mut model.device.edited else {
        return;
    };
    let form = &mut edited.form.form;
    form.touch_all();
    let errors = form.problem_counts().0 + errors(&edited.homeless);
    if errors > 0 {
        form.first_problem();
        model.warn(format!(
            "{} to put right before this device can be sent; F3 goes to the next. Esc keeps it as it is.",
            counted(errors, "field")
        ));
        return model.want(kept(model));
    }
    match standing(model) {
        Standing::There => return commit(model, another),
        Standing::Gone(_) if unsaved(model).is_none() => {
            close(model);
            model.screen = Screen::Queue;
            model.say("Nothing was changed, so nothing is saved.");
        }
        Standing::Gone(where_to) => ask_as_new(model, &where_to),
        Standing::Other => ask_over(model),
    }
    model.want(kept(model));
}

/// The row is not there any more: what was typed can only become another device.
fn ask_as_new(model: &mut Model, where_to: &str) {
    let title = "This would be another device";
    let lines = [
        &format!("What is typed here no longer reaches the row it is for: {where_to}."),
        "Go on, and it is queued as a new device, besides the one of that row. Esc keeps the form; \
         F8 there empties it.",
    ];
    let then = Confirmed::SaveAsNew;
    ask(model, title, &lines, "queue a new device", then);
}

fn ask_over(model: &mut Model) {
    let title = "The row was changed meanwhile";
    let lines = [
        "Its row of the queue is no longer what it was when this form was opened.",
        "Go on, and the form takes its place; u in the queue undoes that.",
    ];
    let then = Confirmed::SaveOver;
    ask(model, title, &lines, "put this in its place", then);
}

/// What was typed for a row that has gone on is to be a device of its own.
pub(crate) fn save_as_new(model: &mut Model) {
    if let Some(edited) = &mut model.device.edited {
        edited.origin = Origin::New;
    }
    save(model, false);
}

/// What was typed is to take the place of what the row is now.
pub(crate) fn save_over(model: &mut Model) {
    let edited = model.device.edited.as_ref();
    let now = edited.and_then(|edited| row(model, edited));
    if let (Some(edited), Some(now)) = (&mut model.device.edited, now) {
        edited.was = now;
    }
    save(model, false);
}

/// Has the device on the form committed where it belongs.
fn commit(model: &mut Model, another: bool) {
    let Some(edited) = &model.device.edited else {
        return;
    };
    let (draft, origin) = (edited.form.draft(), edited.origin.clone());
    if origin.cause().is_some() && unsaved(model).is_none() {
        model.warn("Nothing is changed yet. To send it as it is: Esc, then t.");
        return;
    }
    model.device.saving = Some(Saving { another });
    let before = model.wanted.len();
    model.device.timezone.clone_from(&draft.timezone);
    match origin {
        Origin::New => queue::add(model, vec![draft]),
        Origin::Queue(id) => queue::replace(model, id, &draft),
        Origin::Run { run, index, .. } => {
            return model.want(Effect::Requeue(run, vec![(index, Some(draft))]));
        }
    }
    // The change empties the form, which is committed with it.
    let left = stashed_text(model);
    for effect in model.wanted.iter_mut().skip(before) {
        if let Effect::Queue(change) = effect {
            change.from_form = true;
            change.form.clone_from(&left);
        }
    }
}

/// The save is committed, or was refused by the disk: then the form is as it was.
pub(crate) fn saved(model: &mut Model, committed: bool) {
    let Some(saving) = model.device.saving.take().filter(|_| committed) else {
        return;
    };
    let Some(edited) = model.device.edited.take() else {
        return;
    };
    let here = model.screen == Screen::Device;
    if saving.another {
        let next = queue::next_of(model, &edited.form.draft());
        open(model, &next, Origin::New);
        model.say("Queued. The copy counts up; change what differs.");
        return;
    }
    close(model);
    let screen = if let Origin::Run { run, .. } = edited.origin {
        model.say(format!("Corrected; s goes on with run {run}."));
        Screen::Results
    } else {
        model.say("Queued. s submits, d duplicates.");
        Screen::Queue
    };
    if here {
        model.screen = screen;
    }
    model.want(kept(model));
}
