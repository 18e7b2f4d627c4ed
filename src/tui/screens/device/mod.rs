//! Device: the form in which one device is filled, edited or corrected.

mod edited;
mod failure;
mod keep;
mod leave;
mod pick;
mod standing;
mod view;

use std::collections::HashMap;

use crossterm::event::KeyEvent;

use crate::domain::{Draft, RowIndex, RunId};
use crate::provision::{self, Problem, Rules, timezone};
use crate::tui::app::{Body, Confirmed, Effect, Model, Screen};
use crate::tui::form::{DeviceForm, DeviceKey, FormEvent};

pub use edited::{EditedDevice, Origin};
pub(crate) use keep::{form_saved, restore, save, save_as_new, save_over, saved};
pub(crate) use leave::{edit, leave, put_down};
pub(crate) use pick::{picked, product_picked};
pub(crate) use standing::{half_typed, unsaved_of_run, unsaved_waiting};
pub(crate) use view::draw;

use super::{ask, show};
use keep::{Saving, kept};
use leave::close;
use standing::unsaved;

/// What the device screen remembers.
#[derive(Debug, Default)]
pub struct State {
    edited: Option<EditedDevice>,
    /// The new device that was being typed when a row was opened; it comes back when that is left.
    stashed: Option<EditedDevice>,
    /// What "empty the form" took away last.
    pub(crate) binned: Option<EditedDevice>,
    /// What was emptied at gateways that were worked on before, by scope.
    bins: HashMap<String, EditedDevice>,
    /// Whether a save is being committed; the form stays until it is.
    saving: Option<Saving>,
    /// The time zone of the device saved last, offered for the next one.
    pub(crate) timezone: String,
    /// Why the form as it is could not be kept, if so.
    pub(crate) unkept: Option<String>,
}

impl State {
    /// Whether there is a device on the form.
    #[must_use]
    pub fn open(&self) -> bool {
        self.edited.is_some()
    }

    /// Whether it is a new one.
    #[must_use]
    pub fn adding(&self) -> bool {
        self.edited.as_ref().is_some_and(EditedDevice::is_new)
    }

    /// Whether the edit of this row of a run is being committed.
    pub(crate) fn saves_row(&self, run: RunId, index: RowIndex) -> bool {
        let edited = self.edited.as_ref();
        self.saving.is_some() && edited.is_some_and(|edited| edited.origin.is_row(run, index))
    }

    /// Whether a save is not committed yet.
    #[must_use]
    pub fn is_saving(&self) -> bool {
        self.saving.is_some()
    }

    /// The product of the device on the form.
    #[must_use]
    pub fn product_key(&self) -> Option<String> {
        Some(self.edited.as_ref()?.form.draft().product_key)
    }
}

/// Clears the form of the gateway called `scope` away, as another is worked on: it is kept there.
pub(crate) fn gateway_left(model: &mut Model, scope: &str) {
    let state = &mut model.device;
    state.edited = None;
    state.stashed = None;
    if let Some(binned) = state.binned.take() {
        state.bins.insert(scope.to_owned(), binned);
    }
}

/// Has what was emptied at the gateway worked on at hand again.
pub(crate) fn bring_bin(model: &mut Model) {
    model.device.binned = model.device.bins.remove(&model.scope());
}

/// Begins a new device of a product; a new one that is being typed changes its product instead.
pub(crate) fn begin(model: &mut Model, product_key: &str) {
    if model.device.stashed.is_some() {
        model.device.binned = model.device.edited.take();
        close(model);
    }
    let edited = model.device.edited.as_mut();
    if let Some(edited) = edited.filter(|edited| edited.is_new()) {
        edited.form.product_changed(product_key);
        product_key.clone_into(&mut edited.was.product_key);
        model.screen = Screen::Device;
        return with_model(model);
    }
    let draft = Draft {
        product_key: product_key.to_owned(),
        timezone: model.device.timezone.clone(),
        ..Draft::default()
    };
    open(model, &draft, Origin::New);
}

/// Uses a product: for the device being edited, or for a new one; asks which when it could be either.
pub(crate) fn use_product(model: &mut Model, product_key: &str) {
    if unsaved(model).is_none() {
        return begin(model, product_key);
    }
    let lines = [
        "The form holds an edit that is not saved.",
        "Go on and it is left; what it edits stays as it was.",
        "To give the edited device this product, Esc here and F4 on the form.",
    ];
    let then = Confirmed::LeaveEdit(product_key.to_owned());
    ask(model, "An edit is still open", &lines, "new device", then);
}

/// Puts a device on the form. A new one that was being typed is stashed for a row; an edit that is
/// left is kept for "bring back".
pub(crate) fn open(model: &mut Model, draft: &Draft, origin: Origin) {
    let thing = model.catalogue.model_of(&draft.product_key).cloned();
    let form = DeviceForm::new(draft, thing.as_ref());
    let (row, left) = (origin != Origin::New, unsaved(model).is_some());
    let before = model.device.edited.replace(EditedDevice {
        form,
        origin,
        was: draft.clone(),
        homeless: Vec::new(),
    });
    match before {
        Some(new) if new.is_new() && row => model.device.stashed = Some(new),
        Some(before) if before.is_new() || left => model.device.binned = Some(before),
        _ => {}
    }
    model.screen = Screen::Device;
    with_model(model);
    if let Some(edited) = &mut model.device.edited
        && !edited.is_new()
    {
        edited.form.form.touch_all();
    }
    check(model);
    failure::focus_blamed(model);
}

