//! Products and thing models as they were last fetched, for when the gateway is out of reach.

use rusqlite::params;
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::record::Json;
use super::statements::Statements as _;
use super::{Store, StoreError};
use crate::domain::{Product, ThingModel, Timestamp};

/// Something that was fetched, now or before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fetched<T> {
    /// It.
    pub thing: T,
    /// When it was fetched, Unix ms, where it comes out of the store.
    pub kept_at: Option<Timestamp>,
}

impl<T> From<T> for Fetched<T> {
    /// Fetched now.
    fn from(thing: T) -> Self {
        Self {
            thing,
            kept_at: None,
        }
    }
}

/// What is fetched and kept.
pub trait Keep: Serialize + DeserializeOwned {
    /// What it is called in the store.
    const KIND: &str;
    /// Which one it is.
    fn key(&self) -> &str;
}

impl Keep for Product {
    const KIND: &str = "product";
    fn key(&self) -> &str {
        &self.product_key
    }
}

impl Keep for ThingModel {
    const KIND: &str = "model";
    fn key(&self) -> &str {
        &self.model_id
    }
}

impl Store {
    /// Keeps what was fetched at a scope, each thing in the place of what was kept of it before. If `whole`, there
    /// are no others.
    ///
    /// # Errors
    /// Only the disk's.
    pub fn keep<'fetched, T: Keep + 'fetched>(
        &self,
        scope: &str,
        things: impl IntoIterator<Item = &'fetched T>,
        whole: bool,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        self.write(|transaction| {
            if whole {
                let delete = "DELETE FROM catalogue WHERE scope = ?1 AND kind = ?2";
                transaction.change(delete, (scope, T::KIND))?;
            }
            let mut put = transaction.prepare_cached(
                "INSERT INTO catalogue (scope, kind, key, kept_at, value) VALUES (?1, ?2, ?3, ?4, ?5)
                 ON CONFLICT DO UPDATE SET kept_at = excluded.kept_at, value = excluded.value",
            )?;
            for thing in things {
                put.execute(params![scope, T::KIND, thing.key(), now, Json(thing)])?;
            }
            Ok(())
        })
    }

    /// All that is kept of a scope in the order served, or the one with this key. What cannot be read is worth as
    /// much as nothing.
    ///
    /// # Errors
    /// Only the disk's.
    pub fn kept<T: Keep>(
        &self,
        scope: &str,
        key: Option<&str>,
    ) -> Result<Vec<Fetched<T>>, StoreError> {
        let found: Vec<Option<_>> = self.read(|connection| {
            let select = "SELECT value, kept_at FROM catalogue
                 WHERE scope = ?1 AND kind = ?2 AND key = coalesce(?3, key) ORDER BY id";
            connection.all(select, (scope, T::KIND, key), |row| {
                let thing = serde_json::from_str(&row.get::<_, String>(0)?);
                let kept_at = row.get(1)?;
                Ok(thing.ok().map(|thing| Fetched { thing, kept_at }))
            })
        })?;
        Ok(found.into_iter().flatten().collect())
    }
}
