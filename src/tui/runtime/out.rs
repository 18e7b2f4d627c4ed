//! The thread that writes the terminal: one that takes nothing holds nobody up.

use std::io::{self, Write};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{LazyLock, Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use tokio::sync::watch;

/// There is one terminal per process, and the panic hook must reach it too.
static OUT: LazyLock<Out> = LazyLock::new(Out::new);

struct Out {
    queue: Sender<Piece>,
    /// How many pieces the terminal has not taken yet.
    waiting: watch::Sender<usize>,
    /// Why it took one no more.
    failed: Mutex<Option<io::Error>>,
}

enum Piece {
    Bytes(Vec<u8>),
    /// Somebody waits until all before it is taken.
    Mark(Sender<()>),
}

impl Out {
    fn new() -> Self {
        let (queue, pieces) = channel();
        // Without a thread every piece waits for ever, which is told as a terminal that takes nothing.
        let _ = thread::Builder::new()
            .name("screen".to_owned())
            .spawn(move || write_all(&pieces));
        Self {
            queue,
            waiting: watch::Sender::new(0),
            failed: Mutex::default(),
        }
    }

    /// What failed since somebody was told.
    fn untold(&self) -> io::Result<()> {
        let mut failed = self.failed.lock().unwrap_or_else(PoisonError::into_inner);
        failed.take().map_or(Ok(()), Err)
    }
}

/// Hands bytes to the terminal, whole and in order, and waits for nothing.
///
/// # Errors
/// Why the terminal took an earlier piece no more.
pub(super) fn write(bytes: Vec<u8>) -> io::Result<()> {
    OUT.untold()?;
    OUT.waiting.send_modify(|waiting| *waiting += 1);
    OUT.queue
        .send(Piece::Bytes(bytes))
        .map_err(io::Error::other)
}

/// Whether the terminal has taken everything.
pub(super) fn is_taken() -> bool {
    *OUT.waiting.borrow() == 0
}

/// Waits, without a thread, until the terminal has taken everything.
pub(super) async fn taken() {
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
pub(super) fn flush(limit: Duration) -> io::Result<()> {
    let (mark, reached) = channel();
    // Where it cannot be sent it is not reached either.
    let _ = OUT.queue.send(Piece::Mark(mark));
    let reached = reached.recv_timeout(limit);
    OUT.untold()?;
    reached.map_err(|_| io::Error::new(io::ErrorKind::TimedOut, "the terminal takes nothing"))
}

fn write_all(pieces: &Receiver<Piece>) {
    let mut terminal = terminal();
    for piece in pieces {
        let bytes = match piece {
            Piece::Bytes(bytes) => bytes,
            Piece::Mark(mark) => {
                // Whoever waited has given up.
                let _ = mark.send(());
                continue;
            }
        };
        let written = match &mut terminal {
            Ok(terminal) => write_piece(terminal, &bytes),
            Err(error) => Err(io::Error::new(error.kind(), error.to_string())),
        };
        if let Err(error) = written {
            let mut failed = OUT.failed.lock().unwrap_or_else(PoisonError::into_inner);
            failed.get_or_insert(error);
        }
        OUT.waiting.send_modify(|waiting| *waiting -= 1);
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
