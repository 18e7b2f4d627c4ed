//! The configuration file: profiles by name, in TOML.

mod bounds;
mod command;
mod profile;
mod secret;
#[cfg(test)]
mod tests;
mod time;
mod written;

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::path::Path;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use toml::Spanned;
use toml::de::{DeTable, DeValue, ValueDeserializer};
use zeroize::Zeroizing;

use crate::domain::Secret;
use crate::said::{Lang, Said, pair, say};
pub use profile::{Profile, gateway_problem};
pub use secret::{SecretError, SecretSource};

use super::{StoreError, files, guard};

/// What every written file begins with.
const HEADER: &str = "\
# enroll's connections, one table each. enroll rewrites this file when a connection is changed in it,
# and keeps no comments but these.
#
# The secret of a connection comes from one of
#   secret_key_env     = \"NAME\"     an environment variable
#   secret_key_command = \"command\"  what a command prints, such as a password manager's
#   secret_key_clear   = \"secret\"   this file
# and without any of them it is asked for.
#
# How far the runs of a connection may go, with what holds where a line is left out:
#   batch_size      = 1000   devices in one request, at most; smaller ones are learned on the way
#   batches_at_once = 4      requests under way at once, at most
#   attempts        = 5      how often one device is sent, at most
#   lag             = \"2s\"   how long EnOS may take to show a new device to searches
#   looks           = 3      how often in a row a device must be missing to be believed missing
#   pause           = \"1s\"   the first pause after a fault; it doubles with every further one
#   longest_pause   = \"1m\"   the longest of them
#   longest_asked_pause = \"10m\"  the longest that EnOS may ask for (Retry-After) without anybody being asked
#   faults          = 10     so many faults in a row end a run
#   failed_percent  = 50     a run pauses when more of the devices answered have failed; 100: never
#   reply_timeout   = \"1m\"   how long a reply may take
#   keys_by_server  = false  true: EnOS makes the keys of devices without one, and what becomes of
#                            such a device when the reply is lost has to be settled by eye
#
# Above the first table:
#  language = \"zh\"     or \"en\"; else the locale's
#  theme    = \"night\"  or \"day\"; else the terminal's own colours
#  glyphs   = \"ascii\"  or \"unicode\"; else as the locale says
#  mouse    = false    leaves the mouse to the terminal

";

/// The user's connections.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Config {
    /// The profile to use when none is named.
    pub default_profile: Option<String>,
    /// Whether the screens hear of the mouse; they do unless told otherwise.
    pub mouse: Option<bool>,
    /// The language, unless a flag says another; the locale's when it is left out.
    #[serde(serialize_with = "named")]
    pub language: Option<Lang>,
    /// The colours of the screens; the terminal's when it is left out.
    pub theme: Option<ThemeName>,
    /// The signs of the screens; the locale's guess when it is left out.
    pub glyphs: Option<Glyphs>,
    /// Name → connection.
    pub profiles: BTreeMap<String, Profile>,
}

/// Sets of colours.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ThemeName {
    /// The terminal's sixteen.
    Terminal,
    /// Light on dark.
    Night,
    /// Dark on light.
    Day,
}

/// Sets of signs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Glyphs {
    /// Box lines, ticks and bars.
    Unicode,
    /// What every terminal shows, at the width that it thinks.
    Ascii,
}

/// As it is written in the file.
#[expect(
    clippy::ref_option,
    clippy::trivially_copy_pass_by_ref,
    reason = "what serde hands over"
)]
fn named<S: serde::Serializer>(language: &Option<Lang>, to: S) -> Result<S::Ok, S::Error> {
    language.map(Lang::name).serialize(to)
}

impl Config {
    /// Reads the file; a missing one is an empty configuration.
    ///
    /// # Errors
    /// [`StoreError::Exposed`] when others may write it, or in its folder: it says which commands are run.
    /// [`StoreError::Config`] names the line, the profile and the key, and no value of a secret.
    pub fn load(path: &Path) -> Result<Self, StoreError> {
        let Some(text) = guard::settings(path)? else {
            return Ok(Self::default());
        };
        Self::parse(&text).map_err(|Located { at, message }| StoreError::Config {
            path: path.to_path_buf(),
            line: at.map(|at| line(&text, at)),
            message,
        })
    }

    /// Writes the file as a whole, for its owner alone.
    ///
    /// # Errors
    /// [`StoreError::Config`] when a path is not Unicode, else the disk's; the old file stays then.
    pub fn save(&self, path: &Path) -> Result<(), StoreError> {
        let body = toml::to_string(self).map_err(|error| StoreError::Config {
            path: path.to_path_buf(),
            line: None,
            message: Said::data(error),
        })?;
        let body = Zeroizing::new(body);
        let text = Zeroizing::new([HEADER, body.as_str()].concat());
        files::replace(path, text.as_bytes())
    }

