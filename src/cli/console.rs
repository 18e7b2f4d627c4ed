//! The one way to standard output and standard error: nothing that comes from elsewhere (a gateway's words, a
//! file's names) can command a terminal that it is shown on.
//!
//! Lint `disallowed_methods` keeps the rest of the program from going another way.

#![expect(clippy::disallowed_methods, reason = "this is that way")]

use std::io::{self, IsTerminal as _, Write};

use crate::provision::text::visible;

/// Standard output. A file or a program gets every byte as it is; on a terminal what is invisible is spelled
/// out.
pub(super) fn out() -> Console<io::Stdout> {
    let out = io::stdout();
    let exact = !out.is_terminal();
    Console::new(out, exact)
}

/// Standard error. Whoever reads it later may do so on a terminal: what is invisible is spelled out.
pub(super) fn err() -> Console<io::Stderr> {
    Console::new(io::stderr(), false)
}

/// The columns of the terminal on standard output; none where that is a file or a program.
pub(super) fn wide() -> Option<u16> {
    let size = || crossterm::terminal::size().ok();
    let (columns, _) = io::stdout().is_terminal().then(size)??;
    Some(columns).filter(|columns| *columns > 0)
}

/// Whether a person reads and writes at a terminal: standard input and standard error are one.
pub(super) fn is_attended() -> bool {
    io::stdin().is_terminal() && io::stderr().is_terminal()
}

/// Whether standard error is a terminal.
pub(super) fn shows_progress() -> bool {
    io::stderr().is_terminal()
}

/// A writer in which invisible characters are spelled out, but for tabs and the ends of lines.
pub(super) struct Console<W> {
    to: W,
    exact: bool,
    /// The beginning of a character whose rest has not come yet.
    begun: Vec<u8>,
}

impl<W: Write> Console<W> {
    fn new(to: W, exact: bool) -> Self {
        Self {
            to,
            exact,
            begun: Vec::new(),
        }
    }

    /// Writes a sequence of our own, as it is.
    pub(super) fn command(&mut self, sequence: &'static str) -> io::Result<()> {
        self.to.write_all(sequence.as_bytes())
    }

    fn show(&mut self, text: &str) -> io::Result<()> {
        for piece in text.split_inclusive(['\n', '\t']) {
            let words = piece.trim_end_matches(['\n', '\t']);
            self.to.write_all(visible(words).as_bytes())?;
            let end = piece.get(words.len()..).unwrap_or_default();
            self.to.write_all(end.as_bytes())?;
        }
        Ok(())
    }
}

impl<W: Write> Write for Console<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.exact {
            return self.to.write(bytes);
        }
        let mut all = std::mem::take(&mut self.begun);
        all.extend_from_slice(bytes);
        let mut chunks = all.utf8_chunks().peekable();
        while let Some(chunk) = chunks.next() {
            self.show(chunk.valid())?;
            let bad = chunk.invalid();
            let begins = |bad| std::str::from_utf8(bad).is_err_and(|bad| bad.error_len().is_none());
            if chunks.peek().is_none() && begins(bad) {
                self.begun = bad.to_vec();
            } else if !bad.is_empty() {
                self.show("\u{fffd}")?;
            }
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.to.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn shown(pieces: &[&[u8]], exact: bool) -> Vec<u8> {
        let mut console = Console::new(Vec::new(), exact);
        for piece in pieces {
            console.write_all(piece).unwrap();
        }
        console.to
    }

    #[test]
    fn what_would_command_a_terminal_is_spelled_out() {
        let said =
            "Invalid \x1b[2J\x1b]52;c;aGk=\x07 \u{9b}31m \u{202e}\u{61c}\u{2066}evil\r逆\tok\n";
        let shown = shown(&[said.as_bytes()], false);
        assert_eq!(
            String::from_utf8(shown).unwrap(),
            "Invalid \\u{1b}[2J\\u{1b}]52;c;aGk=\\u{7} \\u{9b}31m \\u{202e}\\u{61c}\\u{2066}evil\\u{d}逆\tok\n"
        );
    }

    #[test]
    fn a_file_gets_every_byte_and_our_own_sequences_pass() {
        let bytes = b"=cmd|\x1b[2J\xff\n";
        assert_eq!(shown(&[bytes], true), bytes);
        let mut console = Console::new(Vec::new(), false);
        console.command("\r\x1b[2K").unwrap();
        console.write_all(b"\x1b").unwrap();
        assert_eq!(console.to, b"\r\x1b[2K\\u{1b}");
        assert_eq!(shown(&[b"a\xffb"], false), "a\u{fffd}b".as_bytes());
    }

    proptest! {
        #[test]
        fn nothing_invisible_passes_however_it_is_cut(
            bytes in prop::collection::vec(prop_oneof![any::<u8>(), Just(0x1b), Just(0xc2)], 0..60),
            cut in 0_usize..60,
        ) {
            let (one, two) = bytes.split_at(cut.min(bytes.len()));
            let whole = shown(&[&bytes], false);
            prop_assert_eq!(&shown(&[one, two], false), &whole);
            let text = String::from_utf8(whole).unwrap();
            let controls = |c: char| c.is_control() && !matches!(c, '\n' | '\t');
            prop_assert!(!text.contains(controls), "{text:?}");
        }
    }
}
