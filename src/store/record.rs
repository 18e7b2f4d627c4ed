//! What the journal keeps, as the rest of the program sees it.

use rusqlite::types::{FromSql, FromSqlError, FromSqlResult, ToSql, ToSqlOutput, ValueRef};
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::domain::{
    Content, Counts, Draft, End, Existing, PackedDraft, QueueId, RowState, RunId, RunRow, Site,
    Terms, Timestamp,
};

/// A device waiting to be submitted.
#[derive(Clone, Debug, PartialEq)]
pub struct QueueRow {
    /// Its number, which is its place in the order; given by whoever adds the row.
    pub id: QueueId,
    /// The device, perhaps half-typed.
    pub draft: PackedDraft,
}

/// A change of the queue of one scope, committed as a whole or not at all.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct QueueChange {
    /// The gateway and organisation whose queue it is.
    pub scope: String,
    /// Rows to insert or replace, taken over from another queue where they wait there.
    pub put: Vec<QueueRow>,
    /// Rows to take out.
    pub remove: Vec<QueueId>,
    /// Rows to give back to the queue of another scope, which stands before them.
    pub back: Vec<(String, QueueRow)>,
    /// Whether this saves the device on the form, which is emptied with the same commit.
    pub from_form: bool,
    /// What is half typed once it has been emptied: what had been put aside for it.
    pub form: Option<String>,
}

/// Which change of a queue it was, for the answer to it: its rows by id.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Queued {
    /// The gateway and organisation whose queue it is.
    pub scope: String,
    /// The rows that were inserted or replaced.
    pub put: Vec<QueueId>,
    /// Whether it saved the device on the form.
    pub from_form: bool,
}

impl QueueChange {
    /// Which change it is.
    #[must_use]
    pub fn echo(&self) -> Queued {
        Queued {
            scope: self.scope.clone(),
            put: self.put.iter().map(|row| row.id).collect(),
            from_form: self.from_form,
        }
    }
}

/// What waits at a scope.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waiting {
    /// The gateway and organisation.
    pub scope: String,
    /// Devices in its queue.
    pub queued: usize,
    /// Whether it has a half-typed form.
    pub form: bool,
}

/// What is known of a run when it begins.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewRun {
    /// Where its devices go.
    pub site: Site,
    /// What holds for its rows.
    pub terms: Terms,
    /// When it began, Unix ms.
    pub started_at: Timestamp,
}

/// One row of a run that begins, or one that was corrected.
#[derive(Clone, Debug, PartialEq)]
pub struct NewRow {
    /// The device.
    pub draft: Draft,
    /// Whether its device key was made by this program and not by the user.
    pub automatic: bool,
}

impl ToSql for Existing {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        self.name().to_sql()
    }
}

impl FromSql for Existing {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        let name = value.as_str()?;
        Self::ALL
            .into_iter()
            .find(|policy| policy.name() == name)
            .ok_or(FromSqlError::InvalidType)
    }
}

/// What is kept as the number or the bytes that it is made of.
macro_rules! kept_as_it_is {
    ($($name:ident),*) => {$(
        impl ToSql for $name {
            fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
                self.0.to_sql()
            }
        }

        impl FromSql for $name {
            fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
                FromSql::column_result(value).map(Self)
            }
        }
    )*};
}

kept_as_it_is!(RunId, QueueId, Timestamp, Content);

impl ToSql for RowState {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        <&str>::from(self).to_sql()
    }
}

impl FromSql for RowState {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        value
            .as_str()?
            .parse()
            .map_err(|_| FromSqlError::InvalidType)
    }
}

/// A run and how far it has come.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RunSummary {
    /// Its number.
    pub id: RunId,
    /// Where its devices go.
    pub site: Site,
    /// What holds for its rows.
    pub terms: Terms,
    /// When it began, Unix ms.
    pub started_at: Timestamp,
    /// When it ended, Unix ms; none while it runs or after it was cut short.
    pub ended_at: Option<Timestamp>,
    /// How it ended.
    pub end: Option<End>,
    /// Its rows by state.
    pub counts: Counts,
    /// Batches that left.
    pub batches: usize,
    /// The product of its first row.
    pub product_key: Option<String>,
    /// How many products its first [`LOOKED_AT`](Self::LOOKED_AT) rows have.
    pub products: usize,
}

impl RunSummary {
    /// So many rows of a run are looked at for their products, however many it has.
    pub const LOOKED_AT: usize = 256;

    /// Whether its devices are at this gateway and organisation.
    #[must_use]
    pub fn is_of(&self, scope: &str) -> bool {
        self.site.scope == scope
    }
}

/// A run with its rows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RunRecord {
    /// The run.
    pub summary: RunSummary,
    /// Its rows by index, complete and without gaps.
    pub rows: Vec<RunRow>,
}

/// A value stored as JSON text.
pub(super) struct Json<T>(pub(super) T);

impl<T: Serialize> Json<T> {
    /// The text.
    pub(super) fn text(&self) -> rusqlite::Result<String> {
        serde_json::to_string(&self.0)
            .map_err(|error| rusqlite::Error::ToSqlConversionFailure(error.into()))
    }
}

impl<T: Serialize> ToSql for Json<T> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        self.text().map(ToSqlOutput::from)
    }
}

impl<T: DeserializeOwned> FromSql for Json<T> {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        serde_json::from_str(value.as_str()?)
            .map(Self)
            .map_err(|error| FromSqlError::Other(error.into()))
    }
}
