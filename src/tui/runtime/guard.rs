//! The terminal's modes: taken together, given back together, however the program ends.

use std::{
    io::{self, Write},
    sync::atomic::{AtomicBool, Ordering},
};

use crossterm::{
    cursor::Show,
    event::{DisableBracketedPaste, EnableBracketedPaste},
    queue,
    style::ResetColor,
    terminal::{
        EndSynchronizedUpdate, EnterAlternateScreen, LeaveAlternateScreen, disable_raw_mode,
        enable_raw_mode,
    },
};

/// There is one terminal per process, and the panic hook must reach it too.
static TAKEN: AtomicBool = AtomicBool::new(false);

/// Holds the terminal in raw mode on the alternate screen with pastes bracketed. Dropping it restores.
///
/// Mouse, focus reports, cursor shape and title are left as they are.
pub(super) struct TerminalGuard;

impl TerminalGuard {
    /// Takes the terminal over.
    ///
    /// # Errors
    /// If a step fails; those already done are undone.
    pub(super) fn new() -> io::Result<Self> {
        let guard = Self;
        take()?;
        Ok(guard)
    }
}

impl Drop for TerminalGuard {
    fn drop(&mut self) {
        // Best effort: there is nobody left to tell.
        let _ = restore();
    }
}

/// Takes the terminal over again after [`restore`], or after somebody else changed its modes.
///
/// # Errors
/// The first step that fails; [`restore`] undoes those before it.
pub(super) fn take() -> io::Result<()> {
    restore()?;
    TAKEN.store(true, Ordering::SeqCst);
    enable_raw_mode()?;
    let mut out = io::stdout();
    queue!(out, EnterAlternateScreen)?;
    // crossterm 0.29 fails here on Windows, and delivers no pastes there.
    if cfg!(unix) {
        queue!(out, EnableBracketedPaste)?;
    }
    out.flush()
}

/// Whether the terminal is ours, so that frames may be written to it.
pub(super) fn taken() -> bool {
    TAKEN.load(Ordering::SeqCst)
}

/// Gives the terminal back as it was. Does nothing if that has been done already.
///
/// # Errors
/// The first failure; the other steps are tried all the same.
pub(super) fn restore() -> io::Result<()> {
    if TAKEN.swap(false, Ordering::SeqCst) {
        undo(&mut io::stdout(), disable_raw_mode)
    } else {
        Ok(())
    }
}

/// Every step of the way back, whatever fails. A panic may have struck in the middle of a frame.
fn undo(out: &mut impl Write, cooked: impl FnOnce() -> io::Result<()>) -> io::Result<()> {
    let steps = [
        queue!(out, EndSynchronizedUpdate),
        queue!(out, ResetColor),
        if cfg!(unix) {
            queue!(out, DisableBracketedPaste)
        } else {
            Ok(())
        },
        queue!(out, Show),
        queue!(out, LeaveAlternateScreen),
        out.flush(),
        cooked(),
    ];
    steps.into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Fails each write and remembers what it was asked for.
    #[derive(Default)]
    struct Broken(Vec<u8>, usize);

    impl Write for Broken {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0.extend(bytes);
            self.1 += 1;
            Err(io::Error::other(format!("write {}", self.1)))
        }

        fn flush(&mut self) -> io::Result<()> {
            Err(io::Error::other("flush"))
        }
    }

    #[test]
    fn every_step_is_tried_and_the_first_failure_told() {
        let mut out = Broken::default();
        let mut cooked = false;
        let error = undo(&mut out, || {
            cooked = true;
            Err(io::Error::other("raw mode"))
        });
        assert_eq!(error.unwrap_err().to_string(), "write 1");
        assert!(cooked);
        let tried = String::from_utf8(out.0).unwrap();
        for mode in ["?2026l", "[0m", "?25h", "?1049l"] {
            assert!(tried.contains(mode), "{mode} in {tried:?}");
        }
        assert_eq!(tried.contains("?2004l"), cfg!(unix));
    }

    #[test]
    fn restoring_what_was_never_taken_writes_nothing() {
        assert!(!taken());
        assert!(restore().is_ok());
    }
}
