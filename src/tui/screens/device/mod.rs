//! Device: the form in which one device is filled, edited or corrected.

mod failure;
mod keep;
mod leave;
mod pick;
mod sheet;
mod standing;
mod view;

use std::collections::HashMap;

use crossterm::event::KeyEvent;

use crate::domain::{Draft, RowIndex, RunId};
use crate::provision::{self, Problem, Rules, timezone};
use crate::tui::app::{Body, Confirmed, Effect, Model, Overlay, Question, Reading, Screen};
use crate::tui::form::{DeviceForm, DeviceKey, FormEvent};

pub(crate) use keep::{form_saved, restore, save, save_as_new, save_over, saved};
pub(crate) use leave::{edit, leave, put_down};
pub(crate) use pick::{change_product, picked, product_picked};
pub use sheet::{Origin, Sheet};
pub(crate) use standing::{half_typed, unsaved_of_run, unsaved_waiting};
pub(crate) use view::draw;

use keep::{Saving, kept};
use leave::close;
use standing::unsaved;

/// What the device screen remembers.
#[derive(Debug, Default)]
pub struct State {
    sheet: Option<Sheet>,
    /// The new device that was being typed when a row was opened; it comes back when that is left.
    aside: Option<Sheet>,
    /// What "empty the form" took away last.
    binned: Option<Sheet>,
    /// What was emptied at gateways that were worked on before, by scope.
    bins: HashMap<String, Sheet>,
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
        self.sheet.is_some()
    }

    /// Whether it is a new one.
    #[must_use]
    pub fn adding(&self) -> bool {
        self.sheet.as_ref().is_some_and(Sheet::is_new)
    }

    /// Whether the edit of this row of a run is being committed.
    pub(crate) fn saves_row(&self, run: RunId, index: RowIndex) -> bool {
        let sheet = self.sheet.as_ref();
        self.saving.is_some() && sheet.is_some_and(|sheet| sheet.origin.is_row(run, index))
    }

    /// Whether a save is not committed yet.
    #[must_use]
    pub fn is_saving(&self) -> bool {
        self.saving.is_some()
    }

    /// Whether an emptied form can be brought back.
    #[must_use]
    pub fn can_restore(&self) -> bool {
        self.binned.is_some()
    }

    /// The product of the device on the form.
    #[must_use]
    pub fn product_key(&self) -> Option<String> {
        Some(self.sheet.as_ref()?.form.draft().product_key)
    }
}

/// Clears the form of the gateway called `scope` away, as another is worked on: it is kept there.
pub(crate) fn put_aside(model: &mut Model, scope: &str) {
    let state = &mut model.device;
    state.sheet = None;
    state.aside = None;
    if let Some(binned) = state.binned.take() {
        state.bins.insert(scope.to_owned(), binned);
    }
}

/// Has what was emptied at the gateway worked on at hand again.
pub(crate) fn bring_bin(model: &mut Model) {
    model.device.binned = model.device.bins.remove(&model.scope());
}

/// Begins a new device of a product; a new one that is being typed changes its product instead.
pub(crate) fn begin(model: &mut Model, product_key: &str) -> Vec<Effect> {
    if model.device.aside.is_some() {
        model.device.binned = model.device.sheet.take();
        close(model);
    }
    match &mut model.device.sheet {
        Some(sheet) if sheet.is_new() => {
            sheet.form.product_changed(product_key);
            product_key.clone_into(&mut sheet.was.product_key);
        }
        _ => {
            let draft = Draft {
                product_key: product_key.to_owned(),
                timezone: model.device.timezone.clone(),
                ..Draft::default()
            };
            return open(model, &draft, Origin::New);
        }
    }
    model.screen = Screen::Device;
    with_model(model)
}

/// Uses a product: for the device being edited, or for a new one; asks which when it could be either.
pub(crate) fn use_product(model: &mut Model, product_key: &str) -> Vec<Effect> {
    if unsaved(model).is_none() {
        return begin(model, product_key);
    }
    model.overlays.push(Overlay::Ask(Question {
        scroll: 0,
        title: "An edit is still open".to_owned(),
        lines: vec![
            "The form holds an edit that is not saved.".to_owned(),
            "Go on and it is left; what it edits stays as it was.".to_owned(),
            "To give the edited device this product, Esc here and F4 on the form.".to_owned(),
        ],
        yes: "new device",
        then: Confirmed::LeaveEdit(product_key.to_owned()),
    }));
    Vec::new()
}

/// Puts a device on the form. A new one that was being typed is put aside for a row; an edit that is
/// left is kept for "bring back".
pub(crate) fn open(model: &mut Model, draft: &Draft, origin: Origin) -> Vec<Effect> {
    let thing = model.catalogue.model_of(&draft.product_key).cloned();
    let form = DeviceForm::new(draft, thing.as_ref());
    let (row, left) = (origin != Origin::New, unsaved(model).is_some());
    let before = model.device.sheet.replace(Sheet {
        form,
        origin,
        was: draft.clone(),
        homeless: Vec::new(),
    });
    if let Some(before) = before {
        if before.is_new() && row {
            model.device.aside = Some(before);
        } else if before.is_new() || left {
            model.device.binned = Some(before);
        }
    }
    model.screen = Screen::Device;
    let effects = with_model(model);
    if let Some(sheet) = &mut model.device.sheet
        && !sheet.is_new()
    {
        sheet.form.form_mut().touch_all();
    }
    check(model);
    failure::focus_blamed(model);
    effects
}

