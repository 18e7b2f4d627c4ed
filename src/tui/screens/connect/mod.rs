//! Connect: which gateway is worked on, and the profiles that describe gateways.

mod link;
mod profile;
mod view;

use std::collections::BTreeMap;

use crossterm::event::KeyEvent;

use crate::connect::Target;
use crate::enos::Secret;
use crate::store::{Config, Profile};
use crate::tui::app::{Confirmed, Effect, Model, Reason};
use crate::tui::form::FormEvent;
use crate::tui::screens::{ask, or_warn};
use crate::tui::widgets::table::moved;

use link::target;
pub(crate) use link::{
    again, answered, contact, fill, opened, resume, tested, use_selected, with_secret,
};
pub use profile::FieldKey;
use profile::ProfileForm;
pub(crate) use view::draw;

/// What the connect screen remembers.
#[derive(Debug, Default)]
pub struct State {
    /// The selected line: 0 is the sandbox, then the profiles by name.
    pub selected: usize,
    /// The profile being written.
    form: Option<ProfileForm>,
    /// The one that was left without saving; opening the same profile brings it back.
    left: Option<ProfileForm>,
    /// Secret keys that were typed, by profile, until the program ends.
    typed: BTreeMap<String, Secret>,
    /// Whether the gateway that is being reached was chosen by hand.
    by_hand: bool,
}

impl State {
    /// Whether a profile is being written.
    #[must_use]
    pub fn editing(&self) -> bool {
        self.form.is_some()
    }
}

/// What people call a gateway and organisation: the sandbox, a profile, else both.
pub(crate) fn name(model: &Model, scope: &str) -> String {
    if scope == Target::SANDBOX.scope() {
        return "SANDBOX".to_owned();
    }
    let mut profiles = model.config.profiles.iter();
    let known = profiles.find(|(name, profile)| target(name, profile).scope() == scope);
    match (known, scope.rsplit_once('|')) {
        (Some((name, _)), _) => name.clone(),
        (None, Some((gateway, org_id))) => format!("{gateway} organisation {org_id}"),
        (None, None) => scope.to_owned(),
    }
}

/// Selects a profile by its name.
fn select(model: &mut Model, name: &str) {
    let place = model.config.profiles.keys().position(|key| key == name);
    model.connect.selected = place.map_or(0, |place| place + 1);
}

fn selected_profile(model: &Model) -> Option<(String, Profile)> {
    let place = model.connect.selected.checked_sub(1)?;
    let (name, profile) = model.config.profiles.iter().nth(place)?;
    Some((name.clone(), profile.clone()))
}

/// Begins a profile.
pub(crate) fn add(model: &mut Model) {
    open(model, "", &Profile::default());
}

/// Opens the selected profile.
pub(crate) fn edit(model: &mut Model) {
    if let Some((name, profile)) = selected_profile(model) {
        open(model, &name, &profile);
    }
}

fn open(model: &mut Model, name: &str, profile: &Profile) {
    let left = model.connect.left.take();
    let left = left.filter(|form| form.was == name);
    model.connect.form = Some(left.unwrap_or_else(|| ProfileForm::new(name, profile)));
}

/// Writes the profile, if it can work.
pub(crate) fn save(model: &mut Model) {
    let Some(form) = &mut model.connect.form else {
        return;
    };
    let (name, profile) = match form.finish() {
        Ok(done) => done,
        Err(count) => {
            model.warn(format!("{count} to put right first"));
            return;
        }
    };
    let mut config = model.config.clone();
    if form.was != name {
        config.profiles.remove(&form.was);
        if config.default_profile.as_deref() == Some(&*form.was) {
            config.default_profile = Some(name.clone());
        }
    }
    config.profiles.insert(name, profile);
    model.want(Effect::SaveConfig(config));
}

/// Asks before a profile is forgotten.
pub(crate) fn ask_remove(model: &mut Model) {
    if let Some((name, _)) = selected_profile(model) {
        let title = format!("Forget the profile {name}?");
        let line = "It is taken out of the configuration file. Runs and devices stay.";
        let then = Confirmed::RemoveProfile(name);
        ask(model, &title, &[line], "forget", then);
    }
}

/// Forgets a profile, once confirmed.
pub(crate) fn remove(model: &mut Model, name: &str) {
    let mut config = model.config.clone();
    config.profiles.remove(name);
    if config.default_profile.as_deref() == Some(name) {
        config.default_profile = None;
    }
    model.want(Effect::SaveConfig(config));
}

/// The configuration is written, or not: then the form stays.
pub(crate) fn saved(model: &mut Model, outcome: Result<Box<Config>, Reason>) {
    let Some(config) = or_warn(model, "not saved: ", outcome) else {
        return;
    };
    let before = std::mem::replace(&mut model.config, *config);
    // A key that was typed for what a profile was before is asked for again.
    let profiles = &model.config.profiles;
    let same = |name: &String| profiles.get(name) == before.profiles.get(name);
    model.connect.typed.retain(|name, _| same(name));
    model.connect.selected = model.connect.selected.min(profiles.len());
    if let Some(form) = model.connect.form.take() {
        let name = form.text(FieldKey::Name);
        select(model, &name);
        model.say(format!("{name} is saved. t tries it, Enter connects."));
    }
}

/// Leaves the profile form; what was typed is there when the profile is opened again.
pub(crate) fn leave(model: &mut Model) {
    model.connect.left = model.connect.form.take();
}

/// What the focused field of the profile form is for.
pub(crate) fn focus_help(model: &Model) -> Option<String> {
    model.connect.form.as_ref()?.form.focused_help()
}

/// Keys that are no command: moving, or into the form.
pub(crate) fn key(model: &mut Model, key: KeyEvent) {
    if let Some(form) = &mut model.connect.form {
        if form.key(key) != FormEvent::Unhandled {
            form.check();
        }
        return;
    }
    let page = model.page();
    let lines = model.config.profiles.len() + 1;
    if let Some(to) = moved(key.code, model.connect.selected, lines, page) {
        model.connect.selected = to;
    }
}

/// Pasted text: into the form.
pub(crate) fn paste(model: &mut Model, text: &str) {
    let form = model.connect.form.as_mut();
    if let Some(note) = form.and_then(|form| form.paste(text)) {
        model.say(note);
    }
}
