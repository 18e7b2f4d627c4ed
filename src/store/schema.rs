//! The database's layout: one, and every other is refused.

use std::path::Path;

use rusqlite::Connection;

use super::database;
use super::error::{Fault, StoreError};

/// The layout's number, kept as `SQLite`'s `user_version`; counts up with every change of `schema.sql`.
pub(super) const LAYOUT: i64 = 4;

/// Whether the database has its layout already; a new one has none.
///
/// # Errors
/// [`StoreError::OtherLayout`], and the database is not touched.
pub(super) fn is_laid_out(connection: &Connection, path: &Path) -> Result<bool, Fault> {
    match connection.pragma_query_value(None, "user_version", |row| row.get(0))? {
        0 => Ok(false),
        LAYOUT => Ok(true),
        found => Err(Fault::Store(StoreError::OtherLayout {
            path: path.to_path_buf(),
            found,
            known: LAYOUT,
        })),
    }
}

/// Gives a new database its layout, wholly or not at all.
pub(super) fn lay_out(connection: &mut Connection) -> Result<(), Fault> {
    database::transact(connection, |transaction| {
        transaction.execute_batch(include_str!("schema.sql"))?;
        Ok(transaction.pragma_update(None, "user_version", LAYOUT)?)
    })
}
