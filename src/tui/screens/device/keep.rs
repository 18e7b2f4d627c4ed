//! Nothing typed is lost: the form kept between sessions, and saved into queue or run.

use super::sheet::Kept;
use super::standing::{Standing, standing, unsaved};
use super::{Origin, Sheet, check, close, errors, open};
use crate::tui::app::{Confirmed, Effect, Model, Overlay, Question, Reason, Screen};
use crate::tui::screens::queue;
use crate::tui::widgets::write::counted;

/// What to do once the save is committed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Saving {
    /// Empty the form and show where the device went.
    Leave,
    /// Go on with a copy.
    Another,
}

/// What is typed and saved nowhere, as an effect that keeps it.
pub(super) fn kept(model: &Model) -> Effect {
    Effect::SaveForm(model.scope(), text(model))
}

/// An edit in which nothing is changed is not kept: the row has it all.
fn text(model: &Model) -> Option<String> {
    let device = &model.device;
    let aside = device.aside.as_ref().and_then(Sheet::kept);
    let sheet = device.sheet.as_ref();
    let sheet = sheet.filter(|sheet| sheet.is_new() || unsaved(model).is_some());
    let kept = match sheet.and_then(Sheet::kept) {
        Some(sheet) => sheet.over(aside),
        None => aside?,
    };
    serde_json::to_string(&kept).ok()
}

/// The form is kept, or could not be: then leaving the program would lose it.
pub(crate) fn form_saved(model: &mut Model, outcome: Result<(), Reason>) {
    model.device.unkept = outcome.err();
    if let Some(reason) = &model.device.unkept {
        let said = format!("not kept: {reason}");
        model.warn(said);
    }
}

/// Brings back the form of an earlier session; false if there was none that can be read. An edit that
/// its row holds already, being saved when the program was ended, is over.
pub(crate) fn restore(model: &mut Model, text: &str) -> bool {
    let kept = serde_json::from_str::<Kept>(text).ok();
    let Some((sheet, aside)) = kept.and_then(Kept::restored) else {
        return false;
    };
    let edit = !sheet.is_new();
    model.device.sheet = Some(sheet);
    model.device.aside = aside;
    if edit && unsaved(model).is_none() {
        close(model);
    }
    check(model);
    model.device.open()
}

/// Saves: every field checked, the first wrong one focused, else committed.
pub(crate) fn save(model: &mut Model, another: bool) -> Vec<Effect> {
    check(model);
    if model.device.saving.is_some() {
        return Vec::new();
    }
    let Some(sheet) = &mut model.device.sheet else {
        return Vec::new();
    };
    let form = sheet.form.form_mut();
    form.touch_all();
    let errors = form.problem_counts().0 + errors(&sheet.homeless);
    if errors > 0 {
        form.first_problem();
        model.warn(format!(
            "{} to put right before this device can be sent; F3 goes to the next. Esc keeps it as it is.",
            counted(errors, "field")
        ));
        return vec![kept(model)];
    }
    match model
        .device
        .sheet
        .as_ref()
        .map(|sheet| standing(model, sheet))
    {
        Some(Standing::Gone(_)) if unsaved(model).is_none() => {
            close(model);
            model.screen = Screen::Queue;
            model.say("Nothing was changed, so nothing is saved.");
            vec![kept(model)]
        }
        Some(Standing::Gone(where_to)) => {
            model.overlays.push(Overlay::Ask(gone(&where_to)));
            vec![kept(model)]
        }
        Some(Standing::Other) => {
            model.overlays.push(Overlay::Ask(other()));
            vec![kept(model)]
        }
        Some(Standing::There) => commit(model, another),
        None => Vec::new(),
    }
}

