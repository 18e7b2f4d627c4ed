//! JSON on one line, which shows the same on every terminal that it may pass.

use std::io::{self, Write};

use serde::Serialize;
use serde_json::Serializer;
use serde_json::ser::Formatter;

use crate::provision::text::is_invisible;

/// Writes `value` and ends the line. Invisible characters are escaped as JSON has it: the texts stay exact for who
/// parses them, and command no terminal that somebody prints them on.
///
/// # Errors
/// What `out` answers.
pub fn write(mut out: impl Write, value: &impl Serialize) -> io::Result<()> {
    value.serialize(&mut Serializer::with_formatter(&mut out, Visible))?;
    out.write_all(b"\n")
}

struct Visible;

impl Formatter for Visible {
    fn write_string_fragment<W: Write + ?Sized>(
        &mut self,
        out: &mut W,
        fragment: &str,
    ) -> io::Result<()> {
        for piece in fragment.split_inclusive(is_invisible) {
            let seen = piece.trim_end_matches(is_invisible);
            out.write_all(seen.as_bytes())?;
            for unit in piece.get(seen.len()..).unwrap_or_default().encode_utf16() {
                write!(out, "\\u{unit:04x}")?;
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::write;

    #[test]
    fn what_is_invisible_is_escaped_and_comes_back_as_it_was() {
        let text = "逆变器\u{1b}[2J\u{9b}31m\u{202e}\u{200b}\"\\\n";
        let mut line = Vec::new();
        write(&mut line, &text).unwrap();
        let line = String::from_utf8(line).unwrap();
        assert_eq!(
            line,
            "\"逆变器\\u001b[2J\\u009b31m\\u202e\\u200b\\\"\\\\\\n\"\n"
        );
        assert_eq!(serde_json::from_str::<String>(&line).unwrap(), text);
    }
}