/// Sees to it that the product's thing model is asked for, and keeps the form.
fn with_model(model: &mut Model) -> Vec<Effect> {
    let product_key = model.device.product_key().unwrap_or_default();
    let mut effects = wanted(model, &product_key);
    model_arrived(model);
    effects.push(kept(model));
    effects
}

/// Asks for a product's thing model, and for the product itself where it is not known.
pub(crate) fn wanted(model: &mut Model, product_key: &str) -> Vec<Effect> {
    let hidden = model.catalogue.hidden(product_key).is_some();
    if model.about().is_none() || product_key.is_empty() || hidden {
        return Vec::new();
    }
    match model.catalogue.product(product_key) {
        Some(product) => {
            let model_id = product.model_id.clone();
            super::products::want_model(model, &model_id)
        }
        None => vec![Effect::LoadProduct(product_key.to_owned())],
    }
}

/// Gives the form the thing model of its product, if that is known by now; until then the form
/// keeps the one it has, which may be from an earlier session.
pub(crate) fn model_arrived(model: &mut Model) {
    if let Some(sheet) = &mut model.device.sheet {
        let product_key = sheet.form.draft().product_key;
        if let Some(thing) = model.catalogue.model_of(&product_key) {
            sheet.form.set_model(Some(thing));
        }
    }
    check(model);
}

/// Checks the whole device; the form shows what belongs to fields that were left.
pub(crate) fn check(model: &mut Model) {
    let rules = rules(model);
    let Some(sheet) = &mut model.device.sheet else {
        return;
    };
    let draft = sheet.form.draft();
    let hint = timezone::describe(&draft.timezone, model.now);
    let hint = hint.map_or_else(String::new, |zone| pick::zone_hint(&zone));
    sheet.form.form_mut().set_hint(&DeviceKey::Timezone, &hint);
    let thing = model.catalogue.model_of(&draft.product_key);
    let mut problems = provision::check(&draft, thing, rules);
    let hidden = model.catalogue.hidden(&draft.product_key);
    problems.extend(hidden.map(Problem::not_shown));
    problems.extend(failure::as_problem(sheet));
    sheet.homeless = sheet.form.set_problems(&problems);
}

/// The rules in force at the connected gateway.
pub(crate) fn rules(model: &Model) -> Rules {
    Rules {
        lenient: model.about().is_some_and(|about| about.lenient),
    }
}

/// Empties the form, or brings back what was emptied.
pub(crate) fn start_over(model: &mut Model) -> Vec<Effect> {
    let device = &mut model.device;
    std::mem::swap(&mut device.sheet, &mut device.binned);
    device.sheet = device.sheet.take().or_else(|| device.aside.take());
    if model.device.open() {
        model.say("Brought back.");
        model_arrived(model);
    } else {
        model.say("Emptied; F8 brings it back.");
    }
    vec![kept(model)]
}

/// Adds another device: on with the one being typed, or of the product used last.
pub(crate) fn add(model: &mut Model) -> Vec<Effect> {
    if model.device.adding() {
        model.screen = Screen::Device;
        return Vec::new();
    }
    if let Some(product_key) = super::queue::last_product(model) {
        return use_product(model, &product_key);
    }
    model.screen = Screen::Products;
    model.say("Choose a product; Enter begins a device of it.");
    Vec::new()
}

/// Shows the exact JSON of the device.
pub(crate) fn preview(model: &mut Model) -> Vec<Effect> {
    if let Some(sheet) = &model.device.sheet {
        let json = serde_json::to_string_pretty(&sheet.form.draft()).unwrap_or_default();
        model.overlays.push(Overlay::Text(Reading {
            title: "What is sent for this device".to_owned(),
            body: Body::Lines(json.lines().map(str::to_owned).collect()),
            scroll: 0,
        }));
    }
    Vec::new()
}

/// Jumps to the next field with a problem.
pub(crate) fn next_problem(model: &mut Model) -> Vec<Effect> {
    check(model);
    if let Some(sheet) = &mut model.device.sheet {
        let form = sheet.form.form_mut();
        form.touch_all();
        if form.next_problem().is_none() {
            model.say("Every field is right.");
        }
    }
    Vec::new()
}

/// What the focused field is for.
pub(crate) fn focus_help(model: &Model) -> Option<String> {
    let sheet = model.device.sheet.as_ref()?;
    let form = sheet.form.form();
    let row = form.row(form.focused()?)?;
    Some(format!("{}: {}", row.label, row.help))
}

/// Keys that are no command: into the form.
pub(crate) fn key(model: &mut Model, key: KeyEvent) -> Vec<Effect> {
    let Some(sheet) = &mut model.device.sheet else {
        return Vec::new();
    };
    let event = sheet.form.key(key);
    after(model, event)
}

/// Pasted text: into the focused field.
pub(crate) fn paste(model: &mut Model, text: &str) -> Vec<Effect> {
    let Some(sheet) = &mut model.device.sheet else {
        return Vec::new();
    };
    let (_, note) = sheet.form.paste(text);
    if let Some(note) = note.message() {
        model.say(note);
    }
    check(model);
    vec![kept(model)]
}

fn after(model: &mut Model, event: FormEvent<DeviceKey>) -> Vec<Effect> {
    match event {
        FormEvent::None | FormEvent::Unhandled => return Vec::new(),
        FormEvent::Pick(key) => {
            pick::offer(model, key);
            return Vec::new();
        }
        FormEvent::Changed(_) | FormEvent::Left(_) | FormEvent::Add(_) | FormEvent::Removed(_) => {}
    }
    check(model);
    vec![kept(model)]
}

/// How many errors a list of problems holds.
pub(crate) fn errors(problems: &[Problem]) -> usize {
    problems.iter().filter(|problem| problem.is_error()).count()
}
