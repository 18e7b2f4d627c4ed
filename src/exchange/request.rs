//! Files of devices to create: the JSON body of Batch Create Devices, read strictly and whole.

mod json;
mod shape;
#[cfg(test)]
mod tests;

use serde::Serialize;

use crate::domain::{Draft, Field, number};
use crate::said::{Said, say};

/// The body of Batch Create Devices V2.4.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Request {
    /// The devices, in the order of the file.
    #[serde(rename = "deviceList")]
    pub devices: Vec<Draft>,
    /// Whether the devices' secrets are wanted.
    pub require_secret: bool,
}

/// One thing that keeps a file from being read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Where.
    pub location: Location,
    /// What is wrong and what would be right, in one line.
    pub message: Said,
}

impl Fault {
    /// Of what stands at this path of the JSON; see [`Location::Path`].
    fn of(path: &str, message: Said) -> Self {
        Self {
            location: Location::Path(path.to_owned()),
            message,
        }
    }
}

/// Where in a file a fault is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Location {
    /// A position in the text, both numbers from 1, the column in characters.
    Text {
        /// The line.
        line: usize,
        /// The character in the line.
        column: usize,
    },
    /// A path in the JSON, indexes from 0 as JSON has them: `deviceList[3].timezone`. Empty for the whole.
    Path(String),
}

impl Location {
    /// A field of the device at `index`, from 0.
    #[must_use]
    pub fn of(index: usize, field: &Field) -> Self {
        Self::Path(format!("{DEVICES}[{index}].{field}"))
    }

    /// For people.
    #[must_use]
    pub fn said(&self) -> Said {
        match self {
            Self::Text { line, column } => say!(
                "line {line}, column {column}",
                "第 {line} 行，第 {column} 列"
            ),
            Self::Path(path) if path.is_empty() => say!("the file", "文件"),
            Self::Path(path) => Said::data(path),
        }
    }

    /// The row of the file that it is in, from 1.
    #[must_use]
    pub fn row(&self) -> Option<u64> {
        let Self::Path(path) = self else {
            return None;
        };
        let list = path.strip_prefix(DEVICES)?.strip_prefix('[')?;
        let index: u64 = list.split_once(']')?.0.parse().ok()?;
        Some(number(index))
    }
}

/// The list of the devices in the request.
const DEVICES: &str = "deviceList";

/// Reads the body of Batch Create Devices V2.4, or its bare device list (`requireSecret` is then
/// false). A byte order mark is passed over. Optional fields may be `null`; `i18nValue` may also be
/// `""`, as some clients send it.
///
/// # Errors
/// Every fault of the file: the one place where it stops being UTF-8 or JSON; else all fields of
/// the wrong type, missing, unknown, or given twice, and all whole numbers too long to be kept
/// exactly. What the fields hold is not judged here but by [`check`](crate::provision::check).
pub fn read(bytes: &[u8]) -> Result<Request, Vec<Fault>> {
    let text = json::text(bytes).map_err(|fault| vec![fault])?;
    let node = json::parse(text).map_err(|fault| vec![fault])?;
    shape::request(node, json::overlong_numbers(text))
}

/// Writes the body of Batch Create Devices V2.4, indented; [`read`] makes the same request of it.
///
/// # Errors
/// What `out` answers.
#[cfg(test)]
pub fn write(request: &Request, mut out: impl std::io::Write) -> std::io::Result<()> {
    serde_json::to_writer_pretty(&mut out, request)?;
    out.write_all(b"\n")
}
