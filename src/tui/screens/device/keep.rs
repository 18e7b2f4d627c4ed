//! Nothing typed is lost: the form kept between sessions, and saved into queue or run.

use serde::{Deserialize, Serialize};

use super::{Origin, Sheet, check, errors, open};
use crate::tui::app::{Effect, Model, Reason, Screen};
use crate::tui::form::DeviceForm;
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

/// The form as it is kept between sessions.
#[derive(Serialize, Deserialize)]
struct Kept {
    origin: Origin,
    form: serde_json::Value,
}

/// The half-typed form as an effect that keeps it.
pub(super) fn kept(model: &Model) -> Effect {
    let text = model.device.sheet.as_ref().and_then(|sheet| {
        serde_json::to_string(&Kept {
            origin: sheet.origin.clone(),
            form: sheet.form.snapshot().ok()?,
        })
        .ok()
    });
    Effect::SaveForm(text)
}

/// The form is kept, or could not be: then leaving the program would lose it.
pub(crate) fn form_saved(model: &mut Model, outcome: Result<(), Reason>) {
    model.device.unkept = outcome.err();
    if let Some(reason) = &model.device.unkept {
        let said = format!("not kept: {reason}");
        model.warn(said);
    }
}

/// Brings back the form of an earlier session; false if there was none that can be read.
pub(crate) fn restore(model: &mut Model, text: &str) -> bool {
    let Ok(kept) = serde_json::from_str::<Kept>(text) else {
        return false;
    };
    let Ok(form) = DeviceForm::from_snapshot(kept.form) else {
        return false;
    };
    model.device.sheet = Some(Sheet {
        form,
        origin: kept.origin,
        homeless: Vec::new(),
    });
    check(model);
    true
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
    let draft = sheet.form.draft();
    let origin = sheet.origin.clone();
    if matches!(&origin, Origin::Run { failure: Some(_), sent, .. } if **sent == draft) {
        model.warn("Nothing is changed yet. To send it as it is: Esc, then t.");
        return Vec::new();
    }
    model.device.saving = Some(if another {
        Saving::Another
    } else {
        Saving::Leave
    });
    model.device.timezone.clone_from(&draft.timezone);
    match origin {
        Origin::New => from_form(queue::add(model, vec![draft])),
        Origin::Queue(id) => from_form(queue::replace(model, id, draft)),
        Origin::Run { run, index, .. } => vec![Effect::Requeue(run, vec![(index, Some(draft))])],
    }
}

/// Marks the change that empties the form once it is committed.
fn from_form(mut effects: Vec<Effect>) -> Vec<Effect> {
    for effect in &mut effects {
        if let Effect::Queue(change) = effect {
            change.from_form = true;
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
    match (saving, &sheet.origin) {
        (Saving::Another, _) => {
            let next = queue::next_of(model, &sheet.form.draft());
            let effects = open(model, &next, Origin::New);
            model.say("Queued. The copy counts up; change what differs.");
            return effects;
        }
        (Saving::Leave, Origin::Run { run, .. }) => {
            model.screen = Screen::Results;
            model.say(format!("Corrected; s goes on with run {run}."));
        }
        (Saving::Leave, _) => {
            model.screen = Screen::Queue;
            model.say("Queued. s submits, d duplicates.");
        }
    }
    vec![kept(model)]
}
