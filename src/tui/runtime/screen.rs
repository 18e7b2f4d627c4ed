//! The real screen: whole frames to standard output, and only while the terminal is ours.

use std::io::{self, IsTerminal, Write};

use crossterm::{
    clipboard::CopyToClipboard,
    execute, queue,
    terminal::{BeginSynchronizedUpdate, EndSynchronizedUpdate},
};
use ratatui::{
    Frame, Terminal,
    backend::{Backend, CrosstermBackend},
    layout::{Position, Rect, Size},
};

use super::{
    guard::{self, TerminalGuard},
    signals,
};

/// Whether a person sits at this terminal: both standard input and standard output are one.
#[must_use]
pub fn is_interactive() -> bool {
    io::stdin().is_terminal() && io::stdout().is_terminal()
}

/// What the loop needs of a screen.
pub(super) trait Screen {
    /// Columns and rows.
    fn size(&self) -> io::Result<Size>;
    /// Shows one frame.
    fn draw(&mut self, view: impl FnOnce(&mut Frame<'_>)) -> io::Result<()>;
    /// Asks for `text` to be put on the clipboard.
    fn copy(&mut self, text: &str) -> io::Result<()>;
    /// Gives the terminal back and stops the process; once continued, does what [`resume`](Screen::resume) does.
    fn stop(&mut self) -> io::Result<()>;
    /// Takes the terminal back, empty: the next frame is drawn in full.
    fn resume(&mut self) -> io::Result<()>;
}

/// The terminal on standard output.
pub(super) struct Tty {
    // Dropped first, so that what the drop of `terminal` writes no longer reaches the terminal.
    _guard: TerminalGuard,
    terminal: Terminal<CrosstermBackend<FrameWriter>>,
}

impl Tty {
    /// Takes the terminal over.
    pub(super) fn new() -> io::Result<Self> {
        Ok(Self {
            _guard: TerminalGuard::new()?,
            terminal: Terminal::new(CrosstermBackend::new(FrameWriter::default()))?,
        })
    }
}

impl Screen for Tty {
    fn size(&self) -> io::Result<Size> {
        self.terminal.size()
    }

    fn draw(&mut self, view: impl FnOnce(&mut Frame<'_>)) -> io::Result<()> {
        queue!(self.terminal.backend_mut(), BeginSynchronizedUpdate)?;
        let drawn = self.terminal.draw(view).map(|_| ());
        drawn.and(execute!(self.terminal.backend_mut(), EndSynchronizedUpdate))
    }

    fn copy(&mut self, text: &str) -> io::Result<()> {
        execute!(
            self.terminal.backend_mut(),
            CopyToClipboard::to_clipboard_from(text)
        )
    }

    fn stop(&mut self) -> io::Result<()> {
        guard::restore()?;
        signals::stop()?;
        self.resume()
    }

    fn resume(&mut self) -> io::Result<()> {
        guard::take()?;
        // Clears the screen and forgets what was on it, without asking the terminal for its cursor.
        let size = self.terminal.backend().size()?;
        self.terminal.resize(Rect::from((Position::ORIGIN, size)))
    }
}

/// Collects a frame and writes it at once. Bytes flushed while the terminal is not ours are dropped: after a
/// panic in the middle of a frame the rest of it must not follow the restored modes.
#[derive(Default)]
struct FrameWriter {
    frame: Vec<u8>,
}

impl Write for FrameWriter {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.frame.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        let mut out = io::stdout().lock();
        let written = if guard::taken() {
            out.write_all(&self.frame).and_then(|()| out.flush())
        } else {
            Ok(())
        };
        self.frame.clear();
        written
    }
}
