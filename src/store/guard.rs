//! Who may write where the program takes its orders from: as ssh does, it obeys nothing that others may change.
//!
//! Looked at are the state folder, the folder of the configuration, and the configuration and key files
//! themselves: their owner and their mode. Folders above, and rights that the mode does not show, are not.

use std::fs::{self, Metadata};
use std::io;
use std::path::Path;

use zeroize::Zeroizing;

use super::error::StoreError;
#[cfg(unix)]
use super::error::typed;
use super::files;
use crate::said::Said;
#[cfg(unix)]
use crate::said::say;
use crate::store::error::Doing;
use crate::whole::{self, Opened, Take, Unread};

/// Refuses a folder that others may write in.
///
/// # Errors
/// [`StoreError::Exposed`] with the mend.
pub fn folder(dir: &Path) -> Result<(), StoreError> {
    match fs::metadata(dir) {
        Ok(metadata) => judge(dir, &metadata),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        Err(error) => Err(StoreError::file(Doing::Read, dir, error)),
    }
}

/// Reads certificates of whom to trust, unless others may write them.
///
/// # Errors
/// See [`key`].
pub fn certificates(path: &Path) -> Result<Vec<u8>, StoreError> {
    let bytes = read(path, Take::KEY, Opened::bytes);
    bytes
        .map(|bytes| bytes.to_vec())
        .map_err(StoreError::of_named)
}

/// Reads a private key, unless others may write it.
///
/// # Errors
/// [`StoreError::Exposed`] with the mend; [`StoreError::Unfit`] for what is no key's file; else the disk's.
pub fn key(path: &Path) -> Result<Zeroizing<String>, StoreError> {
    read(path, Take::KEY, Opened::text).map_err(StoreError::of_named)
}

/// Reads settings; none where there is no file. Others may write neither it nor in its folder.
///
/// # Errors
/// See [`key`].
pub(super) fn settings(path: &Path) -> Result<Option<Zeroizing<String>>, StoreError> {
    match read(path, Take::SETTINGS, Opened::text) {
        Err(StoreError::File { source, .. }) if source.kind() == io::ErrorKind::NotFound => {
            Ok(None)
        }
        Err(error) => Err(error),
        Ok(text) => folder(&files::parent(path)).map(|()| Some(text)),
    }
}

fn read<T>(
    path: &Path,
    take: Take,
    all: impl FnOnce(Opened) -> Result<T, Unread>,
) -> Result<T, StoreError> {
    let unread = |why| StoreError::unread(path, why);
    let file = whole::open(path, take).map_err(unread)?;
    judge(path, file.metadata())?;
    all(file).map_err(unread)
}

/// What to say of a file with a secret in it that others may read: a warning, as it may be meant so.
#[cfg(unix)]
#[must_use]
pub fn readable(path: &Path, secret: &Said) -> Option<Said> {
    use std::os::unix::fs::MetadataExt as _;
    let of = fs::metadata(path).ok().filter(Metadata::is_file)?;
    // Of another user's file this one cannot take rights away.
    let ours = of.uid() == rustix::process::geteuid().as_raw();
    (ours && of.mode() & 0o044 != 0).then(|| {
        let (at, typed, mode) = (path.display(), typed(path), of.mode() & 0o7777);
        say!(
            "other users can read {at}, which holds {secret} (mode {mode:04o}): chmod 600 {typed}",
            "{at}（权限 {mode:04o}）可被其他用户读取，其中有{secret}：chmod 600 {typed}",
            secret
        )
    })
}

/// Elsewhere rights are lists that `std` does not read.
#[cfg(not(unix))]
#[must_use]
pub fn readable(_: &Path, _: &Said) -> Option<Said> {
    None
}

#[cfg(unix)]
fn judge(path: &Path, of: &Metadata) -> Result<(), StoreError> {
    use super::error::Exposure;
    use std::os::unix::fs::MetadataExt as _;
    let exposure = if of.uid() != 0 && of.uid() != rustix::process::geteuid().as_raw() {
        Exposure::Owner(super::User::numbered(of.uid()))
    } else if of.mode() & 0o022 != 0 {
        Exposure::Mode(of.mode() & 0o7777)
    } else {
        return Ok(());
    };
    let path = path.to_path_buf();
    Err(StoreError::Exposed { path, exposure })
}

/// Elsewhere rights are lists that `std` does not read; the user's own folders are private by themselves.
#[cfg(not(unix))]
#[expect(clippy::unnecessary_wraps, reason = "as where it can fail")]
fn judge(_: &Path, _: &Metadata) -> Result<(), StoreError> {
    Ok(())
}
