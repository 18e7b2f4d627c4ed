//! What this machine says of a connection: opened, with warnings of what others may read.

use super::exit::Stop;
use super::tell;
use crate::connect::{Connection, Target, environment};
use crate::store::Paths;

/// Opens the connection, once the warnings are told.
pub async fn open(target: Target, paths: &Paths) -> Result<Connection, Stop> {
    warn(&target, paths);
    target.open(paths, &environment).await.map_err(Stop::input)
}

/// Tells what others may read of the connection's secrets.
pub fn warn(target: &Target, paths: &Paths) {
    for warning in target.warnings(paths) {
        tell::line(format_args!("warning: {warning}"));
    }
}
