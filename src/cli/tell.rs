//! Lines on standard error, and one that is redrawn. Nobody reading them is no reason to stop, let
//! alone in the middle of a run.

use std::fmt::Display;
use std::io::{self, Write as _};
use std::sync::{Mutex, PoisonError};

/// What stands in the terminal's last line to be redrawn; nothing when that line is free.
static DRAWN: Mutex<String> = Mutex::new(String::new());
/// Back to the beginning of the line, and all of it erased.
const CLEAR: &str = "\r\x1b[2K";

/// Prints a line for the user, in place of one that is being redrawn.
pub fn line(text: impl Display) {
    let mut drawn = DRAWN.lock().unwrap_or_else(PoisonError::into_inner);
    let clear = if drawn.is_empty() { "" } else { CLEAR };
    let _ = writeln!(io::stderr(), "{clear}{text}");
    drawn.clear();
}

/// Draws the line that is redrawn, where it has changed; only for a terminal. An empty text frees the line.
pub fn redraw(text: String) {
    let mut drawn = DRAWN.lock().unwrap_or_else(PoisonError::into_inner);
    if *drawn != text {
        let mut terminal = io::stderr();
        let _ = write!(terminal, "{CLEAR}{text}");
        let _ = terminal.flush();
        *drawn = text;
    }
}
