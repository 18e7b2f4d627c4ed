//! `enroll apply`: creates the devices of a file.

use std::path::Path;

use super::args::ApplyArgs;
use super::exit::{Exit, Stop};
use super::opened::opened;
use super::sending::Sending;
use super::verdict::Verdict;
use super::{input, models, reach, same, secrets, tell};
use crate::clock;
use crate::connect::Connection;
use crate::domain::{Draft, Outcome, Terms};
use crate::exchange::ReportRow;
use crate::provision::Rules;
use crate::provision::plan::Plan;
use crate::store::Store;
use crate::submit::plan::survey;
use crate::submit::{self, Part, Sorted, Start};

/// Runs the command.
pub(super) async fn run(state_dir: Option<&Path>, args: &ApplyArgs) -> Result<Exit, Stop> {
    let request =
        input::read(&args.file).inspect_err(|refused| refused.verdict.print_as(args.run.format))?;
    let (paths, target, store) = opened(state_dir, &args.connection)?;
    let connection = reach::open(&args.connection, target, &paths).await?;
    let private_key = secrets::key(&args.run, &connection, request.require_secret).await?;
    let (devices, scope) = (&request.devices, &connection.about.site.scope);
    let terms = Terms {
        existing: args.existing,
        require_secret: request.require_secret,
    };

    check(&store, &connection, args, devices).await?;
    let sorted = Sorted::of(submit::recognise(&store, scope, devices, args.again)?);
    same::tell(&store, &sorted, Some(terms))?;
    same::tell_elsewhere(&store, scope)?;
    let left_out = sorted.made.iter();
    let left_out: Vec<ReportRow> = left_out
        .filter_map(|(index, sent)| Some(ReportRow::left_out(*index, devices.get(*index)?, sent)))
        .collect();
    let parts = begin(&store, &connection, terms, devices, sorted).await?;
    Sending {
        connection: &connection,
        parts,
        left_out,
        store,
        args: &args.run,
        private_key: private_key.as_ref(),
    }
    .carry()
    .await
}

/// Begins a run with the rows that are new, and settles of them what is known before anything is sent. Where there are
/// none there is no run.
async fn begin(
    store: &Store,
    connection: &Connection,
    terms: Terms,
    devices: &[Draft],
    sorted: Sorted,
) -> Result<Vec<Part>, Stop> {
    let new: Vec<(usize, &Draft)> = sorted
        .new
        .iter()
        .filter_map(|place| Some((*place, devices.get(*place)?)))
        .collect();
    let known = if new.is_empty() {
        Vec::new()
    } else {
        plan(connection, terms, &new).await
    };
    let begin = Start {
        terms,
        keys_by_server: connection.about.keys_by_server,
        known,
        queued: &[],
        now: clock::now(),
    };
    let drafts = devices.iter().cloned();
    let random = &mut rand::rng();
    let parts = submit::start(store, &connection.about.site, drafts, sorted, begin, random)?;
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
async fn check(
    store: &Store,
    connection: &Connection,
    args: &ApplyArgs,
    devices: &[Draft],
) -> Result<(), Stop> {
    let known = models::fetched(connection, devices).await?;
    known.keep(store, &connection.about.site.scope, clock::now())?;
    let rules = Rules {
        lenient: args.rules.lenient || connection.about.lenient,
    };
    let verdict = Verdict::on(devices, &known, rules);
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

/// Looks up in EnOS which devices exist, and gives what is known of their rows before anything is sent. What
/// cannot be asked, or has no room left, is told and left to EnOS to decide.
async fn plan(
    connection: &Connection,
    terms: Terms,
    devices: &[(usize, &Draft)],
) -> Vec<(usize, Outcome)> {
    let (api, bounds) = (&connection.api, &connection.about.bounds);
    let drafts = || devices.iter().map(|(_, draft)| *draft);
    let survey = survey(api.as_ref(), drafts(), terms.require_secret, bounds).await;
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
    let full = plan.products.iter();
    for product in full.filter(|product| product.too_many() > 0) {
        tell::line(format_args!("warning: {}: {product}", product.product_key));
    }
    tell::line(plan.parts().told(terms.existing));
    let known = plan.settle(drafts(), terms.existing).into_iter();
    known
        .filter_map(|(nth, outcome)| Some((devices.get(nth)?.0, outcome)))
        .collect()
}
