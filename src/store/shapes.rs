//! The shapes of the replies that a gateway gave while a run was under way: fields and types, for a report on it.

use serde::{Deserialize, Serialize};

use super::statements::Statements as _;
use super::texts::Kind;
use super::{Store, StoreError};
use crate::domain::RunId;

/// A shape that replies had.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct ReplyShape {
    /// What EnOS's documents call the request.
    pub call: String,
    /// The HTTP status.
    pub status: u16,
    /// Fields and types; empty where it was no JSON.
    pub shape: String,
}

impl Store {
    /// Keeps the shapes that are not known of the run yet.
    ///
    /// # Errors
    /// Only the disk's.
    pub fn shapes_met(&self, run: RunId, shapes: &[ReplyShape]) -> Result<(), StoreError> {
        if shapes.is_empty() {
            return Ok(());
        }
        self.write(|transaction| {
            let mut insert = transaction.prepare_cached(
                "INSERT OR IGNORE INTO texts (kind, scope, key, value) VALUES (?1, ?2, ?3, '')",
            )?;
            for shape in shapes {
                let Ok(key) = serde_json::to_string(shape) else {
                    continue;
                };
                insert.execute((Kind::Shape, run.to_string(), key))?;
            }
            Ok(())
        })
    }

    /// The shapes that are known of the run.
    ///
    /// # Errors
    /// Only the disk's.
    pub fn shapes(&self, run: RunId) -> Result<Vec<ReplyShape>, StoreError> {
        let texts: Vec<String> = self.read(|connection| {
            let select = "SELECT key FROM texts WHERE kind = ?1 AND scope = ?2 ORDER BY key";
            connection.all(select, (Kind::Shape, run.to_string()), |row| row.get(0))
        })?;
        let read = |text: &String| serde_json::from_str(text).ok();
        Ok(texts.iter().filter_map(read).collect())
    }
}
