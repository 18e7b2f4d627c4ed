//! What the first bytes of a database say of it, read before `SQLite` has touched anything.

use std::fs::File;
use std::io::{self, Read as _};

/// How every `SQLite` file begins.
const MAGIC: &[u8] = b"SQLite format 3\0";

/// Whose the database is and how it was left.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Header {
    /// `SQLite`'s `application_id`.
    pub(super) application: i32,
    /// `SQLite`'s `user_version`.
    pub(super) layout: i32,
    /// Whether what is newest may be in the `-wal` file.
    pub(super) wal: bool,
    /// The size of a page.
    pub(super) page: u64,
}

impl Header {
    /// Reads it; none when the file is no database. The file must stand at its beginning.
    pub(super) fn read(mut file: &File) -> io::Result<Option<Self>> {
        let mut bytes = [0; 100];
        match file.read_exact(&mut bytes) {
            Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => return Ok(None),
            read => read?,
        }
        Ok(Self::parse(&bytes))
    }

    /// The places are those of the file format's documentation.
    fn parse(bytes: &[u8]) -> Option<Self> {
        let number = |at: usize| -> Option<i32> {
            let bytes = bytes.get(at..)?.first_chunk()?;
            Some(i32::from_be_bytes(*bytes))
        };
        let page = u16::from_be_bytes(*bytes.get(16..)?.first_chunk()?);
        bytes.starts_with(MAGIC).then_some(Self {
            application: number(68)?,
            layout: number(60)?,
            wal: *bytes.get(19)? == 2,
            // 65,536 does not fit and is written as 1.
            page: if page == 1 { 65_536 } else { page.into() },
        })
    }
}
