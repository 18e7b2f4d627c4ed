//! `enroll apply`: creates the devices of a file.

use std::path::Path;

use tokio::runtime::Runtime;

use super::args::ApplyArgs;
use super::exit::{Exit, Stop};
use super::input;
use super::models::Models;
use super::secrets;
use super::sending::Sending;
use super::tell;
use super::verdict::Verdict;
use crate::clock;
use crate::connect::{Connection, environment};
use crate::domain::{Counts, Outcome};
use crate::exchange::Request;
use crate::provision::Rules;
use crate::provision::plan::Plan;
use crate::store::{Config, NewRun, Paths, RunId, Store};
use crate::submit;
use crate::submit::plan::survey;

/// Runs the command.
pub fn run(runtime: &Runtime, state_dir: Option<&Path>, args: &ApplyArgs) -> Result<Exit, Stop> {
    let request =
        input::read(&args.file).inspect_err(|refused| refused.verdict.print_as(args.run.format))?;
    let paths = Paths::find(state_dir).map_err(Stop::input)?;
    let config = Config::load(&paths.config).map_err(Stop::input)?;
    let target = args.connection.target(&config).map_err(Stop::input)?;
    let store = Store::open(&paths.state).map_err(Stop::input)?;
    let connection = runtime
        .block_on(target.open(&paths, &environment))
        .map_err(Stop::input)?;
    let private_key =
        runtime.block_on(secrets::key(&args.run, &connection, request.require_secret))?;

    check(runtime, &store, &connection, args, &request)?;
    let known = runtime.block_on(plan(&connection, args, &request));
    let run = begin(&store, &connection, args, &request)?;
    store
        .rows_settled(run, &known, clock::now())
        .map_err(Stop::input)?;
    tell::line(format_args!(
        "run {run}: {} devices to {}",
        request.devices.len(),
        connection.label
    ));
    Sending {
        connection: &connection,
        store,
        run,
        settled: counts(&known),
        args: &args.run,
        private_key: private_key.as_ref(),
    }
    .carry(runtime)
}

/// Checks every device by its product's model, as the gateway has it now; one error refuses all.
fn check(
    runtime: &Runtime,
    store: &Store,
    connection: &Connection,
    args: &ApplyArgs,
    request: &Request,
) -> Result<(), Stop> {
    let models = runtime
        .block_on(Models::fetch(
            connection.api.as_ref(),
            &connection.bounds,
            &request.devices,
        ))
        .map_err(|error| Stop::gateway(format!("{}: {error}", connection.label)))?;
    models.keep(store, &connection.scope).map_err(Stop::input)?;
    let rules = Rules {
        lenient: args.rules.lenient || connection.lenient,
    };
    let verdict = Verdict::on(&request.devices, &models, rules);
    verdict.print();
    if verdict.errors.is_empty() {
        return Ok(());
    }
    verdict.print_as(args.run.format);
    Err(Stop::input(format!(
        "{} problems; nothing was sent",
        verdict.errors.len()
    )))
}

/// Asks EnOS which devices exist, and gives what is known of their rows before anything is sent. What
/// cannot be asked, or has no room left, is told and left to EnOS to decide.
async fn plan(connection: &Connection, args: &ApplyArgs, request: &Request) -> Vec<(u32, Outcome)> {
    let Connection { api, bounds, .. } = connection;
    let devices = &request.devices;
    let survey = survey(api.as_ref(), devices, request.require_secret, bounds).await;
    let plan = Plan::new(devices, [], &survey, bounds);
    for gap in &plan.unchecked {
        tell::line(format_args!("warning: {gap}"));
    }
    for product in &plan.not_shown {
        tell::line(format_args!(
            "warning: product {}: {product}",
            product.product_key
        ));
    }
    for product in plan
        .products
        .iter()
        .filter(|product| product.too_many() > 0)
    {
        tell::line(format_args!("warning: {}: {product}", product.product_key));
    }
    tell::line(plan.parts().told(args.existing));
    plan.settle(devices, args.existing)
}

fn counts(known: &[(u32, Outcome)]) -> Counts {
    let mut counts = Counts::default();
    for (_, outcome) in known {
        *counts.of(outcome.into()) += 1;
    }
    counts
}

/// Journals the run, all its rows queued.
fn begin(
    store: &Store,
    connection: &Connection,
    args: &ApplyArgs,
    request: &Request,
) -> Result<RunId, Stop> {
    let run = NewRun {
        gateway: connection.gateway.clone(),
        org_id: connection.org_id.clone(),
        scope: connection.scope.clone(),
        require_secret: request.require_secret,
        existing: args.existing,
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
