//! `enroll resume`: goes on with a run that was cut short.

mod disputed;
mod flags;

use std::path::Path;

use super::exit::{Exit, Stop};
use super::opened::{self, opened};
use super::sending::{RunArgs, Sending};
use super::value::run_id;
use super::{reach, secrets, tell};
use crate::connect::ConnectArgs;
use crate::domain::RunId;
use crate::said::say;
use crate::store::RunSummary;
use crate::submit::Portion;
use crate::words;
use flags::{Named, SendAgain};

/// Arguments of `resume`.
#[derive(Debug, clap::Args)]
pub(super) struct ResumeArgs {
    /// The number of the run to resume [default: the newest that is not settled]
    #[arg(value_name = "RUN", value_parser = run_id)]
    pub run_id: Option<RunId>,
    /// This device is that row's, whose reply was lost; repeatable
    #[arg(long, value_name = "ROW=DEVICEKEY")]
    pub take: Vec<Named>,
    /// No device was created for that row, which was sent without a key: send it again. If EnOS shows devices that may
    /// be the row's, name them here to say that they are not; repeatable
    #[arg(long, value_name = "ROW[=DEVICEKEY,…]")]
    pub send_again: Vec<SendAgain>,
    /// The device with that row's key is somebody else's: the row fails; repeatable
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
        "run {run} to {label}: {open} of {all} not settled",
        "任务 {run}，发往 {label}：{all}中 {open} 台未核实",
        open = counts.open(),
        all = words::DEVICES.count(counts.total()),
        label = connection.about.label
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
        "no run of this connection is in the journal: there is nothing to resume",
        "日志中没有此连接的任务：没有可继续的"
    );
    opened::choose(runs, scope, asked, unsettled, none)
}

#[cfg(test)]
mod tests;
