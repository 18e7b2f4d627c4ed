//! Why the journal or a file of the program's own could not do what was asked, with the way out.

use std::fmt;

use super::state;
use crate::said::{Said, pair, say};
use crate::store::{Doing, Held, Loss, Other, StoreError, Wanted};

/// The sentence.
#[must_use]
#[expect(clippy::too_many_lines, reason = "one arm an error")]
pub fn journal(of: &StoreError) -> Said {
    match of {
        StoreError::InUse { dir, pid } => {
            let dir = dir.display();
            match pid {
                Some(pid) => say!(
                    "another enroll (process {pid}) is using {dir}; close it, or give this one a folder of its own", =
                ),
                None => say!(
                    "another enroll is using {dir}; close it, or give this one a folder of its own", =
                ),
            }
        }
        StoreError::OtherLayout { path, found, known } => say!(
            "{path} was written by {age} enroll (layout {found}, this one knows {known} only); it was not touched: \
             use that enroll, or move the file away to start afresh", =,
            path = path.display(),
            age = if found < known { pair!("an older", =) } else { pair!("a newer", =) }
        ),
        StoreError::Foreign(path) => say!(
            "{path} is a database of another program, or of an enroll from before its first release; it was not \
             touched: move it away to start afresh, or name another folder with --state-dir", =,
            path = path.display()
        ),
        StoreError::Empty(path) => say!(
            "{path} is empty (0 bytes), as enroll never leaves it: what was in it is lost, or was not copied. Put a copy \
             of it back, or delete it to start afresh", =,
            path = path.display()
        ),
        StoreError::Incomplete { path, wal } => say!(
            "{path} is an incomplete copy: it was taken while enroll used it, and the newest part is missing, which is \
             in {wal}. Nothing was touched: copy both files, or a file made by `enroll backup FILE`. (If another program \
             has put the two together, say so by an empty file of that name)", =,
            path = path.display(), wal = wal.display()
        ),
        StoreError::Mismatched { path, wal } => say!(
            "{path} was put in the place of another state of it, whose newest part is still in {wal}: together they would \
             be damaged, so nothing was touched. Move the second file away to go on from the first, or put the database \
             back that it belongs to", =,
            path = path.display(), wal = wal.display()
        ),
        StoreError::Link { path, what } => say!(
            "{path} is {what}: enroll keeps its own files as plain files and follows nothing else, so nothing was \
             touched. Move it away, or name another folder with --state-dir", =,
            path = path.display(), what = other(*what)
        ),
        StoreError::Exposed { path, exposure } => say!(
            "{at} {exposure}, so enroll does not go by it: {mend}", =,
            at = path.display(), exposure = exposure.said(), mend = exposure.mend(path)
        ),
        StoreError::Gone { path, loss } => say!(
            "{path} {loss} while enroll was using it, and what is written now would be lost with it: nothing more is sent \
             or written. Keep what is shown or printed, find out what did that (a synchronised folder, a restored \
             backup, a cleaner, a disk pulled out), put the journal back and start enroll again", =,
            path = path.display(), loss = lost(loss)
        ),
        StoreError::Damaged { path, detail } => say!(
            "{path} is damaged: {detail}. Nothing was deleted: keep a copy of it \
             (with the -wal file beside it), then restore a backup or move it away to start afresh", =,
            path = path.display(), detail
        ),
        StoreError::Full(path) => say!(
            "no room left to write {path}: the disk is full, or a quota or limit (ulimit -f) is used up; nothing was written. \
             What was recorded before is safe: make room there, and go on where it stopped", =,
            path = path.display()
        ),
        StoreError::ReadOnly(path) => say!(
            "{path} is read-only; nothing was written: check its permissions and the file system", =,
            path = path.display()
        ),
        StoreError::Disk { path, detail } => say!(
            "the disk failed at {path}: {detail}; nothing was written: check the disk", =,
            path = path.display(), detail
        ),
        StoreError::Busy(path) => say!(
            "another program keeps {path} locked; nothing was written: close it and try again", =,
            path = path.display()
        ),
        StoreError::Sqlite { path, source } => {
            Said::data(format_args!("{}: {source}", path.display()))
        }
        StoreError::Denied {
            doing,
            path,
            denial,
        } => say!(
            "cannot {doing} {path}: {denial}", =,
            doing = verb(*doing), path = path.display(), denial = denial.said()
        ),
        StoreError::Unfit { path, why } => say!(
            "cannot read {path}: {why}", =, path = path.display(), why = why.said()
        ),
        StoreError::File {
            doing,
            path,
            source,
        } => {
            say!("cannot {doing} {path}: {source}", =, doing = verb(*doing), path = path.display(), source)
        }
        StoreError::Config {
            path,
            line,
            message,
        } => {
            let path = path.display();
            match line {
                Some(line) => say!("{path}, line {line}: {message}", =, message),
                None => say!("{path}: {message}", =, message),
            }
        }
        StoreError::NoHome => {
            say!("no home folder is known for this user; name a folder for enroll's files", =)
        }
        StoreError::NoSuchRun(run) => say!("run {run} is not in the journal", =),
        StoreError::NoSuchRow { run, row } => say!("run {run} has no row {row}", =),
        StoreError::Conflict {
            run,
            row,
            state: now,
            wanted,
        } => say!(
            "run {run}, row {row}: it is {now}, so it cannot be {wanted}; nothing was written", =,
            now = state(*now), wanted = self::wanted(*wanted)
        ),
        StoreError::Adopted { run, row } => say!(
            "run {run}, row {row}: its device was there before the run, so undoing the run leaves it; nothing was written", =
        ),
        StoreError::Held { run, held } => say!(
            "run {run} cannot be pruned: {held}; nothing was removed", =, held = self::held(*held)
        ),
        StoreError::NoJournal(path) => say!(
            "there is no journal at {path}, so there is nothing to copy", =, path = path.display()
        ),
        StoreError::Reserved(path) => say!(
            "{path} is the name of a file that enroll itself keeps there: give the copy another name or folder", =,
            path = path.display()
        ),
        StoreError::Exists(path) => say!(
            "{path} exists already; choose another name", =, path = path.display()
        ),
        StoreError::NotQueued { id } => say!(
            "queue row {id} is no longer in the queue: it was removed or already submitted; nothing was written", =,
            id = id.0
        ),
    }
}

