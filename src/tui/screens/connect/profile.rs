//! The form in which a profile is written.

use std::path::PathBuf;

use crossterm::event::KeyEvent;

use crate::domain::{Bounds, Secret};
use crate::provision::Severity;
use crate::said::Lang;
use crate::store::{Profile, SecretSource};
use crate::tui::form::{Choice, ChoiceOption, Editor, Form, FormEvent, Notice, Row};
use crate::tui::text_field::SecretField;
use crate::tui::widgets::table::Move;

/// A field of the form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]

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

const ENV: &str = "environment";
const COMMAND: &str = "command";
const PROMPT: &str = "prompt";
const CLEAR: &str = "file";

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
        if event == FormEvent::Changed(FieldKey::SecretFrom) {
            self.fit_secret_row();
        }
        event
    }

    /// A click on the row at this place.
    pub(super) fn click(&mut self, place: usize) {
        self.form.click(place);
        self.check();
    }

    /// The focus to the row above or below.
    pub(super) fn moved(&mut self, to: Move) {
        self.form.moved(to);
        self.check();
    }

    /// Pasted text for the focused field; gives what there is to say about it.
    pub(super) fn paste(&mut self, text: &str) -> Option<String> {
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
                .filter_map(|(name, message)| {
                    notice(name, Severity::Warning, message.to(Lang::En).into_owned())
                })
                .collect(),
            Err(notices) => notices,
        };
        self.form.set_problems(notices);
    }

    /// The profile, if it can work; else what is to be put right, shown and focused.
    pub(super) fn finish(&mut self) -> Result<(String, Profile), String> {
        self.check();
        self.form.touch_all();
        self.read().map_err(|notices| {
            self.form.first_problem();
            crate::tui::widgets::write::counted(notices.len(), "field")
        })
    }

    fn read(&self) -> Result<(String, Profile), Vec<Notice<FieldKey>>> {
        let mut notices = Vec::new();
        let mut refuse = |id, message: &str| {
            notices.push(Notice::new(id, Severity::Error, message));
        };
        let name = self.text(FieldKey::Name);
        if name.is_empty() {
            refuse(FieldKey::Name, "a profile needs a name");
        }
        let batch_size = self.text(FieldKey::BatchSize).parse().unwrap_or_else(|_| {
            refuse(FieldKey::BatchSize, "a whole number is needed");
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
            notices.extend(notice(
                field,
                Severity::Error,
                message.to(Lang::En).into_owned(),
            ));
        }
        if notices.is_empty() {
            Ok((name, profile))
        } else {
            Err(notices)
        }
    }

    /// Where the secret key comes from, or at which field what is needed.
    fn secret(&self) -> Result<SecretSource, (FieldKey, &'static str)> {
        let given = |needed| {
            let text = self.text(FieldKey::SecretText);
            Some(text)
                .filter(|text| !text.is_empty())
                .ok_or((FieldKey::SecretText, needed))
        };
        match self.text(FieldKey::SecretFrom).as_str() {
            ENV => given("the variable's name is needed").map(SecretSource::Env),
            COMMAND => given("a command that prints the key is needed").map(SecretSource::Command),
            CLEAR => {
                let row = self.form.row(&FieldKey::SecretClear);
                match (row.map(|row| &row.editor), &self.before.secret_key) {
                    (Some(Editor::Secret(field)), _) if !field.text().is_empty() => {
                        let secret = Secret::from(field.text().to_owned());
                        Ok(SecretSource::Clear(secret))
                    }
                    (_, kept @ SecretSource::Clear(_)) => Ok(kept.clone()),
                    _ => Err((FieldKey::SecretClear, "the secret key is needed")),
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
fn notice(name: &str, severity: Severity, message: String) -> Option<Notice<FieldKey>> {
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

/// What is asked for below the choice of a source.
fn secret_row(from: &str, text: &str) -> Option<Row<FieldKey>> {
    let row = match from {
        ENV => text_row(FieldKey::SecretText, "Variable", text)
            .help("The name of the environment variable."),
        COMMAND => text_row(FieldKey::SecretText, "Command", text).help(
            "Run by sh when connecting; it prints the secret key, as a password manager does.",
        ),
        CLEAR => Row::new(
            FieldKey::SecretClear,
            "Key itself",
            Editor::Secret(SecretField::default()),
        )
        .help("Written into the file, readable. Empty keeps the one that stands there."),
        _ => return None,
    };
    Some(row)
}

fn rows(name: &str, profile: &Profile) -> Vec<Row<FieldKey>> {
    let (from, text) = match &profile.secret_key {
        SecretSource::Env(variable) => (ENV, variable.as_str()),
        SecretSource::Command(command) => (COMMAND, command.as_str()),
        SecretSource::Prompt => (PROMPT, ""),
        SecretSource::Clear(_) => (CLEAR, ""),
    };
    let path = |key, label, path: &Option<PathBuf>| {
        let shown = path.as_ref().map(|path| path.display().to_string());
        text_row(key, label, &shown.unwrap_or_default())
    };
    let yes_no = |key, label, yes: bool| choice(key, label, &YES_NO, &yes.to_string());
    let mut rows = vec![
        text_row(FieldKey::Name, "Name", name).help("What you call it; --profile takes it too."),
        text_row(FieldKey::Gateway, "Gateway", &profile.gateway)
            .help("https://… as the EnOS console shows it under Help > Environment Information."),
        text_row(FieldKey::OrgId, "Organisation", &profile.org_id)
            .help("The orgId from IAM > Organization Profile: an o and 14 digits."),
        text_row(FieldKey::AccessKey, "Access key", &profile.access_key)
            .help("From Application Registration in the EnOS console."),
    ];
    for row in &mut rows {
        row.required = true;
    }
    rows.push(
        choice(FieldKey::SecretFrom, "Secret key", &SOURCES, from)
            .help("Where the secret key comes from. Only the last choice writes it into the file."),
    );
    rows.extend(secret_row(from, text));
    let batch_size = profile.bounds.batch_size.to_string();
    rows.extend([
        path(FieldKey::PrivateKey, "Private key", &profile.private_key).help(
            "The PEM file of the RSA pair registered in EnOS; opens device secrets. May be empty.",
        ),
        path(FieldKey::CaFile, "CA file", &profile.ca_file)
            .help("A PEM file of your site's own CA, trusted besides the system's. May be empty."),
        text_row(FieldKey::BatchSize, "Batch size", &batch_size)
            .help("Devices in one request; EnOS allows 1,000 unless an administrator raised it."),
        yes_no(
            FieldKey::RequireSecret,
            "Ask for secrets",
            profile.require_secret,
        )
        .help("Whether device secrets are asked for unless you say otherwise when submitting."),
        yes_no(FieldKey::Lenient, "Lenient rules", profile.lenient)
            .help("Rules that EnOS does not document for certain only warn."),
    ]);
    rows
}

const YES_NO: [(&str, &str); 2] = [("false", "no"), ("true", "yes")];
const SOURCES: [(&str, &str); 4] = [
    (PROMPT, "ask every time"),
    (ENV, "environment variable"),
    (COMMAND, "a command prints it"),
    (CLEAR, "in the file, readable"),
];

fn text_row(key: FieldKey, label: &str, text: &str) -> Row<FieldKey> {
    Row::new(key, label, Editor::text(text))
}

fn choice(key: FieldKey, label: &str, options: &[(&str, &str)], text: &str) -> Row<FieldKey> {
    let options = options.iter().map(|(text, label)| ChoiceOption {
        text: (*text).to_owned(),
        label: (*label).to_owned(),
    });
    let choice = Choice::new(options.collect(), text);
    Row::new(key, label, Editor::Choice(choice))
}
