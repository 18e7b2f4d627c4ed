//! Lines on standard error, and one that is redrawn. Nobody reading them is no reason to stop, let
//! alone in the middle of a run.

use std::fmt::Display;
use std::io::{self, Write as _};
use std::sync::{Mutex, OnceLock, PoisonError};

use zeroize::Zeroizing;

use super::console;
use crate::exchange::Reader;
use crate::provision::text::visible;
use crate::said::{Lang, Said};

/// What stands in the terminal's last line to be redrawn; nothing when that line is free.
static DRAWN: Mutex<String> = Mutex::new(String::new());
/// Back to the beginning of the line, and all of it erased.
const CLEAR: &str = "\r\x1b[2K";

/// The language of this process; English until one is chosen.
static LANG: OnceLock<Lang> = OnceLock::new();

/// Has everything told in this language from now on. Only the first call counts.
pub(super) fn speak(lang: Lang) {
    let _ = LANG.set(lang);
}

/// The language in which everything is told.
pub(super) fn lang() -> Lang {
    *LANG.get_or_init(|| Lang::En)
}

/// For whom results are written.
pub(super) fn reader() -> Reader {
    Reader {
        lang: lang(),
        wide: console::wide(),
    }
}

/// Prints one line for the user, in place of one that is being redrawn: whatever is in it from elsewhere, it
/// begins no second one.
pub(super) fn line(said: &Said) {
    lines(visible(&said.to(lang())));
}

/// Prints lines of the program's own.
pub(super) fn lines(text: impl Display) {
    let mut drawn = DRAWN.lock().unwrap_or_else(PoisonError::into_inner);
    let mut err = console::err();
    if !drawn.is_empty() {
        let _ = err.command(CLEAR);
    }
    let _ = err.write_all(format!("{text}\n").as_bytes());
    drawn.clear();
}

/// Asks for a line at the terminal.
pub(super) fn ask(question: &Said) -> io::Result<String> {
    let _ = console::err().write_all(visible(&question.to(lang())).as_bytes());
    let mut typed = String::new();
    io::stdin().read_line(&mut typed)?;
    Ok(typed)
}

/// Asks for a line at the terminal that is not shown while it is typed.
pub(super) fn ask_secret(question: &Said) -> io::Result<Zeroizing<String>> {
    let _ = console::err().write_all(question.to(lang()).as_bytes());
    rpassword::read_password().map(Zeroizing::new)
}

/// Draws the line that is redrawn, where it has changed; only for a terminal. An empty text frees the line.
pub(super) fn redraw(text: String) {
    let mut drawn = DRAWN.lock().unwrap_or_else(PoisonError::into_inner);
    if *drawn != text {
        let mut terminal = console::err();
        let _ = terminal.command(CLEAR);
        let _ = terminal.write_all(visible(&text).as_bytes());
        let _ = terminal.flush();
        *drawn = text;
    }
}
