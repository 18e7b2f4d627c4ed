//! `enroll resume`: goes on with a run that was cut short.

mod disputed;
mod flags;

use std::path::Path;

use super::args::run_id;
use super::exit::{Exit, Stop};
use super::opened::{self, opened};
use super::sending::{RunArgs, Sending};
use super::{reach, secrets, tell};
use crate::connect::ConnectArgs;
use crate::domain::RunId;
use crate::said::say;
use crate::store::RunSummary;
use crate::submit::Portion;
use flags::{Named, SendAgain};

pub(super) const HELP: &str = "\
Goes on with RUN: asks EnOS what became of rows whose reply was lost, and sends what was not
sent. Without RUN it is the newest run of this connection that has such rows, else the newest
of all, whose results are printed. The results are those of the whole run, in the forms of
`enroll apply`, which see. It can be cut short and resumed as often as you like.

The secrets of a run that is over are had in the same way: --reveal-secrets, with --format json or
csv and the private key (--private-key FILE, or the profile's), adds deviceSecret to every created
row. They are kept sealed, so this can be done at any time, and as often as you like.

A row that left without a deviceKey (a profile with keys_by_server) cannot be looked up. For
each the devices are listed that may be its own: same product, same name, made since it left.
Only your word settles it: --take ROW=DEVICEKEY, where one of them is the row's, or
--send-again ROW, where none is listed; with some listed, --send-again ROW=DEVICEKEY,… says that
those are not it. What was sent just now is waited for before it counts as missing. A row with a deviceKey needs your word where EnOS has a device
of that key and nothing proves who made it: --take, or --not-mine ROW=DEVICEKEY, and the row
fails. ROW is what stands under # in the results of the run, from 1, which need not be the row of
your file: hence the key beside it.

Examples:
  enroll resume --profile site-7
  enroll resume 12 --profile site-7 --format json > results.json
  enroll resume 12 --profile site-7 --reveal-secrets --format csv > secrets.csv
  enroll resume 12 --profile site-7 --take 3=aB3dE5gH7j --send-again 4

Exit codes:
  0    every row is settled, and none failed
  1    some rows failed or were not sent, or a secret that was to be printed did not open
  2    no such run, bad flags, or the state folder is in use: nothing was sent
  3    the gateway is unreachable, asks to wait too long or refuses the credentials: nothing was created
  4    what became of some rows is still unknown
  130  left at once by a second Ctrl-C
";

/// Arguments of `resume`.
#[derive(Debug, clap::Args)]
pub(super) struct ResumeArgs {
    /// The run to go on with, by its number [default: the newest that is not settled]
    #[arg(value_name = "RUN", value_parser = run_id())]
    pub run_id: Option<RunId>,
    /// This device is the one of that row, whose reply was lost; repeatable
    #[arg(long, value_name = "ROW=DEVICEKEY")]
    pub take: Vec<Named>,
    /// No device was made of that row, which left without a key: send it again. Devices that EnOS shows and that may be
    /// the row's are named behind it: they are not; repeatable
    #[arg(long, value_name = "ROW[=DEVICEKEY,…]")]
    pub send_again: Vec<SendAgain>,
    /// The device of that row's key is somebody else's: the row fails; repeatable
    #[arg(long, value_name = "ROW=DEVICEKEY")]
    pub not_mine: Vec<Named>,
    #[command(flatten)]
    pub run: RunArgs,
    #[command(flatten)]
    pub connection: ConnectArgs,
}

/// Runs the command.
pub(super) async fn run(state_dir: Option<&Path>, args: &ResumeArgs) -> Result<Exit, Stop> {
    let (paths, target, store) = opened(state_dir, &args.connection)?;
    let chosen = choose(store.runs()?, &target.scope(), args.run_id)?;
    let run = chosen.id;
    let connection = reach::open(&args.connection, target, &paths).await?;
    let private_key = secrets::key(&args.run, &connection, chosen.terms.require_secret).await?;

    disputed::take_word(&connection, &store, &chosen, args).await?;
    let counts = store.run_summary(run)?.counts;
    tell::line(&say!(
        "run {run}: {open} of {all} devices not settled, to {label}", =,
        open = counts.open(), all = counts.total(), label = connection.about.label
    ));
    let exit = Sending {
        connection: &connection,
        store: store.clone(),
        parts: vec![Portion::whole(run, counts)],
        left_out: Vec::new(),
        args: &args.run,
        private_key: private_key.as_ref(),
    }
    .carry()
    .await?;
    disputed::list(&connection, &store, run).await?;
    Ok(exit)
}

/// The run to go on with: the one asked for, else the newest of this connection that is not settled, else
/// its newest.
fn choose(runs: Vec<RunSummary>, scope: &str, asked: Option<RunId>) -> Result<RunSummary, Stop> {
    let unsettled = |run: &RunSummary| run.counts.open() > 0;
    let none = say!(
        "no run of this connection is in the journal: there is nothing to go on with", =
    );
    opened::choose(runs, scope, asked, unsettled, none)
}

#[cfg(test)]
mod tests;
