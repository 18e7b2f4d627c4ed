//! `enroll backup`: one whole copy of the journal.

use std::path::{Path, PathBuf};

use super::exit::{Exit, Stop};
use super::tell;
use crate::said::say;
use crate::store::{Paths, Store};

pub(super) const HELP: &str = "\
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

/// Arguments of `backup`.
#[derive(Debug, clap::Args)]
pub(super) struct BackupArgs {
    /// The file to write; it must not exist
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
}

/// Runs the command.
pub(super) fn run(state_dir: Option<&Path>, args: &BackupArgs) -> Result<Exit, Stop> {
    let paths = Paths::find(state_dir)?;
    Store::backup(&paths.state, &args.file)?;
    tell::line(&say!(
        "{copy} is a whole copy of the journal in {state}", =,
        copy = args.file.display(), state = paths.state.display()
    ));
    Ok(Exit::Done)
}
