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

pub(super) const HELP: &str = "\
FILE is the body of Batch Create Devices V2.4: {\"deviceList\": [...], \"requireSecret\": false}.
Every device is checked against its product's thing model before the first one is sent; one
error anywhere and nothing is sent. A blank deviceKey gets one made here, marked as automatic,
so that its device can be looked up when a reply is lost. What happens is journalled in the
state folder first: a lost connection, a kill or a power cut leaves no doubt about which rows
left, and `enroll resume` settles them.

So does the same command once more. Every row is looked up first in what the journal knows of
this gateway and organisation: what the row says, a blank deviceKey being blank; equal rows are
counted. A row that is in a run which broke off or was cut short is gone on with there, as that
run was begun (--existing, requireSecret), and is told of as what it becomes there; rows of that
run which FILE has not are left as they are. A row without a deviceKey that was created already
is left out and reported as skipped; --again creates it once more. A row with a deviceKey needs
nothing: EnOS makes no second, and --existing decides. What FILE says of a row that was corrected
in the screens still means that row. A run is begun for what is new, if anything is.

Results go to standard output, progress and messages to standard error. As JSON they are one
object: {\"run\", \"end\", \"created\", \"failed\", \"unknown\", \"skipped\", \"deleted\", \"unsent\", \"rows\":
[{\"index\", \"row\", \"outcome\", \"productKey\", \"deviceKey\", \"assetId\", \"code\", \"msg\", \"cause\",
\"requestId\", \"automatic\", \"adopted\", \"run\"}]}, rows in the order of the file, whichever `run` each is in;
the first `run` is the newest of them, null where all were left out; `end` says how it ended. `row` is the
place in the file and `index` that in the run, both from 1: `index` is # in tables, which show
both where they differ, and what `enroll resume` calls ROW. `outcome` is created,
failed, unknown, skipped, deleted, or unsent: nothing came of it, and msg says why. `cause` says
the same as data, null where there is nothing to say: {\"kind\", \"code\", \"field\", …}, and as CSV the
columns cause (its kind) and field. The kinds:
  refused        EnOS says no, in its words       product_full   the product takes no more devices
  key_taken      by whom, since when, and in      key_disputed   the run may have made that device:
                 what the device differs                         you say
  key_exists     EnOS says no more than that      key_hidden     and does not show the device
  no_reply       it left; how its call ended      not_accepted   it did not get through
  not_found      sent, and not shown              cut_short      the program stopped meanwhile
  no_item        no item of the reply is          no_asset_id    made or shown without one
                 surely this row's
  asset_taken    its asset is another row's       under_way      the reply is waited for
  not_sent       how the run ended                made_already   by which row of which run
  asked_to_wait  longer than longest_asked_pause  too_many_failed  more than failed_percent
Of an undo: connected, used, edited, updated, other_asset, asset_unknown, not_deletable, not_deleted, gone,
shown_no_more, never_shown. When the file is refused the object is {\"problems\": [{\"row\", \"place\",
\"severity\", \"message\", \"flaw\"}]}: the row of the file, from 1, where that is in it, and what is wrong; of a
device's field as data, too: {\"kind\", …}, else null. The kinds: missing, size, outer_space, invisible,
foreign, full_width, unknown, zone, respell, misfit, time_of_day, same_name, same_key, product_not_shown.

--format jsonl writes one JSON object a line while the run goes; `event` says which:
  begun    run, gateway, rows
  sent     run, batch, rows (each as `row`), progress
  row      a row with a new outcome, or unsent at the end; the last line about a row counts
  settled  settled (how many), unsent (queued again, each as `row`), doubt, progress
  turned   progress: the pace changed, or a pause began or ended
  end      run, end ({\"how\": finished, cancelled, or stopped with its cause}; null where enroll could not
           go on), msg, created, failed, unknown, skipped, deleted, unsent: always the last line
  refused  problems: instead of all these, when the file is refused
progress has the counts of all rows, and underWay, atOnce, batchSize, asking (rows being
looked up), restingUntil (Unix ms), slowed (why), paused (its kind: asked, or a cause).

With \"requireSecret\": true EnOS sends each device's secret along, sealed for the RSA key pair of
the application, and it is kept sealed. --reveal-secrets, with --format json or csv, opens what
this run got and adds deviceSecret to its rows; `enroll resume RUN --reveal-secrets` does so at any
later time.

Ctrl-C or SIGTERM sends nothing more, lets what is under way land, and reports. A second one
leaves at once; nothing is lost, `enroll resume` settles what was under way. A run of which
more rows fail than the profile's failed_percent ends in the same good order.

Examples:
  enroll apply --sandbox devices.json
  enroll apply --sandbox --scenario flaky devices.json
  enroll apply --profile site-7 --format json devices.json > results.json
  generate-devices | enroll apply --gateway https://apim.example.com --org-id o123 -

Exit codes:
  0    every device was created, skipped or adopted as --existing says, or left out
  1    some rows failed or were not sent, or a secret that was to be printed did not open
  2    bad input or flags, or the state folder is in use: nothing was sent
  3    the gateway is unreachable, asks to wait too long or refuses the credentials: nothing was created
  4    what became of some rows is unknown: `enroll resume` asks EnOS
  130  left at once by a second Ctrl-C
";

/// Arguments of `apply`.
#[derive(Debug, clap::Args)]
pub(super) struct ApplyArgs {
    /// The devices to create; `-` reads standard input
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    #[command(flatten)]
    pub rules: RuleArgs,
    /// What becomes of a row whose device exists already
    #[arg(long, value_name = "POLICY", value_enum, default_value = "fail")]
    pub existing: Existing,
    /// Create rows without a deviceKey once more that earlier runs created already
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
            "run {run}: {count} devices to {label}", =,
            run = part.run, count = new.len(), label = connection.about.label
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
    let count = problems.errors.len();
    Err(Stop::input(say!("{count} problems; nothing was sent", =)))
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
        say!("product {key}: {told}", =, told)
    });
    let full = plan
        .products
        .iter()
        .filter(|product| product.too_many() > 0);
    let full = full.map(|product| {
        let (key, told) = (&product.product_key, words::headroom(product));
        say!("{key}: {told}", =, told)
    });
    for warning in unchecked.chain(hidden).chain(full) {
        tell::line(&say!("warning: {warning}", =, warning));
    }
    tell::line(&words::parts(&plan.parts(), terms.existing));
    let known = plan.known(drafts(), terms.existing).into_iter();
    known
        .filter_map(|(nth, outcome)| Some((devices.get(nth)?.0, outcome)))
        .collect()
}

#[cfg(test)]
mod tests {
    use strum::VariantNames as _;

    #[test]
    fn the_help_lists_every_kind_of_cause() {
        let listed = |kind: &str| {
            super::HELP
                .split(|c: char| c.is_whitespace() || ",.".contains(c))
                .any(|word| word == kind)
        };
        for kind in crate::domain::Cause::VARIANTS {
            assert!(listed(kind), "{kind}");
        }
    }
}
