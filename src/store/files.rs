//! Files and folders that only their owner may read.

use std::fs::{self, DirBuilder, File, OpenOptions};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use super::error::StoreError;

/// Makes the folder, and those above it, for the owner alone; one that exists is left as it is.
pub(super) fn private_dir(dir: &Path) -> Result<(), StoreError> {
    let mut builder = DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder
        .create(dir)
        .map_err(|error| StoreError::file("create", dir, error))
}

/// Opens the file for reading and writing, made if missing, and for the owner alone in any case.
pub(super) fn private_file(path: &Path) -> Result<File, StoreError> {
    let mut options = OpenOptions::new();
    options.read(true).write(true).create(true).truncate(false);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let file = options
        .open(path)
        .map_err(|error| StoreError::file("open", path, error))?;
    make_private(path)?;
    Ok(file)
}

/// Takes other people's rights to the file away.
#[cfg(unix)]
pub(super) fn make_private(path: &Path) -> Result<(), StoreError> {
    use std::os::unix::fs::PermissionsExt as _;
    let set = || -> io::Result<()> {
        if fs::metadata(path)?.permissions().mode() & 0o777 != 0o600 {
            fs::set_permissions(path, fs::Permissions::from_mode(0o600))?;
        }
        Ok(())
    };
    set().map_err(|error| StoreError::file("make private", path, error))
}

/// Elsewhere the user's own folder is private already.
#[cfg(not(unix))]
pub(super) fn make_private(_: &Path) -> Result<(), StoreError> {
    Ok(())
}

/// Makes a file's name in its folder survive a power cut; its contents are synced apart.
#[cfg(unix)]
pub(super) fn sync_dir(dir: &Path) -> Result<(), StoreError> {
    File::open(dir)
        .and_then(|dir| dir.sync_all())
        .map_err(|error| StoreError::file("sync", dir, error))
}

/// Elsewhere a folder cannot be synced by itself.
#[cfg(not(unix))]
pub(super) fn sync_dir(_: &Path) -> Result<(), StoreError> {
    Ok(())
}

/// Replaces the file's contents as a whole: a reader, or a power cut, sees the old or the new, never a mixture.
///
/// A symbolic link stays one: what it points at is replaced.
pub(super) fn replace(path: &Path, contents: &[u8]) -> Result<(), StoreError> {
    let target = fs::canonicalize(path).unwrap_or_else(|_| path.to_path_buf());
    let dir = parent(&target);
    private_dir(&dir)?;
    let mut name = target.file_name().unwrap_or_default().to_os_string();
    name.push(format!(".{}.tmp", std::process::id()));
    let temporary = dir.join(name);
    let written = private_file(&temporary).and_then(|mut file| {
        file.set_len(0)
            .and_then(|()| file.write_all(contents))
            .and_then(|()| file.sync_all())
            .and_then(|()| fs::rename(&temporary, &target))
            .map_err(|error| StoreError::file("write", path, error))
    });
    if written.is_err() {
        // The first failure is the one to tell.
        let _ = fs::remove_file(&temporary);
    }
    written?;
    sync_dir(&dir)
}

/// The folder a file is in; the present one for a bare name.
fn parent(path: &Path) -> PathBuf {
    match path.parent() {
        Some(dir) if !dir.as_os_str().is_empty() => dir.to_path_buf(),
        _ => PathBuf::from("."),
    }
}
