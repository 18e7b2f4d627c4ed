//! Opening the database: what it is, whether it is whole, and putting it into use.

use std::ffi::OsString;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags};

use super::error::{Fault, StoreError};
use super::header::Header;
use super::identity::{self, Identity};
use super::{database, files, mark, recovery, schema};
use crate::said::{Said, say};
use crate::store::error::Doing;

/// The `-wal` file is copied into the database when it has grown to 16 MiB.
const CHECKPOINT_PAGES: i64 = 4_096;

/// What SQLite may keep of the database in memory.
const CACHE_KIB: i64 = 16 * 1_024;

/// A database up to this size is looked through at every start, in about 0.1 s; a larger one after an unclean
/// end only, since that takes seconds of a gigabyte.
const ALWAYS_CHECKED: u64 = 32 << 20;

/// How long another program may hold the database.
pub(super) const PATIENCE: Duration = Duration::from_secs(5);

/// A database in use.
pub(super) struct Opened {
    pub(super) connection: Connection,
    /// To be dropped after the connection: closing it would let go of `SQLite`'s own locks on the file.
    pub(super) file: File,
    pub(super) identity: Identity,
    /// The files beside it that belong to it now.
    pub(super) beside: Vec<PathBuf>,
}

/// Opens the database at `path`, made if there is none. The folder is locked by the caller.
///
/// # Errors
/// A file that is not this program's to write, or is not whole, is refused and left alone.
pub(super) fn open(path: &Path) -> Result<Opened, StoreError> {
    if fs::symlink_metadata(path).is_err_and(|error| error.kind() == std::io::ErrorKind::NotFound) {
        create(path)?;
    }
    let file = files::open_own(path)?;
    let mut parts = Vec::new();
    for suffix in ["-wal", "-shm", "-journal"] {
        let path = beside(path, suffix);
        if fs::symlink_metadata(&path).is_ok() {
            parts.push((files::open_own(&path)?, path));
        }
    }
    let header = recognise(path, &file)?;
    files::make_private(path, &file)?;
    // Closed before SQLite opens them: later that would let go of its locks.
    for (part, path) in parts {
        files::make_private(&path, &part)?;
    }
    let (connection, wal) = connect(path, header).map_err(|fault| fault.at(path))?;
    let identity = identity::prove(path, &file)?;
    let beside = ["-wal", "-shm"].map(|suffix| beside(path, suffix));
    Ok(Opened {
        connection,
        file,
        identity,
        beside: if wal { beside.into() } else { Vec::new() },
    })
}

/// The file that `SQLite` keeps beside the database under this suffix.
pub(super) fn beside(path: &Path, suffix: &str) -> PathBuf {
    let mut name = OsString::from(path);
    name.push(suffix);
    name.into()
}

/// How a path is given to `SQLite`, which refuses links anywhere in it: those of the folder are the user's.
pub(super) fn resolved(path: &Path) -> PathBuf {
    if !cfg!(unix) {
        return path.to_path_buf();
    }
    let dir = files::parent(path);
    let dir = fs::canonicalize(&dir).unwrap_or(dir);
    dir.join(path.file_name().unwrap_or_default())
}

