//! How the store's statements are run: prepared once and kept, and what they find read as a whole.

use rusqlite::{Connection, OptionalExtension as _, Params, Row};

use super::error::Fault;

/// What is asked of the database, and done to it.
pub(super) trait Statements {
    /// Everything that `select` finds, each read by `item`.
    fn all<T, C: FromIterator<T>>(
        &self,
        select: &str,
        params: impl Params,
        item: impl FnMut(&Row<'_>) -> rusqlite::Result<T>,
    ) -> Result<C, Fault>;

    /// The first that `select` finds, if there is any.
    fn first<T>(
        &self,
        select: &str,
        params: impl Params,
        item: impl FnOnce(&Row<'_>) -> rusqlite::Result<T>,
    ) -> Result<Option<T>, Fault>;

    /// Does what `statement` says, and tells to how many rows.
    fn change(&self, statement: &str, params: impl Params) -> Result<usize, Fault>;
}

impl Statements for Connection {
    fn all<T, C: FromIterator<T>>(
        &self,
        select: &str,
        params: impl Params,
        item: impl FnMut(&Row<'_>) -> rusqlite::Result<T>,
    ) -> Result<C, Fault> {
        let mut select = self.prepare_cached(select)?;
        Ok(select.query_map(params, item)?.collect::<Result<_, _>>()?)
    }

    fn first<T>(
        &self,
        select: &str,
        params: impl Params,
        item: impl FnOnce(&Row<'_>) -> rusqlite::Result<T>,
    ) -> Result<Option<T>, Fault> {
        let mut select = self.prepare_cached(select)?;
        Ok(select.query_row(params, item).optional()?)
    }

    fn change(&self, statement: &str, params: impl Params) -> Result<usize, Fault> {
        Ok(self.prepare_cached(statement)?.execute(params)?)
    }
}
