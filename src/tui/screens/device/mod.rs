//! Device: the form in which one device is filled, edited or corrected.

mod failure;
mod view;

use crossterm::event::KeyEvent;
use serde::{Deserialize, Serialize};

use crate::domain::{Draft, Failure};
use crate::provision::{self, Problem, Rules, Severity, timezone};
use crate::store::RunId;
use crate::tui::app::{Body, Confirmed, Effect, Model, Overlay, Question, Reading, Screen, Wanted};
use crate::tui::form::{DeviceForm, DeviceKey, FormEvent};
use crate::tui::widgets::picker::{PickItem, Picker};

pub(crate) use view::draw;

/// Where the device on the form came from, and so where saving puts it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub enum Origin {
    /// It is new: into the queue.
    #[default]
    New,
    /// A row of the queue: back into its place.
    Queue(i64),
    /// A row of a run: queued again in that run.
    Run {
        /// The run.
        run: RunId,
        /// The row.
        index: u32,
        /// Why it failed, shown at the field for as long as the device is as it was.
        failure: Option<Failure>,
        /// The device as it was sent.
        sent: Box<Draft>,
    },
}

/// A form and where it came from.
#[derive(Debug)]
pub struct Sheet {
    form: DeviceForm,
    origin: Origin,
    /// Problems that no row of the form can show.
    homeless: Vec<Problem>,
}

/// What the device screen remembers.
#[derive(Debug, Default)]
pub struct State {
    sheet: Option<Sheet>,
    /// What "empty the form" took away last.
    binned: Option<Sheet>,
    /// Whether a save is being committed; the form stays until it is.
    saving: Option<Saving>,
    /// The time zone of the device saved last, offered for the next one.
    timezone: String,
}

/// What to do once the save is committed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Saving {
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

impl State {
    /// Whether there is a device on the form.
    #[must_use]
    pub fn open(&self) -> bool {
        self.sheet.is_some()
    }

