//! `enroll backup`: one whole copy of the journal.

use std::path::{Path, PathBuf};

use super::exit::{Exit, Stop};
use super::tell;
use crate::said::say;
use crate::store::{Paths, Store};

/// Arguments of `backup`.
#[derive(Debug, clap::Args)]
pub(super) struct BackupArgs {
    /// The file to write; it must not exist yet
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
}

/// Runs the command.
pub(super) fn run(state_dir: Option<&Path>, args: &BackupArgs) -> Result<Exit, Stop> {
    let paths = Paths::find(state_dir)?;
    Store::backup(&paths.state, &args.file)?;
    tell::line(&say!(
        "{copy} is a complete copy of the journal in {state}",
        "{copy} 是 {state} 中日志的完整副本",
        copy = args.file.display(),
        state = paths.state.display()
    ));
    Ok(Exit::Done)
}
