//! `enroll resume`: goes on with a run that was cut short.

mod disputed;

use std::path::Path;

use tokio::runtime::Runtime;

use super::args::ResumeArgs;
use super::exit::{Exit, Stop};
use super::opened::{Opened, check_site};
use super::reach;
use super::secrets;
use super::sending::Sending;
use super::tell;
use crate::domain::RunId;
use crate::store::RunSummary;
use crate::submit::Part;

/// Runs the command.
pub(super) fn run(
    runtime: &Runtime,
    state_dir: Option<&Path>,
    args: &ResumeArgs,
) -> Result<Exit, Stop> {
    let Opened {
        paths,
        target,
        store,
    } = Opened::open(state_dir, &args.connection)?;
    let scope = target.scope();
    let chosen = choose(store.runs().map_err(Stop::input)?, &scope, args.run_id)?;
    let run = chosen.id;
    let connection = runtime.block_on(reach::open(&args.connection, target, &paths))?;
    let private_key = runtime.block_on(secrets::key(
        &args.run,
        &connection,
        chosen.terms.require_secret,
    ))?;

    disputed::settle(runtime, &connection, &store, &chosen, args)?;
    let counts = store.run_summary(run).map_err(Stop::input)?.counts;
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
    .carry(runtime)?;
    disputed::list(runtime, &connection, &store, run)?;
    Ok(exit)
}

/// The run to go on with: the one asked for, else the newest of this connection that is not settled, else
/// its newest.
fn choose(runs: Vec<RunSummary>, scope: &str, asked: Option<RunId>) -> Result<RunSummary, Stop> {
    let Some(id) = asked else {
        let ours: Vec<RunSummary> = runs
            .into_iter()
            .filter(|run| run.site.scope == scope)
            .collect();
        let unsettled = ours.iter().position(|run| run.counts.open() > 0);
        return ours.into_iter().nth(unsettled.unwrap_or(0)).ok_or_else(|| {
            Stop::input(
                "no run of this connection is in the journal: there is nothing to go on with",
            )
        });
    };
    let Some(run) = runs.into_iter().find(|run| run.id == id) else {
        return Err(Stop::input(format!("run {id} is not in the journal")));
    };
    check_site(&run, scope)?;
    Ok(run)
}

#[cfg(test)]
mod tests;
