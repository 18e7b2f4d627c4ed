//! `enroll apply`: creates the devices of a file.

use std::path::{Path, PathBuf};

use super::args::RuleArgs;
use super::exit::{Exit, Stop};
use super::opened::opened;
use super::problems::FileProblems;
use super::sending::{RunArgs, Sending};
use super::{input, models, reach, same, secrets, tell};
use crate::clock;
use crate::connect::{ConnectArgs, Connection};
use crate::domain::{Draft, Existing, Outcome, Terms};
use crate::exchange::ReportRow;
use crate::provision::Rules;
use crate::provision::plan::Plan;
use crate::said::say;
use crate::store::Store;
use crate::submit::plan::survey;
use crate::submit::{self, Portion, Sorted, Start};
use crate::words;

/// Arguments of `apply`.
#[derive(Debug, clap::Args)]
pub(super) struct ApplyArgs {
    /// The devices to create; `-` reads standard input
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    #[command(flatten)]
    pub rules: RuleArgs,
    /// What to do with a row whose device already exists
    #[arg(long, value_name = "POLICY", value_enum, default_value = "fail")]
    pub existing: Existing,
    /// Create rows without a deviceKey again that earlier runs created already
    #[arg(long)]
    pub again: bool,
    #[command(flatten)]
    pub run: RunArgs,
    #[command(flatten)]
    pub connection: ConnectArgs,
}

/// Runs the command.
pub(super) async fn run(state_dir: Option<&Path>, args: &ApplyArgs) -> Result<Exit, Stop> {
    let request = input::read(&args.file)
        .inspect_err(|refused| refused.problems.print_as(args.run.format))?;
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
) -> Result<Vec<Portion>, Stop> {
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
    let parts = submit::start(store, &connection.about.site, drafts, sorted, begin)?;
    if let Some(part) = parts.last().filter(|_| !new.is_empty()) {
        tell::line(&say!(
            "run {run}: {devices} to {label}",
            "任务 {run}：{devices}，发往 {label}",
            run = part.run,
            devices = words::DEVICES.count(new.len()),
            label = connection.about.label
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
    let problems = FileProblems::on(devices, &known, rules);
    problems.print();
    if problems.errors.is_empty() {
        return Ok(());
    }
    problems.print_as(args.run.format);
    Err(Stop::input(say!(
        "{problems}; nothing was sent",
        "{problems}；未发送任何内容",
        problems = words::PROBLEMS.count(problems.errors.len())
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
    let plan = Plan::new(drafts(), [], [], &survey, bounds);
    let unchecked = plan.unchecked.iter().map(words::gap);
    let hidden = plan.not_shown.iter().map(|product| {
        let (key, told) = (&product.product_key, words::not_shown(product));
        say!("product {key}: {told}", "产品 {key}：{told}", told)
    });
    let full = plan
        .products
        .iter()
        .filter(|product| product.too_many() > 0);
    let full = full.map(|product| {
        let (key, told) = (&product.product_key, words::headroom(product));
        say!("{key}: {told}", "{key}：{told}", told)
    });
    for warning in unchecked.chain(hidden).chain(full) {
        tell::line(&say!("warning: {warning}", "警告：{warning}", warning));
    }
    tell::line(&words::parts(&plan.parts(), terms.existing));
    let known = plan.known(drafts(), terms.existing).into_iter();
    known
        .filter_map(|(nth, outcome)| Some((devices.get(nth)?.0, outcome)))
        .collect()
}
