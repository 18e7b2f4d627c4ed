//! Results on standard output.

use std::io::{self, Write};

use super::door;
use super::exit::{Exit, Stop};

/// Writes results. A reader that has seen enough is no failure.
pub(super) fn results(write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<(), Stop> {
    let mut out = io::BufWriter::new(door::out());
    match write(&mut out).and_then(|()| out.flush()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(Stop {
            exit: Exit::SomeFailed,
            message: format!("the results cannot be printed: {error}"),
        }),
        _ => Ok(()),
    }
}
