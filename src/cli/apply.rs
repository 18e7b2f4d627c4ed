//! `enroll apply`: creates the devices of a file.

use std::path::Path;

use tokio::runtime::Runtime;

use super::args::ApplyArgs;
use super::exit::{Exit, Stop};
use super::input;
use super::models;
use super::opened::Opened;
use super::reach;
use super::same;
use super::secrets;
use super::sending::Sending;
use super::tell;
use super::verdict::Verdict;
use crate::clock;
use crate::connect::Connection;
use crate::domain::{Draft, Outcome, Terms};
use crate::exchange::{ReportRow, Request};
use crate::provision::Rules;
use crate::provision::plan::Plan;
use crate::store::Store;
use crate::submit::plan::survey;
use crate::submit::{self, Part, Sorted, Start};

/// Runs the command.
pub(super) fn run(
    runtime: &Runtime,
    state_dir: Option<&Path>,
    args: &ApplyArgs,
) -> Result<Exit, Stop> {
    let request =
        input::read(&args.file).inspect_err(|refused| refused.verdict.print_as(args.run.format))?;
    let Opened {
        paths,
        target,
        store,
    } = Opened::open(state_dir, &args.connection)?;
    let connection = runtime.block_on(reach::open(&args.connection, target, &paths))?;
    let private_key =
        runtime.block_on(secrets::key(&args.run, &connection, request.require_secret))?;

    check(runtime, &store, &connection, args, &request)?;
    let devices = &request.devices;
    let same = submit::recognise(&store, &connection.about.site.scope, devices, args.again);
    let sorted = Sorted::of(same.map_err(Stop::input)?);
    let terms = Terms {
        existing: args.existing,
        require_secret: request.require_secret,
    };
    same::tell(&store, &sorted, Some(terms))
        .and_then(|()| same::tell_elsewhere(&store, &connection.about.site.scope))
        .map_err(Stop::input)?;
    let left_out = sorted.made.iter();
    let left_out: Vec<ReportRow> = left_out
        .filter_map(|(index, sent)| Some(ReportRow::left_out(*index, devices.get(*index)?, sent)))
        .collect();
    let parts = begin(runtime, &store, &connection, args, &request, sorted)?;
    Sending {
        connection: &connection,
        parts,
        left_out,
        store,
        args: &args.run,
        private_key: private_key.as_ref(),
    }
    .carry(runtime)
}

/// Begins a run with the rows that are new, and settles of them what is known before anything is sent. Where there are
/// none there is no run.
fn begin(
    runtime: &Runtime,
    store: &Store,
    connection: &Connection,
    args: &ApplyArgs,
    request: &Request,
    sorted: Sorted,
) -> Result<Vec<Part>, Stop> {
    let new: Vec<(usize, &Draft)> = sorted
        .new
        .iter()
        .filter_map(|place| Some((*place, request.devices.get(*place)?)))
        .collect();
    let known = if new.is_empty() {
        Vec::new()
    } else {
        runtime.block_on(plan(connection, args, &new, request.require_secret))
    };
    let begin = Start {
        terms: Terms {
            require_secret: request.require_secret,
            existing: args.existing,
        },
        keys_by_server: connection.about.keys_by_server,
        known,
        queued: &[],
        now: clock::now(),
    };
    let drafts = request.devices.iter().cloned();
    let parts = submit::start(
        store,
        &connection.about.site,
        drafts,
        sorted,
        begin,
        &mut rand::rng(),
    );
    let parts = parts.map_err(Stop::input)?;
    if let Some(part) = parts.last().filter(|_| !new.is_empty()) {
        tell::line(format_args!(
            "run {}: {} devices to {}",
            part.run,
            new.len(),
            connection.about.label
        ));
    }
    Ok(parts)
}

/// Checks every device by its product's model, as the gateway has it now; one error refuses all.
fn check(
    runtime: &Runtime,
    store: &Store,
    connection: &Connection,
    args: &ApplyArgs,
    request: &Request,
) -> Result<(), Stop> {
    let known = models::fetched(runtime, connection, &request.devices)?;
    known
        .keep(store, &connection.about.site.scope, clock::now())
        .map_err(Stop::input)?;
    let rules = Rules {
        lenient: args.rules.lenient || connection.about.lenient,
    };
    let verdict = Verdict::on(&request.devices, &known, rules);
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

/// Lookups EnOS which devices exist, and gives what is known of their rows before anything is sent. What
/// cannot be asked, or has no room left, is told and left to EnOS to decide.
async fn plan(
    connection: &Connection,
    args: &ApplyArgs,
    devices: &[(usize, &Draft)],
    require_secret: bool,
) -> Vec<(usize, Outcome)> {
    let (api, bounds) = (&connection.api, &connection.about.bounds);
    let drafts = || devices.iter().map(|(_, draft)| *draft);
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
    let known = plan.known(drafts(), args.existing).into_iter();
    known
        .filter_map(|(nth, outcome)| Some((devices.get(nth)?.0, outcome)))
        .collect()
}
