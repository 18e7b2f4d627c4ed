//! The rows of a run by their keys: where they stand, and moving many of them with one statement.

use rusqlite::{Connection, Row, Transaction};

use super::StoreError;
use super::error::Fault;
use super::statements::Statements as _;
use crate::domain::{RowIndex, RowState, RunId};
use crate::store::error::Wanted;

/// Under which the row is kept: the run's number * 2^32 + its place in the run.
pub(super) fn key(run: RunId, row: RowIndex) -> i64 {
    run.0.saturating_mul(1 << 32).saturating_add(row.0.into())
}

/// The first and the last key that rows of the run can have.
pub(super) fn keys(run: RunId) -> [i64; 2] {
    [key(run, RowIndex(0)), key(run, RowIndex::LAST)]
}

/// The run of the row with this key, and its place there.
pub(super) fn place(key: i64) -> (RunId, RowIndex) {
    let row = u32::try_from(key & i64::from(u32::MAX)).unwrap_or(u32::MAX);
    (RunId(key >> 32), RowIndex(row))
}

/// The place in its run of the row whose key stands in the first column.
pub(super) fn index(row: &Row<'_>) -> rusqlite::Result<RowIndex> {
    Ok(place(row.get(0)?).1)
}

/// That a row of `states` is open.
pub(super) fn is_open() -> String {
    let open = RowState::ALL.iter().filter(|state| state.is_open());
    let names: Vec<String> = open
        .map(|state| format!("'{}'", <&str>::from(state)))
        .collect();
    format!("state IN ({})", names.join(", "))
}

/// The items in parts whose rows lie side by side, each with its first and last row. What lies side by
/// side is read and written at once: that is many times faster than row by row.
pub(super) fn stretches<T>(
    items: &[T],
    row: impl Fn(&T) -> RowIndex + Copy,
) -> impl Iterator<Item = (RowIndex, RowIndex, &[T])> {
    items
        .chunk_by(move |one, next| row(one) < row(next) && row(one).next() == row(next))
        .filter_map(move |items| Some((row(items.first()?), row(items.last()?), items)))
}

/// What `select` says of every row from `first` to `last` of the run, its keys being `?1` to `?2`.
///
/// # Errors
/// [`StoreError::NoSuchRow`]: a run has no gaps, so what is missing is missing at its end.
pub(super) fn read<T>(
    connection: &Connection,
    select: &str,
    run: RunId,
    (first, last): (RowIndex, RowIndex),
    item: impl FnMut(&Row<'_>) -> rusqlite::Result<T>,
) -> Result<Vec<T>, Fault> {
    let found: Vec<T> = connection.all(select, [key(run, first), key(run, last)], item)?;
    let end = RowIndex::at(first.place().saturating_add(found.len()));
    if end > last {
        return Ok(found);
    }
    Err(StoreError::NoSuchRow { run, row: end }.into())
}

/// A row of `states`, as far as its next move depends on it.
pub(super) struct StateRow {
    pub(super) state: RowState,
    /// How often it left.
    pub(super) attempts: u16,
    /// Whether its device is to be deleted.
    pub(super) undo: bool,
}

/// Where these rows stand, from the first to the last.
pub(super) fn state_rows(
    transaction: &Transaction<'_>,
    run: RunId,
    rows: (RowIndex, RowIndex),
) -> Result<Vec<StateRow>, Fault> {
    let select = "SELECT state, attempts, undo FROM states WHERE id BETWEEN ?1 AND ?2 ORDER BY id";
    read(transaction, select, run, rows, |row| {
        Ok(StateRow {
            state: row.get(0)?,
            attempts: row.get(1)?,
            undo: row.get(2)?,
        })
    })
}

/// A change of state, the same for many rows.
pub(super) struct Move {
    /// The states that it may start from.
    pub(super) from: &'static [RowState],
    /// What the rows shall be, as an error says it: `sent`, `queued again` …
    pub(super) wanted: Wanted,
    /// What becomes of the columns of `states`; the rows are those from `?1` to `?2`.
    pub(super) set: &'static str,
}

impl Move {
    /// Moves the rows.
    ///
    /// # Errors
    /// [`StoreError::Conflict`] for a row that is in another state, or comes twice and has moved
    /// already; [`StoreError::NoSuchRow`].
    pub(super) fn apply(
        &self,
        transaction: &Transaction<'_>,
        run: RunId,
        rows: &[RowIndex],
    ) -> Result<(), Fault> {
        let mut update = transaction.prepare_cached(&format!(
            "UPDATE states SET {} WHERE id BETWEEN ?1 AND ?2",
            self.set
        ))?;
        for (first, last, rows) in stretches(rows, |row| *row) {
            let now = state_rows(transaction, run, (first, last))?;
            for (row, StateRow { state, .. }) in rows.iter().zip(now) {
                if !self.from.contains(&state) {
                    return Err(conflict(run, *row, state, self.wanted));
                }
            }
            update.execute([key(run, first), key(run, last)])?;
        }
        Ok(())
    }
}

/// A row is in a state that does not allow what was asked.
pub(super) fn conflict(run: RunId, row: RowIndex, state: RowState, wanted: Wanted) -> Fault {
    Fault::Store(StoreError::Conflict {
        run,
        row,
        state,
        wanted,
    })
}
