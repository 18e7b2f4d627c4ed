//! The words for the command that goes on with a run.

use crate::domain::RunId;

/// What a command needs besides what is printed of it, as it is not repeated there.
pub(super) const FLAGS: &str =
    "with this command's connection flags and --state-dir, if it had any";

/// The commands that go on with `runs`, to be typed.
pub(super) fn resume(runs: &[RunId]) -> String {
    let commands: Vec<String> = runs
        .iter()
        .map(|run| format!("`enroll resume {run}`"))
        .collect();
    format!("{} ({FLAGS})", commands.join(", "))
}
