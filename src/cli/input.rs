//! The file of devices, or standard input.

use std::io::{self, Read};
use std::path::Path;

use super::exit::Stop;
use super::tell;
use crate::exchange::request::{self, Request};

/// Reads a request; `-` is standard input. Every fault of the file is printed.
pub fn read(file: &Path) -> Result<Request, Stop> {
    let (name, bytes) = if file == Path::new("-") {
        let mut bytes = Vec::new();
        let read = io::stdin().read_to_end(&mut bytes).map(|_| bytes);
        ("standard input".to_owned(), read)
    } else {
        (file.display().to_string(), std::fs::read(file))
    };
    let bytes = bytes.map_err(|error| Stop::input(format!("cannot read {name}: {error}")))?;
    let request = request::read(&bytes).map_err(|faults| {
        for fault in &faults {
            tell::line(format_args!("error: {fault}"));
        }
        Stop::input(format!("{name} is no list of devices; nothing was sent"))
    })?;
    if request.devices.is_empty() {
        return Err(Stop::input(format!(
            "{name}: deviceList is empty: there is nothing to create"
        )));
    }
    Ok(request)
}
