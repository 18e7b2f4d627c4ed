//! The one way into a CSV file.

use std::borrow::Cow;
use std::io::{self, Write};

use crate::provision::text::{half_width, visible};

/// A CSV file. Whoever's a text is, no spreadsheet runs it as a formula, and no viewer is commanded by it: every cell
/// goes through [`harmless`].
pub(super) struct CsvFile<W: Write>(csv::Writer<W>);

impl<W: Write> CsvFile<W> {
    /// An empty one.
    #[expect(clippy::disallowed_methods, reason = "this is the one way")]
    pub(super) fn new(out: W) -> Self {
        Self(csv::Writer::from_writer(out))
    }

    /// Writes one line.
    pub(super) fn line<'a>(&mut self, cells: impl IntoIterator<Item = Cell<'a>>) -> io::Result<()> {
        for cell in cells {
            match cell {
                Cell::Secret(secret) if secret.chars().all(is_of_secret) => {
                    self.0.write_field(secret)?;
                }
                Cell::Text(text) | Cell::Secret(text) => self.0.write_field(&*harmless(text))?,
            }
        }
        self.0.write_record(None::<&[u8]>)?;
        Ok(())
    }

    /// Writes out what is held back.
    pub(super) fn finish(mut self) -> io::Result<()> {
        self.0.flush()
    }
}

/// What a cell holds.
#[derive(Clone, Copy, Debug)]
pub(super) enum Cell<'a> {
    /// Anybody's text.
    Text(&'a str),
    /// A secret, which is of use only as it is. One of letters and digits calls nothing, whatever sign begins it.
    Secret(&'a str),
}

/// `text` with invisible characters spelled out, and with an apostrophe before a sign that begins a formula. An id
/// stays exact, for it must come back from the file as it went in: a device key may begin with `-`, and letters and
/// digits behind it call nothing.
fn harmless(text: &str) -> Cow<'_, str> {
    let shown = visible(text);
    let sign = half_width(&shown.chars().take(1).collect::<String>());
    let formula = match sign.as_str() {
        "=" | "+" | "@" => true,
        "-" => !shown.chars().all(is_of_id),
        _ => false,
    };
    if formula {
        Cow::Owned(format!("'{shown}"))
    } else {
        shown
    }
}

/// Whether a device key may have it (limitations, 3.0.0).
const fn is_of_id(character: char) -> bool {
    character.is_ascii_alphanumeric() || matches!(character, '-' | '_' | '.')
}

/// Whether Base64 or an id may have it.
const fn is_of_secret(character: char) -> bool {
    is_of_id(character) || matches!(character, '+' | '/' | '=')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_would_be_a_formula_is_text_and_ids_are_exact() {
        for (text, cell) in [
            ("=1+1", "'=1+1"),
            ("+1", "'+1"),
            ("-2+3", "'-2+3"),
            ("-cmd|' /C calc'!A0", "'-cmd|' /C calc'!A0"),
            ("－1+1", "'－1+1"),
            ("＝1", "'＝1"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("\t=1", "\\u{9}=1"),
            ("\r=1", "\\u{d}=1"),
            ("a\u{1b}[2J\nb", "a\\u{1b}[2J\\u{a}b"),
            ("\u{200b}=1", "\\u{200b}=1"),
            ("-INV_0.1", "-INV_0.1"),
            ("Uvmm5AXU", "Uvmm5AXU"),
            ("", ""),
        ] {
            assert_eq!(harmless(text), cell);
        }
    }

    #[test]
    fn a_secret_is_exact_unless_it_is_a_formula() {
        for (secret, cell) in [
            ("+aZ/9==", "+aZ/9=="),
            ("=cmd|' /C calc'!A0", "'=cmd|' /C calc'!A0"),
        ] {
            let mut out = Vec::new();
            let mut file = CsvFile::new(&mut out);
            file.line([Cell::Secret(secret)]).unwrap();
            file.finish().unwrap();
            assert_eq!(String::from_utf8(out).unwrap(), format!("{cell}\n"));
        }
    }

    proptest! {
        #[test]
        fn no_text_is_a_formula_or_commands_anything(text in "[=+@\\-＝\t\r\u{1b}]?\\PC{0,8}[\n|!(]?.{0,4}") {
            let cell = harmless(&text);
            prop_assert!(!cell.starts_with(['=', '+', '@', '＝', '＋', '＠', '\t', '\r']), "{cell:?}");
            prop_assert!(!cell.contains(char::is_control), "{cell:?}");
            prop_assert!(!cell.starts_with(['-', '－']) || cell.chars().all(is_of_id), "{cell:?}");
        }
    }
}
