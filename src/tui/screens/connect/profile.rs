//! The form in which a profile is written.

mod rows;

use std::path::PathBuf;

use crossterm::event::KeyEvent;

use crate::domain::{Bounds, Secret};
use crate::provision::Severity;
use crate::said::{Label, Said, label};
use crate::store::{Profile, SecretSource};
use crate::tui::form::{Editor, FIELDS, Form, FormEvent, Notice, Row, Step};
use crate::tui::widgets::table::Move;
use rows::{CLEAR, COMMAND, ENV, rows, secret_row};

/// A field of the form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum FieldKey {
    Name,
    Gateway,
    OrgId,
    AccessKey,
    SecretFrom,
    SecretText,
    SecretClear,
    PrivateKey,
    CaFile,
    BatchSize,
    RequireSecret,
    Lenient,
}

/// A profile being written.
#[derive(Debug)]
pub(super) struct ProfileForm {
    pub(super) form: Form<FieldKey>,
    /// What the profile was called when it was opened.
    pub(super) was: String,
    /// The profile when it was opened: what no row has is kept, and the secret when none is typed over it.
    before: Profile,
}

impl ProfileForm {
    /// A form for the profile called `name`; an empty name is a new one.
    pub(super) fn new(name: &str, profile: &Profile) -> Self {
        let mut this = Self {
            form: Form::new(rows(name, profile)),
            was: name.to_owned(),
            before: profile.clone(),
        };
        this.check();
        this
    }

    /// A key for the focused field.
    pub(super) fn key(&mut self, key: KeyEvent) -> FormEvent<FieldKey> {
        let event = self.form.key(key);
        self.follow(event)
    }

    /// A command of the form.
    pub(super) fn step(&mut self, step: Step) {
        let event = self.form.step(step);
        self.follow(event);
    }

    fn follow(&mut self, event: FormEvent<FieldKey>) -> FormEvent<FieldKey> {
        if event == FormEvent::Changed(FieldKey::SecretFrom) {
            self.fit_secret_row();
        }
        if event != FormEvent::Unhandled {
            self.check();
        }
        event
    }

    /// A click on the row at this place.
    pub(super) fn click(&mut self, place: usize) {
        let event = self.form.click(place);
        self.follow(event);
    }

    /// The focus to the row above or below.
    pub(super) fn moved(&mut self, to: Move) {
        let event = self.form.moved(to);
        self.follow(event);
    }

    /// Whether something is typed or chosen that the profile does not say.
    pub(super) fn is_changed(&self) -> bool {
        let before = rows(&self.was, &self.before);
        let secret = self.form.row(&FieldKey::SecretClear);
        self.form.texts() != Form::new(before).texts() || secret.is_some_and(|row| !row.is_empty())
    }

    /// Pasted text for the focused field; gives what there is to say about it.
    pub(super) fn paste(&mut self, text: &str) -> Option<Said> {
        let (_, note) = self.form.paste(text);
        self.check();
        note.message()
    }

    /// Checks every field.
    pub(super) fn check(&mut self) {
        let notices = match self.read() {
            Ok((_, profile)) => profile
                .warnings()
                .into_iter()
                .filter_map(|(name, message)| notice(name, Severity::Warning, message))
                .collect(),
            Err(notices) => notices,
        };
        self.form.set_problems(notices);
    }

    /// The profile, if it can work; else what is to be put right, shown and focused.
    pub(super) fn finish(&mut self) -> Result<(String, Profile), Said> {
        self.check();
        self.form.touch_all();
        self.read().map_err(|notices| {
            self.form.first_problem();
            FIELDS.count(notices.len())
        })
    }

