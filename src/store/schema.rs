//! The database's layout: one, and every other is refused.

use rusqlite::Connection;

use super::error::Fault;
use super::{database, mark};

/// The layout's number, kept as `SQLite`'s `user_version`; counts up with every change of `schema.sql`,
/// and of what is kept in it as JSON.
pub(super) const LAYOUT: i32 = 10;

/// Gives a new database its layout and the mark of one at rest, wholly or not at all.
pub(super) fn lay_out(connection: &mut Connection) -> Result<(), Fault> {
    database::transact(connection, |transaction| {
        transaction.execute_batch(include_str!("schema.sql"))?;
        mark::put(transaction, mark::AT_REST)?;
        Ok(transaction.pragma_update(None, "user_version", LAYOUT)?)
    })
}
