//! `enroll undo`: deletes the devices that a run created, where nobody touched them since.

mod confirm;
mod follow;

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use tokio::runtime::Runtime;

use super::args::{PlanFormat, UndoArgs};
use super::exit::{Exit, Stop};
use super::interrupt::Interrupt;
use super::{print, tell};
use crate::clock;
use crate::connect::environment;
use crate::enos::Api;
use crate::exchange::undo::{UndoReport, UndoRow, Undone};
use crate::provision::run::End;
use crate::provision::undo::Fate;
use crate::store::{Config, Paths, RunId, RunRecord, Store};
use crate::submit::undo::{UndoError, UndoSummary, begin, preview};

/// Runs the command.
pub fn run(runtime: &Runtime, state_dir: Option<&Path>, args: &UndoArgs) -> Result<Exit, Stop> {
    let paths = Paths::find(state_dir).map_err(Stop::input)?;
    let config = Config::load(&paths.config).map_err(Stop::input)?;
    let target = args.connection.target(&config).map_err(Stop::input)?;
    let store = Store::open(&paths.state).map_err(Stop::input)?;
    let scope = target.scope();
    let run = match args.run {
        Some(run) => run,
        None => newest(&store, &scope)?,
    };
    let record = store.run(run).map_err(Stop::input)?;
    check_scope(&record, &scope)?;
    let connection = runtime
        .block_on(target.open(&paths, &environment))
        .map_err(Stop::input)?;
    tell::line(format_args!("run {run}: looking up what it created"));
    let open = record.summary.counts.queued + record.summary.counts.unknown;
    if open > 0 {
        tell::line(format_args!(
            "warning: {open} rows of the run are not settled; what becomes of them is not undone"
        ));
    }
    let look = preview(
        Arc::clone(&connection.api) as Arc<dyn Api>,
        store.clone(),
        run,
        clock::shared(),
        &connection.bounds,
    );
    let preview = runtime.block_on(look).map_err(Stop::input)?;
    if let Some((rows, failure)) = &preview.unseen {
        return Err(Stop::gateway(format!(
            "{}: {}; {} devices could not be looked up, so nothing was deleted",
            connection.label,
            failure.msg,
            rows.len()
        )));
    }
    let show = |report: &UndoReport| {
        print::results(|out| match args.format {
            PlanFormat::Table => report.table(out),
            PlanFormat::Json => report.json(out),
        })
    };
    let deletable = preview.deletable();
    if !confirm::given(args.confirm, &record, &preview)? {
        show(&report(&record, &preview.fates, Undone::Deletable))?;
        return Err(Stop::input(format!(
            "nothing was deleted; --confirm {deletable} deletes {deletable} devices"
        )));
    }

    // Only now: until here Ctrl-C simply leaves.
    let interrupt = {
        let _inside = runtime.enter();
        Interrupt::catch().map_err(|error| Stop::input(format!("cannot catch Ctrl-C: {error}")))?
    };
    begin(&store, run, &preview, clock::now()).map_err(Stop::input)?;
    let (ended, settled) = runtime.block_on(follow::undo(&connection, store, run, interrupt));
    let mut fates = preview.fates;
    fates.extend(settled);
    let report = report(&record, &fates, Undone::Open);
    show(&report)?;
    exit(&report, &ended)
}

/// The newest run of this connection.
fn newest(store: &Store, scope: &str) -> Result<RunId, Stop> {
    let runs = store.runs().map_err(Stop::input)?;
    let newest = runs.iter().find(|run| run.scope == scope);
    newest
        .map(|run| run.id)
        .ok_or_else(|| Stop::input("there is no run of this connection to undo"))
}

/// The devices of another gateway or organisation are not to be looked for here.
fn check_scope(record: &RunRecord, scope: &str) -> Result<(), Stop> {
    let run = &record.summary;
    if run.scope == scope {
        return Ok(());
    }
    Err(Stop::input(format!(
        "run {} went to {}, organisation {}: name that connection to undo it",
        run.id, run.gateway, run.org_id
    )))
}

/// The report on the rows of `fates`; what a deletable one is called depends on how far it has come.
fn report(record: &RunRecord, fates: &BTreeMap<u32, Fate>, deletable: Undone) -> UndoReport {
    let rows = record.rows.iter().filter_map(|row| {
        let (outcome, msg) = match fates.get(&row.index)? {
            Fate::Deletable => (deletable, String::new()),
            Fate::Deleted => (Undone::Deleted, String::new()),
            Fate::Kept(why) => (Undone::Kept, why.clone()),
        };
        Some(UndoRow {
            index: row.index,
            outcome,
            product_key: row.product_key.clone(),
            device_key: row.device_key.clone(),
            asset_id: row.asset_id.clone(),
            msg,
        })
    });
    UndoReport::new(record.summary.id, rows.collect())
}

/// How the command ended.
fn exit(report: &UndoReport, ended: &Result<UndoSummary, UndoError>) -> Result<Exit, Stop> {
    match ended {
        Ok(UndoSummary {
            end: End::Stopped(failure),
            ..
        }) => Err(Stop {
            exit: if report.deleted == 0 {
                Exit::NoGateway
            } else {
                Exit::SomeFailed
            },
            message: format!("stopped: {}; run it again to go on", failure.msg),
        }),
        Err(error) => Err(Stop {
            exit: Exit::SomeFailed,
            message: error.to_string(),
        }),
        Ok(_) if report.kept + report.open > 0 => Ok(Exit::SomeFailed),
        Ok(_) => Ok(Exit::Done),
    }
}
