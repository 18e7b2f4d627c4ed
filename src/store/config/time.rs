//! Times as the file has them: `"2s"`, `"500ms"`, `"1m 30s"`.

use std::fmt;
use std::time::Duration;

use jiff::fmt::friendly::{SpanParser, SpanPrinter};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use crate::said::{Said, pair};

/// What is said to be expected in the place of anything else.
pub(super) static WANTED: Said = pair!(
    "a time such as \"2s\", \"500ms\" or \"1m 30s\"",
    "时间，如 \"2s\"、\"500ms\" 或 \"1m 30s\""
);

/// A length of time that is written with its units.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Time(pub(super) Duration);

impl fmt::Display for Time {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&SpanPrinter::new().unsigned_duration_to_string(&self.0))
    }
}

impl Serialize for Time {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Time {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_str(Text)
    }
}

/// Reads a time from a text, and says of anything else what was expected.
struct Text;

impl de::Visitor<'_> for Text {
    type Value = Time;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(WANTED.en())
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Time, E> {
        SpanParser::new()
            .parse_unsigned_duration(text)
            .map(Time)
            .map_err(|_| E::invalid_value(de::Unexpected::Str(text), &self))
    }
}
