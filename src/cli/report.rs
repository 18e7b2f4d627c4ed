//! `enroll report`: what may be mailed of a run.

use std::io::Write as _;
use std::path::{Path, PathBuf};

use super::args::run_id;
use super::exit::{Exit, Stop};
use super::opened::configured;
use super::{print, tell};
use crate::connect::{ConnectArgs, ConnectError, Target};
use crate::domain::RunId;
use crate::enos::PrivateKey;
use crate::exchange::Bundle;
use crate::said::say;
use crate::store::{Config, Paths, RunRecord, RunSummary, Store, StoreError, new_file};
use crate::words;

pub(super) const HELP: &str = "\
What EnOS's documents leave open shows in its replies. The report tells the fields and types of
those that came during the run, EnOS's codes, the lengths of the sealed secrets, and which suite
opened them where a private key is at hand. It holds no secret, key, token, name, product or
device, and neither gateway nor organisation. Read it before you mail it all the same.

What `--trace FILE` writes, with the screens and every command that talks to EnOS, is of that kind: a line of
JSON for each request, with time, call, attempt, status, code, requestId, sizes, duration and shape.

Examples:
  enroll report 12
  enroll report 12 run-12.json --profile site-7

Exit codes:
  0  the report is written
  2  no such run, FILE exists, or the disk does not take it
";

/// Arguments of `report`.
#[derive(Debug, clap::Args)]
pub(super) struct ReportArgs {
    /// The run's number
    #[arg(value_name = "RUN", value_parser = run_id())]
    pub run: RunId,
    /// The file to write, which must not exist [default: standard output]
    #[arg(value_name = "FILE")]
    pub file: Option<PathBuf>,
    #[command(flatten)]
    pub connection: ConnectArgs,
}

/// Runs the command.
pub(super) fn run(state_dir: Option<&Path>, args: &ReportArgs) -> Result<Exit, Stop> {
    let (paths, config) = configured(state_dir)?;
    let store = Store::open(&paths.state)?;
    let run = store.run(args.run)?;
    let key = key(&paths, &config, args, &run.summary)?;
    let bundle = bundle(&store, &run, key.as_ref())?;
    let Some(path) = &args.file else {
        return print::results(|out| bundle.json(out)).map(|()| Exit::Done);
    };
    let unwritten = |error| Stop::input(say!("{path}: {error}", =, path = path.display(), error));
    let mut file = new_file(path)?;
    bundle
        .json(&mut file)
        .and_then(|()| file.flush())
        .map_err(unwritten)?;
    tell::line(&say!(
        "{path} tells how EnOS's replies and secrets look, and nothing of what they say; read it before you mail it", =,
        path = path.display()
    ));
    Ok(Exit::Done)
}

/// The key to try the run's secrets with, if one is named that belongs to the run's gateway.
fn key(
    paths: &Paths,
    config: &Config,
    args: &ReportArgs,
    run: &RunSummary,
) -> Result<Option<PrivateKey>, Stop> {
    let target = match args.connection.target(config) {
        Ok(target) => target,
        Err(ConnectError::NoneChosen { .. }) if run.is_of(&Target::SANDBOX.scope()) => {
            Target::SANDBOX
        }
        Err(ConnectError::NoneChosen { .. }) => return Ok(None),
        Err(error) => return Err(error.into()),
    };
    if !run.is_of(&target.scope()) {
        tell::line(&say!(
            "run {run} went to another gateway or organisation: its secrets are not tried", =, run = run.id
        ));
        return Ok(None);
    }
    Ok(target.private_key(paths)?)
}

fn bundle(store: &Store, run: &RunRecord, key: Option<&PrivateKey>) -> Result<Bundle, StoreError> {
    let id = run.summary.id;
    let mut bundle = Bundle::new(run, store.shapes(id)?);
    for row in run.rows.iter().filter(|row| row.has_secret) {
        if let Some(sealed) = store.row_sealed(id, row.index)? {
            let tried = key.map(|key| {
                let opened = key.open(&sealed);
                let opened = opened.map_err(|error| words::unsealing(&error).en().to_owned())?;
                Ok(words::suite(&opened.suite).en().to_owned())
            });
            bundle.add(&sealed, tried);
        }
    }
    Ok(bundle)
}
