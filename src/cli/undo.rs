//! `enroll undo`: deletes the devices that a run created, where nobody touched them since.

mod confirm;
mod follow;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;

use tokio::runtime::Runtime;

use super::args::{PlanFormat, UndoArgs};
use super::exit::{Exit, Stop};
use super::interrupt::Interrupt;
use super::opened::{Opened, check_site};
use super::{print, reach, tell};
use crate::clock;
use crate::domain::{End, RowIndex, RowState, RunId, RunRow, Undone};
use crate::enos::Api;
use crate::exchange::undo::{UndoReport, UndoRow};
use crate::provision::text::counted;
use crate::provision::undo::UndoResult;
use crate::store::{RunRecord, Store, StoreError};
use crate::submit::Job;
use crate::submit::undo::{UndoError, UndoPreview, UndoSummary, begin, preview};

/// Runs the command.
pub(super) fn run(
    runtime: &Runtime,
    state_dir: Option<&Path>,
    args: &UndoArgs,
) -> Result<Exit, Stop> {
    let Opened {
        paths,
        target,
        store,
    } = Opened::open(state_dir, &args.connection)?;
    let scope = target.scope();
    let run = match args.run {
        Some(run) => run,
        None => newest(&store, &scope)?,
    };
    let record = store.run(run).map_err(Stop::input)?;
    check_site(&record.summary, &scope)?;
    let connection = runtime.block_on(reach::open(&args.connection, target, &paths))?;
    tell::line(format_args!("run {run}: looking up what it created"));
    let open = record.summary.counts.open();
    if open > 0 {
        tell::line(format_args!(
            "warning: {} of the run not settled yet; what becomes of that is not undone",
            counted(open, "row")
        ));
    }
    let job = Job {
        run,
        rows: None,
        bounds: connection.about.bounds.clone(),
        seed: rand::random(),
    };
    let api = Arc::clone(&connection.api) as Arc<dyn Api>;
    let look = preview(api, store.clone(), &job, clock::shared());
    let preview = runtime.block_on(look).map_err(Stop::input)?;
    if let Some((rows, cause)) = &preview.unseen {
        return Err(Stop::gateway(format!(
            "{}: {cause}; {} devices could not be looked up, so nothing was deleted",
            connection.about.label,
            rows.len()
        )));
    }
    let deletable = preview.deletable();
    if !confirm::given(args.confirm, &record, &preview)? {
        show(&report(&record, &preview.results), args.format)?;
        return Err(Stop::input(format!(
            "nothing was deleted; --confirm {deletable} deletes {deletable} devices"
        )));
    }

    // Only now: until here Ctrl-C simply leaves.
    let interrupt = Interrupt::catch(runtime.handle())?;
    begin(&store, run, &preview, clock::now()).map_err(Stop::input)?;
    let ended = runtime.block_on(follow::undo(&connection, store.clone(), job, interrupt));
    let after = store.run(run).map_err(|error| broken(&error))?;
    let mut known = unshown(preview, &after);
    if let Err(error) = &ended {
        let unrecorded = error.unrecorded.iter().cloned();
        known.extend(unrecorded.map(|(row, undone)| (row, UndoResult::Settled(undone))));
    }
    let report = report(&after, &known);
    let now = tell_deleted(&record, &report, &ended);
    show(&report, args.format)?;
    let exit = exit(&report, now, &ended)?;
    // What was just said is worth as much as the journal that it will be read from.
    store.stands().map_err(|error| broken(&error))?;
    Ok(exit)
}

fn broken(error: &StoreError) -> Stop {
    Stop {
        exit: Exit::SomeFailed,
        message: error.to_string(),
    }
}

fn show(report: &UndoReport, format: PlanFormat) -> Result<(), Stop> {
    print::results(|out| match format {
        PlanFormat::Table => report.table(out),
        PlanFormat::Json => report.json(out),
    })
}

/// Tells how many devices were deleted by this call, and gives that number.
fn tell_deleted(
    before: &RunRecord,
    report: &UndoReport,
    ended: &Result<UndoSummary, UndoError>,
) -> usize {
    let before = self::report(before, &BTreeMap::new()).deleted;
    let now = report.deleted.saturating_sub(before);
    tell::line(format_args!(
        "run {}: {} deleted by this call, {before} before it",
        report.run,
        counted(now, "device")
    ));
    if let Ok(UndoSummary { progress, .. }) = ended
        && !progress.window.is_zero()
    {
        tell::line(format_args!(
            "longest time between the last look at a device and EnOS's word that it is deleted: {} ms",
            progress.window.as_millis()
        ));
    }
    now
}

/// The newest run of this connection that has devices, else its newest.
fn newest(store: &Store, scope: &str) -> Result<RunId, Stop> {
    let runs = store.runs().map_err(Stop::input)?;
    let mut ours = runs.iter().filter(|run| run.site.scope == scope);
    let newest = ours.clone().next();
    ours.find(|run| run.counts.created > 0)
        .or(newest)
        .map(|run| run.id)
        .ok_or_else(|| Stop::input("there is no run of this connection to undo"))
}

/// The report on every row that an undo of the run has to do with: as the journal has it, but where a look
/// has just been taken, as `results` say.
fn report(record: &RunRecord, results: &BTreeMap<RowIndex, UndoResult>) -> UndoReport {
    let rows = record.rows.iter().filter_map(|row| {
        let cause = row.cause.as_deref();
        let (outcome, cause) = match (results.get(&row.index), row.state) {
            (Some(result), _) => (result.name(), result.cause()),
            // What is known of a deleted row beside that says how else its device is known to be gone.
            (None, RowState::Deleted) => (cause.map_or("deleted", |_| "gone"), cause),
            (None, RowState::Created) if row.undo => ("open", cause),
            // What is known of a created row beside that says why an undo kept its device.
            (None, RowState::Created) if cause.is_some() => ("kept", cause),
            // Not shown when an undo was begun that is gone on with here.
            (None, RowState::Created) if !row.adopted => ("open", None),
            _ => return None,
        };
        Some(UndoRow::of(row, outcome, cause))
    });
    UndoReport::new(record.summary.id, rows.collect())
}

/// What the look did not find and the undo was not asked for: the journal has no word of it, and it is open
/// all the same.
fn unshown(look: UndoPreview, after: &RunRecord) -> BTreeMap<RowIndex, UndoResult> {
    let mut results = look.results;
    let untold = |row: &&RunRow| row.state == RowState::Created && !row.undo && row.cause.is_none();
    let untold: BTreeSet<RowIndex> = after
        .rows
        .iter()
        .filter(untold)
        .map(|row| row.index)
        .collect();
    results.retain(|row, result| {
        matches!(result, UndoResult::Settled(Undone::Open(_))) && untold.contains(row)
    });
    results
}

/// How the command ended, which itself deleted `now` devices.
fn exit(
    report: &UndoReport,
    now: usize,
    ended: &Result<UndoSummary, UndoError>,
) -> Result<Exit, Stop> {
    match ended {
        Ok(UndoSummary {
            end: End::Stopped { cause },
            ..
        }) => Err(Stop {
            exit: if now == 0 {
                Exit::NoGateway
            } else {
                Exit::SomeFailed
            },
            message: format!("stopped: {cause}; run it again to go on"),
        }),
        Err(error) => Err(Stop {
            exit: Exit::SomeFailed,
            message: error.to_string(),
        }),
        Ok(_) if report.kept + report.open > 0 => Ok(Exit::SomeFailed),
        Ok(_) => Ok(Exit::Done),
    }
}
