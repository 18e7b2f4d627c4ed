//! Reading members of JSON whose shape is not known.

use serde_json::Value;

use super::reply::Refusal;

static NULL: Value = Value::Null;

/// Looks into a value that may or may not be an object.
pub(super) trait Members {
    /// The member, or null when there is none.
    fn member(&self, name: &str) -> &Value;

    /// What `read` takes of a member that may be left out or null; else it must be `what`.
    fn optional<'a, T>(
        &'a self,
        name: &str,
        what: &str,
        read: fn(&'a Value) -> Option<T>,
    ) -> Result<Option<T>, Refusal> {
        match self.member(name) {
            Value::Null => Ok(None),
            given => read(given)
                .map(Some)
                .ok_or_else(|| Refusal::must_be(name, what)),
        }
    }
}

impl Members for Value {
    fn member(&self, name: &str) -> &Value {
        self.get(name).unwrap_or(&NULL)
    }
}
