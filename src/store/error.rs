//! Why the store could not do what was asked; its sentences stand in `words/`.

mod cause;
mod rights;

use std::io;
use std::path::PathBuf;

use super::prune::Held;
use crate::domain::{QueueId, RowIndex, RowState, RunId};
use crate::said::Said;
use crate::whole::Unread;
pub(super) use cause::Fault;
#[cfg(unix)]
pub(super) use rights::typed;
pub use rights::{Denial, Exposure};

/// A call that failed. Nothing of it was written.
#[derive(Debug)]
pub enum StoreError {
    /// Another instance of the program owns the folder.
    InUse {
        /// The folder.
        dir: PathBuf,
        /// The other instance's process id, where it could be read.
        pid: Option<u32>,
    },
    /// The database was written by another version of the program.
    OtherLayout {
        /// The database.
        path: PathBuf,
        /// Its layout number.
        found: i32,
        /// The layout number that this program knows.
        known: i32,
    },
    /// The database is another program's.
    Foreign(PathBuf),
    /// The database holds nothing, not even a layout.
    Empty(PathBuf),
    /// The database was copied while it was in use, without its newest part.
    Incomplete {
        /// The database.
        path: PathBuf,
        /// What is missing.
        wal: PathBuf,
    },
    /// Beside the database lies the newest part of another one.
    Mismatched {
        /// The database.
        path: PathBuf,
        /// The part that is not of it.
        wal: PathBuf,
    },
    /// Something stands in the place of a file of the program's own.
    Link {
        /// The path.
        path: PathBuf,
        /// What is there.
        what: Other,
    },
    /// Others decide what is in a file or folder that the program goes by.
    Exposed {
        /// The file or folder.
        path: PathBuf,
        /// Who they are.
        exposure: Exposure,
    },
    /// A file of the open journal is no longer where it was opened.
    Gone {
        /// The file.
        path: PathBuf,
        /// What became of it.
        loss: Loss,
    },
    /// The file is not what the program wrote.
    Damaged {
        /// The file.
        path: PathBuf,
        /// What does not fit.
        detail: Said,
    },
    /// No room on the disk.
    Full(PathBuf),
    /// The file or its folder may not be written.
    ReadOnly(PathBuf),
    /// The disk failed while reading or writing.
    Disk {
        /// The file.
        path: PathBuf,
        /// What `SQLite` said.
        detail: String,
    },
    /// Another program holds the database.
    Busy(PathBuf),
    /// Any other refusal of the database.
    Sqlite {
        /// The file.
        path: PathBuf,
        /// What `SQLite` said.
        source: rusqlite::Error,
    },
    /// The system does not let this user at a file or folder.
    Denied {
        /// What was being done.
        doing: Doing,
        /// The file or folder.
        path: PathBuf,
        /// Whose it is, who asks, and the way out.
        denial: Box<Denial>,
    },
    /// What is there is not to be read, or not as what it should be.
    Unfit {
        /// The file.
        path: PathBuf,
        /// Why.
        why: Unread,
    },
    /// A file or folder could not be made, read or written.
    File {
        /// What was being done.
        doing: Doing,
        /// The file or folder.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// The configuration file cannot be understood, or the configuration cannot be written as TOML.
    Config {
        /// The file.
        path: PathBuf,
        /// The line at fault, from 1, where known.
        line: Option<usize>,
        /// What is wrong; names the profile and the key, never a value that may be secret.
        message: Said,
    },
    /// The system does not say where the user's files belong.
    NoHome,
    /// There is no such run.
    NoSuchRun(RunId),
    /// The run has no such row.
    NoSuchRow {
        /// The run.
        run: RunId,
        /// The row's index, from 0 (the message counts from 1, as the screens do).
        row: RowIndex,
    },
    /// A row is in a state that does not allow what was asked.
    Conflict {
        /// The run.
        run: RunId,
        /// The row's index, from 0 (the message counts from 1, as the screens do).
        row: RowIndex,
        /// The state it is in.
        state: RowState,
        /// What was asked for.
        wanted: Wanted,
    },
    /// The device of a row that is to be deleted was there before the run.
    Adopted {
        /// The run.
        run: RunId,
        /// The row's index, from 0 (the message counts from 1, as the screens do).
        row: RowIndex,
    },
    /// A run that was to be pruned has something left to do.
    Held {
        /// The run.
        run: RunId,
        /// What is left to do.
        held: Held,
    },
    /// There is no journal to copy.
    NoJournal(PathBuf),
    /// A copy would be taken for a file of enroll's own.
    Reserved(PathBuf),
    /// A file that was to be made is there.
    Exists(PathBuf),
    /// A queue row that was to be submitted is no longer queued.
    NotQueued {
        /// Its id.
        id: QueueId,
    },
}

/// What became of a file of the open journal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Loss {
    /// Its path leads nowhere.
    Removed,
    /// Its path leads to another file.
    Replaced,
    /// It is the same file, with nothing in it.
    Emptied,
    /// Its path cannot be followed.
    OutOfReach(String),
}

/// What stands in the place of a file of the program's own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Other {
    /// A symbolic link.
    Symlink,
    /// No file.
    NoFile,
    /// A file with a second name.
    HardLink,
    /// Another file than a moment ago.
    Changed,
}

/// What was to be done with a file or folder.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Doing {
    /// Making it.
    Create,
    /// Taking it for this process alone.
    Lock,
    /// Taking others' rights away.
    MakePrivate,
    /// Opening it.
    Open,
    /// Reading it.
    Read,
    /// Removing it.
    Remove,
    /// Having it on the disk.
    Sync,
    /// Writing it.
    Write,
}

/// What was to become of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wanted {
    /// Sent.
    Sent,
    /// Queued again, as surely not sent.
    PutBack,
    /// Queued again.
    Requeued,
    /// Of unknown outcome.
    Unknown,
    /// Its device deleted.
    Deleted,
    /// Settled by an undo.
    Undone,
}
