//! The store itself: opening the file, and one transaction per call.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags, Transaction, TransactionBehavior};

use super::error::{Fault, StoreError};
use super::files;
use super::lock::Lock;
use super::{recovery, schema};

/// The database's file name within the state folder.
const FILE: &str = "enroll.sqlite";

/// The `-wal` file is copied into the database when it has grown to 16 MiB.
const CHECKPOINT_PAGES: i64 = 4_096;

/// What SQLite may keep of the database in memory.
const CACHE_KIB: i64 = 16 * 1_024;

/// The journal, the queue and the cache: cheap to clone, and safe to call from any thread.
#[derive(Clone, Debug)]
pub struct Store {
    inner: Arc<Inner>,
}

#[derive(Debug)]
struct Inner {
    path: PathBuf,
    // Before the lock: fields are dropped in this order, and the file is closed before it is let go.
    connection: Mutex<Connection>,
    _lock: Lock,
}

impl Store {
    /// Opens the store in `dir`, made if missing, and settles what an earlier instance left in flight.
    ///
    /// # Errors
    /// [`StoreError::InUse`] while another instance has it, [`StoreError::OtherLayout`] and
    /// [`StoreError::Damaged`] for a file that is not this program's to write (it is left alone),
    /// and whatever the disk has to say.
    pub fn open(dir: &Path) -> Result<Self, StoreError> {
        files::private_dir(dir)?;
        let lock = Lock::take(dir)?;
        let path = dir.join(FILE);
        prepare_files(dir, &path)?;
        let connection = connect(&path).map_err(|fault| fault.at(&path))?;
        Ok(Self {
            inner: Arc::new(Inner {
                path,
                connection: Mutex::new(connection),
                _lock: lock,
            }),
        })
    }

    /// Runs `work` as one transaction; on the disk when this returns `Ok`, undone when not.
    pub(super) fn write<T>(
        &self,
        work: impl FnOnce(&Transaction<'_>) -> Result<T, Fault>,
    ) -> Result<T, StoreError> {
        let mut connection = self.connection();
        transact(&mut connection, work).map_err(|fault| fault.at(&self.inner.path))
    }

    /// Runs `work`, which only reads; nobody writes meanwhile.
    pub(super) fn read<T>(
        &self,
        work: impl FnOnce(&Connection) -> Result<T, Fault>,
    ) -> Result<T, StoreError> {
        work(&self.connection()).map_err(|fault| fault.at(&self.inner.path))
    }

    /// A panic elsewhere does not spoil the connection: its transaction was undone as the stack unwound.
    pub(super) fn connection(&self) -> MutexGuard<'_, Connection> {
        self.inner
            .connection
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }
}

/// Runs `work` in a transaction that has the right to write from its start.
pub(super) fn transact<T>(
    connection: &mut Connection,
    work: impl FnOnce(&Transaction<'_>) -> Result<T, Fault>,
) -> Result<T, Fault> {
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let value = work(&transaction)?;
    transaction.commit()?;
    Ok(value)
}

/// Makes the database file private before SQLite sees it: the `-wal` and `-shm` files inherit its mode.
fn prepare_files(dir: &Path, path: &Path) -> Result<(), StoreError> {
    let size = |path: &Path| fs::metadata(path).map_or(0, |metadata| metadata.len());
    let beside = |suffix: &str| dir.join(format!("{FILE}{suffix}"));
    if size(path) == 0 && size(&beside("-wal")) > 0 {
        // SQLite would take an empty database for a new one and delete what is in the -wal file.
        return Err(StoreError::Damaged {
            path: path.to_path_buf(),
            detail: "it is missing or empty, but its -wal file is not".to_owned(),
        });
    }
    files::private_file(path)?;
    for suffix in ["-wal", "-shm"] {
        let path = beside(suffix);
        if path.exists() {
            files::make_private(&path)?;
        }
    }
    files::sync_dir(dir)
}

/// Opens the database, checks it, lays it out if it is new, and recovers.
fn connect(path: &Path) -> Result<Connection, Fault> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let mut connection = Connection::open_with_flags(path, flags)?;
    // Until it is known to be ours, not even the tidying at closing may change it.
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true)?;
    connection.busy_timeout(Duration::from_secs(5))?;
    connection.set_prepared_statement_cache_capacity(64);
    let laid_out = schema::is_laid_out(&connection, path)?;
    check(&connection, path)?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, false)?;

    // Where a file system cannot do WAL, SQLite stays with its older journal, which is as safe.
    connection.pragma_update(None, "journal_mode", "wal")?;
    connection.pragma_update(None, "synchronous", "full")?;
    connection.pragma_update(None, "fullfsync", true)?;
    // The beginning of a run is one large write: it is not to wait for being copied into the database
    // at once, nor to go through the disk because it does not fit into memory.
    connection.pragma_update(None, "wal_autocheckpoint", CHECKPOINT_PAGES)?;
    connection.pragma_update(None, "cache_size", -CACHE_KIB)?;
    connection.pragma_update(None, "foreign_keys", true)?;
    if !laid_out {
        schema::lay_out(&mut connection)?;
    }
    transact(&mut connection, recovery::settle_in_flight)?;
    Ok(connection)
}

/// Looks through the whole file for damage.
fn check(connection: &Connection, path: &Path) -> Result<(), Fault> {
    let finding: String = connection.query_row("PRAGMA quick_check(1)", [], |row| row.get(0))?;
    if finding == "ok" {
        return Ok(());
    }
    Err(Fault::Store(StoreError::Damaged {
        path: path.to_path_buf(),
        // The first line only says which database is meant.
        detail: finding.lines().last().unwrap_or_default().to_owned(),
    }))
}
