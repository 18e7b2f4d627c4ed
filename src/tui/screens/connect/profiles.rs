//! The profiles: described, changed, forgotten.

use super::profile::{FieldKey, ProfileForm};
use super::{Answer, Requests, State};
use crate::connect::Target;
use crate::said::{label, pair, say};
use crate::store::{Config, Profile};
use crate::tui::contract::Overlay;
use crate::tui::shared::{ConnectRequest, Effect, Shared, target};

/// How many gateways there are to choose from: the sandbox, the profiles, and one that was given by flags.
pub(super) fn lines(shared: &Shared) -> usize {
    let given = matches!(shared.request.target, Target::Gateway(_));
    1 + shared.config.profiles.len() + usize::from(given)
}

/// The gateway in this line.
pub(super) fn line(shared: &Shared, nth: usize) -> ConnectRequest {
    let profiles = &shared.config.profiles;
    let profile = nth.checked_sub(1).and_then(|nth| profiles.iter().nth(nth));
    match profile {
        Some((name, profile)) => ConnectRequest::from(target(name, profile)),
        None if nth > 0 && matches!(shared.request.target, Target::Gateway(_)) => {
            shared.request.clone()
        }
        None => ConnectRequest::from(Target::SANDBOX),
    }
}

impl State {
    /// Selects a profile by its name.
    pub fn select(&mut self, config: &Config, name: &str) {
        let place = config.profiles.keys().position(|key| key == name);
        self.selected = place.map_or(0, |place| place + 1);
    }

    /// Selects the gateway worked on.
    pub(super) fn select_used(&mut self, shared: &Shared) {
        match &shared.request.target {
            Target::Gateway(_) => self.selected = lines(shared) - 1,
            _ => self.select(&shared.config, shared.request.label()),
        }
    }

    /// The line that is selected: 0 is the sandbox, then the profiles by name.
    #[must_use]
    #[cfg(any(test, feature = "testing"))]
    pub fn selected(&self) -> usize {
        self.selected
    }

    pub(super) fn selected_profile(&self, shared: &Shared) -> Option<(String, Profile)> {
        let place = self.selected.checked_sub(1)?;
        let (name, profile) = shared.config.profiles.iter().nth(place)?;
        Some((name.clone(), profile.clone()))
    }

    /// Begins a profile.
    pub(super) fn add(&mut self, _: &Shared) -> Requests {
        self.open("", &Profile::default());
        Requests::none()
    }

    /// Opens the selected profile.
    pub(super) fn edit(&mut self, shared: &Shared) -> Requests {
        if let Some((name, profile)) = self.selected_profile(shared) {
            self.open(&name, &profile);
        }
        Requests::none()
    }

    fn open(&mut self, name: &str, profile: &Profile) {
        let left = self.left.remove(name);
        self.form = Some(left.unwrap_or_else(|| ProfileForm::new(name, profile)));
    }

    /// What the profile is called that is written on the form, or was when the form was left, and not saved.
    #[must_use]
    pub fn unsaved(&self) -> Option<String> {
        let mut forms = self.form.iter().chain(self.left.values());
        let changed = forms.find(|form| form.is_changed());
        changed.map(|form| form.text(FieldKey::Name))
    }

    /// Leaves the profile form; what was typed is there when the profile is opened again.
    pub(super) fn leave(&mut self, _: &Shared) -> Requests {
        let left = self.form.take();
        self.left.extend(left.map(|form| (form.was.clone(), form)));
        Requests::none()
    }

    /// Writes the profile, if it can work.
    pub(super) fn save(&mut self, shared: &Shared) -> Requests {
        let Some(form) = &mut self.form else {
            return Requests::none();
        };
        let (name, profile) = match form.finish() {
            Ok(done) => done,
            Err(fields) => {
                return Requests::warn(say!("{fields} to fix first", "{fields}需先修正", fields));
            }
        };
        let mut config = shared.config.clone();
        if form.was != name {
            config.profiles.remove(&form.was);
            if config.default_profile.as_deref() == Some(&*form.was) {
                config.default_profile = Some(name.clone());
            }
        }
        config.profiles.insert(name, profile);
        Effect::SaveConfig(config).into()
    }

    /// The configuration is written; `before` is what it was.
    pub fn saved(&mut self, shared: &Shared, before: &Config) -> Requests {
        // A key that was typed for what a profile was before is asked for again.
        let profiles = &shared.config.profiles;
        let same = |name: &String| profiles.get(name) == before.profiles.get(name);
        self.typed.retain(|name, _| same(name));
        self.tests.retain(|name, _| same(name));
        let there = |name: &String| name.is_empty() || profiles.contains_key(name);
        self.left.retain(|name, _| there(name));
        self.selected = self.selected.min(lines(shared) - 1);
        let Some(form) = self.form.take() else {
            return Requests::none();
        };
        let name = form.text(FieldKey::Name);
        self.select(&shared.config, &name);
        let (test, connect) = (shared.key("connect.test"), shared.key("connect.use"));
        Requests::say(say!(
            "{name} is saved. {test} tests it, {connect} connects.",
            "{name} 已保存。按 {test} 测试，按 {connect} 连接。"
        ))
    }

    /// Asks before a profile is forgotten.
    pub(super) fn ask_remove(&mut self, shared: &Shared) -> Requests {
        let Some((name, _)) = self.selected_profile(shared) else {
            return Requests::none();
        };
        let title = say!("Remove the profile {name}?", "移除连接配置 {name}？");
        let line = pair!(
            "It is removed from the configuration file. Runs and devices stay.",
            "将从配置文件中移除；任务和设备保留。"
        );
        Overlay::ask(
            title,
            [line],
            label!("remove", "移除"),
            Answer::Remove(name),
        )
        .into()
    }
}

/// Forgets a profile, once confirmed.
pub(super) fn remove(shared: &Shared, name: &str) -> Requests {
    let mut config = shared.config.clone();
    config.profiles.remove(name);
    if config.default_profile.as_deref() == Some(name) {
        config.default_profile = None;
    }
    Effect::SaveConfig(config).into()
}
