//! The command line: one file per subcommand, and the exit codes.

mod again;
mod apply;
mod args;
mod backup;
mod check;
mod codes;
mod console;
mod exit;
mod input;
mod interrupt;
mod models;
mod opened;
mod plan;
mod print;
mod problems;
mod prune;
mod reach;
mod report;
mod resume;
mod same;
mod sandbox;
mod screens;
mod secrets;
mod sending;
mod tell;
mod undo;

use std::ffi::OsString;
use std::process::ExitCode;

use clap::Parser as _;

use args::{Args, Command};
use exit::{Exit, Stop};

use crate::provision::text::visible;
use crate::said::say;

/// Runs the program as its arguments say.
#[must_use]
pub fn main() -> ExitCode {
    let done = match parse(&std::env::args_os().collect::<Vec<_>>()) {
        Ok(args) => run(args),
        // Help and version are results, too.
        Err(told) if !told.use_stderr() => {
            print::results(|out| write!(out, "{}", told.render())).map(|()| Exit::Done.into())
        }
        Err(wrong) => {
            tell::lines(wrong.render().to_string().trim_end());
            return Exit::BadInput.into();
        }
    };
    done.unwrap_or_else(|stop| {
        tell::line(&say!("enroll: {message}", =, message = stop.message));
        stop.exit.into()
    })
}

/// Reads the arguments. What is said of them has lines, and repeats them: none may begin a line of its own.
fn parse(given: &[OsString]) -> Result<Args, clap::Error> {
    Args::try_parse_from(given).map_err(|wrong| {
        let visible = given
            .iter()
            .map(|arg| visible(&arg.to_string_lossy()).into_owned());
        let again = Args::try_parse_from(visible).err();
        again
            .filter(|again| again.kind() == wrong.kind())
            .unwrap_or(wrong)
    })
}

fn run(args: Args) -> Result<ExitCode, Stop> {
    let state_dir = args.state_dir.as_deref();
    let Some(command) = args.command else {
        return screens::run(state_dir, &args.connection, args.no_mouse);
    };
    if args.connection.given() || args.connection.trace.is_some() {
        return Err(Stop::input(say!(
            "put the connection after the command: enroll apply --sandbox FILE", =
        )));
    }
    if args.no_mouse {
        return Err(Stop::input(
            say!("--no-mouse is for the screens, which open without a command", =),
        ));
    }
    let runtime = tokio::runtime::Runtime::new()
        .map_err(|error| Stop::input(say!("the program cannot start its threads: {error}", =)))?;
    let exit = runtime.block_on(async {
        match command {
            Command::Apply(args) => apply::run(state_dir, &args).await,
            Command::Resume(args) => resume::run(state_dir, &args).await,
            Command::Plan(args) => plan::run(state_dir, &args).await,
            Command::Undo(args) => undo::run(state_dir, &args).await,
            Command::Check(args) => check::run(state_dir, &args).await,
            Command::Sandbox(args) => sandbox::run(state_dir, &args).await,
            Command::Backup(args) => backup::run(state_dir, &args),
            Command::Prune(args) => prune::run(state_dir, &args),
            Command::Report(args) => report::run(state_dir, &args),
            Command::Codes(args) => codes::run(&args),
        }
    });
    // What is still under way is not awaited: it is done, or the user wants to leave at once.
    runtime.shutdown_background();
    Ok(exit?.into())
}
