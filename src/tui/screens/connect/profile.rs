//! The form in which a profile is written.

use std::path::PathBuf;

use crossterm::event::KeyEvent;

use crate::provision::Severity;
use crate::store::{Hidden, Profile, SecretSource};
use crate::tui::form::{Choice, ChoiceOption, Editor, Form, FormEvent, Notice, Row, SecretField};

/// A field of the form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "each one's label and help stand in `rows`")]
pub enum FieldKey {
    Name,
    Gateway,
    OrgId,
    AccessKey,
    SecretFrom,
    SecretText,
    SecretClear,
    PrivateKey,
    BatchSize,
    RequireSecret,
    Lenient,
}

/// A profile being written.
#[derive(Debug)]
pub(super) struct ProfileForm {
    form: Form<FieldKey>,
    was: String,
    /// The secret that stands in the file already, kept when none is typed over it.
    kept: Option<Hidden>,
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
            kept: match &profile.secret_key {
                SecretSource::Clear(secret) => Some(secret.clone()),
                _ => None,
            },
        };
        this.check();
        this
    }

    /// What the profile was called when it was opened.
    pub(super) fn was(&self) -> &str {
        &self.was
    }

    /// What it is called now.
    pub(super) fn name(&self) -> String {
        self.text(FieldKey::Name)
    }

    pub(super) fn form(&self) -> &Form<FieldKey> {
        &self.form
    }

    /// A key for the focused field.
    pub(super) fn key(&mut self, key: KeyEvent) -> FormEvent<FieldKey> {
        let event = self.form.key(key);
        if event == FormEvent::Changed(FieldKey::SecretFrom) {
            self.fit_secret_row();
        }
        event
    }

    /// Pasted text for the focused field; gives what there is to say about it.
    pub(super) fn paste(&mut self, text: &str) -> Option<String> {
        let (_, note) = self.form.paste(text);
        self.check();
        note.message()
    }

    /// What the focused field is for.
    pub(super) fn focused_help(&self) -> Option<String> {
        let row = self.form.row(self.form.focused()?)?;
        Some(format!("{}: {}", row.label, row.help))
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
            notices.push(Notice {
                id,
                severity: Severity::Error,
                message: message.to_owned(),
            });
        };
        let name = self.name();
        if name.is_empty() {
            refuse(FieldKey::Name, "a profile needs a name");
        }
        let batch_size = self.text(FieldKey::BatchSize).parse().unwrap_or_else(|_| {
            refuse(FieldKey::BatchSize, "a whole number is needed");
            Profile::default().batch_size
        });
        let private_key = self.text(FieldKey::PrivateKey);
        let profile = Profile {
            gateway: self.text(FieldKey::Gateway),
            org_id: self.text(FieldKey::OrgId),
            access_key: self.text(FieldKey::AccessKey),
            secret_key: self.secret(&mut refuse),
            private_key: (!private_key.is_empty()).then(|| PathBuf::from(private_key)),
            batch_size,
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

    fn secret(&self, refuse: &mut impl FnMut(FieldKey, &str)) -> SecretSource {
        let text = self.text(FieldKey::SecretText);
        match self.text(FieldKey::SecretFrom).as_str() {
            ENV => {
                if text.is_empty() {
                    refuse(FieldKey::SecretText, "the variable's name is needed");
                }
                SecretSource::Env(text)
            }
            COMMAND => {
                if text.is_empty() {
                    refuse(
                        FieldKey::SecretText,
                        "a command that prints the key is needed",
                    );
                }
                SecretSource::Command(text)
            }
            CLEAR => {
                let row = self.form.row(&FieldKey::SecretClear);
                match (row.map(|row| &row.editor), &self.kept) {
                    (Some(Editor::Secret(field)), _) if !field.text().is_empty() => {
                        SecretSource::Clear(Hidden::new(field.text().to_owned()))
                    }
                    (_, Some(kept)) => SecretSource::Clear(kept.clone()),
                    _ => {
                        refuse(FieldKey::SecretClear, "the secret key is needed");
                        SecretSource::Prompt
                    }
                }
            }
            _ => SecretSource::Prompt,
        }
    }

    fn text(&self, key: FieldKey) -> String {
        let texts = self.form.row(&key).map(Row::texts);
        let text = texts.and_then(|texts| texts.into_iter().next());
        text.unwrap_or_default().trim().to_owned()
    }

    /// The row below the choice asks for what the chosen source needs.
    fn fit_secret_row(&mut self) {
        let from = self.text(FieldKey::SecretFrom);
        if let Some(row) = self.form.row_mut(&FieldKey::SecretText) {
            (row.label, row.help) = secret_text(&from);
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
        "batch_size" => FieldKey::BatchSize,
        _ if name.starts_with("secret_key") => FieldKey::SecretText,
        _ => return None,
    };
    Some(Notice {
        id,
        severity,
        message,
    })
}

fn secret_text(from: &str) -> (String, String) {
    let (label, help) = match from {
        ENV => ("Variable", "The name of the environment variable."),
        COMMAND => (
            "Command",
            "Run by sh when connecting; it prints the secret key, as a password manager does.",
        ),
        _ => ("", "Not needed for this choice."),
    };
    (label.to_owned(), help.to_owned())
}

fn rows(name: &str, profile: &Profile) -> Vec<Row<FieldKey>> {
    let (from, text) = match &profile.secret_key {
        SecretSource::Env(variable) => (ENV, variable.as_str()),
        SecretSource::Command(command) => (COMMAND, command.as_str()),
        SecretSource::Prompt => (PROMPT, ""),
        SecretSource::Clear(_) => (CLEAR, ""),
    };
    let private_key = profile
        .private_key
        .as_ref()
        .map_or_else(String::new, |path| path.display().to_string());
    let choice = |options: &[(&str, &str)], text: &str| {
        let options = options.iter().map(|(text, label)| ChoiceOption {
            text: (*text).to_owned(),
            label: (*label).to_owned(),
        });
        Editor::Choice(Choice::new(options.collect(), text))
    };
    let yes_no = [("false", "no"), ("true", "yes")];
    let required = |key, label, text: &str, help: &str| {
        let mut row = Row::new(key, label, Editor::text(text));
        row.required = true;
        row.help = help.to_owned();
        row
    };
    let mut rows = vec![
        required(
            FieldKey::Name,
            "Name",
            name,
            "What you call it; --profile takes it too.",
        ),
        required(
            FieldKey::Gateway,
            "Gateway",
            &profile.gateway,
            "https://… as the EnOS console shows it under Help > Environment Information.",
        ),
        required(
            FieldKey::OrgId,
            "Organisation",
            &profile.org_id,
            "The orgId from IAM > Organization Profile: an o and 14 digits.",
        ),
        required(
            FieldKey::AccessKey,
            "Access key",
            &profile.access_key,
            "From Application Registration in the EnOS console.",
        ),
    ];
    let mut add = |key, label: &str, editor, help: &str| {
        let mut row = Row::new(key, label, editor);
        row.help = help.to_owned();
        rows.push(row);
    };
    let sources = [
        (PROMPT, "ask every time"),
        (ENV, "environment variable"),
        (COMMAND, "a command prints it"),
        (CLEAR, "in the file, readable"),
    ];
    add(
        FieldKey::SecretFrom,
        "Secret key",
        choice(&sources, from),
        "Where the secret key comes from. Only the last choice writes it into the file.",
    );
    let (label, help) = secret_text(from);
    add(FieldKey::SecretText, &label, Editor::text(text), &help);
    add(
        FieldKey::SecretClear,
        "Key itself",
        Editor::Secret(SecretField::default()),
        "Only for \"in the file\". Empty keeps the one that stands there.",
    );
    add(
        FieldKey::PrivateKey,
        "Private key",
        Editor::text(&private_key),
        "The PEM file of the RSA pair registered in EnOS; opens device secrets. May be empty.",
    );
    add(
        FieldKey::BatchSize,
        "Batch size",
        Editor::text(&profile.batch_size.to_string()),
        "Devices in one request; EnOS allows 1,000 unless an administrator raised it.",
    );
    add(
        FieldKey::RequireSecret,
        "Ask for secrets",
        choice(
            &yes_no,
            if profile.require_secret {
                "true"
            } else {
                "false"
            },
        ),
        "Whether device secrets are asked for unless you say otherwise when submitting.",
    );
    add(
        FieldKey::Lenient,
        "Lenient rules",
        choice(&yes_no, if profile.lenient { "true" } else { "false" }),
        "Rules that EnOS does not document for certain only warn.",
    );
    rows
}