/// What of a run is left to do.
#[must_use]
pub fn held(of: Held) -> Said {
    match of {
        Held::Open(1) => say!("1 of its rows is not settled (`enroll resume` goes on)", =),
        Held::Open(rows) => {
            say!("{rows} of its rows are not settled (`enroll resume` goes on)", =)
        }
        Held::Undo(_) => say!("an undo of it is not finished (`enroll undo` goes on)", =),
    }
}

fn lost(of: &Loss) -> Said {
    match of {
        Loss::Removed => say!("was removed or moved away", =),
        Loss::Replaced => say!("was replaced by another file", =),
        Loss::Emptied => say!("was emptied", =),
        Loss::OutOfReach(why) => say!("went out of reach ({why})", =),
    }
}

const fn other(of: Other) -> Said {
    match of {
        Other::Symlink => pair!("a symbolic link", =),
        Other::NoFile => pair!("no plain file", =),
        Other::HardLink => pair!("a file that has a second name elsewhere (a hard link)", =),
        Other::Changed => pair!("another file than a moment ago", =),
    }
}

const fn verb(of: Doing) -> Said {
    match of {
        Doing::Create => pair!("create", =),
        Doing::Lock => pair!("lock", =),
        Doing::MakePrivate => pair!("make private", =),
        Doing::Open => pair!("open", =),
        Doing::Read => pair!("read", =),
        Doing::Remove => pair!("remove", =),
        Doing::Sync => pair!("sync", =),
        Doing::Write => pair!("write", =),
    }
}

const fn wanted(of: Wanted) -> Said {
    match of {
        Wanted::Sent => pair!("sent", =),
        Wanted::PutBack => pair!("taken back as not sent", =),
        Wanted::Requeued => pair!("queued again", =),
        Wanted::Unknown => pair!("of unknown outcome", =),
        Wanted::Deleted => pair!("deleted", =),
        Wanted::Undone => pair!("settled by an undoing that did not ask for it", =),
    }
}

impl fmt::Display for StoreError {
    /// For developers.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(journal(self).en())
    }
}

impl std::error::Error for StoreError {}