/// Makes a new database under another name, whole, and only then puts it into its place: one that is there
/// has a layout, whenever the program was killed.
fn create(path: &Path) -> Result<(), StoreError> {
    for suffix in ["-wal", "-journal"] {
        let beside = fs::symlink_metadata(beside(path, suffix));
        if beside.is_ok_and(|beside| beside.len() > 0) {
            // SQLite would apply to a new database what belongs to the old one, or delete it.
            let detail = say!(
                "it is missing, but its {suffix} file is still there",
                "文件不存在，但它的 {suffix} 文件还在"
            );
            let path = path.to_path_buf();
            return Err(StoreError::Damaged { path, detail });
        }
    }
    let new = beside(path, ".new");
    for suffix in ["", "-wal", "-shm", "-journal"] {
        files::remove(&beside(&new, suffix))?;
    }
    // To be dropped after the connection.
    let file = files::new_file(&new)?;
    let laid_out = || -> Result<(), Fault> {
        let mut connection = dial(&new, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
        // Nobody knows the file before all of it is synced, once, below.
        in_wal_mode(&connection, "off")?;
        schema::lay_out(&mut connection)?;
        connection.close().map_err(|(_, error)| error.into())
    };
    laid_out().map_err(|fault| fault.at(&new))?;
    let placed = file.sync_all().and_then(|()| fs::rename(&new, path));
    placed.map_err(|error| StoreError::file(Doing::Create, path, error))?;
    files::sync_dir(&files::parent(path))
}

/// Whether the file is a database of this program's, in a state that can be gone on with.
pub(super) fn recognise(path: &Path, file: &File) -> Result<Header, StoreError> {
    let reading = |error| StoreError::file(Doing::Read, path, error);
    let is_empty = file.metadata().map_err(reading)?.len() == 0;
    let header = Header::read(file).map_err(reading)?;
    let (path, wal) = (path.to_path_buf(), beside(path, "-wal"));
    if is_empty {
        return Err(StoreError::Empty(path));
    }
    let Some(header) = header else {
        let detail = say!("it is not a database", "不是数据库");
        return Err(StoreError::Damaged { path, detail });
    };
    let newer = fs::symlink_metadata(&wal).ok().map(|wal| wal.len());
    // What setting the mark writes, when that was cut short: one page with its frame, and the file's head.
    let setting_out = header.page + 24 + 32;
    match header.application {
        mark::AT_REST | mark::IN_USE if header.layout != schema::LAYOUT => {
            Err(StoreError::OtherLayout {
                path,
                found: header.layout,
                known: schema::LAYOUT,
            })
        }
        mark::IN_USE if header.wal && newer.is_none() => Err(StoreError::Incomplete { path, wal }),
        mark::AT_REST if newer.is_some_and(|size| size > setting_out) => {
            Err(StoreError::Mismatched { path, wal })
        }
        mark::AT_REST | mark::IN_USE => Ok(header),
        _ => Err(StoreError::Foreign(path)),
    }
}

/// Opens the database by `SQLite`, which follows no link.
pub(super) fn dial(path: &Path, flags: OpenFlags) -> Result<Connection, Fault> {
    let flags = flags | OpenFlags::SQLITE_OPEN_NO_MUTEX | OpenFlags::SQLITE_OPEN_NOFOLLOW;
    let connection = Connection::open_with_flags(resolved(path), flags)?;
    // Until it is known to be ours and whole, not even the tidying at closing may change it.
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true)?;
    connection.busy_timeout(PATIENCE)?;
    Ok(connection)
}

/// Lets the connection write, each commit through to the disk where `synchronous` is "full"; tells whether a `-wal`
/// file takes them. Where a file system cannot do that, `SQLite` stays with its older journal, which is as safe.
pub(super) fn in_wal_mode(connection: &Connection, synchronous: &str) -> Result<bool, Fault> {
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, false)?;
    connection.pragma_update(None, "synchronous", synchronous)?;
    connection.pragma_update(None, "fullfsync", true)?;
    let mode: String =
        connection.pragma_update_and_check(None, "journal_mode", "wal", |row| row.get(0))?;
    // Until the next read the connection would keep the lock that the change needed.
    let _: i64 = connection.pragma_query_value(None, "schema_version", |row| row.get(0))?;
    Ok(mode == "wal")
}

/// Checks the database, puts it into use and recovers what an earlier instance left.
fn connect(path: &Path, header: Header) -> Result<(Connection, bool), Fault> {
    let mut connection = dial(path, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
    connection.set_prepared_statement_cache_capacity(64);
    let unclean = header.application == mark::IN_USE;
    let large = fs::symlink_metadata(path).is_ok_and(|file| file.len() > ALWAYS_CHECKED);
    if unclean || !large {
        check(&connection, path)?;
    }
    let wal = in_wal_mode(&connection, "full")?;
    if unclean {
        // It is in the file; but a clean end that was cut short may have taken it back in the -wal file.
        mark::put(&connection, mark::IN_USE)?;
    } else {
        mark::set(&connection, mark::IN_USE)?;
    }
    // The beginning of a run is one large write: it is not to wait for being copied into the database
    // at once, nor to go through the disk because it does not fit into memory.
    connection.pragma_update(None, "wal_autocheckpoint", CHECKPOINT_PAGES)?;
    connection.pragma_update(None, "cache_size", -CACHE_KIB)?;
    connection.pragma_update(None, "foreign_keys", true)?;
    database::transact(&mut connection, recovery::doubt_in_flight)?;
    Ok((connection, wal))
}

/// Looks through the whole file for damage.
pub(super) fn check(connection: &Connection, path: &Path) -> Result<(), Fault> {
    let finding: String = connection.query_row("PRAGMA quick_check(1)", [], |row| row.get(0))?;
    if finding == "ok" {
        return Ok(());
    }
    // The first line only says which database is meant.
    let detail = Said::data(finding.lines().last().unwrap_or_default());
    let path = path.to_path_buf();
    Err(StoreError::Damaged { path, detail }.into())
}
