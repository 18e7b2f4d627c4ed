//! The words for the command that goes on with a run.

use crate::domain::RunId;
use crate::said::{Said, pair, say};

/// What a command needs besides what is printed of it, as it is not repeated there.
pub(super) const FLAGS: Said = pair!(
    "with this command's connection flags and --state-dir, if any",
    "连接选项和 --state-dir 与本命令相同"
);

/// The commands that go on with `runs`, to be typed.
pub(super) fn resume(runs: &[RunId]) -> Said {
    let commands = runs
        .iter()
        .map(|run| Said::data(format_args!("`enroll resume {run}`")));
    say!(
        "{commands} ({flags})",
        "{commands}（{flags}）",
        commands = Said::list(commands),
        flags = FLAGS
    )
}
