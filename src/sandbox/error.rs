//! Why the sandbox could not start or go on.

use std::net::SocketAddr;
use std::path::PathBuf;

use super::switches::SwitchError;

/// What stops the sandbox; each message says what to do about it.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum SandboxError {
    /// The sandbox has public keys and must stay on this machine.
    #[error(
        "the sandbox listens on this machine only: {0} is not a loopback address (use 127.0.0.1)"
    )]
    NotLoopback(SocketAddr),
    /// The port is taken or not allowed.
    #[error("the sandbox cannot listen on {address}: {source}")]
    Listen {
        /// The address asked for.
        address: SocketAddr,
        /// What the system said.
        source: std::io::Error,
    },
    /// The scenario sets a switch that does not exist.
    #[error("the scenario's switches: {0}")]
    Switch(#[from] SwitchError),
    /// A state file cannot be read or written.
    #[error("the sandbox cannot use {}: {source}", path.display())]
    File {
        /// The file or directory.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// Two sandboxes may not write one journal.
    #[error("another sandbox is using {}: stop it, or choose another directory", .0.display())]
    InUse(PathBuf),
    /// A whole line of the device journal is not what the sandbox writes.
    #[error("{}, line {line}: {reason}; repair the line, or start fresh", path.display())]
    Journal {
        /// The device journal.
        path: PathBuf,
        /// The line, from 1.
        line: usize,
        /// What is wrong with it.
        reason: String,
    },
    /// The kept private key cannot be read, or a new one cannot be made.
    #[error("the sandbox's private key {}: {reason}; delete the file to have a new one made", path.display())]
    Key {
        /// The key file.
        path: PathBuf,
        /// What is wrong with it.
        reason: String,
    },
    /// The built-in products are not readable; a defect of the program.
    #[error("the sandbox's own catalogue: {0}")]
    Catalogue(String),
    /// A background task was lost; a defect of the program, or the runtime is going down.
    #[error("the sandbox's work was cut off: {0}")]
    Interrupted(String),
}

impl SandboxError {
    /// Ties a file error to its file.
    pub(super) fn file(path: impl Into<PathBuf>) -> impl FnOnce(std::io::Error) -> Self {
        let path = path.into();
        move |source| Self::File { path, source }
    }
}
