//! The command line: one file per subcommand, and the exit codes.

mod again;
mod apply;
mod args;
mod backup;
mod check;
mod codes;
mod console;
mod exit;
mod help;
mod input;
mod interrupt;
mod language;
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
mod usage;
mod value;

use std::ffi::OsString;
use std::process::ExitCode;

use clap::FromArgMatches as _;

use args::{Args, Command};
use exit::{Exit, Stop};

use crate::said::say;

/// Runs the program as its arguments say.
#[must_use]
pub fn main() -> ExitCode {
    let given: Vec<OsString> = std::env::args_os().collect();
    tell::speak(language::of(&given));
    let done = match parse(given) {
        Ok(args) => run(args),
        // Help and version are results, too.
        Err(told) if !told.use_stderr() => {
            print::results(|out| write!(out, "{}", told.render())).map(|()| Exit::Done.into())
        }
        Err(wrong) => {
            usage::told(&wrong).iter().for_each(tell::line);
            return Exit::BadInput.into();
        }
    };
    done.unwrap_or_else(|stop| {
        tell::line(&say!(
            "enroll: {message}",
            "enroll：{message}",
            message = stop.message
        ));
        stop.exit.into()
    })
}

fn parse(given: Vec<OsString>) -> Result<Args, clap::Error> {
    let matches = help::command(tell::lang()).try_get_matches_from(given)?;
    Args::from_arg_matches(&matches)
}

fn run(args: Args) -> Result<ExitCode, Stop> {
    let state_dir = args.state_dir.as_deref();
    let Some(command) = args.command else {
        return screens::run(state_dir, &args.connection, args.no_mouse);
    };
    if args.connection.given() || args.connection.trace.is_some() {
        return Err(Stop::input(say!(
            "put the connection after the command: enroll apply --sandbox FILE",
            "连接选项要写在命令之后：enroll apply --sandbox FILE"
        )));
    }
    if args.no_mouse {
        return Err(Stop::input(say!(
            "--no-mouse is for the screens, which open without a command",
            "--no-mouse 只用于界面；不带命令启动才打开界面"
        )));
    }
    let runtime = tokio::runtime::Runtime::new().map_err(|error| {
        Stop::input(say!(
            "the program cannot start its threads: {error}",
            "程序无法启动线程：{error}"
        ))
    })?;
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
