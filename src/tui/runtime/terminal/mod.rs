//! What the terminal says: read by a thread of its own, and made into keys, pastes and sizes.
//!
//! On Unix the bytes are read here and taken apart by [`machine`]; on Windows the console delivers keys as
//! records, which crossterm reads.

mod decoder;
mod machine;
mod paste;
#[cfg(unix)]
mod reader;
mod sequence;

pub(super) use decoder::{Decoder, esc_wait};
#[cfg(any(test, feature = "testing"))]
pub(super) use paste::clean;
pub(super) use paste::must_guess;
#[cfg(unix)]
pub(super) use reader::{in_front, read};

/// What came from the terminal at once.
pub(super) enum Said {
    /// Bytes, as they came.
    #[cfg_attr(windows, allow(dead_code, reason = "the console gives records"))]
    Bytes(Vec<u8>),
    /// The console's records.
    #[cfg(windows)]
    Events(Vec<crossterm::event::Event>),
}

/// Everything that the terminal says from now on; it ends when the terminal is gone.
///
/// # Errors
/// None here: the console is read by crossterm.
#[cfg(windows)]
#[expect(clippy::unnecessary_wraps, reason = "as where it can fail")]
pub(super) fn read() -> std::io::Result<impl futures::Stream<Item = std::io::Result<Said>> + Unpin>
{
    use futures::StreamExt as _;

    let events = crossterm::event::EventStream::new().ready_chunks(256);
    Ok(events.map(|events| Ok(Said::Events(events.into_iter().collect::<Result<_, _>>()?))))
}