    fn read(&self) -> Result<(String, Profile), Vec<Notice<FieldKey>>> {
        let mut notices = Vec::new();
        let mut refuse = |id, message: Label| {
            notices.push(Notice::new(id, Severity::Error, message));
        };
        let name = self.text(FieldKey::Name);
        if name.is_empty() {
            refuse(
                FieldKey::Name,
                label!("a profile needs a name", "需填连接配置的名称"),
            );
        }
        let batch_size = self.text(FieldKey::BatchSize).parse().unwrap_or_else(|_| {
            refuse(
                FieldKey::BatchSize,
                label!("a whole number is needed", "需填整数"),
            );
            Bounds::DEFAULT_BATCH_SIZE
        });
        let path = |key| Some(self.text(key)).filter(|path| !path.is_empty());
        let profile = Profile {
            gateway: self.text(FieldKey::Gateway),
            org_id: self.text(FieldKey::OrgId),
            access_key: self.text(FieldKey::AccessKey),
            secret_key: self.secret().unwrap_or_else(|(id, message)| {
                refuse(id, message);
                SecretSource::Prompt
            }),
            private_key: path(FieldKey::PrivateKey).map(PathBuf::from),
            ca_file: path(FieldKey::CaFile).map(PathBuf::from),
            bounds: Bounds {
                batch_size,
                ..self.before.bounds.clone()
            },
            keys_by_server: self.before.keys_by_server,
            require_secret: self.text(FieldKey::RequireSecret) == "true",
            lenient: self.text(FieldKey::Lenient) == "true",
        };
        for (field, message) in profile.check() {
            notices.extend(notice(field, Severity::Error, message));
        }
        if notices.is_empty() {
            Ok((name, profile))
        } else {
            Err(notices)
        }
    }

    /// Where the secret key comes from, or at which field what is needed.
    fn secret(&self) -> Result<SecretSource, (FieldKey, Label)> {
        let given = |needed| {
            let text = self.text(FieldKey::SecretText);
            Some(text)
                .filter(|text| !text.is_empty())
                .ok_or((FieldKey::SecretText, needed))
        };
        match self.text(FieldKey::SecretFrom).as_str() {
            ENV => {
                given(label!("the variable's name is needed", "需填变量名")).map(SecretSource::Env)
            }
            COMMAND => given(label!(
                "a command that prints the key is needed",
                "需填输出 SecretKey 的命令"
            ))
            .map(SecretSource::Command),
            CLEAR => {
                let row = self.form.row(&FieldKey::SecretClear);
                match (row.map(|row| &row.editor), &self.before.secret_key) {
                    (Some(Editor::Secret(field)), _) if !field.text().is_empty() => {
                        let secret = Secret::from(field.text().to_owned());
                        Ok(SecretSource::Clear(secret))
                    }
                    (_, kept @ SecretSource::Clear(_)) => Ok(kept.clone()),
                    _ => Err((
                        FieldKey::SecretClear,
                        label!("the secret key is needed", "需填 SecretKey"),
                    )),
                }
            }
            _ => Ok(SecretSource::Prompt),
        }
    }

    pub(super) fn text(&self, key: FieldKey) -> String {
        let texts = self.form.row(&key).map(Row::texts);
        let text = texts.and_then(|texts| texts.into_iter().next());
        text.unwrap_or_default().trim().to_owned()
    }

    /// Below the choice stands a row for what the chosen source needs, if it needs something.
    fn fit_secret_row(&mut self) {
        for key in [FieldKey::SecretText, FieldKey::SecretClear] {
            self.form.discard(&key);
        }
        if let Some(row) = secret_row(&self.text(FieldKey::SecretFrom), "") {
            self.form.insert(row, &FieldKey::PrivateKey);
            self.form.focus(&FieldKey::SecretFrom);
        }
    }
}

/// The profile's own field names, as the configuration file spells them, to the form's.
fn notice(name: &str, severity: Severity, message: Said) -> Option<Notice<FieldKey>> {
    let id = match name {
        "gateway" => FieldKey::Gateway,
        "org_id" => FieldKey::OrgId,
        "access_key" => FieldKey::AccessKey,
        "private_key" => FieldKey::PrivateKey,
        "ca_file" => FieldKey::CaFile,
        "batch_size" => FieldKey::BatchSize,
        _ if name.starts_with("secret_key") => FieldKey::SecretText,
        _ => return None,
    };
    Some(Notice::new(id, severity, message))
}
