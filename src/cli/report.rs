//! `enroll report`: what may be mailed of a run.

use std::io::Write as _;
use std::path::{Path, PathBuf};

use super::exit::{Exit, Stop};
use super::opened::configured;
use super::value::run_id;
use super::{print, tell};
use crate::connect::{ConnectArgs, ConnectError, Target};
use crate::domain::RunId;
use crate::enos::PrivateKey;
use crate::exchange::Bundle;
use crate::said::say;
use crate::store::{Config, Paths, RunRecord, RunSummary, Store, StoreError, new_file};
use crate::words;

/// Arguments of `report`.
#[derive(Debug, clap::Args)]
pub(super) struct ReportArgs {
    /// The run's number
    #[arg(value_name = "RUN", value_parser = run_id)]
    pub run: RunId,
    /// The file to write; it must not exist yet [default: standard output]
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
    let unwritten = |error| {
        Stop::input(say!(
            "{path}: {error}",
            "{path}：{error}",
            path = path.display(),
            error
        ))
    };
    let mut file = new_file(path)?;
    bundle
        .json(&mut file)
        .and_then(|()| file.flush())
        .map_err(unwritten)?;
    tell::line(&say!(
        "{path} describes the shape of EnOS's replies and secrets, not their content; read it before you mail it",
        "{path} 只描述 EnOS 响应和设备密钥的结构，不含其内容；用邮件发出前先看一遍",
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
            "run {run} went to another gateway or organisation: not trying to open its secrets",
            "任务 {run} 发往另一个 API 网关或组织：不尝试解密其设备密钥",
            run = run.id
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
