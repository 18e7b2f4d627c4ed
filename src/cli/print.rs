//! Results on standard output.

use crate::said::say;
use std::io::{self, Write};

use super::console;
use super::exit::{Exit, Stop};

/// Writes results. A reader that has seen enough is no failure.
pub(super) fn results(write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<(), Stop> {
    let mut out = io::BufWriter::new(console::out());
    match write(&mut out).and_then(|()| out.flush()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(Stop::new(
            Exit::SomeFailed,
            say!(
                "the results cannot be printed: {error}",
                "无法输出结果：{error}"
            ),
        )),
        _ => Ok(()),
    }
}
