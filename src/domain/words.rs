//! What EnOS said in its own words.

use serde::{Deserialize, Serialize};

use crate::said::{Said, pair, say};

/// Words of EnOS or whatever answered in its place: to be shown, kept and compared, and never read back. What
/// the program has to know of them was read by `enos` before they became these: a code, a field.
///
/// ```
/// let words = enroll::domain::Words::new("DeviceKey existed");
/// assert_eq!(words.said().en(), "DeviceKey existed");
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
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Words(Kept);

/// A text, or what stands for one that is not shown.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(untagged)]
enum Kept {
    Text(Box<str>),
    // Boxed, for it is rare, and there is one of this in every failed row.
    Unshown(Box<Unshown>),
}

/// A body that is not shown.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(tag = "body", rename_all = "snake_case")]
pub enum Unshown {
    /// A page for people.
    Page {
        /// What it is called, if it is.
        title: String,
    },
    /// It may hold an access token.
    Token,
    /// There is nothing in it.
    Empty,
    /// It holds more than can be meant.
    TooMany {
        /// So many values at most.
        values: usize,
    },
}

impl Words {
    /// These words.
    #[must_use]
    pub fn new(words: impl Into<Box<str>>) -> Self {
        Self(Kept::Text(words.into()))
    }

    /// To be shown: a quotation, or what stands in its place.
    #[must_use]
    pub fn said(&self) -> Said {
        match &self.0 {
            Kept::Text(text) => Said::data(text),
            Kept::Unshown(unshown) => unshown.said(),
        }
    }
}

impl Unshown {
    fn said(&self) -> Said {
        match self {
            Self::Page { title } if title.is_empty() => pair!("(a web page)", "（网页）"),
            Self::Page { title } => say!("(a web page: {title:?})", "（网页：{title:?}）"),
            Self::Token => pair!("(a token, not shown)", "（Token，不显示）"),
            Self::Empty => pair!("(an empty reply)", "（空响应）"),
            Self::TooMany { values } => {
                say!(
                    "it holds more than {values} values; a reply to this call holds fewer",
                    "其中的值超过 {values} 个，此调用的响应不会有这么多"
                )
            }
        }
    }
}

impl Default for Words {
    fn default() -> Self {
        Self::new("")
    }
}

impl From<Unshown> for Words {
    fn from(unshown: Unshown) -> Self {
        Self(Kept::Unshown(Box::new(unshown)))
    }
}
