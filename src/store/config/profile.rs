//! One connection: as it is used, as it is written, and what can be wrong with it.

use std::net::IpAddr;
use std::path::PathBuf;

use reqwest::Url;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use super::{Hidden, SecretSource};
use crate::domain::Bounds;

/// A gateway, an organisation and an application's credentials.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Written", into = "Written")]
pub struct Profile {
    /// `https://…`; the sandbox's may be `http` to this machine.
    pub gateway: String,
    /// `o` and digits, from the console's organisation profile.
    pub org_id: String,
    /// The application's access key.
    pub access_key: String,
    /// Where its secret key comes from.
    pub secret_key: SecretSource,
    /// The private key that opens sealed device secrets.
    pub private_key: Option<PathBuf>,
    /// How far its runs may go.
    pub bounds: Bounds,
    /// Whether blank device keys are left to `EnOS` to make. What becomes of such a row when its reply
    /// is lost cannot be looked up.
    pub keys_by_server: bool,
    /// Whether the devices' sealed secrets are asked for.
    pub require_secret: bool,
    /// Whether what EnOS may accept, although its documents do not say so, is only warned about.
    pub lenient: bool,
}

impl Default for Profile {
    /// Nothing filled in; the secret key asked for every time, the documented limits.
    fn default() -> Self {
        Self {
            gateway: String::new(),
            org_id: String::new(),
            access_key: String::new(),
            secret_key: SecretSource::Prompt,
            private_key: None,
            bounds: Bounds::default(),
            keys_by_server: false,
            require_secret: false,
            lenient: false,
        }
    }
}

impl Profile {
    /// What keeps the profile from working: the key as written in the file, and why.
    #[must_use]
    pub fn check(&self) -> Vec<(&'static str, String)> {
        let mut problems = Vec::new();
        let mut report = |key, problem: Option<String>| {
            problems.extend(problem.map(|problem| (key, problem)));
        };
        report("gateway", gateway_problem(&self.gateway));
        report("org_id", blank_problem(&self.org_id));
        report("access_key", blank_problem(&self.access_key));
        report(
            self.secret_key.key(),
            self.secret_key.text().and_then(blank_problem),
        );
        report("private_key", self.private_key_problem());
        report("batch_size", self.batch_size_problem());
        problems
    }

    /// What is unusual but may be right: the key as written in the file, and why.
    #[must_use]
    pub fn warnings(&self) -> Vec<(&'static str, String)> {
        let is_org_id = self.org_id.strip_prefix('o').is_some_and(|digits| {
            !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit())
        });
        if is_org_id || blank_problem(&self.org_id).is_some() {
            return Vec::new();
        }
        let warning = format!(
            "`{}` is unusual: an organisation id is the letter o and digits, such as o15504722874071",
            self.org_id
        );
        vec![("org_id", warning)]
    }

    fn private_key_problem(&self) -> Option<String> {
        let path = self.private_key.as_ref()?;
        if path.as_os_str().is_empty() {
            return Some("is empty; give the file's path, or leave the key out".to_owned());
        }
        path.starts_with("~")
            .then(|| "`~` is not expanded here; write the whole path".to_owned())
    }

    fn batch_size_problem(&self) -> Option<String> {
        let max = Bounds::MAX_BATCH_SIZE;
        (!(1..=max).contains(&self.bounds.batch_size)).then(|| {
            format!(
                "{} is out of range: 1 to {}, or up to {max} where an administrator has raised the limit",
                self.bounds.batch_size,
                Bounds::DEFAULT_BATCH_SIZE
            )
        })
    }
}

fn blank_problem(text: &str) -> Option<String> {
    if text.trim().is_empty() {
        Some("is empty".to_owned())
    } else if text.trim() != text {
        Some("begins or ends with a blank; remove it".to_owned())
    } else {
        None
    }
}

/// Credentials and devices go over TLS, or do not leave the machine.
fn gateway_problem(gateway: &str) -> Option<String> {
    if let Some(problem) = blank_problem(gateway) {
        return Some(problem);
    }
    let Ok(url) = Url::parse(gateway) else {
        return Some(format!(
            "`{gateway}` is not an address; write it as https://apim-….envisioniot.com"
        ));
    };
    let host = url.host_str().unwrap_or_default();
    if !url.username().is_empty() || url.password().is_some() {
        return Some("holds a user name or password; give scheme and host only".to_owned());
    }
    if url.query().is_some() || url.fragment().is_some() {
        return Some("has a `?` or `#` part; give scheme and host only".to_owned());
    }
    match url.scheme() {
        "https" => None,
        "http" if is_this_machine(host) => None,
        "http" => Some(format!(
            "http would send credentials to {host} unprotected; write https://{host}"
        )),
        other => Some(format!(
            "`{other}` is not a gateway's scheme; write https://…"
        )),
    }
}

fn is_this_machine(host: &str) -> bool {
    host == "localhost"
        || host
            .trim_matches(['[', ']'])
            .parse::<IpAddr>()
            .is_ok_and(|address| address.is_loopback())
}

/// A profile as the file has it: flat, so that each line can be commented in and out.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    gateway: String,
    org_id: String,
    access_key: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    secret_key_env: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    secret_key_command: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    secret_key_clear: Option<Clear>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    private_key: Option<PathBuf>,
    #[serde(default = "default_batch_size")]
    batch_size: u16,
    #[serde(default)]
    keys_by_server: bool,
    #[serde(default)]
    require_secret: bool,
    #[serde(default)]
    lenient: bool,
}

const fn default_batch_size() -> u16 {
    Bounds::DEFAULT_BATCH_SIZE
}

/// A secret that is written out: here, and nowhere else.
struct Clear(Hidden);

impl Serialize for Clear {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.expose().serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Clear {
    /// Takes any value first, so that no error message quotes what was written.
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        match toml::Value::deserialize(deserializer)? {
            toml::Value::String(text) => Ok(Self(Hidden::new(text))),
            _ => Err(de::Error::custom("the secret must be a text in quotes")),
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
                return Err(
                    "more than one of `secret_key_env`, `secret_key_command` and `secret_key_clear`; keep one",
                );
            }
        };
        Ok(Self {
            gateway: written.gateway,
            org_id: written.org_id,
            access_key: written.access_key,
            secret_key,
            private_key: written.private_key,
            bounds: Bounds {
                batch_size: written.batch_size,
                ..Bounds::default()
            },
            keys_by_server: written.keys_by_server,
            require_secret: written.require_secret,
            lenient: written.lenient,
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
        Self {
            gateway: profile.gateway,
            org_id: profile.org_id,
            access_key: profile.access_key,
            secret_key_env: env,
            secret_key_command: command,
            secret_key_clear: clear,
            private_key: profile.private_key,
            batch_size: profile.bounds.batch_size,
            keys_by_server: profile.keys_by_server,
            require_secret: profile.require_secret,
            lenient: profile.lenient,
        }
    }
}
