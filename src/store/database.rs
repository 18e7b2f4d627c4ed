//! The store itself: one transaction per call, on ground that is looked at each time.

use std::fs::File;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use rusqlite::config::DbConfig;
use rusqlite::{Connection, Transaction, TransactionBehavior};

use super::error::{Fault, StoreError};
use super::ground::Ground;
use super::lock::Lock;
use super::{files, guard, mark, opening};

/// The database's file name within the state folder.
pub(super) const FILE: &str = "enroll.sqlite";

/// The journal, the queue and the cache: cheap to clone, and safe to call from any thread.
#[derive(Clone, Debug)]
pub struct Store {
    inner: Arc<Inner>,
}

#[derive(Debug)]
struct Inner {
    path: PathBuf,
    ground: Ground,
    /// Whether the disk failed or the database proved damaged: then the next start looks through it.
    suspect: AtomicBool,
    // Fields are dropped in this order: the database is closed before its file, and that before the folder
    // is let go.
    connection: Mutex<Connection>,
    _file: File,
    _lock: Lock,
}

impl Store {
    /// Opens the store in `dir`, made if missing, and settles what an earlier instance left in flight.
    ///
    /// # Errors
    /// [`StoreError::InUse`] while another instance has it, [`StoreError::Exposed`] for a folder that others
    /// may write in; [`StoreError::OtherLayout`], [`StoreError::Foreign`], [`StoreError::Empty`],
    /// [`StoreError::Incomplete`], [`StoreError::Mismatched`], [`StoreError::Link`] and
    /// [`StoreError::Damaged`] for a file that is not this program's to write or not whole (it is left
    /// alone), and whatever the disk has to say.
    pub fn open(dir: &Path) -> Result<Self, StoreError> {
        files::private_dir(dir)?;
        guard::folder(dir)?;
        let lock = Lock::take(dir)?;
        let path = dir.join(FILE);
        let opened = opening::open(&path)?;
        let proven = [lock.proven.clone(), (path.clone(), opened.identity)];
        let ground = Ground::of(proven, opened.beside)?;
        Ok(Self {
            inner: Arc::new(Inner {
                path,
                ground,
                suspect: AtomicBool::new(false),
                connection: Mutex::new(opened.connection),
                _file: opened.file,
                _lock: lock,
            }),
        })
    }

    /// Whether the journal is still where it was opened. Every write asks this by itself; to be asked before
    /// something is sent, or said to be safe, for which nothing was written just before.
    ///
    /// # Errors
    /// [`StoreError::Gone`].
    pub fn stands(&self) -> Result<(), StoreError> {
        self.inner.ground.check()
    }

    /// Runs `work`, which writes in a way of its own, with the same proof as [`Store::write`].
    pub(super) fn alone<T>(
        &self,
        work: impl FnOnce(&Connection) -> Result<T, Fault>,
    ) -> Result<T, StoreError> {
        self.stands()?;
        let done = self.read(work);
        self.stands()?;
        done
    }

    /// Runs `work` as one transaction; on the disk when this returns `Ok`, undone when not.
    pub(super) fn write<T>(
        &self,
        work: impl FnOnce(&Transaction<'_>) -> Result<T, Fault>,
    ) -> Result<T, StoreError> {
        let inner = &self.inner;
        let mut connection = self.connection();
        let done = transact(&mut connection, |transaction| {
            let value = work(transaction)?;
            inner.ground.check()?;
            Ok(value)
        });
        // A commit into a file that its path no longer leads to is none.
        inner.ground.check()?;
        done.map_err(|fault| inner.at(fault))
    }

    /// Runs `work`, which only reads; nobody writes meanwhile. Also of a journal that is gone from its place
    /// all is read that it knew.
    pub(super) fn read<T>(
        &self,
        work: impl FnOnce(&Connection) -> Result<T, Fault>,
    ) -> Result<T, StoreError> {
        work(&self.connection()).map_err(|fault| self.inner.at(fault))
    }

    /// A panic elsewhere does not spoil the connection: its transaction was undone as the stack unwound.
    pub(super) fn connection(&self) -> MutexGuard<'_, Connection> {
        self.inner
            .connection
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }
}

impl Inner {
    /// The failure in words.
    fn at(&self, fault: Fault) -> StoreError {
        // Also where it failed for want of room.
        let failed = fault.is_of_disk();
        let error = fault.at(&self.path);
        if failed || matches!(error, StoreError::Damaged { .. } | StoreError::Disk { .. }) {
            self.suspect.store(true, Ordering::Relaxed);
        }
        error
    }
}

impl Drop for Inner {
    /// The clean end. Where it fails, the mark stays, and so does the `-wal` file, without which a file that says
    /// "in use" is half of one; the next start looks through the database.
    fn drop(&mut self) {
        let connection = self
            .connection
            .get_mut()
            .unwrap_or_else(PoisonError::into_inner);
        let whole = self.ground.check().is_ok()
            && !*self.suspect.get_mut()
            && mark::set(connection, mark::AT_REST).is_ok();
        if !whole {
            // SQLite would empty the -wal file and take it away; it may also be another file's by now.
            let leave = DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE;
            let _ = connection.set_db_config(leave, true);
        }
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
