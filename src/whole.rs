//! A file that somebody names, read whole: what is no file is refused rather than waited for, and so is what has
//! no end.

use std::fmt;
use std::fs::{File, FileType, Metadata, OpenOptions};
use std::io::{self, IsTerminal as _, Read};
use std::path::Path;
use std::time::{Duration, Instant};

use zeroize::Zeroizing;

use crate::said::{Said, pair, say};

#[cfg(test)]
mod tests;

/// How much is read at once.
const CHUNK: usize = 64 << 10;

/// What may be read where a file is named.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Take {
    /// In MiB.
    most: u64,
    pipe: Option<Pipe>,
}

/// How long a pipe is waited for, where one will do.
#[derive(Clone, Copy, Debug)]
struct Pipe {
    /// Until somebody writes into it.
    writer: Duration,
    /// Until it ends; none waits for good, as generators may take their time.
    end: Option<Duration>,
    /// Whether a terminal will do, too.
    terminal: bool,
}

impl Take {
    /// Settings of any kind: a plain file.
    pub(crate) const SETTINGS: Self = Self {
        most: 1,
        pipe: None,
    };
    /// A key: a plain file, or what a program hands over at once, as in `<(pass show key)`.
    pub(crate) const KEY: Self = Self {
        most: 1,
        pipe: Some(Pipe {
            writer: Duration::ZERO,
            end: Some(Duration::from_secs(30)),
            terminal: false,
        }),
    };
    /// Devices: a file, or what a program makes. Whoever starts both may start the program last.
    pub(crate) const DEVICES: Self = Self {
        most: 256,
        pipe: Some(Pipe {
            writer: Duration::from_secs(5),
            end: None,
            terminal: true,
        }),
    };
}

/// Why a file was not read.
#[derive(Debug)]
pub enum Unread {
    /// Something else is there.
    NoFile(Kind),
    /// Whoever reads from it would wait for good.
    NoWriter,
    /// It did not end.
    Endless(Duration),
    /// There is more of it than any such file has.
    TooLarge(u64),
    /// It holds something else.
    NoText,
    /// The system's word.
    System(io::Error),
}

/// A file that may be read.
#[derive(Debug)]
pub(crate) struct Opened {
    file: File,
    metadata: Metadata,
    take: Take,
}

/// Opens the file at `path`, without waiting for anybody.
///
/// # Errors
/// Every reason for which there is nothing to read.
pub(crate) fn open(path: &Path, take: Take) -> Result<Opened, Unread> {
    // Before it is opened: that alone can disturb a device.
    judge(std::fs::metadata(path)?.file_type(), take)?;
    let mut options = OpenOptions::new();
    options.read(true);
    #[cfg(unix)]
    {
        use rustix::fs::OFlags;
        use std::os::unix::fs::OpenOptionsExt as _;
        let flags = OFlags::NONBLOCK | OFlags::NOCTTY;
        options.custom_flags(i32::try_from(flags.bits()).unwrap_or_default());
    }
    Opened::of(options.open(path)?, take)
}

/// Reads the text file at `path`.
///
/// # Errors
/// See [`open`] and [`Opened::text`].
pub(crate) fn text(path: &Path, take: Take) -> Result<Zeroizing<String>, Unread> {
    open(path, take)?.text()
}

/// Standard input, to be read to its end.
///
/// # Errors
/// When it is a folder or a device.
#[cfg(unix)]
pub(crate) fn stdin(take: Take) -> Result<Zeroizing<Vec<u8>>, Unread> {
    use std::os::fd::AsFd as _;
    let file = File::from(io::stdin().as_fd().try_clone_to_owned()?);
    let opened = Opened::of(file, take);
    opened.and_then(Opened::bytes)
}

/// Standard input, to be read to its end.
///
/// # Errors
/// When there is too much of it.
#[cfg(not(unix))]
pub(crate) fn stdin(take: Take) -> Result<Zeroizing<Vec<u8>>, Unread> {
    let mut all = Zeroizing::new(Vec::new());
    let most = take.most << 20;
    io::stdin().lock().take(most + 1).read_to_end(&mut all)?;
    within(&all, take).map(|()| all)
}

impl Unread {
    /// For people.
    #[must_use]
    pub fn said(&self) -> Said {
        match self {
            Self::NoFile(kind) => say!(
                "it is {kind}, not a file",
                "这是{kind}，不是普通文件",
                kind = kind.said()
            ),
            Self::NoWriter => say!(
                "it is a pipe that nothing writes to: start the writer first, or name a file",
                "这是管道，但没有程序向它写入：先启动写入的程序，或改用文件"
            ),
            Self::Endless(end) => say!(
                "it is a pipe that did not end within {seconds} s: name a file",
                "这是管道，{seconds} 秒内没有结束：改用文件",
                seconds = end.as_secs()
            ),
            Self::TooLarge(most) => {
                say!(
                    "it is larger than {most} MiB, the limit for such a file",
                    "超过 {most} MiB，即此类文件的读取上限"
                )
            }
            Self::NoText => say!("it is not text (UTF-8)", "不是文本（UTF-8）"),
            Self::System(error) => Said::data(error),
        }
    }
}

impl fmt::Display for Unread {
    /// For developers, and for the sandbox.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.said().en())
    }
}

impl std::error::Error for Unread {}

impl From<io::Error> for Unread {
    fn from(error: io::Error) -> Self {
        Self::System(error)
    }
}

