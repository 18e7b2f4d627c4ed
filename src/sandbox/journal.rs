//! The file that keeps the devices over a restart: one JSON line for each create, touch and delete.
//!
//! A batch is one write. A process that is killed within it leaves a torn last line, which the next
//! start drops; the whole lines before it stay, as if the gateway had gone down before its answer.

use std::borrow::Cow;
use std::fs::{File, OpenOptions};
use std::io::{self, Read as _, Seek as _, SeekFrom, Write as _};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::device::Device;
use super::error::SandboxError;
use super::keys::private_file;
use super::truth::End;

/// One line.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) enum Entry<'a> {
    Create(Cow<'a, Device>),
    /// Somebody else did something to a device, which is like this since.
    Touch {
        how: String,
        device: Cow<'a, Device>,
    },
    #[serde(rename_all = "camelCase")]
    Delete {
        asset_id: String,
        #[serde(default)]
        end: End,
    },
}

/// The open journal, locked against other sandboxes.
pub(super) struct Journal {
    path: PathBuf,
    /// None once closed.
    file: Option<File>,
    /// Bytes up to the end of the last whole line.
    length: usize,
}

impl Journal {
    /// Opens or makes the file and gives its entries; `fresh` empties it first.
    pub(super) fn open(
        path: &Path,
        fresh: bool,
    ) -> Result<(Self, Vec<Entry<'static>>), SandboxError> {
        // It is cut to whole lines: not through a link, where that could be anybody's file.
        if path.symlink_metadata().is_ok_and(|named| !named.is_file()) {
            return Err(SandboxError::Link(path.to_owned()));
        }
        let (file, bytes) = read_locked(path, fresh).map_err(|error| match error.kind() {
            io::ErrorKind::WouldBlock => SandboxError::InUse(path.to_owned()),
            _ => SandboxError::file(path)(error),
        })?;
        let journal = Self {
            path: path.to_owned(),
            file: Some(file),
            length: bytes.len(),
        };
        let entries = journal.parse(&bytes)?;
        Ok((journal, entries))
    }

    fn parse(&self, bytes: &[u8]) -> Result<Vec<Entry<'static>>, SandboxError> {
        bytes
            .split_inclusive(|byte| *byte == b'\n')
            .enumerate()
            .map(|(index, line)| {
                serde_json::from_slice(line).map_err(|error| SandboxError::Journal {
                    path: self.path.clone(),
                    line: index.saturating_add(1),
                    reason: error.to_string(),
                })
            })
            .collect()
    }

    /// Appends entries in one write; when that fails, the file is as it was before.
    pub(super) fn append(
        &mut self,
        entries: impl IntoIterator<Item = impl Serialize>,
    ) -> Result<(), SandboxError> {
        let mut bytes = Vec::new();
        for entry in entries {
            serde_json::to_writer(&mut bytes, &entry)
                .map_err(|error| SandboxError::file(&self.path)(error.into()))?;
            bytes.push(b'\n');
        }
        let stopped = || SandboxError::Stopped(self.path.clone());
        let file = self.file.as_mut().ok_or_else(stopped)?;
        if let Err(error) = file.write_all(&bytes) {
            // The first error is the one to tell; a torn line is dropped at the next start anyway.
            let _ = cut(file, self.length);
            return Err(SandboxError::file(&self.path)(error));
        }
        self.length = self.length.saturating_add(bytes.len());
        Ok(())
    }

    /// Gives the file free.
    pub(super) fn close(&mut self) {
        if let Some(file) = self.file.take() {
            // A child that is just being started holds a copy of it until it is another program.
            let _ = file.unlock();
        }
    }
}

impl Drop for Journal {
    fn drop(&mut self) {
        self.close();
    }
}

/// Cuts the file at a length and goes there.
fn cut(file: &mut File, length: usize) -> io::Result<()> {
    let length = u64::try_from(length).map_err(io::Error::other)?;
    file.set_len(length)?;
    file.seek(SeekFrom::Start(length)).map(drop)
}

/// Opens or makes the file, locks it, and gives its whole lines; all else is cut off, and when `fresh` these, too.
fn read_locked(path: &Path, fresh: bool) -> io::Result<(File, Vec<u8>)> {
    let mut options = OpenOptions::new();
    options.read(true).write(true).create(true).truncate(false);
    private_file(&mut options);
    let mut file = options.open(path)?;
    file.try_lock()?;
    let mut bytes = Vec::new();
    if !fresh {
        file.read_to_end(&mut bytes)?;
    }
    let last = bytes.iter().rposition(|byte| *byte == b'\n');
    bytes.truncate(last.map_or(0, |end| end.saturating_add(1)));
    cut(&mut file, bytes.len())?;
    Ok((file, bytes))
}
