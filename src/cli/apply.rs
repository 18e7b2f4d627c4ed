//! `enroll apply`: creates the devices of a file.

use std::path::Path;

use tokio::runtime::Runtime;

use super::args::ApplyArgs;
use super::exit::{Exit, Stop};
use super::input;
use super::models::Models;
use super::reach;
use super::same::{self, Terms};
use super::secrets;
use super::sending::{Sending, Share};
use super::tell;
use super::verdict::Verdict;
use crate::clock;
use crate::connect::Connection;
use crate::domain::{Counts, Draft, Outcome};
use crate::exchange::{ReportRow, Request};
use crate::provision::Rules;
use crate::provision::plan::Plan;
use crate::store::{Config, NewRun, Paths, Store};
use crate::submit::plan::survey;
use crate::submit::{self, Sorted};

/// Runs the command.
pub fn run(runtime: &Runtime, state_dir: Option<&Path>, args: &ApplyArgs) -> Result<Exit, Stop> {
    let request =
        input::read(&args.file).inspect_err(|refused| refused.verdict.print_as(args.run.format))?;
    let paths = Paths::find(state_dir).map_err(Stop::input)?;
    let config = Config::load(&paths.config).map_err(Stop::input)?;
    let target = args.connection.target(&config).map_err(Stop::input)?;
    let store = Store::open(&paths.state).map_err(Stop::input)?;
    let connection = runtime.block_on(reach::open(&args.connection, target, &paths))?;
    let private_key =
        runtime.block_on(secrets::key(&args.run, &connection, request.require_secret))?;

    check(runtime, &store, &connection, args, &request)?;
    let devices = &request.devices;
    let same = submit::recognise(&store, &connection.scope, devices, args.again);
    let sorted = Sorted::of(same.map_err(Stop::input)?);
    let terms = Terms {
        existing: args.existing,
        require_secret: request.require_secret,
    };
    same::tell(&store, &sorted, Some(terms))
        .and_then(|()| same::tell_elsewhere(&store, &connection.scope))
        .map_err(Stop::input)?;
    let begun = begin(runtime, &store, &connection, args, &request, &sorted.new)?;
    let going = sorted.going.into_iter();
    let going = going.map(|(run, going)| Share::of(run, going));
    let left_out = sorted.made.iter();
    let left_out = left_out
        .filter_map(|(index, sent)| Some(ReportRow::left_out(*index, devices.get(*index)?, sent)));
    Sending {
        connection: &connection,
        shares: going.chain(begun).collect(),
        left_out: left_out.collect(),
        store,
        args: &args.run,
        private_key: private_key.as_ref(),
    }
    .carry(runtime)
}

/// Begins a run with the rows at the places `new`, and settles of them what is known before anything is
/// sent. Where there are none there is no run.
fn begin(
    runtime: &Runtime,
    store: &Store,
    connection: &Connection,
    args: &ApplyArgs,
    request: &Request,
    new: &[usize],
) -> Result<Option<Share>, Stop> {
    if new.is_empty() {
        return Ok(None);
    }
    let devices: Vec<&Draft> = new
        .iter()
        .filter_map(|place| request.devices.get(*place))
        .collect();
    let known = runtime.block_on(plan(connection, args, &devices, request.require_secret));
    let run = NewRun {
        gateway: connection.gateway.clone(),
        org_id: connection.org_id.clone(),
        scope: connection.scope.clone(),
        require_secret: request.require_secret,
        existing: args.existing,
        started_at: clock::now(),
    };
    let rows = devices.len();
    let run = submit::begin(
        store,
        &run,
        devices.into_iter().cloned(),
        &[],
        connection.keys_by_server,
        &mut rand::rng(),
    )
    .map_err(Stop::input)?;
    store
        .rows_settled(run, &known, clock::now())
        .map_err(Stop::input)?;
    tell::line(format_args!(
        "run {run}: {rows} devices to {}",
        connection.label
    ));
    Ok(Some(Share::new(run, counts(rows, &known), new)))
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
async fn plan(
    connection: &Connection,
    args: &ApplyArgs,
    devices: &[&Draft],
    require_secret: bool,
) -> Vec<(u32, Outcome)> {
    let Connection { api, bounds, .. } = connection;
    let drafts = || devices.iter().copied();
    let survey = survey(api.as_ref(), drafts(), require_secret, bounds).await;
    let plan = Plan::new(drafts(), [], &survey, bounds);
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
    plan.settle(drafts(), args.existing)
}

/// How far so many new rows have come, of which this is known.
fn counts(rows: usize, known: &[(u32, Outcome)]) -> Counts {
    let mut counts = Counts {
        queued: rows - known.len(),
        ..Counts::default()
    };
    for (_, outcome) in known {
        *counts.of(outcome.state()) += 1;
    }
    counts
}