impl Kind {
    const fn said(self) -> Said {
        match self {
            Self::Folder => pair!("a folder", "目录"),
            Self::Pipe => pair!("a pipe", "管道"),
            Self::Socket => pair!("a socket", "套接字"),
            Self::Device => pair!("a device", "设备文件"),
            Self::Disk => pair!("a disk", "磁盘"),
        }
    }
}

impl Opened {
    fn of(file: File, take: Take) -> Result<Self, Unread> {
        let metadata = file.metadata()?;
        judge(metadata.file_type(), take)?;
        if kind(metadata.file_type()) == Some(Kind::Device) && !file.is_terminal() {
            return Err(Unread::NoFile(Kind::Device));
        }
        if metadata.len() > take.most << 20 {
            return Err(Unread::TooLarge(take.most));
        }
        Ok(Self {
            file,
            metadata,
            take,
        })
    }

    /// What is known of the open file itself.
    pub(crate) fn metadata(&self) -> &Metadata {
        &self.metadata
    }

    /// Reads all of it as text.
    ///
    /// # Errors
    /// See [`Opened::bytes`]; and [`Unread::NoText`].
    pub(crate) fn text(self) -> Result<Zeroizing<String>, Unread> {
        let text = String::from_utf8(std::mem::take(&mut *self.bytes()?));
        text.map(Zeroizing::new).map_err(|error| {
            // What is no text is wiped, too.
            drop(Zeroizing::new(error.into_bytes()));
            Unread::NoText
        })
    }

    /// Reads all of it.
    ///
    /// # Errors
    /// When there is too much of it, it does not end in time, or the system fails.
    pub(crate) fn bytes(mut self) -> Result<Zeroizing<Vec<u8>>, Unread> {
        let size = usize::try_from(self.metadata.len()).unwrap_or_default();
        // As large as it will be: growing leaves copies behind, and it may be a key.
        let mut all = Zeroizing::new(Vec::with_capacity(size.max(CHUNK) + CHUNK));
        let mut chunk = Zeroizing::new(vec![0; CHUNK]);
        let is_pipe = kind(self.metadata.file_type()) == Some(Kind::Pipe);
        let pipe = self.take.pipe.filter(|_| is_pipe);
        let end = pipe.and_then(|pipe| pipe.end);
        let begun = Instant::now();
        // Whether a writer was waited for, and what came of it.
        let mut awaited = None;
        loop {
            match self.file.read(&mut chunk) {
                Ok(0) => match (pipe, awaited) {
                    (Some(pipe), None) if all.is_empty() => {
                        awaited = Some(ready(&self.file, Some(pipe.writer))?);
                    }
                    (Some(_), Some(false)) if all.is_empty() => return Err(Unread::NoWriter),
                    _ => return Ok(all),
                },
                Ok(count) => {
                    all.extend_from_slice(chunk.get(..count).unwrap_or_default());
                    within(&all, self.take)?;
                }
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                // It is not at its end, and nothing is in it now.
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => {
                    let left = end.map(|end| end.saturating_sub(begun.elapsed()));
                    if let (false, Some(end)) = (ready(&self.file, left)?, end) {
                        return Err(Unread::Endless(end));
                    }
                }
                Err(error) => return Err(error.into()),
            }
        }
    }
}

fn within(all: &[u8], take: Take) -> Result<(), Unread> {
    if u64::try_from(all.len()).is_ok_and(|size| size <= take.most << 20) {
        Ok(())
    } else {
        Err(Unread::TooLarge(take.most))
    }
}

/// Waits until something can be read, the end included; whether it can.
#[cfg(unix)]
fn ready(file: &File, patience: Option<Duration>) -> io::Result<bool> {
    use rustix::event::{PollFd, PollFlags, Timespec, poll};
    let patience = patience.map(Timespec::try_from).transpose();
    let patience = patience.map_err(io::Error::other)?;
    loop {
        match poll(&mut [PollFd::new(file, PollFlags::IN)], patience.as_ref()) {
            Err(rustix::io::Errno::INTR) => {}
            ready => return Ok(ready? > 0),
        }
    }
}

/// Elsewhere nothing is opened that would have to be waited for in this way.
#[cfg(not(unix))]
#[expect(clippy::unnecessary_wraps, reason = "as where it can fail")]
fn ready(_: &File, _: Option<Duration>) -> io::Result<bool> {
    Ok(true)
}

/// What there may be in the place of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A folder.
    Folder,
    /// A pipe.
    Pipe,
    /// A socket.
    Socket,
    /// A device.
    Device,
    /// A disk.
    Disk,
}

/// What it is, if no plain file.
#[cfg(unix)]
fn kind(file: FileType) -> Option<Kind> {
    use std::os::unix::fs::FileTypeExt as _;
    match file {
        file if file.is_dir() => Some(Kind::Folder),
        file if file.is_fifo() => Some(Kind::Pipe),
        file if file.is_socket() => Some(Kind::Socket),
        file if file.is_char_device() => Some(Kind::Device),
        file if file.is_file() => None,
        _ => Some(Kind::Disk),
    }
}

/// What it is, if no plain file.
#[cfg(not(unix))]
fn kind(file: FileType) -> Option<Kind> {
    file.is_dir().then_some(Kind::Folder)
}

/// Refuses what cannot be read whole, or not in this place.
fn judge(file: FileType, take: Take) -> Result<(), Unread> {
    match (kind(file), take.pipe) {
        // Standard input may be a socket.
        (None, _) | (Some(Kind::Pipe | Kind::Socket), Some(_)) => Ok(()),
        // Which device is seen when it is open.
        (Some(Kind::Device), Some(pipe)) if pipe.terminal => Ok(()),
        (Some(what), _) => Err(Unread::NoFile(what)),
    }
}
