//! The thread that writes the terminal: one that takes nothing holds nobody up.

use std::io::{self, Write};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Condvar, LazyLock, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;

use tokio::sync::watch;

/// There is one terminal per process, and the panic hook must reach it too.
static OUT: LazyLock<Out> = LazyLock::new(Out::new);

struct Out {
    queue: Mutex<Sender<Vec<u8>>>,
    state: Mutex<State>,
    changed: Condvar,
    /// How many pieces wait, for whoever waits without a thread.
    waiting: watch::Sender<usize>,
}

#[derive(Default)]
struct State {
    /// Pieces that the terminal has not taken yet.
    waiting: usize,
    /// Why it took one no more.
    failed: Option<io::Error>,
}

impl Out {
    fn new() -> Self {
        let (queue, pieces) = channel();
        // Without a thread every piece waits for ever, which is told as a terminal that takes nothing.
        let _ = thread::Builder::new()
            .name("screen".to_owned())
            .spawn(move || write_all(&pieces));
        Self {
            queue: Mutex::new(queue),
            state: Mutex::default(),
            changed: Condvar::new(),
            waiting: watch::Sender::new(0),
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn written(&self, written: io::Result<()>) {
        let mut state = self.state();
        state.waiting = state.waiting.saturating_sub(1);
        if let Err(error) = written {
            state.failed.get_or_insert(error);
        }
        self.waiting.send_replace(state.waiting);
        self.changed.notify_all();
    }
}

/// Hands bytes to the terminal, whole and in order, and waits for nothing.
///
/// # Errors
/// Why the terminal took an earlier piece no more.
pub(super) fn write(bytes: Vec<u8>) -> io::Result<()> {
    let mut state = OUT.state();
    if let Some(error) = state.failed.take() {
        return Err(error);
    }
    state.waiting = state.waiting.saturating_add(1);
    OUT.waiting.send_replace(state.waiting);
    drop(state);
    let queue = OUT.queue.lock().unwrap_or_else(PoisonError::into_inner);
    queue.send(bytes).map_err(io::Error::other)
}

/// Whether the terminal has taken everything.
pub(super) fn is_settled() -> bool {
    *OUT.waiting.borrow() == 0
}

/// Waits, without a thread, until the terminal has taken everything.
pub(super) async fn settled() {
    // Fails only when the sender is gone, and that one is never dropped.
    let _ = OUT
        .waiting
        .subscribe()
        .wait_for(|waiting| *waiting == 0)
        .await;
}

/// Waits until the terminal has taken everything, but no longer than `limit`.
///
/// # Errors
/// [`io::ErrorKind::TimedOut`], or why the terminal took a piece no more.
pub(super) fn settle(limit: Duration) -> io::Result<()> {
    let waited = OUT
        .changed
        .wait_timeout_while(OUT.state(), limit, |state| state.waiting > 0);
    let (mut state, _) = waited.unwrap_or_else(PoisonError::into_inner);
    match state.failed.take() {
        Some(error) => Err(error),
        None if state.waiting > 0 => Err(io::Error::new(
            io::ErrorKind::TimedOut,
            "the terminal takes nothing",
        )),
        None => Ok(()),
    }
}

fn write_all(pieces: &Receiver<Vec<u8>>) {
    let mut terminal = terminal();
    for piece in pieces {
        let written = match &mut terminal {
            Ok(terminal) => write_piece(terminal, &piece),
            Err(error) => Err(io::Error::new(error.kind(), error.to_string())),
        };
        OUT.written(written);
    }
}

/// Standard output without Rust's lock and buffer: whoever else prints must not wait for a terminal that
/// takes nothing.
#[cfg(unix)]
#[expect(clippy::disallowed_methods, reason = "only frames are written here")]
fn terminal() -> io::Result<std::fs::File> {
    use std::os::fd::AsFd as _;

    Ok(io::stdout().as_fd().try_clone_to_owned()?.into())
}

#[cfg(windows)]
#[expect(clippy::disallowed_methods, reason = "only frames are written here")]
#[expect(clippy::unnecessary_wraps, reason = "as where it can fail")]
fn terminal() -> io::Result<io::Stdout> {
    Ok(io::stdout())
}

#[cfg(unix)]
fn write_piece(terminal: &mut std::fs::File, mut piece: &[u8]) -> io::Result<()> {
    use rustix::event::{PollFd, PollFlags, poll};

    while !piece.is_empty() {
        match terminal.write(piece) {
            Ok(0) => return Err(io::ErrorKind::WriteZero.into()),
            Ok(written) => piece = piece.get(written..).unwrap_or_default(),
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            // Somebody who shares the terminal has made it so.
            Err(error) if error.kind() == io::ErrorKind::WouldBlock => {
                poll(&mut [PollFd::new(&*terminal, PollFlags::OUT)], None)?;
            }
            Err(error) => return Err(error),
        }
    }
    Ok(())
}

#[cfg(windows)]
fn write_piece(terminal: &mut io::Stdout, piece: &[u8]) -> io::Result<()> {
    terminal.write_all(piece)?;
    terminal.flush()
}
