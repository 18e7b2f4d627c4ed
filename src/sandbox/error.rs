//! Why the sandbox could not start or go on.

use std::fmt;
use std::net::SocketAddr;
use std::path::PathBuf;

use super::switches::SwitchError;
use crate::said::{Said, say};

/// What stops the sandbox; each is told with what to do about it.
#[derive(Debug, strum::VariantNames)]
#[non_exhaustive]
pub enum SandboxError {
    /// The sandbox has public keys and must stay on this machine.
    NotLoopback(SocketAddr),
    /// The port is taken or not allowed.
    Listen {
        /// The address asked for.
        address: SocketAddr,
        /// What the system said.
        source: std::io::Error,
    },
    /// The scenario sets a switch that does not exist.
    Switch(SwitchError),
    /// A state file cannot be read or written.
    File {
        /// The file or directory.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// A state file is a link, or no plain file.
    Link(PathBuf),
    /// A state file was given free: the sandbox was stopped.
    Stopped(PathBuf),
    /// Two sandboxes may not write one journal.
    InUse(PathBuf),
    /// A whole line of the device journal is not what the sandbox writes.
    Journal {
        /// The device journal.
        path: PathBuf,
        /// The line, from 1.
        line: usize,
        /// What the JSON library said.
        reason: String,
    },
    /// The kept private key cannot be read, or a new one cannot be made.
    Key {
        /// The key file.
        path: PathBuf,
        /// What is wrong with it.
        reason: Said,
    },
    /// The built-in products are not readable; a defect of the program.
    Catalogue(String),
    /// A background task was lost; a defect of the program, or the runtime is going down.
    Interrupted(String),
}

impl SandboxError {
    /// Ties a file error to its file.
    pub(super) fn file(path: impl Into<PathBuf>) -> impl FnOnce(std::io::Error) -> Self {
        let path = path.into();
        move |source| Self::File { path, source }
    }

    /// For people.
    #[must_use]
    #[expect(clippy::too_many_lines, reason = "one arm a fault")]
    pub fn said(&self) -> Said {
        match self {
            Self::NotLoopback(address) => say!(
                "the sandbox listens on this machine only: {address} is not a loopback address (use 127.0.0.1)",
                "沙箱只监听本机：{address} 不是回环地址（改用 127.0.0.1）"
            ),
            Self::Listen { address, source } => {
                say!(
                    "the sandbox cannot listen on {address}: {source}",
                    "沙箱无法监听 {address}：{source}"
                )
            }
            Self::Switch(error) => say!(
                "the scenario's switches: {why}",
                "场景中的开关：{why}",
                why = error.said()
            ),
            Self::File { path, source } => {
                say!(
                    "the sandbox cannot use {path}: {source}",
                    "沙箱无法使用 {path}：{source}",
                    path = path.display(),
                    source
                )
            }
            Self::Link(path) => say!(
                "the sandbox cannot use {path}: it is a link or not a regular file; move it away",
                "沙箱无法使用 {path}：它是链接，或不是普通文件；先将它移走",
                path = path.display()
            ),
            Self::Stopped(path) => say!(
                "the sandbox cannot use {path}: the sandbox was stopped",
                "沙箱无法使用 {path}：沙箱已停止",
                path = path.display()
            ),
            Self::InUse(path) => say!(
                "another sandbox is using {path}: stop it, or choose another folder",
                "另一个沙箱正在使用 {path}：停止它，或改用其他目录",
                path = path.display()
            ),
            Self::Journal { path, line, reason } => say!(
                "{path}, line {line}: {reason}; fix the line, or start fresh",
                "{path} 第 {line} 行：{reason}；修正该行，或清空重来",
                path = path.display(),
                line,
                reason
            ),
            Self::Key { path, reason } => say!(
                "the sandbox's private key {path}: {reason}; delete the file to get a new one",
                "沙箱的私钥 {path}：{reason}；删除该文件，会重新生成私钥",
                path = path.display(),
                reason
            ),
            Self::Catalogue(why) => say!(
                "the sandbox's own catalogue: {why}",
                "沙箱自带的产品清单：{why}"
            ),
            Self::Interrupted(why) => say!(
                "the sandbox was interrupted: {why}",
                "沙箱的工作中断：{why}"
            ),
        }
    }
}

impl fmt::Display for SandboxError {
    /// For developers.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.said().en())
    }
}

impl std::error::Error for SandboxError {}

impl From<SwitchError> for SandboxError {
    fn from(error: SwitchError) -> Self {
        Self::Switch(error)
    }
}

#[cfg(test)]
mod tests;
