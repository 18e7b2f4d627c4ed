//! A profile as the file has it: flat, so that each line can be commented in and out.

use std::path::PathBuf;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use super::time::Time;
use super::{Profile, Secret, SecretSource};
use crate::domain::Bounds;
use crate::said::{Said, pair};

/// What is said of a secret that is no text.
pub(super) static NO_TEXT: Said = pair!(
    "the secret must be text in quotes",
    "SecretKey 必须是带引号的文本"
);
/// What is said of a secret that comes from several places.
pub(super) static SEVERAL: Said = pair!(
    "more than one of `secret_key_env`, `secret_key_command` and `secret_key_clear`; keep one",
    "`secret_key_env`、`secret_key_command` 和 `secret_key_clear` 同时出现了多个；只保留一个"
);

/// What is left out has its default, and what has its default is left out, as TOML leaves out what is `None`.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Written {
    gateway: String,
    org_id: String,
    access_key: String,
    secret_key_env: Option<String>,
    secret_key_command: Option<String>,
    secret_key_clear: Option<Clear>,
    private_key: Option<PathBuf>,
    ca_file: Option<PathBuf>,
    require_secret: Option<bool>,
    lenient: Option<bool>,
    keys_by_server: Option<bool>,
    batch_size: Option<u16>,
    batches_at_once: Option<u16>,
    attempts: Option<u16>,
    lag: Option<Time>,
    looks: Option<u16>,
    pause: Option<Time>,
    longest_pause: Option<Time>,
    longest_asked_pause: Option<Time>,
    faults: Option<u16>,
    failed_percent: Option<u8>,
    reply_timeout: Option<Time>,
}

/// A secret that is written out: here, and nowhere else.
struct Clear(Secret);

impl Serialize for Clear {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.expose().serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Clear {
    /// Takes any value first, so that no error message quotes what was written.
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        match toml::Value::deserialize(deserializer)? {
            toml::Value::String(text) => Ok(Self(Secret::from(text))),
            _ => Err(de::Error::custom(NO_TEXT.en())),
        }
    }
}

impl TryFrom<Written> for Profile {
    type Error = &'static str;

    fn try_from(written: Written) -> Result<Self, Self::Error> {
        let secret_key = match (
            written.secret_key_env,
            written.secret_key_command,
            written.secret_key_clear,
        ) {
            (None, None, None) => SecretSource::Prompt,
            (Some(name), None, None) => SecretSource::Env(name),
            (None, Some(command), None) => SecretSource::Command(command),
            (None, None, Some(Clear(secret))) => SecretSource::Clear(secret),
            _ => {
                return Err(SEVERAL.en());
            }
        };
        let usual = Bounds::default();
        let time = |written: Option<Time>, usual| written.map_or(usual, |Time(time)| time);
        Ok(Self {
            gateway: written.gateway,
            org_id: written.org_id,
            access_key: written.access_key,
            secret_key,
            private_key: written.private_key,
            ca_file: written.ca_file,
            bounds: Bounds {
                batch_size: written.batch_size.unwrap_or(usual.batch_size),
                batches_at_once: written.batches_at_once.unwrap_or(usual.batches_at_once),
                attempts: written.attempts.unwrap_or(usual.attempts),
                lag: time(written.lag, usual.lag),
                looks: written.looks.unwrap_or(usual.looks),
                pause: time(written.pause, usual.pause),
                longest_pause: time(written.longest_pause, usual.longest_pause),
                longest_asked_pause: time(written.longest_asked_pause, usual.longest_asked_pause),
                faults: written.faults.unwrap_or(usual.faults),
                failed_percent: written.failed_percent.unwrap_or(usual.failed_percent),
                reply_timeout: time(written.reply_timeout, usual.reply_timeout),
            },
            keys_by_server: written.keys_by_server.unwrap_or_default(),
            require_secret: written.require_secret.unwrap_or_default(),
            lenient: written.lenient.unwrap_or_default(),
        })
    }
}

impl From<Profile> for Written {
    fn from(profile: Profile) -> Self {
        let (env, command, clear) = match profile.secret_key {
            SecretSource::Env(name) => (Some(name), None, None),
            SecretSource::Command(command) => (None, Some(command), None),
            SecretSource::Prompt => (None, None, None),
            SecretSource::Clear(secret) => (None, None, Some(Clear(secret))),
        };
        let (bounds, usual) = (profile.bounds, Bounds::default());
        Self {
            gateway: profile.gateway,
            org_id: profile.org_id,
            access_key: profile.access_key,
            secret_key_env: env,
            secret_key_command: command,
            secret_key_clear: clear,
            private_key: profile.private_key,
            ca_file: profile.ca_file,
            require_secret: unusual(profile.require_secret, false),
            lenient: unusual(profile.lenient, false),
            keys_by_server: unusual(profile.keys_by_server, false),
            batch_size: unusual(bounds.batch_size, usual.batch_size),
            batches_at_once: unusual(bounds.batches_at_once, usual.batches_at_once),
            attempts: unusual(bounds.attempts, usual.attempts),
            lag: unusual(Time(bounds.lag), Time(usual.lag)),
            looks: unusual(bounds.looks, usual.looks),
            pause: unusual(Time(bounds.pause), Time(usual.pause)),
            longest_pause: unusual(Time(bounds.longest_pause), Time(usual.longest_pause)),
            longest_asked_pause: unusual(
                Time(bounds.longest_asked_pause),
                Time(usual.longest_asked_pause),
            ),
            faults: unusual(bounds.faults, usual.faults),
            failed_percent: unusual(bounds.failed_percent, usual.failed_percent),
            reply_timeout: unusual(Time(bounds.reply_timeout), Time(usual.reply_timeout)),
        }
    }
}

fn unusual<T: Copy + PartialEq>(value: T, usual: T) -> Option<T> {
    (value != usual).then_some(value)
}
