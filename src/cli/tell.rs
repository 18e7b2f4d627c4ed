//! Lines on standard error. Nobody reading them is no reason to stop, let alone in the middle of a run.

use std::fmt::Display;
use std::io::{self, Write as _};

/// Prints a line for the user.
pub fn line(text: impl Display) {
    let _ = writeln!(io::stderr(), "{text}");
}
