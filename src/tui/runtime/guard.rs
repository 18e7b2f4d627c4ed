//! The terminal's modes: taken together, given back together, however the program ends.

use std::{
    io,
    sync::atomic::{AtomicBool, Ordering},
    time::Duration,
};

use crossterm::{
    cursor::Show,
    event::{
        DisableBracketedPaste, DisableMouseCapture, EnableBracketedPaste, EnableMouseCapture,
        KeyboardEnhancementFlags, PopKeyboardEnhancementFlags, PushKeyboardEnhancementFlags,
    },
    queue,
    style::{Print, ResetColor},
    terminal::{
        EndSynchronizedUpdate, EnterAlternateScreen, LeaveAlternateScreen, disable_raw_mode,
        enable_raw_mode,
    },
};

use super::out;

/// How long a terminal may take to take the way back. One that is held up (Ctrl-S, a reader that reads no
/// more) must not keep the program from ending.
const PATIENCE: Duration = Duration::from_secs(1);

/// There is one terminal per process, and the panic hook must reach it too.
static TAKEN: AtomicBool = AtomicBool::new(false);

/// Whether the terminal tells of the mouse while it is ours.
static MOUSE: AtomicBool = AtomicBool::new(false);
/// Presses and releases of buttons (1000), in numbers of any length (1006). Neither drags nor moves: each would
/// wake the program. With Shift held, terminals select text all the same.
const MOUSE_ON: &str = "\x1b[?1000h\x1b[?1006h";
const MOUSE_OFF: &str = "\x1b[?1006l\x1b[?1000l";

/// Holds the terminal in raw mode on the alternate screen with pastes bracketed, and the mouse told of where
/// [`mouse`] says so. Dropping it restores.
///
/// Focus reports, cursor shape and title are left as they are.
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
    out::write(way_in(MOUSE.load(Ordering::SeqCst))?)
}

/// The sequences that take a terminal over. On Windows crossterm 0.29 knows of neither the pastes nor the keys.
fn way_in(mouse: bool) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    queue!(bytes, EnterAlternateScreen)?;
    if cfg!(unix) {
        queue!(bytes, EnableBracketedPaste)?;
        // A terminal that knows how tells Esc from the beginning of a sequence; the others take no notice.
        let clear = KeyboardEnhancementFlags::DISAMBIGUATE_ESCAPE_CODES;
        queue!(bytes, PushKeyboardEnhancementFlags(clear))?;
    }
    if mouse {
        switch_mouse(&mut bytes, true)?;
    }
    Ok(bytes)
}

/// The sequences of the way back, also out of the middle of a frame.
fn way_back(mouse: bool) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    queue!(bytes, EndSynchronizedUpdate, ResetColor)?;
    if mouse {
        // A console that has never come to tell of it says so; the rest of the way must be gone all the same.
        let _ = switch_mouse(&mut bytes, false);
    }
    if cfg!(unix) {
        queue!(bytes, PopKeyboardEnhancementFlags, DisableBracketedPaste)?;
    }
    queue!(bytes, Show, LeaveAlternateScreen)?;
    Ok(bytes)
}

/// What makes the terminal tell of the mouse, or no more. A console is told at once, by crossterm.
fn switch_mouse(bytes: &mut Vec<u8>, on: bool) -> io::Result<()> {
    if cfg!(unix) {
        // crossterm's own sequences ask for every move.
        queue!(bytes, Print(if on { MOUSE_ON } else { MOUSE_OFF }))
    } else if on {
        queue!(bytes, EnableMouseCapture)
    } else {
        queue!(bytes, DisableMouseCapture)
    }
}

/// Has the terminal tell of the mouse, or no more: now if it is ours, and whenever it is taken. Does nothing if
/// that is so already.
///
/// # Errors
/// If the terminal refuses.
pub(super) fn mouse(on: bool) -> io::Result<()> {
    if MOUSE.swap(on, Ordering::SeqCst) == on || !taken() {
        return Ok(());
    }
    let mut bytes = Vec::new();
    switch_mouse(&mut bytes, on)?;
    out::write(bytes)
}

/// Whether the terminal is ours, so that frames may be written to it.
pub(super) fn taken() -> bool {
    TAKEN.load(Ordering::SeqCst)
}

/// Gives the terminal back as it was. Does nothing if that has been done already.
///
/// # Errors
/// The first failure, [`io::ErrorKind::TimedOut`] if the terminal takes nothing; the other steps are tried all
/// the same.
pub(super) fn restore() -> io::Result<()> {
    if !TAKEN.swap(false, Ordering::SeqCst) {
        return Ok(());
    }
    let told = way_back(MOUSE.load(Ordering::SeqCst))
        .and_then(out::write)
        .and_then(|()| out::flush(PATIENCE));
    let cooked = disable_raw_mode();
    told.and(cooked)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_switched_on_is_switched_off_again() {
        let way_in = String::from_utf8(way_in(false).unwrap()).unwrap();
        let way_back = String::from_utf8(way_back(false).unwrap()).unwrap();
        assert!(way_in.contains("\x1b[?1049h"), "{way_in:?}");
        for mode in ["\x1b[?2026l", "\x1b[0m", "\x1b[?25h", "\x1b[?1049l"] {
            assert!(way_back.contains(mode), "{mode:?} in {way_back:?}");
        }
        for (on, off) in [("\x1b[?2004h", "\x1b[?2004l"), ("\x1b[>1u", "\x1b[<1u")] {
            assert_eq!(way_in.contains(on), cfg!(unix), "{way_in:?}");
            assert_eq!(way_back.contains(off), cfg!(unix), "{way_back:?}");
        }
        // The keys are asked for on the screen that they are for.
        assert!(way_in.find("[>1u") > way_in.find("[?1049h"));
        assert!(way_back.find("[<1u") < way_back.find("[?1049l"));
    }

    #[cfg(unix)]
    #[test]
    fn the_mouse_is_told_of_where_it_is_wanted_and_no_move_of_it() {
        for wanted in [true, false] {
            let way_in = String::from_utf8(way_in(wanted).unwrap()).unwrap();
            let way_back = String::from_utf8(way_back(wanted).unwrap()).unwrap();
            for mode in ["1000", "1006"] {
                assert_eq!(way_in.contains(&format!("\x1b[?{mode}h")), wanted);
                assert_eq!(way_back.contains(&format!("\x1b[?{mode}l")), wanted);
            }
            for mode in ["?1002", "?1003"] {
                assert!(!way_in.contains(mode), "{way_in:?}");
            }
        }
    }

    #[test]
    fn restoring_what_was_never_taken_writes_nothing() {
        assert!(!taken());
        assert!(restore().is_ok());
    }
}
