//! `enroll backup`: one whole copy of the journal.

use std::path::Path;

use super::args::BackupArgs;
use super::exit::{Exit, Stop};
use super::tell;
use crate::store::{Paths, Store};

/// Runs the command.
pub(super) fn run(state_dir: Option<&Path>, args: &BackupArgs) -> Result<Exit, Stop> {
    let paths = Paths::find(state_dir)?;
    Store::backup(&paths.state, &args.file)?;
    tell::line(format_args!(
        "{} is a whole copy of the journal in {}",
        args.file.display(),
        paths.state.display()
    ));
    Ok(Exit::Done)
}
