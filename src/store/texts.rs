//! Small texts kept by name: half-typed forms, learned settings.

use rusqlite::types::ToSqlOutput;
use rusqlite::{ToSql, Transaction, params};
use strum::IntoStaticStr;

use super::error::Fault;
use super::statements::Statements as _;
use super::{Store, StoreError};

/// What something kept by name is; scope and key say which one.
#[derive(Clone, Copy, IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub(super) enum Kind {
    Form,
    Setting,
    /// Of a reply to a run, whose number is the scope.
    Shape,
}

impl ToSql for Kind {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(<&str>::from(self).into())
    }
}

impl Store {
    /// The half-typed form of a scope, if one was left.
    ///
    /// # Errors
    /// Only the disk's.
    pub fn form(&self, scope: &str) -> Result<Option<String>, StoreError> {
        self.text(Kind::Form, scope, "")
    }

    /// Keeps the half-typed form of a scope, or forgets it.
    ///
    /// # Errors
    /// Only the disk's.
    pub fn form_save(&self, scope: &str, json: Option<&str>) -> Result<(), StoreError> {
        self.write(|transaction| put(transaction, Kind::Form, scope, "", json))
    }

    /// A learned setting of a scope (a gateway and organisation), such as a batch size.
    ///
    /// # Errors
    /// Only the disk's.
    pub fn setting(&self, scope: &str, key: &str) -> Result<Option<String>, StoreError> {
        self.text(Kind::Setting, scope, key)
    }

    /// Keeps a setting, in the place of an earlier one.
    ///
    /// # Errors
    /// Only the disk's.
    pub fn setting_put(&self, scope: &str, key: &str, value: &str) -> Result<(), StoreError> {
        self.write(|transaction| put(transaction, Kind::Setting, scope, key, Some(value)))
    }

    fn text(&self, kind: Kind, scope: &str, key: &str) -> Result<Option<String>, StoreError> {
        self.read(|connection| {
            let select = "SELECT value FROM texts WHERE kind = ?1 AND scope = ?2 AND key = ?3";
            connection.first(select, (kind, scope, key), |row| row.get(0))
        })
    }
}

/// Keeps a text, or forgets it.
pub(super) fn put(
    transaction: &Transaction<'_>,
    kind: Kind,
    scope: &str,
    key: &str,
    value: Option<&str>,
) -> Result<(), Fault> {
    match value {
        Some(value) => transaction.change(
            "INSERT OR REPLACE INTO texts (kind, scope, key, value) VALUES (?1, ?2, ?3, ?4)",
            params![kind, scope, key, value],
        )?,
        None => transaction.change(
            "DELETE FROM texts WHERE kind = ?1 AND scope = ?2 AND key = ?3",
            params![kind, scope, key],
        )?,
    };
    Ok(())
}
