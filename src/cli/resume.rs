//! `enroll resume`: goes on with a run that was cut short.

mod disputed;

use std::path::Path;

use super::args::ResumeArgs;
use super::exit::{Exit, Stop};
use super::opened::{self, opened};
use super::sending::Sending;
use super::{reach, secrets, tell};
use crate::domain::RunId;
use crate::store::RunSummary;
use crate::submit::Part;

/// Runs the command.
pub(super) async fn run(state_dir: Option<&Path>, args: &ResumeArgs) -> Result<Exit, Stop> {
    let (paths, target, store) = opened(state_dir, &args.connection)?;
    let chosen = choose(store.runs()?, &target.scope(), args.run_id)?;
    let run = chosen.id;
    let connection = reach::open(&args.connection, target, &paths).await?;
    let private_key = secrets::key(&args.run, &connection, chosen.terms.require_secret).await?;

    disputed::take_word(&connection, &store, &chosen, args).await?;
    let counts = store.run_summary(run)?.counts;
    tell::line(format_args!(
        "run {run}: {} of {} devices not settled, to {}",
        counts.open(),
        counts.total(),
        connection.about.label
    ));
    let exit = Sending {
        connection: &connection,
        store: store.clone(),
        parts: vec![Part::whole(run, counts)],
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
    let none = "no run of this connection is in the journal: there is nothing to go on with";
    opened::choose(runs, scope, asked, unsettled, none)
}

#[cfg(test)]
mod tests;
