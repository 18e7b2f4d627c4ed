//! Why there is no connection, in words that name the way out.

use std::path::PathBuf;

use super::{ACCESS_KEY, SECRET_KEY};
use crate::enos::{self, UnsealError};
use crate::sandbox::{SandboxError, ScenarioError};
use crate::store::{SecretError, StoreError};

/// Why there is no connection.
#[derive(Debug, thiserror::Error)]
pub enum ConnectError {
    /// Nothing is chosen and there is no default.
    #[error(
        "no connection is chosen. Choose one of three: --sandbox; --profile NAME{}; \
         or --gateway URL --org-id ID with {ACCESS_KEY} and {SECRET_KEY} in the environment",
        known(.profiles)
    )]
    NoneChosen {
        /// The profiles there are.
        profiles: Vec<String>,
    },
    /// There is no such profile.
    #[error("there is no profile `{name}`{}", known(.profiles))]
    NoSuchProfile {
        /// What was asked for.
        name: String,
        /// The profiles there are.
        profiles: Vec<String>,
    },
    /// The address given by flag cannot work.
    #[error("--gateway {0}")]
    Gateway(String),
    /// The profile cannot work.
    #[error("profile `{name}`: {key} {problem}")]
    Profile {
        /// Its name.
        name: String,
        /// The key of the configuration file.
        key: &'static str,
        /// What is wrong with it.
        problem: String,
    },
    /// A credential is not in the environment.
    #[error(
        "the environment variable {0} is not set, or is empty: --gateway takes the credentials from {ACCESS_KEY} and {SECRET_KEY}"
    )]
    NoCredential(&'static str),
    /// The profile wants the secret typed.
    #[error(
        "profile `{profile}` asks for its secret key: set {SECRET_KEY}, or let the profile take it from a variable or a command"
    )]
    SecretWanted {
        /// The profile.
        profile: String,
    },
    /// The secret's source gave none.
    #[error("profile `{profile}`: {source}")]
    Secret {
        /// The profile.
        profile: String,
        /// Why.
        source: SecretError,
    },
    /// The private key cannot be used.
    #[error("{}: {source}", .path.display())]
    KeyUnusable {
        /// The file.
        path: PathBuf,
        /// Why.
        source: UnsealError,
    },
    /// The private key's file cannot be read.
    #[error("the private key: {0}")]
    PrivateKey(StoreError),
    /// The state folder is not to be used.
    #[error(transparent)]
    Folder(#[from] StoreError),
    /// The settings cannot work.
    #[error(transparent)]
    Settings(#[from] enos::Error),
    /// The environment names a proxy that cannot be read.
    #[error("{0}")]
    Proxy(String),
    /// Whom to trust cannot be read.
    #[error("{place} names {}, {problem}", .path.display())]
    Trust {
        /// What names it: a variable of the environment, or `ca_file`.
        place: &'static str,
        /// The file or folder.
        path: PathBuf,
        /// What is wrong with it.
        problem: String,
    },
    /// The trace cannot be written.
    #[error("--trace: {0}")]
    Trace(StoreError),
    /// The built-in gateway did not start.
    #[error("the sandbox did not start: {0}")]
    Sandbox(#[from] SandboxError),
    /// What is to go wrong in it is not known.
    #[error("--scenario: {0}")]
    Scenario(#[from] ScenarioError),
}

fn known(profiles: &[String]) -> String {
    if profiles.is_empty() {
        " (none is configured)".to_owned()
    } else {
        format!(" ({})", profiles.join(", "))
    }
}
