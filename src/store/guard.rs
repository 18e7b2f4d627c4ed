//! Who may write where the program takes its orders from: as ssh does, it obeys nothing that others may change.
//!
//! Looked at are the state folder, the folder of the configuration, and the configuration and key files
//! themselves: their owner and their mode. Folders above, and rights that the mode does not show, are not.

use std::fs::{self, File, Metadata};
use std::io::{self, Read as _};
use std::path::Path;

use zeroize::Zeroizing;

use super::error::StoreError;
use super::files;

/// Refuses a folder that others may write in.
///
/// # Errors
/// [`StoreError::Exposed`] with the mend.
pub fn folder(dir: &Path) -> Result<(), StoreError> {
    match fs::metadata(dir) {
        Ok(metadata) => judge(dir, &metadata),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        Err(error) => Err(StoreError::file("read", dir, error)),
    }
}

/// Reads a file, unless others may write it.
///
/// # Errors
/// [`StoreError::Exposed`] with the mend, else the disk's.
pub fn bytes(path: &Path) -> Result<Vec<u8>, StoreError> {
    let reading = |error| StoreError::file("read", path, error);
    let mut file = File::open(path).map_err(reading)?;
    judge(path, &file.metadata().map_err(reading)?)?;
    let mut bytes = Vec::new();
    file.read_to_end(&mut bytes).map_err(reading)?;
    Ok(bytes)
}

/// Reads a text file, unless others may write it.
///
/// # Errors
/// [`StoreError::Exposed`] with the mend, else the disk's.
pub fn text(path: &Path) -> Result<Zeroizing<String>, StoreError> {
    let reading = |error| StoreError::file("read", path, error);
    let mut file = File::open(path).map_err(reading)?;
    judge(path, &file.metadata().map_err(reading)?)?;
    let mut text = Zeroizing::new(String::new());
    file.read_to_string(&mut text).map_err(reading)?;
    Ok(text)
}

/// Reads a text file; none when it is missing. Others may write neither it nor in its folder.
///
/// # Errors
/// See [`text`].
pub(super) fn text_in_guarded_folder(path: &Path) -> Result<Option<Zeroizing<String>>, StoreError> {
    match text(path) {
        Err(StoreError::File { source, .. }) if source.kind() == io::ErrorKind::NotFound => {
            Ok(None)
        }
        Err(error) => Err(error),
        Ok(text) => folder(&files::parent(path)).map(|()| Some(text)),
    }
}

#[cfg(unix)]
fn judge(path: &Path, of: &Metadata) -> Result<(), StoreError> {
    use super::error::Exposure;
    use std::os::unix::fs::MetadataExt as _;
    let exposure = if of.uid() != 0 && of.uid() != rustix::process::geteuid().as_raw() {
        Exposure::Owner(of.uid())
    } else if of.mode() & 0o022 != 0 {
        Exposure::Mode(of.mode() & 0o7777)
    } else {
        return Ok(());
    };
    Err(StoreError::Exposed {
        path: path.to_path_buf(),
        exposure,
    })
}

/// Elsewhere rights are lists that `std` does not read; the user's own folders are private by themselves.
#[cfg(not(unix))]
fn judge(_: &Path, _: &Metadata) -> Result<(), StoreError> {
    Ok(())
}
