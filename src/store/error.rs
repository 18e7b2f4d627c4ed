//! Why the store could not do what was asked, in words for the person at the keyboard.

mod cause;
mod rights;

use std::io;
use std::path::PathBuf;

use super::prune::Held;
use crate::domain::{QueueId, RowIndex, RowState, RunId};
use crate::whole::Unread;
pub(super) use cause::Fault;
#[cfg(unix)]
pub(super) use rights::typed;
pub use rights::{Denial, Exposure};

/// A call that failed. Nothing of it was written.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// Another instance of the program owns the folder.
    #[error(
        "another enroll{} is using {dir}; close it, or give this one a folder of its own",
        pid_text(*.pid)
    )]
    InUse {
        /// The folder.
        dir: PathBuf,
        /// The other instance's process id, where it could be read.
        pid: Option<u32>,
    },
    /// The database was written by another version of the program.
    #[error(
        "{path} was written by {} enroll (layout {found}, this one knows {known} only); it was not touched: \
         use that enroll, or move the file away to start afresh",
        if found < known { "an older" } else { "a newer" }
    )]
    OtherLayout {
        /// The database.
        path: PathBuf,
        /// Its layout number.
        found: i32,
        /// The layout number that this program knows.
        known: i32,
    },
    /// The database is another program's.
    #[error(
        "{0} is a database of another program, or of an enroll from before its first release; it was not \
         touched: move it away to start afresh, or name another folder with --state-dir"
    )]
    Foreign(PathBuf),
    /// The database holds nothing, not even a layout.
    #[error(
        "{0} is empty (0 bytes), as enroll never leaves it: what was in it is lost, or was not copied. Put a copy \
         of it back, or delete it to start afresh"
    )]
    Empty(PathBuf),
    /// The database was copied while it was in use, without its newest part.
    #[error(
        "{path} is an incomplete copy: it was taken while enroll used it, and the newest part is missing, which is \
         in {wal}. Nothing was touched: copy both files, or a file made by `enroll backup FILE`. (If another program \
         has put the two together, say so by an empty file of that name)"
    )]
    Incomplete {
        /// The database.
        path: PathBuf,
        /// What is missing.
        wal: PathBuf,
    },
    /// Beside the database lies the newest part of another one.
    #[error(
        "{path} was put in the place of another state of it, whose newest part is still in {wal}: together they would \
         be damaged, so nothing was touched. Move the second file away to go on from the first, or put the database \
         back that it belongs to"
    )]
    Mismatched {
        /// The database.
        path: PathBuf,
        /// The part that is not of it.
        wal: PathBuf,
    },
    /// Something stands in the place of a file of the program's own.
    #[error(
        "{path} is {what}: enroll keeps its own files as plain files and follows nothing else, so nothing was \
         touched. Move it away, or name another folder with --state-dir"
    )]
    Link {
        /// The path.
        path: PathBuf,
        /// What is there: `a symbolic link` …
        what: &'static str,
    },
    /// Others decide what is in a file or folder that the program goes by.
    #[error("{path} {exposure}, so enroll does not go by it: {}", exposure.mend(.path))]
    Exposed {
        /// The file or folder.
        path: PathBuf,
        /// Who they are.
        exposure: Exposure,
    },
    /// A file of the open journal is no longer where it was opened.
    #[error(
        "{path} {loss} while enroll was using it, and what is written now would be lost with it: nothing more is sent \
         or written. Keep what is shown or printed, find out what did that (a synchronised folder, a restored \
         backup, a cleaner, a disk pulled out), put the journal back and start enroll again"
    )]
    Gone {
        /// The file.
        path: PathBuf,
        /// What became of it.
        loss: Loss,
    },
    /// The file is not what the program wrote.
    #[error(
        "{path} is damaged: {detail}. Nothing was deleted: keep a copy of it \
         (with the -wal file beside it), then restore a backup or move it away to start afresh"
    )]
    Damaged {
        /// The file.
        path: PathBuf,
        /// What does not fit.
        detail: String,
    },
    /// No room on the disk.
    #[error(
        "no room left to write {0}: the disk is full, or a quota or limit (ulimit -f) is used up; nothing was written. \
         What was recorded before is safe: make room there, and go on where it stopped"
    )]
    Full(PathBuf),
    /// The file or its folder may not be written.
    #[error("{0} is read-only; nothing was written: check its permissions and the file system")]
    ReadOnly(PathBuf),
    /// The disk failed while reading or writing.
    #[error("the disk failed at {path}: {detail}; nothing was written: check the disk")]
    Disk {
        /// The file.
        path: PathBuf,
        /// What `SQLite` said.
        detail: String,
    },
    /// Another program holds the database.
    #[error("another program keeps {0} locked; nothing was written: close it and try again")]
    Busy(PathBuf),
    /// Any other refusal of the database.
    #[error("{path}: {source}")]
    Sqlite {
        /// The file.
        path: PathBuf,
        /// What `SQLite` said.
        source: rusqlite::Error,
    },
    /// The system does not let this user at a file or folder.
    #[error("cannot {doing} {path}: {denial}")]
    Denied {
        /// What was being done: `open`, `create`, `write` …
        doing: &'static str,
        /// The file or folder.
        path: PathBuf,
        /// Whose it is, who asks, and the way out.
        denial: Box<Denial>,
    },
    /// What is there is not to be read, or not as what it should be.
    #[error("cannot read {path}: {why}")]
    Unfit {
        /// The file.
        path: PathBuf,
        /// Why.
        why: Unread,
    },
    /// A file or folder could not be made, read or written.
    #[error("cannot {doing} {path}: {source}")]
    File {
        /// What was being done: `open`, `create`, `write` …
        doing: &'static str,
        /// The file or folder.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// The configuration file cannot be understood, or the configuration cannot be written as TOML.
    #[error("{path}{}: {message}", line_text(*.line))]
    Config {
        /// The file.
        path: PathBuf,
        /// The line at fault, from 1, where known.
        line: Option<usize>,
        /// What is wrong; names the profile and the key, never a value that may be secret.
        message: String,
    },
    /// The system does not say where the user's files belong.
    #[error("no home folder is known for this user; name a folder for enroll's files")]
    NoHome,
    /// There is no such run.
    #[error("run {0} is not in the journal")]
    NoSuchRun(RunId),
    /// The run has no such row.
    #[error("run {run} has no row {row}")]
    NoSuchRow {
        /// The run.
        run: RunId,
        /// The row's index, from 0 (the message counts from 1, as the screens do).
        row: RowIndex,
    },
    /// A row is in a state that does not allow what was asked.
    #[error("run {run}, row {row}: it is {}, so it cannot be {wanted}; nothing was written", name(*.state))]
    Conflict {
        /// The run.
        run: RunId,
        /// The row's index, from 0 (the message counts from 1, as the screens do).
        row: RowIndex,
        /// The state it is in.
        state: RowState,
        /// What was asked for: `sent`, `queued again` …
        wanted: &'static str,
    },
    /// The device of a row that is to be deleted was there before the run.
    #[error(
        "run {run}, row {row}: its device was there before the run, so undoing the run leaves it; nothing was written"
    )]
    Adopted {
        /// The run.
        run: RunId,
        /// The row's index, from 0 (the message counts from 1, as the screens do).
        row: RowIndex,
    },
    /// A run that was to be pruned has something left to do.
    #[error("run {run} cannot be pruned: {held}; nothing was removed")]
    Held {
        /// The run.
        run: RunId,
        /// What is left to do.
        held: Held,
    },
    /// There is no journal to copy.
    #[error("there is no journal at {0}, so there is nothing to copy")]
    NoJournal(PathBuf),
    /// A copy would be taken for a file of enroll's own.
    #[error(
        "{0} is the name of a file that enroll itself keeps there: give the copy another name or folder"
    )]
    Reserved(PathBuf),
    /// A file that was to be made is there.
    #[error("{0} exists already; choose another name")]
    Exists(PathBuf),
    /// A queue row that was to be submitted is no longer queued.
    #[error(
        "queue row {} is no longer in the queue: it was removed or already submitted; nothing was written",
        .id.0
    )]
    NotQueued {
        /// Its id.
        id: QueueId,
    },
}

/// What became of a file of the open journal.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Loss {
    /// Its path leads nowhere.
    #[error("was removed or moved away")]
    Removed,
    /// Its path leads to another file.
    #[error("was replaced by another file")]
    Replaced,
    /// It is the same file, with nothing in it.
    #[error("was emptied")]
    Emptied,
    /// Its path cannot be followed.
    #[error("went out of reach ({0})")]
    OutOfReach(String),
}

fn pid_text(pid: Option<u32>) -> String {
    pid.map_or_else(String::new, |pid| format!(" (process {pid})"))
}

fn line_text(line: Option<usize>) -> String {
    line.map_or_else(String::new, |line| format!(", line {line}"))
}

fn name(state: RowState) -> String {
    <&str>::from(state).replace('_', " ")
}
