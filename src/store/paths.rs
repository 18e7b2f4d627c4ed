//! Where the program keeps its files.

use std::path::{Path, PathBuf};

use directories::ProjectDirs;

use super::StoreError;

/// The two places the program writes to by itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paths {
    /// The folder of the journal.
    pub state: PathBuf,
    /// The configuration file.
    pub config: PathBuf,
}

impl Paths {
    /// With a folder given everything is in it; else the platform's folders for state and configuration.
    ///
    /// # Errors
    /// [`StoreError::NoHome`] when the system knows no home folder for the user.
    pub fn find(state_dir: Option<&Path>) -> Result<Self, StoreError> {
        if let Some(dir) = state_dir {
            return Ok(Self {
                state: dir.to_path_buf(),
                config: dir.join("config.toml"),
            });
        }
        let dirs = ProjectDirs::from("", "", "enroll").ok_or(StoreError::NoHome)?;
        Ok(Self {
            // Only Linux has a folder for state.
            state: dirs
                .state_dir()
                .unwrap_or_else(|| dirs.data_local_dir())
                .to_path_buf(),
            config: dirs.config_dir().join("config.toml"),
        })
    }
}
