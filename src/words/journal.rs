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
                    "another enroll (process {pid}) is using {dir}; close it, or give this one a folder of its own",
                    "另一个 enroll（进程 {pid}）正在使用 {dir}；关闭它，或为当前的 enroll 另设目录"
                ),
                None => say!(
                    "another enroll is using {dir}; close it, or give this one a folder of its own",
                    "另一个 enroll 正在使用 {dir}；关闭它，或为当前的 enroll 另设目录"
                ),
            }
        }
        StoreError::OtherLayout { path, found, known } => say!(
            "{path} was written by {age} enroll (layout {found}, this one only knows {known}); it was not touched: use that enroll, or move the file away to start afresh",
            "{path} 由{age}的 enroll 写入（数据格式 {found}，当前版本只识别 {known}）；文件未改动：改用对应版本的 enroll，或移走该文件以重新开始",
            path = path.display(),
            age = if found < known {
                pair!("an older", "较旧")
            } else {
                pair!("a newer", "较新")
            }
        ),
        StoreError::Foreign(path) => say!(
            "{path} is a database of another program, or of a pre-release enroll; it was not touched: move it away to start afresh, or name another folder with --state-dir",
            "{path} 是其他程序的数据库，或由正式发布之前的 enroll 写入；文件未改动：移走它以重新开始，或用 --state-dir 指定其他目录",
            path = path.display()
        ),
        StoreError::Empty(path) => say!(
            "{path} is empty (0 bytes), and enroll never leaves it that way: its contents were lost, or were not copied. Put a copy of it back, or delete it to start afresh",
            "{path} 是空文件（0 字节），enroll 不会留下这样的文件：原有内容已丢失，或未被复制。放回一份副本，或删除它以重新开始",
            path = path.display()
        ),
        StoreError::Incomplete { path, wal } => say!(
            "{path} is an incomplete copy: it was made while enroll was using it, and its newest part, which is in {wal}, is missing. Nothing was touched: copy both files, or a file made by `enroll backup FILE`. (If another program has already merged the two, create an empty file of that name to say so)",
            "{path} 是不完整的副本：复制时 enroll 正在使用它，缺少 {wal} 中最新的部分。未改动任何内容：把两个文件一起复制，或使用 `enroll backup FILE` 生成的文件。（若其他程序已将两者合并，以后一个文件的名称创建空文件来表明）",
            path = path.display(),
            wal = wal.display()
        ),
        StoreError::Mismatched { path, wal } => say!(
            "{path} has replaced another version of itself, whose newest part is still in {wal}: together they would be damaged, so nothing was touched. Move the second file away to continue from the first, or put back the database that it belongs to",
            "{path} 已换成另一个版本，原版本最新的部分仍在 {wal} 中：两者合用会损坏数据，因此未改动任何内容。移走后一个文件，从前一个文件继续；或放回与后者配套的数据库",
            path = path.display(),
            wal = wal.display()
        ),
        StoreError::Link { path, what } => say!(
            "{path} is {what}: enroll keeps its own files as regular files and follows nothing else, so nothing was touched. Move it away, or name another folder with --state-dir",
            "{path} 是{what}：enroll 自己的文件只用普通文件，不跟随链接等其他类型，因此未改动任何内容。移走它，或用 --state-dir 指定其他目录",
            path = path.display(),
            what = other(*what)
        ),
        StoreError::Exposed { path, exposure } => say!(
            "{at} {exposure}, so enroll does not use it: {mend}",
            "{at} {exposure}，因此 enroll 不使用它：{mend}",
            at = path.display(),
            exposure = exposure.said(),
            mend = exposure.mend(path)
        ),
        StoreError::Gone { path, loss } => say!(
            "{path} {loss} while enroll was using it, and anything written now would be lost with it: nothing more is sent or written. Keep what is shown or printed, find out what caused this (a synchronised folder, a restored backup, a clean-up tool, an unplugged disk), put the journal back and start enroll again",
            "{path} 在 enroll 使用期间{loss}，现在写入的内容会随之丢失：不再发送或写入任何内容。保留已显示或输出的内容，查明原因（同步目录、恢复备份、清理工具、磁盘被拔出），放回日志后重新启动 enroll",
            path = path.display(),
            loss = lost(loss)
        ),
        StoreError::Damaged { path, detail } => say!(
            "{path} is damaged: {detail}. Nothing was deleted: keep a copy of it (with the -wal file beside it), then restore a backup or move it away to start afresh",
            "{path} 已损坏：{detail}。未删除任何内容：先保留一份副本（连同旁边的 -wal 文件），再恢复备份，或移走它以重新开始",
            path = path.display(),
            detail
        ),
        StoreError::Full(path) => say!(
            "no room left to write {path}: the disk is full, or a quota or limit (ulimit -f) is used up; nothing was written. What was recorded before is safe: make room there, and continue where it stopped",
            "没有空间写入 {path}：磁盘已满，或配额或限制（ulimit -f）已用尽；未写入任何内容。之前的记录完好：腾出空间，从停下处继续",
            path = path.display()
        ),
        StoreError::ReadOnly(path) => say!(
            "{path} is read-only; nothing was written: check its permissions and the file system",
            "{path} 是只读的；未写入任何内容：检查其权限和文件系统",
            path = path.display()
        ),
        StoreError::Disk { path, detail } => say!(
            "the disk failed at {path}: {detail}; nothing was written: check the disk",
            "磁盘在 {path} 处出错：{detail}；未写入任何内容：检查磁盘",
            path = path.display(),
            detail
        ),
        StoreError::Busy(path) => say!(
            "another program keeps {path} locked; nothing was written: close it and try again",
            "其他程序锁定了 {path}；未写入任何内容：关闭该程序后重试",
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
            "cannot {doing} {path}: {denial}",
            "无法{doing} {path}：{denial}",
            doing = verb(*doing),
            path = path.display(),
            denial = denial.said()
        ),
        StoreError::Unfit { path, why } => say!(
            "cannot read {path}: {why}",
            "无法读取 {path}：{why}",
            path = path.display(),
            why = why.said()
        ),
        StoreError::File {
            doing,
            path,
            source,
        } => {
            say!(
                "cannot {doing} {path}: {source}",
                "无法{doing} {path}：{source}",
                doing = verb(*doing),
                path = path.display(),
                source
            )
        }
        StoreError::Config {
            path,
            line,
            message,
        } => {
            let path = path.display();
            match line {
                Some(line) => say!(
                    "{path}, line {line}: {message}",
                    "{path} 第 {line} 行：{message}",
                    message
                ),
                None => say!("{path}: {message}", "{path}：{message}", message),
            }
        }
        StoreError::NoHome => {
            say!(
                "no home folder is known for this user; name a folder for enroll's files",
                "找不到该用户的主目录；为 enroll 的文件指定目录"
            )
        }
        StoreError::NoSuchRun(run) => {
            say!("run {run} is not in the journal", "日志中没有任务 {run}")
        }
        StoreError::NoSuchRow { run, row } => {
            say!("run {run} has no row {row}", "任务 {run} 没有第 {row} 行")
        }
        StoreError::Conflict {
            run,
            row,
            state: now,
            wanted,
        } => say!(
            "run {run}, row {row}: it is {now}, so it cannot be {wanted}; nothing was written",
            "任务 {run} 第 {row} 行：状态为“{now}”，不能{wanted}；未写入任何内容",
            now = state(*now),
            wanted = self::wanted(*wanted)
        ),
        StoreError::Adopted { run, row } => say!(
            "run {run}, row {row}: its device was there before the run, so undoing the run keeps it; nothing was written",
            "任务 {run} 第 {row} 行：其设备在任务之前就已存在，撤销任务时会保留；未写入任何内容"
        ),
        StoreError::Held { run, held } => say!(
            "run {run} cannot be pruned: {held}; nothing was removed",
            "无法移除任务 {run}：{held}；未移除任何内容",
            held = self::held(*held)
        ),
        StoreError::NoJournal(path) => say!(
            "there is no journal at {path}, so there is nothing to copy",
            "{path} 处没有日志，没有可复制的内容",
            path = path.display()
        ),
        StoreError::Reserved(path) => say!(
            "{path} is the name of a file that enroll itself keeps there: give the copy another name or folder",
            "{path} 与 enroll 自己在该处的文件同名：为副本换个名称或目录",
            path = path.display()
        ),
        StoreError::Exists(path) => say!(
            "{path} already exists; choose another name",
            "{path} 已存在；换个名称",
            path = path.display()
        ),
        StoreError::NotQueued { id } => say!(
            "queue row {id} is no longer in the queue: it was removed or already submitted; nothing was written",
            "队列行 {id} 已不在队列中：已被移除或已提交；未写入任何内容",
            id = id.0
        ),
    }
}