    fn parse(text: &str) -> Result<Self, Located> {
        let mut config = Self::default();
        for (key, value) in DeTable::parse(text).map_err(Located::from)?.into_inner() {
            match key.get_ref().as_ref() {
                "default_profile" => config.default_profile = Some(top(&key, value)?),
                "mouse" => config.mouse = Some(top(&key, value)?),
                "theme" => config.theme = Some(top(&key, value)?),
                "glyphs" => config.glyphs = Some(top(&key, value)?),
                "language" => {
                    let at = key.span().start;
                    let name: String = top(&key, value)?;
                    config.language = Some(Lang::named(&name).ok_or_else(|| Located {
                        at: Some(at),
                        message: say!(
                            "`language` is \"en\" or \"zh\"",
                            "`language` 可选 \"en\" 或 \"zh\""
                        ),
                    })?);
                }
                "profiles" => config.profiles = profiles(value)?,
                other => {
                    let message = say!(
                        "unknown {key}; expected `default_profile`, `language`, `theme`, `glyphs`, `mouse` or a `[profiles.NAME]` table",
                        "未知的{key}；应为 `default_profile`、`language`、`theme`、`glyphs`、`mouse` 或 `[profiles.NAME]` 表",
                        key = called(&pair!("key", "键"), other)
                    );
                    let at = Some(key.span().start);
                    return Err(Located { at, message });
                }
            }
        }
        Ok(config)
    }
}

/// Reads what stands above the tables.
fn top<T: DeserializeOwned>(
    key: &Spanned<Cow<'_, str>>,
    value: Spanned<DeValue<'_>>,
) -> Result<T, Located> {
    let name = Said::data(key.get_ref());
    read(value).map_err(|error| error.within(key.span().start, &name))
}

fn profiles(value: Spanned<DeValue<'_>>) -> Result<BTreeMap<String, Profile>, Located> {
    let at = value.span().start;
    let DeValue::Table(table) = value.into_inner() else {
        return Err(Located {
            at: Some(at),
            message: say!(
                "`profiles` is not a table; write `[profiles.NAME]`",
                "`profiles` 不是表；应写成 `[profiles.NAME]`"
            ),
        });
    };
    table
        .into_iter()
        .map(|(name, value)| {
            let at = name.span().start;
            let name = name.into_inner().into_owned();
            match read(value) {
                Ok(profile) => Ok((name, profile)),
                Err(error) => Err(error.within(at, &say!("profile `{name}`", "连接配置 `{name}`"))),
            }
        })
        .collect()
}

fn read<T: DeserializeOwned>(value: Spanned<DeValue<'_>>) -> Result<T, Located> {
    T::deserialize(ValueDeserializer::from(value)).map_err(Located::from)
}

/// What is wrong, and at which byte.
struct Located {
    at: Option<usize>,
    message: Said,
}

impl Located {
    /// The same, saying where in the configuration it is: at this byte when it has no place of its own.
    fn within(self, at: usize, place: &Said) -> Self {
        Self {
            at: self.at.or(Some(at)),
            message: say!(
                "{place}: {message}",
                "{place}：{message}",
                place,
                message = self.message
            ),
        }
    }
}

impl From<toml::de::Error> for Located {
    /// Only the message: the error's full text quotes the line, which may hold a secret.
    fn from(error: toml::de::Error) -> Self {
        Self {
            at: error.span().map(|span| span.start),
            message: unquoted(error.message()),
        }
    }
}

/// A message without the texts that it quotes from the file: any of them may be a secret in the wrong place.
fn unquoted(message: &str) -> Said {
    if let Some((what, key, expected)) = quotation(message, '`', "`, expected ")
        && what.starts_with("unknown field ")
    {
        let field = called(&pair!("field", "字段"), key);
        return say!(
            "unknown {field}, expected {expected}",
            "未知的{field}，应为 {expected}",
            field
        );
    }
    for (quote, end) in [('"', "\", expected "), ('`', "`, expected ")] {
        if let Some((what, _, expected)) = quotation(message, quote, end)
            && what.starts_with("invalid ")
            && (quote == '"' || expected.contains("string"))
        {
            return wanted(what.trim_end(), expected);
        }
    }
    match message.rsplit_once(", expected ") {
        Some((what, expected)) => wanted(what, expected),
        None => own(message).unwrap_or_else(|| Said::data(message)),
    }
}

/// The TOML library's words on what was found, and in whose words on what was expected.
fn wanted(what: &str, expected: &str) -> Said {
    own(expected).map_or_else(
        || Said::data(format_args!("{what}, expected {expected}")),
        |expected| {
            say!(
                "{what}, expected {expected}",
                "{what}，应为{expected}",
                expected
            )
        },
    )
}

/// The store's own sentence that the TOML library was given, and gives back as a text.
fn own(text: &str) -> Option<Said> {
    let own = [&time::WANTED, &written::NO_TEXT, &written::SEVERAL];
    own.into_iter().find(|own| own.en() == text).cloned()
}

/// What stands before a quoted text, the text, and what was expected in its place.
fn quotation<'a>(message: &'a str, quote: char, end: &str) -> Option<(&'a str, &'a str, &'a str)> {
    let (what, rest) = message.split_once(quote)?;
    let (quoted, expected) = rest.rsplit_once(end)?;
    Some((what, quoted, expected))
}

/// A key that somebody has mistyped, by its name if it is a word.
fn called(kind: &Said, name: &str) -> Said {
    let is_word = name.len() <= 24 && name.chars().all(|c| c.is_alphabetic() || c == '_');
    if is_word {
        say!("{kind} `{name}`", "{kind} `{name}`", kind)
    } else {
        say!(
            "{kind} (its name is not a plain word, and may be a secret)",
            "{kind}（名称不是普通单词，可能是机密内容）",
            kind
        )
    }
}

/// The line of the byte, from 1.
fn line(text: &str, at: usize) -> usize {
    let breaks = text.bytes().take(at).filter(|byte| *byte == b'\n').count();
    breaks.saturating_add(1)
}