/// The row is not there any more: what was typed can only become another device.
fn gone(where_to: &str) -> Question {
    Question {
        scroll: 0,
        title: "This would be another device".to_owned(),
        lines: vec![
            format!("What is typed here no longer reaches the row it is for: {where_to}."),
            "Go on, and it is queued as a new device, besides the one of that row. Esc keeps the \
             form; F8 there empties it."
                .to_owned(),
        ],
        yes: "queue a new device",
        then: Confirmed::SaveAsNew,
    }
}

fn other() -> Question {
    Question {
        scroll: 0,
        title: "The row was changed meanwhile".to_owned(),
        lines: vec![
            "Its row of the queue is no longer what it was when this form was opened.".to_owned(),
            "Go on, and the form takes its place; u in the queue undoes that.".to_owned(),
        ],
        yes: "put this in its place",
        then: Confirmed::SaveOver,
    }
}

/// What was typed for a row that has gone on is to be a device of its own.
pub(crate) fn save_as_new(model: &mut Model) -> Vec<Effect> {
    if let Some(sheet) = &mut model.device.sheet {
        sheet.origin = Origin::New;
    }
    save(model, false)
}

/// What was typed is to take the place of what the row is now.
pub(crate) fn save_over(model: &mut Model) -> Vec<Effect> {
    let now = match model.device.sheet.as_ref().map(|sheet| &sheet.origin) {
        Some(Origin::Queue(id)) => queue::draft(model, *id).cloned(),
        _ => None,
    };
    if let (Some(sheet), Some(now)) = (&mut model.device.sheet, now) {
        sheet.was = now;
    }
    save(model, false)
}

/// Has the device on the form committed where it belongs.
fn commit(model: &mut Model, another: bool) -> Vec<Effect> {
    let Some(sheet) = &model.device.sheet else {
        return Vec::new();
    };
    let (draft, origin) = (sheet.form.draft(), sheet.origin.clone());
    if matches!(origin, Origin::Run { cause: Some(_), .. }) && unsaved(model).is_none() {
        model.warn("Nothing is changed yet. To send it as it is: Esc, then t.");
        return Vec::new();
    }
    model.device.saving = Some(if another {
        Saving::Another
    } else {
        Saving::Leave
    });
    model.device.timezone.clone_from(&draft.timezone);
    let effects = match origin {
        Origin::New => queue::add(model, vec![draft]),
        Origin::Queue(id) => queue::replace(model, id, draft),
        Origin::Run { run, index, .. } => {
            return vec![Effect::Requeue(run, vec![(index, Some(draft))])];
        }
    };
    from_form(model, effects)
}

/// Marks the change that empties the form, which is committed with it.
fn from_form(model: &Model, mut effects: Vec<Effect>) -> Vec<Effect> {
    let left = model.device.aside.as_ref().and_then(Sheet::kept);
    let left = left.and_then(|left| serde_json::to_string(&left).ok());
    for effect in &mut effects {
        if let Effect::Queue(change) = effect {
            change.from_form = true;
            change.form.clone_from(&left);
        }
    }
    effects
}

/// The save is committed, or was refused by the disk: then the form is as it was.
pub(crate) fn saved(model: &mut Model, committed: bool) -> Vec<Effect> {
    let Some(saving) = model.device.saving.take() else {
        return Vec::new();
    };
    if !committed {
        return Vec::new();
    }
    let Some(sheet) = model.device.sheet.take() else {
        return Vec::new();
    };
    let here = model.screen == Screen::Device;
    if saving == Saving::Another {
        let next = queue::next_of(model, &sheet.form.draft());
        let effects = open(model, &next, Origin::New);
        model.say("Queued. The copy counts up; change what differs.");
        return effects;
    }
    close(model);
    let (screen, said) = match &sheet.origin {
        Origin::Run { run, .. } => (
            Screen::Results,
            format!("Corrected; s goes on with run {run}."),
        ),
        Origin::New | Origin::Queue(_) => {
            (Screen::Queue, "Queued. s submits, d duplicates.".to_owned())
        }
    };
    if here {
        model.screen = screen;
    }
    model.say(said);
    vec![kept(model)]
}
