//! Which connection the flags and the configuration mean.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use super::{ConnectError, trace};
use crate::enos::{Trace, same_for_all};
use crate::store::{Config, Profile, gateway_problem};

/// The flags that name a connection.
#[derive(Clone, Debug, Default, clap::Args)]
#[command(next_help_heading = "Connection (choose one; without any, the default profile is used)")]
pub struct ConnectArgs {
    /// A profile from the configuration file
    #[arg(long, value_name = "NAME", conflicts_with_all = ["gateway", "org_id", "sandbox"])]
    pub profile: Option<String>,
    /// The gateway's address: https://…
    #[arg(
        long,
        value_name = "URL",
        requires = "org_id",
        conflicts_with = "sandbox"
    )]
    pub gateway: Option<String>,
    /// The organisation on that gateway
    #[arg(long, value_name = "ID", requires = "gateway")]
    pub org_id: Option<String>,
    /// The private key (PKCS#8 or PKCS#1 PEM) that opens sealed device secrets [default: the profile's]
    #[arg(long, value_name = "FILE", conflicts_with = "sandbox")]
    pub private_key: Option<PathBuf>,
    /// A file of CA certificates (PEM) to trust for the gateway, besides the system's [default: the profile's]
    #[arg(long, value_name = "FILE", conflicts_with = "sandbox")]
    pub ca_file: Option<PathBuf>,
    /// The built-in gateway: no real devices are created
    #[arg(long)]
    pub sandbox: bool,
    /// Append a line of JSON per request to this file: call, time, status, code, sizes, shape; no secrets
    #[arg(long, value_name = "FILE")]
    pub trace: Option<PathBuf>,
    /// Make things go wrong in the sandbox: a built-in scenario (`enroll sandbox --help` lists them) or a file
    #[arg(
        long,
        value_name = "NAME|FILE",
        requires = "sandbox",
        conflicts_with_all = ["profile", "gateway", "org_id"]
    )]
    pub scenario: Option<String>,
}

/// Which connection the flags and the configuration mean.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// The built-in gateway.
    Sandbox {
        /// What goes wrong there: a scenario's name, or its file. None: nothing.
        scenario: Option<String>,
    },
    /// A configured one.
    Profile {
        /// Its name.
        name: String,
        /// What is configured.
        profile: Box<Profile>,
    },
    /// One given by flags, with its credentials in the environment: what is left of it is as if configured.
    Gateway(Box<Profile>),
}

impl ConnectArgs {
    /// Whether any of the flags was given.
    #[must_use]
    pub fn given(&self) -> bool {
        self.sandbox
            || self.profile.is_some()
            || self.gateway.is_some()
            || self.org_id.is_some()
            || self.private_key.is_some()
            || self.ca_file.is_some()
    }

    /// Where exchanges are written down, if a flag says so.
    ///
    /// # Errors
    /// [`ConnectError::Trace`].
    pub fn trace(&self) -> Result<Option<Arc<dyn Trace>>, ConnectError> {
        self.trace.as_deref().map(trace::open).transpose()
    }

    /// The connection that the flags name, else the default profile.
    ///
    /// # Errors
    /// [`ConnectError::NoneChosen`], [`ConnectError::NoSuchProfile`] or [`ConnectError::Gateway`].
    pub fn target(&self, config: &Config) -> Result<Target, ConnectError> {
        if self.sandbox {
            return Ok(Target::Sandbox {
                scenario: self.scenario.clone(),
            });
        }
        if let (Some(url), Some(org_id)) = (&self.gateway, &self.org_id) {
            if let Some(problem) = gateway_problem(url) {
                return Err(ConnectError::Gateway(problem));
            }
            return Ok(Target::Gateway(Box::new(Profile {
                gateway: url.clone(),
                org_id: org_id.clone(),
                private_key: self.private_key.clone(),
                ca_file: self.ca_file.clone(),
                ..Profile::default()
            })));
        }
        let profiles = || config.profiles.keys().cloned().collect();
        let Some(name) = self.profile.as_ref().or(config.default_profile.as_ref()) else {
            return Err(ConnectError::NoneChosen {
                profiles: profiles(),
            });
        };
        let Some(profile) = config.profiles.get(name) else {
            return Err(ConnectError::NoSuchProfile {
                name: name.clone(),
                profiles: profiles(),
            });
        };
        let mut profile = Box::new(profile.clone());
        profile.private_key = self.private_key.clone().or(profile.private_key);
        profile.ca_file = self.ca_file.clone().or(profile.ca_file);
        let name = name.clone();
        Ok(Target::Profile { name, profile })
    }
}

impl Target {
    /// The built-in gateway, where nothing goes wrong.
    pub const SANDBOX: Self = Self::Sandbox { scenario: None };

    /// What is, or might be, configured of it.
    pub(super) fn profile(&self) -> Option<&Profile> {
        match self {
            Self::Sandbox { .. } => None,
            Self::Profile { profile, .. } | Self::Gateway(profile) => Some(profile),
        }
    }

    /// Under which the store keeps what belongs to this connection.
    #[must_use]
    pub fn scope(&self) -> String {
        self.profile().map_or_else(
            || "sandbox".to_owned(),
            |profile| format!("{}|{}", same_for_all(&profile.gateway), profile.org_id),
        )
    }

    /// How long opening it may take because of a command that prints the secret key.
    #[must_use]
    pub fn patience(&self) -> Option<Duration> {
        self.profile()?.secret_key.patience()
    }

    /// Whether the profile judges leniently.
    #[must_use]
    pub fn lenient(&self) -> bool {
        self.profile().is_some_and(|profile| profile.lenient)
    }
}
