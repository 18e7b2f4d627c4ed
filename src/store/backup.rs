//! One whole copy of the journal, also while another instance writes it.

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};

use rusqlite::{Connection, ErrorCode, OpenFlags};

use super::database::FILE;
use super::error::{Fault, StoreError};
use super::{Store, files, guard, mark, opening};
use crate::store::error::Doing;

impl Store {
    /// Copies the journal in `dir` as it stands into the new file `to`, for its owner alone. While another
    /// instance has the folder it is read beside that one, which goes on meanwhile.
    ///
    /// # Errors
    /// [`StoreError::NoJournal`], [`StoreError::Exists`], [`StoreError::Reserved`], whatever opening or the disk has to say; then no file
    /// is left.
    pub fn backup(dir: &Path, to: &Path) -> Result<(), StoreError> {
        let path = dir.join(FILE);
        if fs::symlink_metadata(&path).is_err() {
            return Err(StoreError::NoJournal(path));
        }
        if fs::symlink_metadata(to).is_ok() {
            return Err(StoreError::Exists(to.to_path_buf()));
        }
        if is_own(dir, to) {
            return Err(StoreError::Reserved(to.to_path_buf()));
        }
        let draft = draft(to);
        let made = match Self::open(dir) {
            Ok(store) => write(&draft, |into| {
                store.alone(|connection| copy(connection, into))
            }),
            Err(StoreError::InUse { .. }) => write(&draft, |into| beside(dir, &path, into)),
            Err(error) => Err(error),
        };
        let placed = made.and_then(|()| place(&draft, to).map_err(StoreError::of_named));
        if placed.is_err() {
            // The first failure is the one to tell.
            let _ = files::remove(&draft);
        }
        placed
    }
}

/// Whether enroll itself would take the copy for one of its files.
fn is_own(dir: &Path, to: &Path) -> bool {
    let folder = |path: &Path| fs::canonicalize(path).ok();
    let named = to.file_name().and_then(|name| name.to_str());
    let own = named.is_some_and(|name| {
        name.starts_with(FILE) || matches!(name, "enroll.lock" | "config.toml")
    });
    let into = to.parent().filter(|parent| !parent.as_os_str().is_empty());
    own && folder(into.unwrap_or(Path::new("."))) == folder(dir)
}

/// The name of the copy until it is whole.
fn draft(to: &Path) -> PathBuf {
    let mut name = OsString::from(to);
    name.push(format!(".{}.new", std::process::id()));
    name.into()
}

/// Makes the file, lets `copy` fill it, and makes a database at rest of it.
fn write(
    draft: &Path,
    copy: impl FnOnce(&Path) -> Result<(), StoreError>,
) -> Result<(), StoreError> {
    let file = files::new_file(draft).map_err(StoreError::of_named)?;
    copy(draft)?;
    finish(draft).map_err(|fault| fault.at(draft))?;
    file.sync_all()
        .map_err(|error| StoreError::file(Doing::Write, draft, error))
}

/// Copies the database that another instance has open.
fn beside(dir: &Path, path: &Path, into: &Path) -> Result<(), StoreError> {
    guard::folder(dir)?;
    opening::recognise(path, &files::open_own(path)?)?;
    let copied = opening::dial(path, OpenFlags::SQLITE_OPEN_READ_ONLY)
        .and_then(|connection| copy(&connection, into));
    copied.map_err(|fault| fault.at(path))
}

fn copy(connection: &Connection, into: &Path) -> Result<(), Fault> {
    let path = opening::resolved(into);
    let Some(name) = path.to_str() else {
        return Err(rusqlite::Error::InvalidPath(path).into());
    };
    match connection.execute("VACUUM INTO ?1", [name]) {
        Ok(_) => Ok(()),
        Err(error) if error.sqlite_error_code() == Some(ErrorCode::DatabaseCorrupt) => {
            Err(error.into())
        }
        // All else is the new file's trouble: the other one is only read.
        Err(error) => Err(Fault::from(error).at(into).into()),
    }
}

/// Looks through the copy and takes the mark back in it.
fn finish(draft: &Path) -> Result<(), Fault> {
    let connection = opening::dial(draft, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
    opening::check(&connection, draft)?;
    opening::in_wal_mode(&connection, "full")?;
    mark::set(&connection, mark::AT_REST)?;
    connection.close().map_err(|(_, error)| error.into())
}

/// Gives the copy its name, which nobody has taken meanwhile.
fn place(draft: &Path, to: &Path) -> Result<(), StoreError> {
    let placed = fs::hard_link(draft, to).and_then(|()| fs::remove_file(draft));
    let placed = match placed {
        // A file system without second names.
        Err(_) if fs::symlink_metadata(to).is_err() => fs::rename(draft, to),
        placed => placed,
    };
    match placed {
        Ok(()) => files::sync_dir(&files::parent(to)),
        Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {
            Err(StoreError::Exists(to.to_path_buf()))
        }
        Err(error) => Err(StoreError::file(Doing::Create, to, error)),
    }
}
