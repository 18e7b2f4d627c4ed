//! Ctrl-C and the termination signal.

use crate::said::say;
use std::io;

#[cfg(unix)]
use tokio::signal::unix::{Signal, SignalKind, signal};

use super::exit::Stop;

/// The requests to stop, caught from the moment this exists.
#[cfg(unix)]
pub(super) struct Interrupt {
    interrupt: Signal,
    terminate: Signal,
}

#[cfg(unix)]
impl Interrupt {
    fn caught() -> io::Result<Self> {
        Ok(Self {
            interrupt: signal(SignalKind::interrupt())?,
            terminate: signal(SignalKind::terminate())?,
        })
    }

    /// Comes to its end when the user or the system asks the program to stop.
    pub(super) async fn asked(&mut self) {
        tokio::select! {
            _ = self.interrupt.recv() => {}
            _ = self.terminate.recv() => {}
        }
    }
}

/// The requests to stop.
#[cfg(windows)]
pub(super) struct Interrupt(tokio::signal::windows::CtrlC);

#[cfg(windows)]
impl Interrupt {
    fn caught() -> io::Result<Self> {
        tokio::signal::windows::ctrl_c().map(Self)
    }

    /// Comes to its end when the user asks the program to stop.
    pub(super) async fn asked(&mut self) {
        self.0.recv().await;
    }
}

impl Interrupt {
    /// Catches from now on what would end the program. To be called within the runtime.
    pub(super) fn catch() -> Result<Self, Stop> {
        Self::caught().map_err(|error| {
            Stop::input(say!(
                "cannot catch Ctrl-C: {error}",
                "无法捕获 Ctrl-C：{error}"
            ))
        })
    }
}
