//! The arguments of `backup` and `prune`.

use std::path::PathBuf;
use std::time::Duration;

use super::run_id;
use crate::domain::RunId;

pub(super) const BACKUP_HELP: &str = "\
The copy is one file and whole: queue, half-typed form, runs with all that EnOS said, sealed
secrets. It may be made while enroll is running with this state folder, which goes on meanwhile.
FILE must not exist yet. Connections (config.toml) and the sandbox are not in it.

To go on from a copy, on this or another machine, put it as enroll.sqlite into an empty folder
that nobody else may write in, and name that folder with --state-dir. Do not go on from both:
neither would know what the other makes.

Examples:
  enroll backup journal-2025-07-02.sqlite
  enroll --state-dir site-7 backup /mnt/stick/site-7.sqlite

Exit codes:
  0  FILE is the copy
  2  there is no journal, it is not whole, FILE exists, or the disk does not take it
";

pub(super) const PRUNE_HELP: &str = "\
Removes runs from the journal, with their rows: what was sent, every answer of EnOS, the sealed
secrets. Their devices stay in EnOS. After that the run can no longer be shown, exported or
undone, its secrets cannot be opened, and its devices are not recognised as made by enroll:
the same rows applied again are new ones, and those without a deviceKey are made a second time.

A run with rows that are queued or unknown, or with an undo that is not finished, is never
removed. Named by number, that refuses all; with --older-than it is named and left.

First it says what would go, then it asks; --yes answers for scripts. At last the file is made
smaller, for which the disk must hold it twice for a moment.

Examples:
  enroll prune 3 4
  enroll prune --older-than 90d
  enroll prune --older-than 365d --yes

Exit codes:
  0  they are removed, or none was old enough
  2  not confirmed, no such run, or one that is not over: nothing was removed
";

/// Arguments of `backup`.
#[derive(Debug, clap::Args)]
pub(crate) struct BackupArgs {
    /// The file to write; it must not exist
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
}

/// Arguments of `prune`.
#[derive(Debug, clap::Args)]
pub(crate) struct PruneArgs {
    /// The runs' numbers
    #[arg(value_name = "RUN", value_parser = run_id(), required_unless_present = "older_than")]
    pub runs: Vec<RunId>,
    /// All runs that ended longer ago than this: 90d
    #[arg(long, value_name = "DAYS", value_parser = days, conflicts_with = "runs")]
    pub older_than: Option<Duration>,
    /// Remove without asking
    #[arg(long)]
    pub yes: bool,
}

/// `90d`.
fn days(text: &str) -> Result<Duration, String> {
    let number = text
        .strip_suffix('d')
        .and_then(|days| days.parse::<u32>().ok());
    number
        .map(|days| Duration::from_secs(u64::from(days) * 24 * 60 * 60))
        .ok_or_else(|| format!("`{text}` is no number of days: write 90d"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_days() {
        assert_eq!(days("2d"), Ok(Duration::from_secs(172_800)));
        assert_eq!(days("0d"), Ok(Duration::ZERO));
        for wrong in ["", "d", "2", "-1d", "1.5d", "2 d", "2w", "99999999999d"] {
            assert!(days(wrong).is_err(), "{wrong}");
        }
    }
}
