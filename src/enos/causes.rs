//! What lies at the bottom of an error of the HTTP client.

use std::error::Error as StdError;
use std::io::{self, ErrorKind};

use crate::domain::Broken;

/// The error, what caused it, and so on to the bottom.
pub(super) fn chain<'a>(
    error: &'a (dyn StdError + 'static),
) -> impl Iterator<Item = &'a (dyn StdError + 'static)> {
    std::iter::successors(Some(error), |error| (*error).source())
}

/// The text of the cause at the bottom, which is the one that says something.
pub(super) fn deepest(error: &reqwest::Error) -> String {
    chain(error)
        .last()
        .map(ToString::to_string)
        .unwrap_or_default()
}

/// The I/O errors among the causes. Such an error may be wrapped into others of its own type, which
/// their `source` steps over.
pub(super) fn of_io(error: &reqwest::Error) -> impl Iterator<Item = &io::Error> {
    chain(error)
        .filter_map(|cause| cause.downcast_ref::<io::Error>())
        .flat_map(|cause| {
            std::iter::successors(Some(cause), |cause| {
                cause.get_ref()?.downcast_ref::<io::Error>()
            })
        })
}

/// Why a connection did not come about, or did not last.
pub(super) fn broken(error: &reqwest::Error) -> Broken {
    of_io(error).find_map(by_system).unwrap_or_else(|| {
        // The HTTP library has no type for these that others could ask for.
        match deepest(error) {
            text if text == "connection closed before message completed" => Broken::Closed,
            text if text == "end of file before message length reached" => Broken::Cut,
            text => Broken::Words(text),
        }
    })
}

/// What the system says of a connection, where that is common.
fn by_system(error: &io::Error) -> Option<Broken> {
    let number = error.raw_os_error()?;
    Some(match error.kind() {
        ErrorKind::ConnectionRefused => Broken::Refused(number),
        ErrorKind::ConnectionReset => Broken::Reset(number),
        ErrorKind::ConnectionAborted => Broken::Aborted(number),
        ErrorKind::BrokenPipe => Broken::Pipe(number),
        ErrorKind::TimedOut => Broken::TimedOut(number),
        ErrorKind::NetworkUnreachable => Broken::NoNetwork(number),
        ErrorKind::NetworkDown => Broken::NetworkDown(number),
        ErrorKind::HostUnreachable => Broken::NoRoute(number),
        _ => return None,
    })
}

/// What the system says where this machine has run out of files, and there is no connection because of that.
pub(super) fn exhausted(error: &reqwest::Error) -> Option<String> {
    let mut causes = chain(error).filter_map(|cause| cause.downcast_ref::<io::Error>());
    causes.find_map(|cause| {
        let text = cause.to_string();
        text.contains("oo many open files").then_some(text)
    })
}
