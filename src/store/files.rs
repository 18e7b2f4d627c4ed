//! Files and folders that only their owner may read.

use std::fs::{self, DirBuilder, File, OpenOptions};
use std::io::{self, ErrorKind, Seek as _, Write as _};
use std::path::{Path, PathBuf};

use super::error::StoreError;
use super::identity;
use crate::store::error::Doing;

/// Makes the folder, and those above it, for the owner alone; one that exists is left as it is.
pub(super) fn private_dir(dir: &Path) -> Result<(), StoreError> {
    let mut builder = DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder
        .create(dir)
        .map_err(|error| StoreError::file(Doing::Create, dir, error))
}

/// Opens a file of the program's own for reading and writing, made if missing, and for the owner alone in
/// any case; see [`new_file`] and [`open_own`].
pub(super) fn private_file(path: &Path) -> Result<File, StoreError> {
    match create(path) {
        Err(error) if error.kind() == ErrorKind::AlreadyExists => {
            let file = open_own(path)?;
            make_private(path, &file)?;
            Ok(file)
        }
        made => made.map_err(|error| StoreError::file(Doing::Create, path, error)),
    }
}

/// Opens a file that lines are added to, for the owner alone, made if missing.
///
/// # Errors
/// When there is something else, or it is not to be had.
pub fn private_log(path: &Path) -> Result<File, StoreError> {
    let mut file = private_file(path)?;
    file.seek(io::SeekFrom::End(0))
        .map_err(|error| StoreError::file(Doing::Open, path, error))?;
    Ok(file)
}

/// Makes a file for the owner alone.
///
/// # Errors
/// When anything is there, be it a link that leads nowhere.
pub fn new_file(path: &Path) -> Result<File, StoreError> {
    create(path).map_err(|error| StoreError::file(Doing::Create, path, error))
}

/// Opens a file of the program's own for reading and writing.
///
/// # Errors
/// [`StoreError::Link`] when the path leads elsewhere; nothing was changed there.
pub(super) fn open_own(path: &Path) -> Result<File, StoreError> {
    let opening = |error| StoreError::file(Doing::Open, path, error);
    // Before it is opened: that alone can disturb a pipe or a device.
    identity::plain(path, &fs::symlink_metadata(path).map_err(opening)?)?;
    let mut options = OpenOptions::new();
    let file = options.read(true).write(true).open(path).map_err(opening)?;
    identity::prove(path, &file)?;
    Ok(file)
}

/// Never follows a link: what is there already is left alone.
pub(super) fn create(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.read(true).write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

/// Takes other people's rights to the open file away.
#[cfg(unix)]
pub(super) fn make_private(path: &Path, file: &File) -> Result<(), StoreError> {
    use std::os::unix::fs::PermissionsExt as _;
    let set = || -> io::Result<()> {
        if file.metadata()?.permissions().mode() & 0o777 != 0o600 {
            file.set_permissions(fs::Permissions::from_mode(0o600))?;
        }
        Ok(())
    };
    set().map_err(|error| StoreError::file(Doing::MakePrivate, path, error))
}

/// Elsewhere the user's own folder is private already.
#[cfg(not(unix))]
#[expect(clippy::unnecessary_wraps, reason = "as where it can fail")]
pub(super) fn make_private(_: &Path, _: &File) -> Result<(), StoreError> {
    Ok(())
}

/// Makes a file's name in its folder survive a power cut; its contents are synced apart. Elsewhere than on Unix a
/// folder cannot be synced by itself.
pub(super) fn sync_dir(dir: &Path) -> Result<(), StoreError> {
    if !cfg!(unix) {
        return Ok(());
    }
    File::open(dir)
        .and_then(|dir| dir.sync_all())
        .map_err(|error| StoreError::file(Doing::Sync, dir, error))
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
    // What an earlier process of the same number left, or a link that somebody put there.
    remove(&temporary)?;
    let written = new_file(&temporary).and_then(|mut file| {
        file.write_all(contents)
            .and_then(|()| file.sync_all())
            .and_then(|()| fs::rename(&temporary, &target))
            .map_err(|error| StoreError::file(Doing::Write, path, error))
    });
    if written.is_err() {
        // The first failure is the one to tell.
        let _ = fs::remove_file(&temporary);
    }
    written?;
    sync_dir(&dir)
}

/// Removes the file, or the link, where there is one.
pub(super) fn remove(path: &Path) -> Result<(), StoreError> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != ErrorKind::NotFound => {
            Err(StoreError::file(Doing::Remove, path, error))
        }
        _ => Ok(()),
    }
}

/// The folder a file is in; the present one for a bare name.
pub(super) fn parent(path: &Path) -> PathBuf {
    match path.parent() {
        Some(dir) if !dir.as_os_str().is_empty() => dir.to_path_buf(),
        _ => PathBuf::from("."),
    }
}
