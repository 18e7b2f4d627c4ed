//! What EnOS said in its own words.

use std::fmt;

use serde::{Deserialize, Serialize};

/// Words of EnOS or whatever answered in its place: to be shown, kept and compared, and never read back. What
/// the program has to know of them was read by `enos` before they became these: a code, a field.
///
/// ```
/// let words = enroll::domain::Words::new("DeviceKey existed");
/// assert_eq!(words.to_string(), "DeviceKey existed");
/// ```
///
/// ```compile_fail
/// let words = enroll::domain::Words::new("DeviceKey existed");
/// if words.starts_with("DeviceKey") {}
/// ```
///
/// ```compile_fail
/// let text: &str = &enroll::domain::Words::new("DeviceKey existed");
/// ```
///
/// ```compile_fail
/// let text: &str = enroll::domain::Words::new("DeviceKey existed").as_ref();
/// ```
///
/// ```compile_fail
/// let text = String::from(enroll::domain::Words::new("DeviceKey existed"));
/// ```
///
/// ```compile_fail
/// let same = enroll::domain::Words::new("DeviceKey existed") == "DeviceKey existed";
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Words(Box<str>);

impl Words {
    /// These words.
    #[must_use]
    pub fn new(words: impl Into<Box<str>>) -> Self {
        Self(words.into())
    }
}

impl fmt::Display for Words {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
