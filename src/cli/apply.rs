//! `enroll apply`: creates the devices of a file.

mod ending;

use std::collections::BTreeMap;
use std::convert::Infallible;
use std::path::Path;
use std::sync::Arc;

use tokio::runtime::Runtime;
use tokio::sync::{mpsc, watch};

use super::args::{ApplyArgs, Format};
use super::exit::{Exit, Stop};
use super::interrupt::Interrupt;
use super::models::Models;
use super::verdict::Verdict;
use super::{input, progress, tell};
use crate::clock;
use crate::connect::{Connection, environment};
use crate::domain::{Existing, Outcome};
use crate::enos::{Api, PrivateKey};
use crate::exchange::Request;
use crate::provision::Rules;
use crate::provision::run::Wish;
use crate::store::{Config, NewRun, Paths, RunId, Store};
use crate::submit::{self, Job, SubmitError, Summary, drive};
use ending::Print;

/// Runs the command.
pub fn run(runtime: &Runtime, state_dir: Option<&Path>, args: &ApplyArgs) -> Result<Exit, Stop> {
    let request = input::read(&args.file)?;
    let paths = Paths::find(state_dir).map_err(Stop::input)?;
    let config = Config::load(&paths.config).map_err(Stop::input)?;
    let target = args.connection.target(&config).map_err(Stop::input)?;
    let store = Store::open(&paths.state).map_err(Stop::input)?;
    let connection = runtime
        .block_on(target.open(&paths, &environment))
        .map_err(Stop::input)?;
    let private_key = runtime.block_on(private_key(args, &connection, request.require_secret))?;

    let models = runtime
        .block_on(Models::fetch(connection.api.as_ref(), &request.devices))
        .map_err(|error| Stop::gateway(format!("{}: {error}", connection.label)))?;
    models
        .keep(&store, &connection.scope)
        .map_err(Stop::input)?;
    let rules = Rules {
        lenient: args.rules.lenient || connection.lenient,
    };
    let verdict = Verdict::on(&request.devices, &models, rules);
    verdict.print();
    if !verdict.errors.is_empty() {
        return Err(Stop::input(format!(
            "{} problems; nothing was sent",
            verdict.errors.len()
        )));
    }

    let run = begin(&store, &connection, &request)?;
    let mut bounds = connection.bounds.clone();
    bounds.batch_size = args.batch_size.unwrap_or(bounds.batch_size);
    let job = Job {
        run,
        bounds,
        seed: rand::random(),
    };
    progress::begun(run, request.devices.len(), &connection.label);
    let interrupt = {
        let _inside = runtime.enter();
        Interrupt::catch().map_err(|error| Stop::input(format!("cannot catch Ctrl-C: {error}")))?
    };
    let (ended, outcomes) = runtime.block_on(submit(&connection, store, job, interrupt));
    let how = Print {
        format: args.format,
        private_key: private_key.as_ref(),
    };
    ending::report(run, &request.devices, &ended, outcomes, &how)
}

/// What opens the secrets, if they are to be shown; refused before anything is sent when they cannot be.
async fn private_key(
    args: &ApplyArgs,
    connection: &Connection,
    require_secret: bool,
) -> Result<Option<PrivateKey>, Stop> {
    if !args.reveal_secrets {
        return Ok(None);
    }
    if args.format == Format::Table {
        return Err(Stop::input(
            "--reveal-secrets needs --format json or csv: a table shows no secrets",
        ));
    }
    if !require_secret {
        return Err(Stop::input(
            "--reveal-secrets: the file does not ask for secrets; set \"requireSecret\": true in it",
        ));
    }
    match connection.private_key().await {
        Ok(Some(key)) => Ok(Some(key)),
        Ok(None) => Err(Stop::input(
            "--reveal-secrets needs the private key: give --private-key FILE, or set private_key in the profile",
        )),
        Err(error) => Err(Stop::input(error)),
    }
}

/// Journals the run, all its rows queued.
fn begin(store: &Store, connection: &Connection, request: &Request) -> Result<RunId, Stop> {
    let run = NewRun {
        gateway: connection.gateway.clone(),
        org_id: connection.org_id.clone(),
        scope: connection.scope.clone(),
        require_secret: request.require_secret,
        existing: Existing::Fail,
        started_at: clock::now(),
    };
    submit::begin(
        store,
        &run,
        request.devices.iter().cloned(),
        &[],
        connection.keys_by_server,
        &mut rand::rng(),
    )
    .map_err(Stop::input)
}

/// Submits the run and follows it; the first Ctrl-C lets the batch in flight land and ends it.
async fn submit(
    connection: &Connection,
    store: Store,
    job: Job,
    mut interrupt: Interrupt,
) -> (Result<Summary, SubmitError>, BTreeMap<u32, Outcome>) {
    let (events, heard) = mpsc::unbounded_channel();
    let cancel = watch::Sender::new(Wish::Go);
    let api = Arc::clone(&connection.api) as Arc<dyn Api>;
    let driving = drive(api, store, job, clock::shared(), events, cancel.subscribe());
    let interrupting = async {
        interrupt.asked().await;
        tell::line("stopping: no further batch is sent, the one in flight may land");
        cancel.send_replace(Wish::Cancel);
        std::future::pending::<Infallible>().await
    };
    tokio::select! {
        ended = futures::future::join(driving, progress::follow(heard)) => ended,
        never = interrupting => match never {},
    }
}
