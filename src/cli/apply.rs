//! `enroll apply`: creates the devices of a file.

use std::collections::BTreeMap;
use std::convert::Infallible;
use std::io::{self, Write as _};
use std::path::Path;
use std::sync::Arc;

use tokio::runtime::Runtime;
use tokio::sync::{mpsc, watch};
use zeroize::Zeroizing;

use super::args::{ApplyArgs, Format};
use super::exit::{Exit, Stop};
use super::models::Models;
use super::verdict::Verdict;
use super::{input, interrupt, progress, results};
use crate::clock;
use crate::connect::{Connection, environment};
use crate::domain::{Draft, Outcome};
use crate::enos::{Api, PrivateKey};
use crate::exchange::report::Secret;
use crate::exchange::{Report, Request};
use crate::provision::Rules;
use crate::provision::run::{End, Limits};
use crate::store::{Config, NewRun, Paths, RunId, Store};
use crate::submit::{Job, SubmitError, Summary, Trouble, drive};

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
    let job = Job {
        run,
        rows: (0..).take(request.devices.len()).collect(),
        require_secret: request.require_secret,
        batch_size: args
            .batch_size
            .or(connection.batch_size)
            .unwrap_or(Limits::DEFAULT_BATCH_SIZE),
    };
    progress::begun(run, request.devices.len(), &connection.label);
    let (ended, outcomes) = runtime.block_on(submit(&connection, store, job));
    report(
        args,
        run,
        &request.devices,
        &ended,
        outcomes,
        private_key.as_ref(),
    )
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
        started_at: clock::now(),
    };
    store
        .run_begin(&run, &request.devices, &[])
        .map_err(Stop::input)
}

/// Submits the run and follows it; the first Ctrl-C lets the batch in flight land and ends it.
async fn submit(
    connection: &Connection,
    store: Store,
    job: Job,
) -> (Result<Summary, SubmitError>, BTreeMap<u32, Outcome>) {
    let (events, heard) = mpsc::unbounded_channel();
    let cancel = watch::Sender::new(false);
    let api = Arc::clone(&connection.api) as Arc<dyn Api>;
    let driving = drive(api, store, job, clock::shared(), events, cancel.subscribe());
    let interrupting = async {
        if interrupt::asked_to_stop().await.is_ok() {
            eprintln!("stopping: no further batch is sent, the one in flight may land");
            cancel.send_replace(true);
        }
        std::future::pending::<Infallible>().await
    };
    tokio::select! {
        ended = futures::future::join(driving, progress::follow(heard)) => ended,
        never = interrupting => match never {},
    }
}

/// Prints the results and says how the command ended.
fn report(
    args: &ApplyArgs,
    run: RunId,
    devices: &[Draft],
    ended: &Result<Summary, SubmitError>,
    mut outcomes: BTreeMap<u32, Outcome>,
    private_key: Option<&PrivateKey>,
) -> Result<Exit, Stop> {
    let why = match ended {
        Ok(summary) => summary.end.to_string(),
        Err(error) => error.to_string(),
    };
    if !matches!(ended, Ok(summary) if summary.end == End::Finished) {
        eprintln!("enroll: {why}");
    }
    if let Err(SubmitError {
        trouble: Trouble::NotRecorded(change),
        ..
    }) = ended
    {
        outcomes.extend(change.settled.iter().cloned());
    }
    let mut report = results::report(run, devices, &outcomes, &why);
    if let Some(private_key) = private_key {
        reveal(&mut report, &outcomes, private_key);
    }
    print(&report, args.format).map_err(|error| Stop {
        exit: exit(&report, ended),
        message: format!("the results of run {run} cannot be printed: {error}"),
    })?;
    Ok(exit(&report, ended))
}

fn print(report: &Report, format: Format) -> io::Result<()> {
    let mut out = io::stdout().lock();
    match format {
        Format::Json => report.json(&mut out)?,
        Format::Csv => report.csv(&mut out)?,
        Format::Table => report.table(&mut out, results::remedy)?,
    }
    out.flush()
}

/// Opens the secrets of the created rows.
fn reveal(report: &mut Report, outcomes: &BTreeMap<u32, Outcome>, private_key: &PrivateKey) {
    for row in &mut report.rows {
        let outcome = u32::try_from(row.index)
            .ok()
            .and_then(|row| outcomes.get(&row));
        let Some(Outcome::Created(created)) = outcome else {
            continue;
        };
        let opened = match &created.sealed {
            Some(sealed) => private_key.open(sealed).map_err(|why| why.to_string()),
            None => Err("EnOS sent none".to_owned()),
        };
        match opened {
            Ok(opened) => {
                let clear = Zeroizing::new(opened.secret.expose().to_owned());
                row.device_secret = Some(Secret::new(clear));
            }
            Err(why) => eprintln!(
                "warning: deviceList[{}]: no device secret: {why}",
                row.index
            ),
        }
    }
}

/// How the command ended; doubt outweighs everything.
fn exit(report: &Report, ended: &Result<Summary, SubmitError>) -> Exit {
    let not_recorded =
        matches!(ended, Err(error) if matches!(error.trouble, Trouble::NotRecorded(_)));
    if report.unknown > 0 || not_recorded {
        return Exit::SomeUnknown;
    }
    match ended {
        Ok(Summary {
            end: End::Stopped(_),
            ..
        }) if report.created == 0 => Exit::NoGateway,
        Err(error) if error.counts.queued == error.counts.total() => Exit::BadInput,
        _ if report.failed > 0 => Exit::SomeFailed,
        _ => Exit::Done,
    }
}
