//! The ground that the journal stands on: its files, which must stay where they were opened.
//!
//! A program that keeps folders alike, a restored backup or a cleaner can replace them under the program.
//! `SQLite` would write on into files that nobody finds again.

use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use super::error::{Loss, StoreError};
use super::identity::{self, Identity};

/// The files of an open store.
#[derive(Debug, Default)]
pub(super) struct Ground {
    files: Vec<(PathBuf, Identity)>,
    /// Those among them that are never empty while they are open.
    filled: Vec<PathBuf>,
    /// What was found to be gone first. It stays so: what was written meanwhile may not have come back.
    lost: OnceLock<(PathBuf, Loss)>,
}

impl Ground {
    /// The ground of the files that were `proven` to be the open ones, and of those that `SQLite` has just opened
    /// `beside`.
    ///
    /// # Errors
    /// [`StoreError::Gone`] for one that is not there.
    pub(super) fn of(
        proven: impl IntoIterator<Item = (PathBuf, Identity)>,
        beside: impl IntoIterator<Item = PathBuf>,
    ) -> Result<Self, StoreError> {
        let mut files: Vec<_> = proven.into_iter().collect();
        let filled = files.iter().map(|(path, _)| path.clone());
        let filled: Vec<PathBuf> = filled.filter(|path| !is_empty(path)).collect();
        for path in beside {
            match look(&path) {
                Ok(identity) => files.push((path, identity)),
                Err(loss) => return Err(StoreError::Gone { path, loss }),
            }
        }
        let ground = Self {
            files,
            filled,
            lost: OnceLock::new(),
        };
        ground.check()?;
        Ok(ground)
    }

    /// Whether every path still leads to the file that was opened.
    ///
    /// # Errors
    /// [`StoreError::Gone`], from the first time on for ever.
    pub(super) fn check(&self) -> Result<(), StoreError> {
        if self.lost.get().is_none() {
            let lost = self
                .files
                .iter()
                .find_map(|(path, opened)| match look(path) {
                    Ok(named) if named == *opened => None,
                    Ok(_) => Some((path.clone(), Loss::Replaced)),
                    Err(loss) => Some((path.clone(), loss)),
                });
            let emptied = || self.filled.iter().find(|path| is_empty(path));
            let lost = lost.or_else(|| Some((emptied()?.clone(), Loss::Emptied)));
            if let Some(lost) = lost {
                // Another thread may have found the same.
                let _ = self.lost.set(lost);
            }
        }
        match self.lost.get().cloned() {
            None => Ok(()),
            Some((path, loss)) => Err(StoreError::Gone { path, loss }),
        }
    }
}

fn is_empty(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok_and(|named| named.len() == 0)
}

fn look(path: &Path) -> Result<Identity, Loss> {
    match fs::symlink_metadata(path) {
        Ok(named) => Ok(identity::of(&named)),
        Err(error) if error.kind() == ErrorKind::NotFound => Err(Loss::Removed),
        Err(error) => Err(Loss::OutOfReach(error.to_string())),
    }
}
