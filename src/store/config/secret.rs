//! Where a secret key comes from, and getting it from there.

use crate::said::{Said, say};
use std::io;
use std::process::ExitStatus;
use std::time::Duration;

use super::Secret;
use super::command::{MOST, run};

/// How long a command may take: long enough to type a passphrase into its own dialogue.
const LIMIT: Duration = Duration::from_secs(30);

/// Where a secret key comes from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum SecretSource {
    /// This environment variable.
    Env(String),
    /// The standard output of this command, run by `sh -c`.
    Command(String),
    /// The user is asked.
    #[default]
    Prompt,
    /// The configuration file itself, by the user's explicit choice.
    Clear(Secret),
}

/// Why a source gave no secret.
#[derive(Debug)]
pub enum SecretError {
    /// No such variable, or an empty one; its name where that can be no secret.
    Unset(Option<String>),
    /// `sh` could not be run.
    NotStarted(io::Error),
    /// The command failed.
    Failed {
        /// How it ended.
        status: ExitStatus,
        /// The last line of its standard error, as far as it may be repeated.
        said: Said,
    },
    /// The command did not end.
    TimedOut(Duration),
    /// The command printed more than any secret.
    TooMuch,
    /// The command printed nothing.
    Empty,
    /// The command printed something else than text.
    NotText,
}

impl SecretError {
    /// For people.
    #[must_use]
    pub fn said(&self) -> Said {
        match self {
            Self::Unset(Some(name)) => {
                say!(
                    "the environment variable `{name}` is not set, or is empty",
                    "环境变量 `{name}` 未设置或为空"
                )
            }
            Self::Unset(None) => say!(
                "the environment variable that secret_key_env names is not set, or is empty. What secret_key_env holds is not shown, as it may be the secret itself: it must be the name of a variable, such as SITE_7_SECRET",
                "secret_key_env 指定的环境变量未设置或为空。secret_key_env 的值可能就是 SecretKey 本身，因此不显示：它必须是变量名，如 SITE_7_SECRET"
            ),
            Self::NotStarted(error) => {
                say!(
                    "the command for the secret could not be started: {error}",
                    "获取 SecretKey 的命令无法启动：{error}"
                )
            }
            Self::Failed { status, said } if said.is_empty() => {
                say!(
                    "the command for the secret failed ({status})",
                    "获取 SecretKey 的命令失败（{status}）"
                )
            }
            Self::Failed { status, said } => {
                say!(
                    "the command for the secret failed ({status}): {said}",
                    "获取 SecretKey 的命令失败（{status}）：{said}",
                    said
                )
            }
            Self::TimedOut(limit) => say!(
                "the command for the secret did not finish within {seconds} s, and was killed: it has no keyboard or terminal to prompt on",
                "获取 SecretKey 的命令在 {seconds} 秒内没有结束，已被终止：它没有键盘或终端可供询问",
                seconds = limit.as_secs()
            ),
            Self::TooMuch => say!(
                "the command for the secret printed more than {most} KiB, and was killed",
                "获取 SecretKey 的命令输出超过 {most} KiB，已被终止",
                most = MOST >> 10
            ),
            Self::Empty => say!(
                "the command for the secret printed nothing",
                "获取 SecretKey 的命令没有输出"
            ),
            Self::NotText => {
                say!(
                    "the command for the secret printed something that is not UTF-8 text",
                    "获取 SecretKey 的命令输出的不是 UTF-8 文本"
                )
            }
        }
    }
}

impl std::fmt::Display for SecretError {
    /// For developers.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.said().en())
    }
}

impl std::error::Error for SecretError {}

impl From<io::Error> for SecretError {
    fn from(error: io::Error) -> Self {
        Self::NotStarted(error)
    }
}

impl SecretSource {
    /// How long it may take; none where it takes no time.
    #[must_use]
    pub const fn patience(&self) -> Option<Duration> {
        match self {
            Self::Command(_) => Some(LIMIT),
            Self::Env(_) | Self::Prompt | Self::Clear(_) => None,
        }
    }

    /// Gets the secret; `None` when the user must be asked. `env` looks an environment variable up.
    ///
    /// # Errors
    /// Says which variable is missing, or how the command failed; never what was printed as the secret.
    pub async fn resolve(
        &self,
        env: &(dyn Fn(&str) -> Option<String> + Sync),
    ) -> Result<Option<Secret>, SecretError> {
        match self {
            Self::Env(name) => env(name)
                .filter(|value| !value.is_empty())
                .map(|value| Some(Secret::from(value)))
                .ok_or_else(|| SecretError::Unset(shown(name).map(str::to_owned))),
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

/// The name of a variable, if it can be nothing else: words of capital letters, each perhaps with a number
/// (`SITE_7_SECRET`). A secret that was put in its place by mistake is not repeated.
fn shown(name: &str) -> Option<&str> {
    let is_word = |word: &str| {
        let number = word.trim_start_matches(|c: char| c.is_ascii_uppercase());
        word.len() <= 16 && number.bytes().all(|byte| byte.is_ascii_digit())
    };
    let begins = name.starts_with(|c: char| c.is_ascii_uppercase() || c == '_');
    (begins && name.len() <= 64 && name.split('_').all(is_word)).then_some(name)
}