    /// Whether it is a new one.
    #[must_use]
    pub fn adding(&self) -> bool {
        self.sheet
            .as_ref()
            .is_some_and(|sheet| sheet.origin == Origin::New)
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

/// Begins a new device of a product; a new one that is being typed changes its product instead.
pub(crate) fn begin(model: &mut Model, product_key: &str) -> Vec<Effect> {
    match &mut model.device.sheet {
        Some(sheet) if sheet.origin == Origin::New => sheet.form.product_changed(product_key),
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
    let editing = model.device.open() && !model.device.adding();
    if !editing {
        return begin(model, product_key);
    }
    model.overlays.push(Overlay::Ask(Question {
        title: "An edit is still open".to_owned(),
        lines: vec![
            "The form holds an edit that is not saved.".to_owned(),
            "Go on and it is left; what it edits stays as it was.".to_owned(),
            "To give the edited device this product, Esc here and F4 on the form.".to_owned(),
        ],
        switch: None,
        yes: "new device",
        then: Confirmed::LeaveEdit(product_key.to_owned()),
    }));
    Vec::new()
}

/// Puts a device on the form. A new one that was being typed is kept for "bring back".
pub(crate) fn open(model: &mut Model, draft: &Draft, origin: Origin) -> Vec<Effect> {
    let thing = model.catalogue.model_of(&draft.product_key).cloned();
    let form = DeviceForm::new(draft, thing.as_ref());
    if let Some(before) = model.device.sheet.replace(Sheet {
        form,
        origin,
        homeless: Vec::new(),
    }) {
        model.device.binned = Some(before);
    }
    model.screen = Screen::Device;
    let effects = with_model(model);
    if let Some(sheet) = &mut model.device.sheet
        && sheet.origin != Origin::New
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
    if model.about().is_none() || product_key.is_empty() {
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

/// Gives the form the thing model of its product, if that is known by now.
pub(crate) fn model_arrived(model: &mut Model) {
    if let Some(sheet) = &mut model.device.sheet {
        let product_key = sheet.form.draft().product_key;
        sheet.form.set_model(model.catalogue.model_of(&product_key));
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
    let hint = hint.map_or_else(String::new, |zone| zone_hint(&zone));
    sheet.form.form_mut().set_hint(&DeviceKey::Timezone, &hint);
    let thing = model.catalogue.model_of(&draft.product_key);
    let mut problems = provision::check(&draft, thing, rules);
    problems.extend(failure::as_problem(&sheet.origin, &draft));
    sheet.homeless = sheet.form.set_problems(&problems);
}

/// The rules in force at the connected gateway.
pub(crate) fn rules(model: &Model) -> Rules {
    Rules {
        lenient: model.about().is_some_and(|about| about.lenient),
    }
}

/// The half-typed form as an effect that keeps it.
fn kept(model: &Model) -> Effect {
    let text = model.device.sheet.as_ref().and_then(|sheet| {
        serde_json::to_string(&Kept {
            origin: sheet.origin.clone(),
            form: sheet.form.snapshot().ok()?,
        })
        .ok()
    });
    Effect::SaveForm(text)
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
            crate::tui::widgets::write::counted(errors, "field")
        ));
        return vec![kept(model)];
    }
    let draft = sheet.form.draft();
    let origin = sheet.origin.clone();
    model.device.saving = Some(if another {
        Saving::Another
    } else {
        Saving::Leave
    });
    model.device.timezone.clone_from(&draft.timezone);
    match origin {
        Origin::New => super::queue::add(model, vec![draft]),
        Origin::Queue(id) => super::queue::replace(model, id, draft),
        Origin::Run { run, index, .. } => vec![Effect::Requeue(run, vec![(index, Some(draft))])],
    }
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
            let next = super::queue::next_of(model, &sheet.form.draft());
            let effects = open(model, &next, Origin::New);
            model.say("Queued. The copy counts up; change what differs.");
            return effects;
        }
        (Saving::Leave, Origin::Run { run, .. }) => {
            model.screen = Screen::Results;
            model.say(format!(
                "Corrected; s submits what is queued in run {run} again."
            ));
        }
        (Saving::Leave, _) => {
            model.screen = Screen::Queue;
            model.say("Queued. s submits, d duplicates.");
        }
    }
    vec![kept(model)]
}

/// Empties the form, or brings back what was emptied.
pub(crate) fn start_over(model: &mut Model) -> Vec<Effect> {
    std::mem::swap(&mut model.device.sheet, &mut model.device.binned);
    if model.device.open() {
        model.say("Brought back.");
        model_arrived(model);
    } else {
        model.say("Emptied; F8 brings it back.");
    }
    vec![kept(model)]
}

/// Leaves the form; it stays as it is.
pub(crate) fn leave(model: &mut Model) -> Vec<Effect> {
    let origin = model.device.sheet.as_ref().map(|sheet| &sheet.origin);
    model.screen = match origin {
        None | Some(Origin::New) => Screen::Products,
        Some(Origin::Queue(_)) => Screen::Queue,
        Some(Origin::Run { .. }) => Screen::Results,
    };
    if model.device.open() {
        model.say("The form is kept; 2 goes back to it.");
    }
    Vec::new()
}

/// Adds another device: on with the one being typed, or of the product used last.
pub(crate) fn add(model: &mut Model) -> Vec<Effect> {
    if model.device.adding() {
        model.screen = Screen::Device;
        return Vec::new();
    }
    match super::queue::last_product(model) {
        Some(product_key) => use_product(model, &product_key),
        None => {
            model.screen = Screen::Products;
            model.say("Choose a product; Enter begins a device of it.");
            Vec::new()
        }
    }
}

/// Offers the products for the device on the form.
pub(crate) fn change_product(model: &mut Model) -> Vec<Effect> {
    let current = model.device.product_key();
    let picker = super::products::picker(model, current);
    model.overlays.push(Overlay::Value(picker, Wanted::Product));
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

/// A value was picked for a field.
pub(crate) fn picked(model: &mut Model, key: &DeviceKey, value: &str) -> Vec<Effect> {
    let Some(sheet) = &mut model.device.sheet else {
        return Vec::new();
    };
    sheet.form.form_mut().set_text(key, value);
    check(model);
    vec![kept(model)]
}

/// A product was picked for the device on the form.
pub(crate) fn product_picked(model: &mut Model, product_key: &str) -> Vec<Effect> {
    if let Some(sheet) = &mut model.device.sheet {
        sheet.form.product_changed(product_key);
    }
    with_model(model)
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
            offer(model, key);
            return Vec::new();
        }
        FormEvent::Changed(_) | FormEvent::Left(_) | FormEvent::Add(_) | FormEvent::Removed(_) => {}
    }
    check(model);
    vec![kept(model)]
}

/// Opens the list for a field.
fn offer(model: &mut Model, key: DeviceKey) {
    let Some(sheet) = &model.device.sheet else {
        return;
    };
    let form = sheet.form.form();
    let current = form
        .row(&key)
        .and_then(|row| row.texts().into_iter().next());
    let (title, items) = if key == DeviceKey::Timezone {
        ("Which time zone?", zones(model.now))
    } else {
        ("Which value?", sheet.form.options(&key))
    };
    let picker = Picker::new(title, items, current.as_ref());
    model
        .overlays
        .push(Overlay::Value(picker, Wanted::Field(key)));
}

fn zones(now: i64) -> Vec<PickItem<String>> {
    let item = |zone: timezone::Zone| PickItem {
        detail: zone_hint(&zone),
        label: zone.id.clone(),
        value: zone.id,
        search: String::new(),
    };
    timezone::zones(now).into_iter().map(item).collect()
}

/// What a zone means today.
fn zone_hint(zone: &timezone::Zone) -> String {
    let saving = if zone.daylight_saving {
        "daylight saving"
    } else {
        "no daylight saving"
    };
    format!("{}, {saving}", zone.offset_now)
}

/// How many errors a list of problems holds.
pub(crate) fn errors(problems: &[Problem]) -> usize {
    problems
        .iter()
        .filter(|problem| problem.severity == Severity::Error)
        .count()
}
