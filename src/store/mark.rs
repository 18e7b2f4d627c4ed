//! The mark that tells whether the database was left in good order: `SQLite`'s `application_id`, which stands in
//! the file's first bytes.
//!
//! It is set at opening, before anything else is written, and taken back at a clean end, when all is in the
//! file. Both go through to the file itself. So a file that says "in use" has its newest part in the `-wal`
//! file, and one that says "at rest" is whole.

use rusqlite::Connection;

use super::error::{Fault, StoreError};

/// Nobody writes, and the file is whole: `enrl`.
pub(super) const AT_REST: i32 = i32::from_be_bytes(*b"enrl");

/// A program writes, or did when it was cut short: `enrL`.
pub(super) const IN_USE: i32 = i32::from_be_bytes(*b"enrL");

/// Carries everything over into the file, then the mark: while the file says "at rest", the `-wal` file never holds
/// more than the mark.
pub(super) fn set(connection: &Connection, mark: i32) -> Result<(), Fault> {
    carry_over(connection)?;
    put(connection, mark)?;
    carry_over(connection)
}

/// Writes the mark.
pub(super) fn put(connection: &Connection, mark: i32) -> Result<(), Fault> {
    Ok(connection.pragma_update(None, "application_id", mark)?)
}

/// Empties the `-wal` file into the database.
///
/// # Errors
/// [`StoreError::Busy`] while another program reads.
pub(super) fn carry_over(connection: &Connection) -> Result<(), Fault> {
    let busy: bool =
        connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get(0))?;
    if busy {
        let path = connection.path().unwrap_or_default().into();
        return Err(StoreError::Busy(path).into());
    }
    Ok(())
}
