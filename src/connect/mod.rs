//! From flags and profiles to an open connection.

mod about;
mod error;
mod open;
mod target;
mod trace;
mod trust;
mod warnings;

use std::path::PathBuf;

use crate::store::Paths;

pub use about::About;
pub use error::{ConnectError, Distrust};
pub use open::Connection;
pub use target::{ConnectArgs, Target};

/// The variable of the access key, for connections given by flags.
pub const ACCESS_KEY: &str = "ENROLL_ACCESS_KEY";
/// The variable of the secret key, for connections given by flags and for profiles that ask for it.
pub const SECRET_KEY: &str = "ENROLL_SECRET_KEY";

/// What is waited for while a command prints the secret key, by the key that names it in the configuration.
pub const SECRET_COMMAND: &str = "secret_key_command";

/// Looks an environment variable up.
pub type Env<'a> = &'a (dyn Fn(&str) -> Option<String> + Sync);

/// The program's own environment.
#[must_use]
pub fn environment(name: &str) -> Option<String> {
    std::env::var(name).ok()
}

/// Where the sandbox keeps its devices.
#[must_use]
pub fn sandbox_dir(paths: &Paths) -> PathBuf {
    paths.state.join("sandbox")
}

#[cfg(test)]
mod tests;
