//! The thread that reads the terminal: blocked in the system while nobody types.

use std::fs::File;
use std::io::{self, Read as _};
use std::os::fd::AsFd as _;
use std::thread;
use std::time::Duration;

use futures::{Stream, stream};
use rustix::event::{PollFd, PollFlags, poll};
use tokio::sync::mpsc;

use super::Said;
use crate::tui::runtime::run::is_hangup;

/// So many reads may wait for the loop; then the terminal waits.
const WAITING: usize = 64;
/// The most that one read takes.
const AT_ONCE: usize = 4096;
/// How often a program in the background looks whether it is in front again.
const BEHIND: Duration = Duration::from_millis(200);

/// Everything that the terminal on standard input says from now on; it ends when the terminal is gone.
///
/// # Errors
/// If the system refuses a descriptor or a thread.
pub(in crate::tui::runtime) fn read() -> io::Result<impl Stream<Item = io::Result<Said>> + Unpin> {
    let mut tty = File::from(io::stdin().as_fd().try_clone_to_owned()?);
    let (sender, mut receiver) = mpsc::channel(WAITING);
    let reading = move || {
        let mut buffer = [0; AT_ONCE];
        loop {
            let part = match next(&mut tty, &mut buffer) {
                // A terminal that is gone answers with nothing, or with an error of input and output.
                Ok(0) => return,
                Ok(length) => Ok(Said::Bytes(
                    buffer.get(..length).unwrap_or_default().to_vec(),
                )),
                Err(error) if is_hangup(&error) => return,
                Err(error) => Err(error),
            };
            let failed = part.is_err();
            // Nobody listening: the program has ended.
            if sender.blocking_send(part).is_err() || failed {
                return;
            }
        }
    };
    thread::Builder::new()
        .name("terminal".to_owned())
        .spawn(reading)?;
    Ok(stream::poll_fn(move |context| receiver.poll_recv(context)))
}

/// Waits for bytes. One read in the background would stop the whole program, so none is made there.
fn next(tty: &mut File, buffer: &mut [u8]) -> io::Result<usize> {
    loop {
        match poll(&mut [PollFd::new(&*tty, PollFlags::IN)], None) {
            Err(rustix::io::Errno::INTR) => continue,
            waited => waited?,
        };
        if !in_front() {
            thread::sleep(BEHIND);
            continue;
        }
        match tty.read(buffer) {
            Err(error)
                if matches!(
                    error.kind(),
                    io::ErrorKind::Interrupted | io::ErrorKind::WouldBlock
                ) => {}
            read => return read,
        }
    }
}

/// Whether this program is the one that the terminal listens to. A terminal that is gone says no more who is.
pub(in crate::tui::runtime) fn in_front() -> bool {
    let front = rustix::termios::tcgetpgrp(io::stdin());
    front.map_or(true, |front| front == rustix::process::getpgrp())
}
