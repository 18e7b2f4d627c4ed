//! The command line: one file per subcommand, and the exit codes.

use std::process::ExitCode;

/// Runs the program as its arguments say.
#[must_use]
pub fn main() -> ExitCode {
    ExitCode::SUCCESS
}
