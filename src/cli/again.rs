//! The words for the command that goes on with a run.

use crate::store::RunId;

/// What a command needs besides what is printed of it, as it is not repeated there.
pub const FLAGS: &str = "with this command's connection flags and --state-dir, if it had any";

/// The command that goes on with `run`, to be typed.
pub fn resume(run: RunId) -> String {
    format!("`enroll resume {run}` ({FLAGS})")
}
