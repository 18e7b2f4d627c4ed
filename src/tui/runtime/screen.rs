//! The real screen: whole frames to standard output, and only while the terminal is ours.

use std::io::{self, IsTerminal, Write};

use crossterm::{
    clipboard::CopyToClipboard,
    execute, queue,
    terminal::{BeginSynchronizedUpdate, EndSynchronizedUpdate},
};
use ratatui::{
    Frame, Terminal, TerminalOptions, Viewport,
    backend::CrosstermBackend,
    layout::{Position, Rect, Size},
};

#[cfg(unix)]
use super::terminal::in_front;
use super::{
    guard::{self, TerminalGuard},
    out, signals, size,
};

/// Whether a person sits at this terminal: both standard input and standard output are one.
#[must_use]
#[expect(clippy::disallowed_methods, reason = "nothing is written")]
pub fn is_interactive() -> bool {
    io::stdin().is_terminal() && io::stdout().is_terminal()
}

/// What the loop needs of a screen.
pub(super) trait Screen {
    /// Columns and rows, as the terminal has them now.
    fn size(&self) -> io::Result<Size>;
    /// Takes note of another size.
    fn resize(&mut self, size: Size) -> io::Result<()>;
    /// Whether the terminal has taken all that was drawn, so that the next frame makes sense.
    fn ready(&self) -> bool;
    /// Waits until it is [`ready`](Screen::ready).
    async fn taken(&self);
    /// Shows one frame; `anew`, with every cell, whatever the terminal is believed to show already.
    fn draw(&mut self, anew: bool, view: impl FnOnce(&mut Frame<'_>)) -> io::Result<()>;
    /// Asks for `text` to be put on the clipboard.
    fn copy(&mut self, text: &str) -> io::Result<()>;
    /// Has the terminal tell of the mouse, or no more. Does nothing if that is so already.
    fn mouse(&mut self, on: bool) -> io::Result<()>;
    /// Gives the terminal back and stops the process; once continued, does what [`resume`](Screen::resume) does.
    fn stop(&mut self) -> io::Result<()>;
    /// Takes the terminal back, empty: the next frame is drawn in full. In the background nothing is taken, for
    /// that would stop the process again: a shell that brings it to the front continues it once more.
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
        let guard = TerminalGuard::new()?;
        // Its size is watched by the loop, and may not be what the terminal says.
        let viewport = Viewport::Fixed(Rect::from((Position::ORIGIN, measured()?)));
        let backend = CrosstermBackend::new(FrameWriter::default());
        Ok(Self {
            _guard: guard,
            terminal: Terminal::with_options(backend, TerminalOptions { viewport })?,
        })
    }
}

fn measured() -> io::Result<Size> {
    let (columns, rows) = crossterm::terminal::size()?;
    Ok(size::of(columns, rows, |name| std::env::var(name).ok()))
}

impl Screen for Tty {
    fn size(&self) -> io::Result<Size> {
        measured()
    }

    fn resize(&mut self, size: Size) -> io::Result<()> {
        self.terminal.resize(Rect::from((Position::ORIGIN, size)))
    }

    fn ready(&self) -> bool {
        out::is_taken()
    }

    async fn taken(&self) {
        out::taken().await;
    }

    fn draw(&mut self, anew: bool, view: impl FnOnce(&mut Frame<'_>)) -> io::Result<()> {
        queue!(self.terminal.backend_mut(), BeginSynchronizedUpdate)?;
        if anew {
            // Clears the screen and forgets what was on it, without asking the terminal for its cursor.
            let area = self.terminal.get_frame().area();
            self.terminal.resize(area)?;
        }
        let drawn = self.terminal.draw(view).map(|_| ());
        drawn.and(execute!(self.terminal.backend_mut(), EndSynchronizedUpdate))
    }

    fn copy(&mut self, text: &str) -> io::Result<()> {
        execute!(
            self.terminal.backend_mut(),
            CopyToClipboard::to_clipboard_from(text)
        )
    }

    fn mouse(&mut self, on: bool) -> io::Result<()> {
        guard::mouse(on)
    }

    fn stop(&mut self) -> io::Result<()> {
        guard::restore()?;
        signals::stop()?;
        self.resume()
    }

    fn resume(&mut self) -> io::Result<()> {
        if !in_front() {
            return Ok(());
        }
        guard::take()?;
        // Clears the screen and forgets what was on it, without asking the terminal for its cursor.
        self.resize(measured()?)
    }
}

#[cfg(windows)]
fn in_front() -> bool {
    true
}

/// Collects a frame and hands it on at once. Bytes flushed while the terminal is not ours are dropped: after a
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
        let frame = std::mem::take(&mut self.frame);
        if guard::taken() && !frame.is_empty() {
            return out::write(frame);
        }
        Ok(())
    }
}
