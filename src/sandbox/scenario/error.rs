//! Why a scenario could not be had.

use std::path::{Path, PathBuf};
use std::{fmt, io};

use super::builtin::BUILTINS;
use crate::said::{Said, say};
use crate::whole::Unread;

/// What is wrong with a scenario; each is told with where and what would be right.
#[derive(Debug)]
#[non_exhaustive]
pub enum ScenarioError {
    /// It is neither built in nor a file.
    Unknown {
        /// What was asked for.
        name: String,
        /// The names there are.
        known: Vec<&'static str>,
        /// The one that was probably meant.
        meant: Option<&'static str>,
    },
    /// The file cannot be read.
    File {
        /// The file.
        path: PathBuf,
        /// Why.
        why: Unread,
    },
    /// Something in it makes no sense.
    Invalid {
        /// The file, when it came from one.
        path: Option<PathBuf>,
        /// The line, from 1.
        line: usize,
        /// What is wrong, and what would be right.
        message: Said,
    },
}

impl ScenarioError {
    /// Says which file it is about.
    pub(super) fn in_file(mut self, file: &Path) -> Self {
        if let Self::Invalid { path, .. } = &mut self {
            *path = Some(file.to_owned());
        }
        self
    }

    /// A name that is not built in, and no file either.
    pub(super) fn unopened(path: &Path, why: Unread) -> Self {
        if !matches!(&why, Unread::System(source) if source.kind() == io::ErrorKind::NotFound) {
            let path = path.to_owned();
            return Self::File { path, why };
        }
        let name = path.display().to_string();
        let known: Vec<_> = BUILTINS.iter().map(|(name, ..)| *name).collect();
        let meant = closest(&name, &known);
        Self::Unknown { name, known, meant }
    }
}

impl ScenarioError {
    /// For people.
    #[must_use]
    pub fn said(&self) -> Said {
        match self {
            Self::Unknown { name, known, meant } => say!(
                "there is no scenario `{name}`: no such file, and the built-in ones are {known}{question}",
                "没有名为 `{name}` 的场景：没有此文件，内置场景有 {known}{question}",
                known = Said::list(known.iter().map(Said::data)),
                question = question(*meant)
            ),
            Self::File { path, why } => say!(
                "the scenario {path} cannot be read: {why}",
                "无法读取场景 {path}：{why}",
                path = path.display(),
                why = why.said()
            ),
            Self::Invalid {
                path: Some(path),
                line,
                message,
            } => say!(
                "{path}, line {line}: {message}",
                "{path} 第 {line} 行：{message}",
                path = path.display(),
                line,
                message
            ),
            Self::Invalid {
                path: None,
                line,
                message,
            } => say!("line {line}: {message}", "第 {line} 行：{message}", message),
        }
    }
}

impl fmt::Display for ScenarioError {
    /// For developers.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.said().en())
    }
}

impl std::error::Error for ScenarioError {}

/// The word that was probably meant, when one is close.
pub(super) fn closest<'a>(word: &str, known: &[&'a str]) -> Option<&'a str> {
    let (distance, nearest) = known
        .iter()
        .map(|known| (strsim::osa_distance(word, known), *known))
        .min()?;
    (distance <= 1 + nearest.chars().count() / 4).then_some(nearest)
}

/// The question after a message that names what is wrong.
pub(super) fn question(word: Option<&str>) -> Said {
    word.map_or_else(Said::default, |word| {
        say!("; did you mean `{word}`?", "；是否应为 `{word}`？")
    })
}
