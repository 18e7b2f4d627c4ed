//! Small texts kept by name: half-typed forms, learned settings, cached replies.

use rusqlite::{OptionalExtension as _, Transaction, params};

use super::error::Fault;
use super::{Store, StoreError};

/// The kind of the half-typed forms.
pub(super) const FORM: &str = "form";

/// What a text is; `scope` and `key` say which one.
enum Kind<'a> {
    Form,
    Setting,
    Cached(&'a str),
}

impl Kind<'_> {
    fn name(&self) -> String {
        match self {
            Self::Form => FORM.to_owned(),
            Self::Setting => "setting".to_owned(),
            Self::Cached(kind) => format!("cached {kind}"),
        }
    }
}

impl Store {
    /// The half-typed form of a scope, if one was left.
    ///
    /// # Errors
    /// Only the disk's.
    pub fn form(&self, scope: &str) -> Result<Option<String>, StoreError> {
        self.text(&Kind::Form, scope, "")
    }

    /// Keeps the half-typed form of a scope, or forgets it.
    ///
    /// # Errors
    /// Only the disk's.
    pub fn form_save(&self, scope: &str, json: Option<&str>) -> Result<(), StoreError> {
        self.text_put(&Kind::Form, scope, "", json)
    }

    /// A learned setting of a scope (a gateway and organisation), such as a batch size.
    ///
    /// # Errors
    /// Only the disk's.
    pub fn setting(&self, scope: &str, key: &str) -> Result<Option<String>, StoreError> {
        self.text(&Kind::Setting, scope, key)
    }

    /// Keeps a setting, in the place of an earlier one.
    ///
    /// # Errors
    /// Only the disk's.
    pub fn setting_put(&self, scope: &str, key: &str, value: &str) -> Result<(), StoreError> {
        self.text_put(&Kind::Setting, scope, key, Some(value))
    }

    /// A cached reply: `products` (with an empty key) or `model` (by model id).
    ///
    /// # Errors
    /// Only the disk's.
    pub fn cached(&self, scope: &str, kind: &str, key: &str) -> Result<Option<String>, StoreError> {
        self.text(&Kind::Cached(kind), scope, key)
    }

    /// Keeps a reply, in the place of an earlier one.
    ///
    /// # Errors
    /// Only the disk's.
    pub fn cache_put(
        &self,
        scope: &str,
        kind: &str,
        key: &str,
        json: &str,
    ) -> Result<(), StoreError> {
        self.text_put(&Kind::Cached(kind), scope, key, Some(json))
    }

    fn text(&self, kind: &Kind<'_>, scope: &str, key: &str) -> Result<Option<String>, StoreError> {
        self.read(|connection| {
            Ok(connection
                .prepare_cached(
                    "SELECT value FROM texts WHERE kind = ?1 AND scope = ?2 AND key = ?3",
                )?
                .query_row(params![kind.name(), scope, key], |row| row.get(0))
                .optional()?)
        })
    }

    fn text_put(
        &self,
        kind: &Kind<'_>,
        scope: &str,
        key: &str,
        value: Option<&str>,
    ) -> Result<(), StoreError> {
        self.write(|transaction| put(transaction, kind, scope, key, value))
    }
}

/// [`Store::form_save`] as part of a transaction.
pub(super) fn form_put(
    transaction: &Transaction<'_>,
    scope: &str,
    json: Option<&str>,
) -> Result<(), Fault> {
    put(transaction, &Kind::Form, scope, "", json)
}

fn put(
    transaction: &Transaction<'_>,
    kind: &Kind<'_>,
    scope: &str,
    key: &str,
    value: Option<&str>,
) -> Result<(), Fault> {
    match value {
        Some(value) => transaction
            .prepare_cached(
                "INSERT OR REPLACE INTO texts (kind, scope, key, value) VALUES (?1, ?2, ?3, ?4)",
            )?
            .execute(params![kind.name(), scope, key, value])?,
        None => transaction
            .prepare_cached("DELETE FROM texts WHERE kind = ?1 AND scope = ?2 AND key = ?3")?
            .execute(params![kind.name(), scope, key])?,
    };
    Ok(())
}