/// Sees to it that the product's thing model is asked for, and keeps the form.
fn with_model(model: &mut Model) {
    let product_key = model.device.product_key().unwrap_or_default();
    wanted(model, &product_key);
    model_arrived(model);
    model.want(kept(model));
}

/// Asks for a product's thing model, and for the product itself where it is not known.
pub(crate) fn wanted(model: &mut Model, product_key: &str) {
    let hidden = model.catalogue.hidden(product_key).is_some();
    if model.about().is_none() || product_key.is_empty() || hidden {
        return;
    }
    match model.catalogue.product(product_key) {
        Some(product) => {
            let model_id = product.model_id.clone();
            super::products::want_model(model, &model_id);
        }
        None => model.want(Effect::LoadProduct(product_key.to_owned())),
    }
}

/// Gives the form the thing model of its product, if that is known by now; until then the form
/// keeps the one it has, which may be from an earlier session.
pub(crate) fn model_arrived(model: &mut Model) {
    if let Some(edited) = &mut model.device.edited {
        let product_key = edited.form.draft().product_key;
        if let Some(thing) = model.catalogue.model_of(&product_key) {
            edited.form.set_model(Some(thing));
        }
    }
    check(model);
}

/// Checks the whole device; the form shows what belongs to fields that were left.
pub(crate) fn check(model: &mut Model) {
    let rules = rules(model);
    let Some(edited) = &mut model.device.edited else {
        return;
    };
    let draft = edited.form.draft();
    let hint = timezone::describe(&draft.timezone, model.now);
    let hint = hint.map_or_else(String::new, |zone| pick::zone_hint(&zone));
    edited.form.form.set_hint(&DeviceKey::Timezone, &hint);
    let thing = model.catalogue.model_of(&draft.product_key);
    let mut problems = provision::check(&draft, thing, rules);
    let hidden = model.catalogue.hidden(&draft.product_key);
    problems.extend(hidden.map(Problem::not_shown));
    problems.extend(failure::as_problem(edited));
    edited.homeless = edited.form.set_problems(&problems);
}

/// The rules in force at the connected gateway.
pub(crate) fn rules(model: &Model) -> Rules {
    Rules {
        lenient: model.about().is_some_and(|about| about.lenient),
    }
}

/// Empties the form, or brings back what was emptied.
pub(crate) fn start_over(model: &mut Model) {
    let device = &mut model.device;
    std::mem::swap(&mut device.edited, &mut device.binned);
    device.edited = device.edited.take().or_else(|| device.stashed.take());
    if model.device.open() {
        model.say("Brought back.");
        model_arrived(model);
    } else {
        model.say("Emptied; F8 brings it back.");
    }
    model.want(kept(model));
}

/// Adds another device: on with the one being typed, or of the product used last.
pub(crate) fn add(model: &mut Model) {
    if model.device.adding() {
        model.screen = Screen::Device;
        return;
    }
    if let Some(last) = model.queue.queue.last() {
        let product_key = last.product_key().to_owned();
        return use_product(model, &product_key);
    }
    model.screen = Screen::Products;
    model.say("Choose a product; Enter begins a device of it.");
}

/// Shows the exact JSON of the device.
pub(crate) fn preview(model: &mut Model) {
    if let Some(edited) = &model.device.edited {
        let json = serde_json::to_string_pretty(&edited.form.draft()).unwrap_or_default();
        let lines = json.lines().map(str::to_owned).collect();
        let title = "What is sent for this device".to_owned();
        show(model, title, Body::Lines(lines));
    }
}

/// Jumps to the next field with a problem.
pub(crate) fn next_problem(model: &mut Model) {
    check(model);
    if let Some(edited) = &mut model.device.edited {
        let form = &mut edited.form.form;
        form.touch_all();
        if form.next_problem().is_none() {
            model.say("Every field is right.");
        }
    }
}

/// What the focused field is for.
pub(crate) fn focus_help(model: &Model) -> Option<String> {
    let edited = model.device.edited.as_ref()?;
    edited.form.form.focused_help()
}

/// Keys that are no command: into the form.
pub(crate) fn key(model: &mut Model, key: KeyEvent) {
    let Some(edited) = &mut model.device.edited else {
        return;
    };
    match edited.form.key(key) {
        FormEvent::None | FormEvent::Unhandled => return,
        FormEvent::Pick(key) => {
            pick::offer(model, &key);
            return;
        }
        FormEvent::Changed(_) | FormEvent::Left(_) | FormEvent::Add(_) | FormEvent::Removed(_) => {}
    }
    changed(model);
}

/// Pasted text: into the focused field.
pub(crate) fn paste(model: &mut Model, text: &str) {
    if let Some(edited) = &mut model.device.edited {
        let (_, note) = edited.form.paste(text);
        if let Some(note) = note.message() {
            model.say(note);
        }
        changed(model);
    }
}

/// Checks and keeps the form as it is now.
fn changed(model: &mut Model) {
    check(model);
    model.want(kept(model));
}

/// How many errors a list of problems holds.
pub(crate) fn errors(problems: &[Problem]) -> usize {
    problems.iter().filter(|problem| problem.is_error()).count()
}
