//! What the system and SQLite said, in the store's own words.

use std::io;
use std::path::Path;

use rusqlite::ErrorCode;

use super::Doing;
use super::{Denial, StoreError};
use crate::said::Said;
use crate::store::space;
use crate::whole::Unread;

impl StoreError {
    /// A failure of the file system.
    pub(in crate::store) fn file(doing: Doing, path: &Path, source: io::Error) -> Self {
        let kind = source.kind();
        let denied = kind == io::ErrorKind::PermissionDenied;
        let denial = denied.then(|| Denial::of(path)).flatten().map(Box::new);
        let path = path.to_path_buf();
        match (kind, denial) {
            (io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded, _) => Self::Full(path),
            (io::ErrorKind::ReadOnlyFilesystem, _) => Self::ReadOnly(path),
            (_, Some(denial)) => Self::Denied {
                doing,
                path,
                denial,
            },
            (_, None) => Self::File {
                doing,
                path,
                source,
            },
        }
    }

    /// A file that was not read.
    pub(in crate::store) fn unread(path: &Path, why: Unread) -> Self {
        match why {
            Unread::System(source) => Self::file(Doing::Read, path, source),
            why => Self::Unfit {
                path: path.to_path_buf(),
                why,
            },
        }
    }

    /// The same of a file that the user has named, so that another state folder is no way out.
    pub(in crate::store) fn of_named(mut self) -> Self {
        if let Self::Denied { denial, .. } = &mut self {
            denial.named = true;
        }
        self
    }

    /// A failure of the database `at` this path.
    fn sqlite(at: &Path, source: rusqlite::Error) -> Self {
        let (path, detail) = (at.to_path_buf(), source.to_string());
        match source.sqlite_error_code() {
            Some(ErrorCode::DiskFull) => Self::Full(path),
            // SQLite says so of a sync, of its shared memory, and of a quota, too.
            Some(ErrorCode::SystemIoFailure | ErrorCode::CannotOpen) if space::is_used_up(at) => {
                Self::Full(path)
            }
            Some(ErrorCode::ReadOnly | ErrorCode::PermissionDenied | ErrorCode::CannotOpen)
                if Denial::is_felt(at) =>
            {
                Self::file(Doing::Write, at, io::ErrorKind::PermissionDenied.into())
            }
            Some(ErrorCode::ReadOnly | ErrorCode::PermissionDenied) => Self::ReadOnly(path),
            Some(ErrorCode::SystemIoFailure | ErrorCode::CannotOpen) => Self::Disk { path, detail },
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Self::Busy(path),
            Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => {
                let detail = Said::data(detail);
                Self::Damaged { path, detail }
            }
            None if is_unreadable(&source) => {
                let detail = Said::data(detail);
                Self::Damaged { path, detail }
            }
            _ => Self::Sqlite { path, source },
        }
    }
}

/// Whether a stored value is not what the program would have stored.
fn is_unreadable(error: &rusqlite::Error) -> bool {
    matches!(
        error,
        rusqlite::Error::FromSqlConversionFailure(..)
            | rusqlite::Error::IntegralValueOutOfRange(..)
            | rusqlite::Error::InvalidColumnType(..)
            | rusqlite::Error::Utf8Error(..)
    )
}

/// A failure inside a transaction, where the file's name is not at hand.
#[derive(Debug)]
pub(in crate::store) enum Fault {
    /// The database's.
    Sqlite(rusqlite::Error),
    /// The store's own.
    Store(StoreError),
}

impl Fault {
    /// Whether reading or writing itself failed.
    pub(in crate::store) fn is_of_disk(&self) -> bool {
        matches!(self, Self::Sqlite(error) if error.sqlite_error_code() == Some(ErrorCode::SystemIoFailure))
    }

    /// The same failure, naming the database at `path`.
    pub(in crate::store) fn at(self, path: &Path) -> StoreError {
        match self {
            Self::Sqlite(source) => StoreError::sqlite(path, source),
            Self::Store(error) => error,
        }
    }
}

impl From<rusqlite::Error> for Fault {
    fn from(error: rusqlite::Error) -> Self {
        Self::Sqlite(error)
    }
}

impl From<StoreError> for Fault {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}
