//! Why there is no connection; `words/` says so, with the way out.

use std::io;
use std::path::PathBuf;

use crate::enos::{self, BadProxy, UnsealError};
use crate::said::Said;
use crate::sandbox::{SandboxError, ScenarioError};
use crate::store::{SecretError, StoreError};

/// Why there is no connection.
#[derive(Debug, strum::VariantNames)]
pub enum ConnectError {
    /// Nothing is chosen and there is no default.
    NoneChosen {
        /// The profiles there are.
        profiles: Vec<String>,
    },
    /// There is no such profile.
    NoSuchProfile {
        /// What was asked for.
        name: String,
        /// The profiles there are.
        profiles: Vec<String>,
    },
    /// The address given by flag cannot work.
    Gateway(Said),
    /// The profile cannot work.
    Profile {
        /// Its name.
        name: String,
        /// The key of the configuration file.
        key: &'static str,
        /// What is wrong with it.
        problem: Said,
    },
    /// A credential is not in the environment.
    NoCredential(&'static str),
    /// The profile wants the secret typed.
    SecretWanted {
        /// The profile.
        profile: String,
    },
    /// The secret's source gave none.
    Secret {
        /// The profile.
        profile: String,
        /// Why.
        source: SecretError,
    },
    /// The private key cannot be used.
    KeyUnusable {
        /// The file.
        path: PathBuf,
        /// Why.
        source: UnsealError,
    },
    /// The private key's file cannot be read.
    PrivateKey(StoreError),
    /// The state folder is not to be used.
    Folder(StoreError),
    /// The settings cannot work.
    Settings(enos::Error),
    /// The environment names a proxy that cannot be read.
    Proxy(BadProxy),
    /// Whom to trust cannot be read.
    Trust {
        /// What names it: a variable of the environment, or `ca_file`.
        place: &'static str,
        /// The file or folder.
        path: PathBuf,
        /// What is wrong with it.
        problem: Box<Distrust>,
    },
    /// The trace cannot be written.
    Trace(StoreError),
    /// The built-in gateway did not start.
    Sandbox(SandboxError),
    /// What is to go wrong in it is not known.
    Scenario(ScenarioError),
}

/// Why authorities cannot be read.
#[derive(Debug, strum::VariantNames)]
pub enum Distrust {
    /// Their file is not to be used.
    Unfit(StoreError),
    /// It holds no certificate that can be read.
    NoPem,
    /// What the environment names cannot be read.
    Unread(io::Error),
}

impl From<StoreError> for ConnectError {
    fn from(error: StoreError) -> Self {
        Self::Folder(error)
    }
}

impl From<enos::Error> for ConnectError {
    fn from(error: enos::Error) -> Self {
        Self::Settings(error)
    }
}

impl From<SandboxError> for ConnectError {
    fn from(error: SandboxError) -> Self {
        Self::Sandbox(error)
    }
}

impl From<ScenarioError> for ConnectError {
    fn from(error: ScenarioError) -> Self {
        Self::Scenario(error)
    }
}

#[cfg(test)]
mod tests;
