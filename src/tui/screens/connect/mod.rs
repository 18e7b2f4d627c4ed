//! Connect: which gateway is worked on, and the profiles that describe gateways.

mod profile;
mod view;

use crossterm::event::KeyEvent;

use crate::connect::Target;
use crate::enos::Secret;
use crate::store::{Config, Profile, SecretSource};
use crate::tui::app::{
    Aim, AtDesk, Body, Catalogue, Confirmed, Effect, Entry, Link, Model, Overlay, Prompt, Prompted,
    Question, Reading, Reason, Screen, ask_desk, change_desk,
};
use crate::tui::form::{FormEvent, SecretField};
use crate::tui::screens::queue;
use crate::tui::widgets::table::moved;

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
}

impl State {
    /// Whether a profile is being written.
    #[must_use]
    pub fn editing(&self) -> bool {
        self.form.is_some()
    }
}

/// Connects to the gateway worked on last, or to what the program was started for.
pub(crate) fn resume(model: &mut Model, last: Option<String>) -> Vec<Effect> {
    let last = last.filter(|_| !model.chosen);
    let place = last.and_then(|name| model.config.profiles.keys().position(|key| *key == name));
    let Some(place) = place else {
        let mut effects = ask_desk(model);
        effects.push(Effect::Connect(model.generation, model.aim.clone()));
        return effects;
    };
    model.connect.selected = place + 1;
    let (target, asks) = selected_target(model);
    if !asks {
        return go(model, Aim::from(target), false);
    }
    // Its queue and form are here to be worked on whether or not the secret key is typed.
    model.aim = Aim::from(target);
    model.link = Link::Down {
        label: model.aim.label().to_owned(),
        reason: "its secret key is not typed yet".to_owned(),
    };
    let mut effects = ask_desk(model);
    effects.extend(use_selected(model, false));
    effects
}

/// What the selected line stands for, and whether its secret key has to be typed.
fn selected_target(model: &Model) -> (Target, bool) {
    match selected_profile(model) {
        None => (Target::SANDBOX, false),
        Some((name, profile)) => {
            let asks = profile.secret_key == SecretSource::Prompt;
            let profile = Box::new(profile);
            (Target::Profile { name, profile }, asks)
        }
    }
}

/// What people call a gateway and organisation: the sandbox, a profile, else both.
pub(crate) fn name(model: &Model, scope: &str) -> String {
    if scope == Target::SANDBOX.scope() {
        return "SANDBOX".to_owned();
    }
    let profile = model.config.profiles.iter().find(|(name, profile)| {
        let profile = Box::new((*profile).clone());
        let name = (*name).clone();
        Target::Profile { name, profile }.scope() == scope
    });
    match (profile, scope.rsplit_once('|')) {
        (Some((name, _)), _) => name.clone(),
        (None, Some((gateway, org_id))) => format!("{gateway} organisation {org_id}"),
        (None, None) => scope.to_owned(),
    }
}

fn selected_profile(model: &Model) -> Option<(String, Profile)> {
    let place = model.connect.selected.checked_sub(1)?;
    let (name, profile) = model.config.profiles.iter().nth(place)?;
    Some((name.clone(), profile.clone()))
}

/// Works on the selected gateway from now on, or only tries it; asks for the secret key if it must.
pub(crate) fn use_selected(model: &mut Model, test: bool) -> Vec<Effect> {
    let (target, asks) = selected_target(model);
    let aim = Aim::from(target);
    if asks {
        model.overlays.push(Overlay::Prompt(Prompt {
            scroll: 0,
            title: format!("Secret key for {}", aim.label()),
            lines: Vec::new(),
            hint: "It is kept in memory only, until the program ends.".to_owned(),
            entry: Entry::Secret(SecretField::default()),
            then: Prompted::SecretKey {
                aim: Box::new(aim),
                test,
            },
        }));
        return Vec::new();
    }
    go(model, aim, test)
}

/// The secret key was typed.
pub(crate) fn with_secret(
    model: &mut Model,
    aim: &Aim,
    typed: &str,
    test: bool,
) -> Result<Vec<Effect>, Reason> {
    if typed.is_empty() {
        return Err("a secret key is needed".to_owned());
    }
    let aim = Aim {
        secret: Some(Secret::from(typed.to_owned())),
        ..aim.clone()
    };
    Ok(go(model, aim, test))
}

