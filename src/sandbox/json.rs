//! Reading members of JSON whose shape is not known.

use serde_json::Value;

static NULL: Value = Value::Null;

/// Looks into a value that may or may not be an object.
pub(super) trait Members {
    /// The member, or null when there is none.
    fn member(&self, name: &str) -> &Value;
}

impl Members for Value {
    fn member(&self, name: &str) -> &Value {
        self.get(name).unwrap_or(&NULL)
    }
}
