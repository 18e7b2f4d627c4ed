//! Signals of the operating system as a stream; nothing runs inside a signal handler.

use std::{io, task::Poll};

use futures::{Stream, stream};

use super::app::Signal;

/// A signal the loop acts on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Caught {
    /// For the program to decide.
    Leave(Signal),
    /// The terminal has another size.
    #[cfg_attr(
        not(unix),
        allow(dead_code, reason = "the console tells it among its records")
    )]
    Resized,
    /// Give the terminal back and stop.
    #[cfg_attr(not(unix), allow(dead_code, reason = "only Unix has job control"))]
    Stop,
    /// Going on after a stop.
    #[cfg_attr(not(unix), allow(dead_code, reason = "only Unix has job control"))]
    Continue,
}

/// Listens from now on.
///
/// # Errors
/// If the system refuses a handler.
#[cfg(unix)]
pub(super) fn caught() -> io::Result<impl Stream<Item = Caught> + Unpin> {
    use signal_hook::consts::{SIGCONT, SIGTSTP};
    use tokio::signal::unix::{SignalKind, signal};

    let kinds = [
        (SignalKind::interrupt(), Caught::Leave(Signal::Interrupt)),
        (SignalKind::terminate(), Caught::Leave(Signal::Terminate)),
        (SignalKind::hangup(), Caught::Leave(Signal::Hangup)),
        (SignalKind::quit(), Caught::Leave(Signal::Quit)),
        (SignalKind::window_change(), Caught::Resized),
        (SignalKind::from_raw(SIGTSTP), Caught::Stop),
        (SignalKind::from_raw(SIGCONT), Caught::Continue),
    ];
    let listen = |(kind, caught)| Ok((signal(kind)?, caught));
    let mut signals: Vec<_> = kinds.into_iter().map(listen).collect::<io::Result<_>>()?;
    Ok(stream::poll_fn(move |context| {
        let caught = signals.iter_mut().find_map(|(signal, caught)| {
            let ready = signal.poll_recv(context).is_ready();
            ready.then_some(*caught)
        });
        caught.map_or(Poll::Pending, |caught| Poll::Ready(Some(caught)))
    }))
}

/// Listens from now on.
///
/// # Errors
/// If the system refuses a handler.
#[cfg(windows)]
pub(super) fn caught() -> io::Result<impl Stream<Item = Caught> + Unpin> {
    use tokio::signal::windows::{ctrl_break, ctrl_close};

    let mut interrupt = ctrl_break()?;
    let mut close = ctrl_close()?;
    Ok(stream::poll_fn(move |context| {
        if interrupt.poll_recv(context).is_ready() {
            Poll::Ready(Some(Caught::Leave(Signal::Interrupt)))
        } else if close.poll_recv(context).is_ready() {
            Poll::Ready(Some(Caught::Leave(Signal::Hangup)))
        } else {
            Poll::Pending
        }
    }))
}

/// Asks this process to stop as the shell's `kill -TSTP` does: the loop gives the terminal back first. Nothing
/// happens where there is no job control.
pub fn suspend() {
    // It fails only for a signal that does not exist.
    #[cfg(unix)]
    let _ = signal_hook::low_level::raise(signal_hook::consts::SIGTSTP);
}

/// Stops this process as Ctrl-Z in a shell does; returns when it is continued. Where a script runs it in the script's own
/// group, at the head of a session, no shell could continue it, and it does not stop.
#[cfg_attr(
    not(unix),
    expect(clippy::unnecessary_wraps, reason = "as where it can fail")
)]
pub(super) fn stop() -> io::Result<()> {
    #[cfg(unix)]
    {
        use rustix::process::{getpgrp, getpid, getsid};
        if getpgrp() == getpid() || getpgrp() != getsid(None)? {
            signal_hook::low_level::emulate_default_handler(signal_hook::consts::SIGTSTP)?;
        }
    }
    Ok(())
}
