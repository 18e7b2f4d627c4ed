//! Where a secret key comes from, and getting it from there.

use std::io;
use std::process::{ExitStatus, Output, Stdio};
use std::time::Duration;

use tokio::process::Command;
use zeroize::Zeroizing;

use super::Hidden;

/// How long a command may take: long enough to type a passphrase into its own dialogue.
const LIMIT: Duration = Duration::from_secs(30);

/// Where a secret key comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SecretSource {
    /// This environment variable.
    Env(String),
    /// The standard output of this command, run by `sh -c`.
    Command(String),
    /// The user is asked.
    Prompt,
    /// The configuration file itself, by the user's explicit choice.
    Clear(Hidden),
}

/// Why a source gave no secret.
#[derive(Debug, thiserror::Error)]
pub enum SecretError {
    /// No such variable, or an empty one.
    #[error("the environment variable `{0}` is not set, or is empty")]
    Unset(String),
    /// `sh` could not be run.
    #[error("the command for the secret could not be started: {0}")]
    NotStarted(io::Error),
    /// The command failed.
    #[error("the command for the secret failed ({status}){}", after_colon(.said))]
    Failed {
        /// How it ended.
        status: ExitStatus,
        /// The last line of its standard error, control characters removed.
        said: String,
    },
    /// The command did not end.
    #[error("the command for the secret did not end within {} s", .0.as_secs())]
    TimedOut(Duration),
    /// The command printed nothing.
    #[error("the command for the secret printed nothing")]
    Empty,
    /// The command printed something else than text.
    #[error("the command for the secret printed something that is not UTF-8 text")]
    NotText,
}

impl SecretSource {
    /// Gets the secret; `None` when the user must be asked. `env` looks an environment variable up.
    ///
    /// # Errors
    /// Says which variable is missing, or how the command failed; never what was printed as the secret.
    pub async fn resolve(
        &self,
        env: &(dyn Fn(&str) -> Option<String> + Sync),
    ) -> Result<Option<Hidden>, SecretError> {
        match self {
            Self::Env(name) => env(name)
                .filter(|value| !value.is_empty())
                .map(|value| Some(Hidden::new(value)))
                .ok_or_else(|| SecretError::Unset(name.clone())),
            Self::Command(command) => run(command, LIMIT).await.map(Some),
            Self::Prompt => Ok(None),
            Self::Clear(secret) => Ok(Some(secret.clone())),
        }
    }

    /// The source's key in the configuration file.
    pub(super) const fn key(&self) -> &'static str {
        match self {
            Self::Env(_) => "secret_key_env",
            Self::Command(_) => "secret_key_command",
            Self::Prompt => "secret_key",
            Self::Clear(_) => "secret_key_clear",
        }
    }

    /// What is written there, if anything.
    pub(super) fn text(&self) -> Option<&str> {
        match self {
            Self::Env(text) | Self::Command(text) => Some(text),
            Self::Prompt => None,
            Self::Clear(secret) => Some(secret.expose()),
        }
    }
}

/// Runs the command without a keyboard, and kills it when it takes longer than `limit`.
pub(super) async fn run(command: &str, limit: Duration) -> Result<Hidden, SecretError> {
    let child = Command::new("sh")
        .args(["-c", command])
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .kill_on_drop(true)
        .spawn()
        .map_err(SecretError::NotStarted)?;
    let output = tokio::time::timeout(limit, child.wait_with_output())
        .await
        .map_err(|_| SecretError::TimedOut(limit))?
        .map_err(SecretError::NotStarted)?;
    secret_in(output)
}

fn secret_in(output: Output) -> Result<Hidden, SecretError> {
    let stdout = Zeroizing::new(output.stdout);
    if !output.status.success() {
        return Err(SecretError::Failed {
            status: output.status,
            said: last_line(&output.stderr),
        });
    }
    let text = std::str::from_utf8(&stdout).map_err(|_| SecretError::NotText)?;
    let text = text.strip_suffix('\n').unwrap_or(text);
    let text = text.strip_suffix('\r').unwrap_or(text);
    if text.is_empty() {
        return Err(SecretError::Empty);
    }
    Ok(Hidden::new(text.to_owned()))
}

/// The last line that says something, fit for one line of a screen.
fn last_line(stderr: &[u8]) -> String {
    String::from_utf8_lossy(stderr)
        .lines()
        .rev()
        .find(|line| !line.trim().is_empty())
        .unwrap_or_default()
        .trim()
        .chars()
        .filter(|c| !c.is_control())
        .take(200)
        .collect()
}

fn after_colon(said: &str) -> String {
    if said.is_empty() {
        String::new()
    } else {
        format!(": {said}")
    }
}
