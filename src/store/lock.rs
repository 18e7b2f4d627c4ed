//! One instance at a time: the lock file.

use std::fs::{File, TryLockError};
use std::io::{Read as _, Seek as _, Write as _};
use std::path::{Path, PathBuf};

use super::error::StoreError;
use super::files;
use super::identity::{self, Identity};
use crate::store::error::Doing;

/// Held while the store is open; the system lets go of it even when the program is killed.
#[derive(Debug)]
pub(super) struct Lock {
    /// Where the file is, and which one it was there.
    pub(super) proven: (PathBuf, Identity),
    file: File,
}

impl Lock {
    /// Takes the folder, or names the instance that has it.
    pub(super) fn take(dir: &Path) -> Result<Self, StoreError> {
        let path = dir.join("enroll.lock");
        let mut file = files::private_file(&path)?;
        match file.try_lock() {
            Ok(()) => {
                // One that was removed meanwhile keeps nobody out.
                let identity = identity::prove(&path, &file)?;
                let pid = std::process::id();
                file.set_len(0)
                    .and_then(|()| file.rewind())
                    .and_then(|()| writeln!(file, "{pid}"))
                    .map_err(|error| StoreError::file(Doing::Write, &path, error))?;
                let proven = (path, identity);
                Ok(Self { proven, file })
            }
            Err(TryLockError::WouldBlock) => Err(StoreError::InUse {
                dir: dir.to_path_buf(),
                pid: holder(&mut file),
            }),
            Err(TryLockError::Error(error)) => Err(StoreError::file(Doing::Lock, &path, error)),
        }
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        // A child that is just being started holds a copy of the file until it is another program.
        let _ = self.file.unlock();
    }
}

/// The process id in the lock file, if the system lets it be read and it is written already.
fn holder(file: &mut File) -> Option<u32> {
    let mut text = String::new();
    // No number is longer.
    file.take(20).read_to_string(&mut text).ok()?;
    text.trim().parse().ok()
}
