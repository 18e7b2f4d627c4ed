//! `enroll` without a command: the screens.

use std::io::{IsTerminal, stdin, stdout};
use std::path::Path;

use super::connect::ConnectArgs;
use super::exit::{Exit, Stop};

/// Opens the screens where there is a terminal to show them on.
pub fn run(_state_dir: Option<&Path>, _connection: &ConnectArgs) -> Result<Exit, Stop> {
    if !(stdin().is_terminal() && stdout().is_terminal()) {
        return Err(Stop::input(
            "no terminal to show the screens on; without one use `enroll apply FILE`, \
             `enroll check FILE`, `enroll sandbox` or `enroll codes` (see `enroll --help`)",
        ));
    }
    Ok(start_placeholder())
}

/// Stands where `crate::tui::start` will be called.
fn start_placeholder() -> Exit {
    println!("The screens are not built in yet; see `enroll --help` for the commands.");
    Exit::Done
}