fn go(model: &mut Model, aim: Aim, test: bool) -> Vec<Effect> {
    if test {
        model.overlays.push(Overlay::Text(Reading {
            title: format!("Connection to {}", aim.label()),
            body: Body::Verdicts(Vec::new()),
            scroll: 0,
        }));
        return vec![Effect::Test(aim)];
    }
    model.generation += 1;
    model.catalogue = Catalogue::default();
    model.products.matches.clear();
    model.link = Link::Connecting(aim.label().to_owned());
    let left = model.scope();
    model.aim = aim.clone();
    if model.screen == Screen::Connect {
        model.screen = Screen::Products;
    }
    let mut effects = if model.desk == AtDesk::Here && model.scope() == left {
        queue::check(model);
        Vec::new()
    } else {
        change_desk(model, &left)
    };
    effects.push(Effect::Connect(model.generation, aim));
    effects
}

/// Begins a profile.
pub(crate) fn add(model: &mut Model) -> Vec<Effect> {
    open(model, "", &Profile::default());
    Vec::new()
}

/// Opens the selected profile.
pub(crate) fn edit(model: &mut Model) -> Vec<Effect> {
    if let Some((name, profile)) = selected_profile(model) {
        open(model, &name, &profile);
    }
    Vec::new()
}

fn open(model: &mut Model, name: &str, profile: &Profile) {
    let left = model.connect.left.take();
    let left = left.filter(|form| form.was() == name);
    model.connect.form = Some(left.unwrap_or_else(|| ProfileForm::new(name, profile)));
}

/// Writes the profile, if it can work.
pub(crate) fn save(model: &mut Model) -> Vec<Effect> {
    let Some(form) = &mut model.connect.form else {
        return Vec::new();
    };
    let (name, profile) = match form.finish() {
        Ok(done) => done,
        Err(count) => {
            model.warn(format!("{count} to put right first"));
            return Vec::new();
        }
    };
    let mut config = model.config.clone();
    if form.was() != name {
        config.profiles.remove(form.was());
        if config.default_profile.as_deref() == Some(form.was()) {
            config.default_profile = Some(name.clone());
        }
    }
    config.profiles.insert(name, profile);
    vec![Effect::SaveConfig(config)]
}

/// Asks before a profile is forgotten.
pub(crate) fn ask_remove(model: &mut Model) -> Vec<Effect> {
    if let Some((name, _)) = selected_profile(model) {
        model.overlays.push(Overlay::Ask(Question {
            scroll: 0,
            title: format!("Forget the profile {name}?"),
            lines: vec![
                "It is taken out of the configuration file. Runs and devices stay.".to_owned(),
            ],
            yes: "forget",
            then: Confirmed::RemoveProfile(name),
        }));
    }
    Vec::new()
}

/// Forgets a profile, once confirmed.
pub(crate) fn remove(model: &mut Model, name: &str) -> Vec<Effect> {
    let mut config = model.config.clone();
    config.profiles.remove(name);
    if config.default_profile.as_deref() == Some(name) {
        config.default_profile = None;
    }
    vec![Effect::SaveConfig(config)]
}

/// The configuration is written, or not: then the form stays.
pub(crate) fn saved(model: &mut Model, outcome: Result<Box<Config>, Reason>) -> Vec<Effect> {
    match outcome {
        Ok(config) => {
            model.config = *config;
            model.connect.selected = model.connect.selected.min(model.config.profiles.len());
            if let Some(form) = model.connect.form.take() {
                let name = form.name();
                let place = model.config.profiles.keys().position(|key| *key == name);
                model.connect.selected = place.map_or(0, |place| place + 1);
                model.say(format!("{name} is saved. t tries it, Enter connects."));
            }
        }
        Err(reason) => model.warn(format!("not saved: {reason}")),
    }
    Vec::new()
}

/// Leaves the profile form; what was typed is there when the profile is opened again.
pub(crate) fn leave(model: &mut Model) -> Vec<Effect> {
    model.connect.left = model.connect.form.take();
    Vec::new()
}

/// A value was picked for a field; the profile form has no lists to pick from.
pub(crate) fn focus_help(model: &Model) -> Option<String> {
    model.connect.form.as_ref()?.focused_help()
}

/// Keys that are no command: moving, or into the form.
pub(crate) fn key(model: &mut Model, key: KeyEvent) -> Vec<Effect> {
    if let Some(form) = &mut model.connect.form {
        if form.key(key) != FormEvent::Unhandled {
            form.check();
        }
        return Vec::new();
    }
    let page = model.page();
    let lines = model.config.profiles.len() + 1;
    if let Some(to) = moved(key.code, model.connect.selected, lines, page) {
        model.connect.selected = to;
    }
    Vec::new()
}

/// Pasted text: into the form.
pub(crate) fn paste(model: &mut Model, text: &str) -> Vec<Effect> {
    let note = model
        .connect
        .form
        .as_mut()
        .and_then(|form| form.paste(text));
    if let Some(note) = note {
        model.say(note);
    }
    Vec::new()
}
