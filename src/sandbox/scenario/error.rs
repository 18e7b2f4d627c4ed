//! Why a scenario could not be had.

use std::io;
use std::path::{Path, PathBuf};

use super::builtin::BUILTINS;
use crate::whole::Unread;

/// What is wrong with a scenario; each message says where and what would be right.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ScenarioError {
    /// It is neither built in nor a file.
    #[error(
        "there is no scenario `{name}`: no such file, and the built-in ones are {}{}",
        known.join(", "), question(*meant)
    )]
    Unknown {
        /// What was asked for.
        name: String,
        /// The names there are.
        known: Vec<&'static str>,
        /// The one that was probably meant.
        meant: Option<&'static str>,
    },
    /// The file cannot be read.
    #[error("the scenario {} cannot be read: {why}", path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// Why.
        why: Unread,
    },
    /// Something in it makes no sense.
    #[error("{}line {line}: {message}", place(path.as_deref()))]
    Invalid {
        /// The file, when it came from one.
        path: Option<PathBuf>,
        /// The line, from 1.
        line: usize,
        /// What is wrong, and what would be right.
        message: String,
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

/// The word that was probably meant, when one is close.
pub(super) fn closest<'a>(word: &str, known: &[&'a str]) -> Option<&'a str> {
    let (distance, nearest) = known
        .iter()
        .map(|known| (strsim::osa_distance(word, known), *known))
        .min()?;
    (distance <= 1 + nearest.chars().count() / 4).then_some(nearest)
}

/// The question after a message that names what is wrong.
pub(super) fn question(word: Option<&str>) -> String {
    word.map_or_else(String::new, |word| format!("; did you mean `{word}`?"))
}

fn place(path: Option<&Path>) -> String {
    path.map_or_else(String::new, |path| format!("{}, ", path.display()))
}