/// What of a run is left to do.
#[must_use]
pub fn held(of: Held) -> Said {
    match of {
        Held::Open(1) => say!(
            "1 of its rows is not settled (continue with `enroll resume`)",
            "还有 1 行未核实（用 `enroll resume` 继续）"
        ),
        Held::Open(rows) => {
            say!(
                "{rows} of its rows are not settled (continue with `enroll resume`)",
                "还有 {rows} 行未核实（用 `enroll resume` 继续）"
            )
        }
        Held::Undo(_) => say!(
            "an undo of it is not finished (continue with `enroll undo`)",
            "它的撤销尚未完成（用 `enroll undo` 继续）"
        ),
    }
}

fn lost(of: &Loss) -> Said {
    match of {
        Loss::Removed => say!("was removed or moved away", "被移除或移走"),
        Loss::Replaced => say!("was replaced by another file", "被其他文件替换"),
        Loss::Emptied => say!("was emptied", "被清空"),
        Loss::OutOfReach(why) => say!("became unreachable ({why})", "变得无法访问（{why}）"),
    }
}

const fn other(of: Other) -> Said {
    match of {
        Other::Symlink => pair!("a symbolic link", "符号链接"),
        Other::NoFile => pair!("not a regular file", "非普通文件"),
        Other::HardLink => pair!(
            "a file that has a second name elsewhere (a hard link)",
            "在别处另有名称的文件（硬链接）"
        ),
        Other::Changed => pair!("not the same file as a moment ago", "与片刻之前不同的文件"),
    }
}

const fn verb(of: Doing) -> Said {
    match of {
        Doing::Create => pair!("create", "创建"),
        Doing::Lock => pair!("lock", "锁定"),
        Doing::MakePrivate => pair!("restrict access to", "限制访问"),
        Doing::Open => pair!("open", "打开"),
        Doing::Read => pair!("read", "读取"),
        Doing::Remove => pair!("remove", "移除"),
        Doing::Sync => pair!("sync", "同步"),
        Doing::Write => pair!("write", "写入"),
    }
}

const fn wanted(of: Wanted) -> Said {
    match of {
        Wanted::Sent => pair!("sent", "发送"),
        Wanted::PutBack => pair!("put back as not sent", "恢复为未发送"),
        Wanted::Requeued => pair!("queued again", "重新入队"),
        Wanted::Unknown => pair!("marked unknown", "标为未知"),
        Wanted::Deleted => pair!("deleted", "删除"),
        Wanted::Undone => pair!(
            "settled by an undo that did not ask to delete it",
            "写入撤销结果，因为没有发起对它的撤销"
        ),
    }
}

impl fmt::Display for StoreError {
    /// For developers.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(journal(self).en())
    }
}

impl std::error::Error for StoreError {}
