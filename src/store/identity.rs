//! Which file a path leads to, and what may not stand in a file's place.

use std::fs::{self, File, Metadata};
use std::path::Path;

use super::error::StoreError;
use crate::store::error::{Doing, Other};

/// What tells two files apart, whatever they are called. It is given to no other file while this one is open.
#[cfg(unix)]
pub(super) type Identity = (u64, u64);

/// Elsewhere `std` knows nothing of the kind; there the system keeps an open database from being replaced.
#[cfg(not(unix))]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Identity;

/// The device and the inode.
#[cfg(unix)]
pub(super) fn of(metadata: &Metadata) -> Identity {
    use std::os::unix::fs::MetadataExt as _;
    (metadata.dev(), metadata.ino())
}

/// Every file's.
#[cfg(not(unix))]
pub(super) fn of(_: &Metadata) -> Identity {
    Identity
}

/// Proves that `path` itself, and not something that it links to, is the open `file`, and that the file has
/// no other name; gives its identity.
///
/// # Errors
/// [`StoreError::Link`].
pub(super) fn prove(path: &Path, file: &File) -> Result<Identity, StoreError> {
    let opening = |error| StoreError::file(Doing::Open, path, error);
    let named = fs::symlink_metadata(path).map_err(opening)?;
    plain(path, &named)?;
    let opened = file.metadata().map_err(opening)?;
    if of(&named) == of(&opened) {
        return Ok(of(&opened));
    }
    Err(link(path, Other::Changed))
}

/// Refuses what is not a plain file with one name.
///
/// # Errors
/// [`StoreError::Link`].
pub(super) fn plain(path: &Path, named: &Metadata) -> Result<(), StoreError> {
    let what = if named.is_symlink() {
        Other::Symlink
    } else if !named.is_file() {
        Other::NoFile
    } else if names(named) > 1 {
        Other::HardLink
    } else {
        return Ok(());
    };
    Err(link(path, what))
}

#[cfg(unix)]
fn names(metadata: &Metadata) -> u64 {
    std::os::unix::fs::MetadataExt::nlink(metadata)
}

/// Elsewhere `std` does not count them.
#[cfg(not(unix))]
fn names(_: &Metadata) -> u64 {
    1
}

fn link(path: &Path, what: Other) -> StoreError {
    let path = path.to_path_buf();
    StoreError::Link { path, what }
}
