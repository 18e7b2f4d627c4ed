//! The database's layout and how an older one becomes the present one.

use std::path::Path;

use rusqlite::{Connection, TransactionBehavior};

use super::error::{Fault, StoreError};

/// Migration `n` (from 1) takes layout `n - 1` to layout `n`; the layout is SQLite's `user_version`.
const MIGRATIONS: [&str; 2] = [
    include_str!("migrations/1.sql"),
    include_str!("migrations/2.sql"),
];

/// The layout of the database; a newer one than the program knows is refused.
pub(super) fn layout(connection: &Connection, path: &Path) -> Result<usize, Fault> {
    let found: i64 = connection.pragma_query_value(None, "user_version", |row| row.get(0))?;
    usize::try_from(found)
        .ok()
        .filter(|layout| *layout <= MIGRATIONS.len())
        .ok_or_else(|| {
            Fault::Store(StoreError::Newer {
                path: path.to_path_buf(),
                found,
                known: i64::try_from(MIGRATIONS.len()).unwrap_or(i64::MAX),
            })
        })
}

/// Brings layout `from` to the present one, each step wholly or not at all.
pub(super) fn migrate(connection: &mut Connection, from: usize) -> Result<(), Fault> {
    for (before, sql) in MIGRATIONS.iter().enumerate().skip(from) {
        let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        transaction.execute_batch(sql)?;
        let layout = i64::try_from(before).unwrap_or(i64::MAX).saturating_add(1);
        transaction.pragma_update(None, "user_version", layout)?;
        transaction.commit()?;
    }
    Ok(())
}
