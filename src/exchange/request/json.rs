//! JSON that keeps what `serde_json::Value` silently drops: fields given twice.

use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_json::Value;

use super::{Fault, Location};
use crate::provision::text::short;
use crate::said::say;

/// A JSON value with the fields of objects as they stand.
pub(super) enum Node {
    /// Anything but a list or an object.
    Scalar(Value),
    /// A list.
    Array(Vec<Node>),
    /// An object.
    Object(Vec<(String, Node)>),
}

/// The file's text, without a byte order mark.
pub(super) fn text(bytes: &[u8]) -> Result<&str, Fault> {
    if bytes.starts_with(b"\xff\xfe") || bytes.starts_with(b"\xfe\xff") {
        return Err(Fault::of(
            "",
            say!("is UTF-16; save it as UTF-8", "编码是 UTF-16；另存为 UTF-8"),
        ));
    }
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    std::str::from_utf8(bytes).map_err(|error| {
        let good = bytes.get(..error.valid_up_to()).unwrap_or_default();
        let good = String::from_utf8_lossy(good);
        let line = good.rsplit('\n').next().unwrap_or_default();
        let (line, column) = (good.matches('\n').count() + 1, line.chars().count() + 1);
        let message = say!(
            "is not UTF-8; save the file as UTF-8",
            "编码不是 UTF-8；另存为 UTF-8"
        );
        Fault {
            location: Location::Text { line, column },
            message,
        }
    })
}

/// The JSON value that `text` is.
pub(super) fn parse(text: &str) -> Result<Node, Fault> {
    if text.trim().is_empty() {
        let message = say!(
            "is empty; write {{\"deviceList\": [...]}}",
            "内容为空；写成 {{\"deviceList\": [...]}}"
        );
        return Err(Fault::of("", message));
    }
    serde_json::from_str(text).map_err(|error| {
        let line = text.split('\n').nth(error.line().saturating_sub(1));
        // serde_json counts bytes.
        let column = line
            .unwrap_or_default()
            .char_indices()
            .take_while(|(at, _)| *at < error.column())
            .count();
        let message = error.to_string();
        let (message, _) = message.rsplit_once(" at line ").unwrap_or((&message, ""));
        let (line, column) = (error.line(), column.max(1));
        Fault {
            location: Location::Text { line, column },
            message: say!("is not JSON: {message}", "不是 JSON：{message}"),
        }
    })
}

/// The whole numbers of the JSON `text` that are too long for 64 bits. Read as a number they would
/// lose their last digits, which an identifier cannot bear.
pub(super) fn overlong_numbers(text: &str) -> Vec<Fault> {
    let mut faults = Vec::new();
    let of_number = |c: char| c.is_ascii_alphanumeric() || "+-.".contains(c);
    // No string of JSON goes on in the next line.
    for (line, text) in (1..).zip(text.split('\n')) {
        let mut column = 1;
        for number in without_strings(text).split(|c| !of_number(c)) {
            let digits = number.strip_prefix('-').unwrap_or(number);
            let whole = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
            if whole && number.parse::<i64>().is_err() && number.parse::<u64>().is_err() {
                faults.push(Fault {
                    location: Location::Text { line, column },
                    message: say!("{number} has more digits than a number can hold; write it in quotes, or with .0 if it is a quantity", "{number} 的位数超出数字的精度；加引号写，若是数量则加 .0",
                        number = short(number)
                    ),
                });
            }
            column += number.len() + 1;
        }
    }
    faults
}

/// A line of JSON with blanks for what stands in its strings.
fn without_strings(line: &str) -> String {
    let (mut inside, mut escaped) = (false, false);
    let shown = line.chars().map(|character| {
        inside ^= character == '"' && !escaped;
        escaped = character == '\\' && !escaped;
        if inside { ' ' } else { character }
    });
    shown.collect()
}

impl<'de> Deserialize<'de> for Node {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(NodeVisitor)
    }
}

struct NodeVisitor;

impl<'de> Visitor<'de> for NodeVisitor {
    type Value = Node;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any JSON value")
    }

    fn visit_unit<E>(self) -> Result<Node, E> {
        Ok(Node::Scalar(Value::Null))
    }

    fn visit_bool<E>(self, value: bool) -> Result<Node, E> {
        Ok(Node::Scalar(value.into()))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Node, E> {
        Ok(Node::Scalar(value.into()))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Node, E> {
        Ok(Node::Scalar(value.into()))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Node, E> {
        Ok(Node::Scalar(value.into()))
    }

    fn visit_str<E>(self, value: &str) -> Result<Node, E> {
        Ok(Node::Scalar(value.into()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut elements: A) -> Result<Node, A::Error> {
        let mut list = Vec::new();
        while let Some(element) = elements.next_element()? {
            list.push(element);
        }
        Ok(Node::Array(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Node, A::Error> {
        let mut fields = Vec::new();
        while let Some(field) = entries.next_entry()? {
            fields.push(field);
        }
        Ok(Node::Object(fields))
    }
}
