//! Lines on standard error, and one that is redrawn. Nobody reading them is no reason to stop, let
//! alone in the middle of a run.

use std::fmt::Display;
use std::io::{self, Write as _};
use std::sync::{Mutex, PoisonError};

use super::door;

/// What stands in the terminal's last line to be redrawn; nothing when that line is free.
static DRAWN: Mutex<String> = Mutex::new(String::new());
/// Back to the beginning of the line, and all of it erased.
const CLEAR: &str = "\r\x1b[2K";

/// Prints a line for the user, in place of one that is being redrawn.
pub fn line(text: impl Display) {
    let mut drawn = DRAWN.lock().unwrap_or_else(PoisonError::into_inner);
    let mut err = door::err();
    if !drawn.is_empty() {
        let _ = err.command(CLEAR);
    }
    let _ = err.write_all(format!("{text}\n").as_bytes());
    drawn.clear();
}

/// Asks for a line at the terminal.
pub fn ask(question: impl Display) -> io::Result<String> {
    let _ = door::err().write_all(question.to_string().as_bytes());
    let mut typed = String::new();
    io::stdin().read_line(&mut typed)?;
    Ok(typed)
}

/// Draws the line that is redrawn, where it has changed; only for a terminal. An empty text frees the line.
pub fn redraw(text: String) {
    let mut drawn = DRAWN.lock().unwrap_or_else(PoisonError::into_inner);
    if *drawn != text {
        let mut terminal = door::err();
        let _ = terminal.command(CLEAR);
        let _ = terminal.write_all(text.as_bytes());
        let _ = terminal.flush();
        *drawn = text;
    }
}
