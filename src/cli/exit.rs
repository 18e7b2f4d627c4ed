//! The exit codes, and what ends a command early.

use std::process::ExitCode;

use crate::connect::ConnectError;
use crate::said::Said;
use crate::store::StoreError;
use crate::words;

/// How a command ended, for scripts. The numbers are documented in every `--help`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Exit {
    /// Everything that was asked for is done.
    Done = 0,
    /// Some rows failed or were not sent, or something else that was asked for is not there: results that could not
    /// be printed, secrets that did not open, codes that nobody knows.
    SomeFailed = 1,
    /// The input, the flags or the local files do not allow a start: nothing was sent.
    BadInput = 2,
    /// The gateway cannot be reached or refuses the connection: nothing was created.
    NoGateway = 3,
    /// What became of some rows is unknown.
    SomeUnknown = 4,
    /// The second interrupt: left at once, with things under way. As shells put it: 128 and the number of SIGINT.
    Interrupted = 130,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit as u8)
    }
}

/// Why a command ends before it is done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Stop {
    /// The exit code it means.
    pub exit: Exit,
    /// What to tell, without the program's name.
    pub message: Said,
}

impl Stop {
    /// For this reason, told in these words.
    pub(super) const fn new(exit: Exit, message: Said) -> Self {
        Self { exit, message }
    }

    /// Something on this side is wrong.
    pub(super) const fn input(message: Said) -> Self {
        Self::new(Exit::BadInput, message)
    }
}

impl From<StoreError> for Stop {
    fn from(error: StoreError) -> Self {
        Self::input(words::journal(&error))
    }
}

impl From<ConnectError> for Stop {
    fn from(error: ConnectError) -> Self {
        Self::input(words::connection(&error))
    }
}
