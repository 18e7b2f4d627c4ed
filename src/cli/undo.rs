//! `enroll undo`: deletes the devices that a run created, where nobody touched them since.

mod confirm;
mod follow;

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use super::args::PlanFormat;
use super::exit::{Exit, Stop};
use super::interrupt::Interrupt;
use super::opened::{choose, opened};
use super::value::{count, run_id};
use super::{print, reach, tell};
use crate::clock;
use crate::connect::ConnectArgs;
use crate::domain::{Cause, End, RowIndex, RowState, RunId, RunRow, Undone};
use crate::enos::Api;
use crate::exchange::json_line;
use crate::exchange::undo::{UndoReport, UndoRow};
use crate::provision::undo::UndoResult;
use crate::said::{Said, say};
use crate::store::{RunRecord, RunSummary, StoreError};
use crate::submit::Job;
use crate::submit::undo::{UndoError, UndoSummary, begin, preview};
use crate::words::{self, DEVICES, ROWS};

/// Arguments of `undo`.
#[derive(Debug, clap::Args)]
pub(super) struct UndoArgs {
    /// The run's number [default: the newest run of this connection]
    #[arg(value_name = "RUN", value_parser = run_id)]
    pub run: Option<RunId>,
    /// The number of devices to delete, as printed before
    #[arg(long, value_name = "NUMBER", value_parser = count)]
    pub confirm: Option<usize>,
    /// How the report is printed
    #[arg(long, value_enum, default_value_t = PlanFormat::Table)]
    pub format: PlanFormat,
    #[command(flatten)]
    pub connection: ConnectArgs,
}

/// Runs the command.
pub(super) async fn run(state_dir: Option<&Path>, args: &UndoArgs) -> Result<Exit, Stop> {
    let (paths, target, store) = opened(state_dir, &args.connection)?;
    let created = |run: &RunSummary| run.counts.created > 0;
    let none = say!(
        "there is no run of this connection to undo",
        "此连接没有可撤销的任务"
    );
    let run = choose(store.runs()?, &target.scope(), args.run, created, none)?.id;
    let record = store.run(run)?;
    let connection = reach::open(&args.connection, target, &paths).await?;
    tell::line(&say!(
        "run {run}: looking up what it created",
        "任务 {run}：正在查询它创建的设备"
    ));
    warn_of_open(&record);
    let job = Job {
        run,
        rows: None,
        bounds: connection.about.bounds.clone(),
        seed: rand::random(),
    };
    let api = Arc::clone(&connection.api) as Arc<dyn Api>;
    let preview = preview(api, store.clone(), &job, clock::shared()).await;
    let preview = preview.map_err(|error| Stop::input(error.said()))?;
    if let Some((rows, cause)) = &preview.unseen {
        return Err(reach::failed(&connection, &unseen(rows.len(), cause)));
    }
    let deletable = preview.deletable();
    if !confirm::given(args.confirm, &record, &preview)? {
        show(&report(&record, &preview.results), args.format)?;
        return Err(Stop::input(say!(
            "nothing was deleted; --confirm {deletable} deletes {devices}",
            "未删除任何设备；--confirm {deletable} 会删除 {devices}",
            devices = DEVICES.count(deletable)
        )));
    }

    // Only now: until here Ctrl-C simply leaves.
    let interrupt = Interrupt::catch()?;
    begin(&store, run, &preview, clock::now())?;
    let ended = follow::undo(&connection, store.clone(), job, interrupt).await;
    let broken = |error: StoreError| Stop::new(Exit::SomeFailed, words::journal(&error));
    let after = store.run(run).map_err(broken)?;
    let mut known = BTreeMap::new();
    if let Err(error) = &ended {
        let unrecorded = error.unrecorded.iter().cloned();
        known.extend(unrecorded.map(|(row, undone)| (row, UndoResult::Settled(undone))));
    }
    if let Ok(UndoSummary { end, .. }) = &ended {
        known.extend(left(&after, end));
    }
    let report = report(&after, &known);
    let now = tell_deleted(&record, &report, &ended);
    show(&report, args.format)?;
    let exit = exit(&report, now, &ended)?;
    // What was just said is worth as much as the journal that it will be read from.
    store.stands().map_err(broken)?;
    Ok(exit)
}

/// What is not settled is not undone.
fn warn_of_open(record: &RunRecord) {
    let open = record.summary.counts.open();
    if open > 0 {
        tell::line(&say!(
            "warning: {rows} of the run not settled yet; any device they turn out to have created is not undone",
            "警告：该任务还有 {rows}未核实；这些行如有设备，不在本次撤销之列",
            rows = ROWS.count(open)
        ));
    }
}

fn unseen(devices: usize, cause: &Cause) -> Said {
    say!(
        "{cause}; {devices} could not be looked up, so nothing was deleted",
        "{cause}；{devices}无法查询，因此未删除任何设备",
        cause = words::cause(cause),
        devices = DEVICES.count(devices)
    )
}

fn show(report: &UndoReport, format: PlanFormat) -> Result<(), Stop> {
    print::results(|out| match format {
        PlanFormat::Table => report.table(out, tell::reader()),
        PlanFormat::Json => json_line::write(out, report),
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
    tell::line(&say!(
        "run {run}: {devices} deleted this time, {before} before",
        "任务 {run}：本次删除 {devices}，之前已删除 {before} 台",
        run = report.run,
        devices = DEVICES.count(now)
    ));
    if let Ok(UndoSummary { progress, .. }) = ended
        && !progress.window.is_zero()
    {
        tell::line(&say!(
            "longest time between the last check of a device and EnOS's confirmation of its deletion: {ms} ms",
            "从最后一次查看设备到 EnOS 确认删除，最长相隔 {ms} 毫秒",
            ms = progress.window.as_millis()
        ));
    }
    now
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
            // EnOS did not show it to the look that the undo rests on, which is all that leaves it out.
            (None, RowState::Created) if !row.adopted => ("open", Some(&Cause::NeverShown)),
            _ => return None,
        };
        Some(UndoRow::of(row, outcome, cause))
    });
    UndoReport::new(record.summary.id, rows.collect())
}

/// What was to be deleted and was not dealt with is open because the undo ended so.
fn left(after: &RunRecord, end: &End) -> impl Iterator<Item = (RowIndex, UndoResult)> {
    let open = |row: &&RunRow| row.undo && row.cause.is_none();
    after.rows.iter().filter(open).map(|row| {
        let end = Some(end.clone());
        let why = Undone::Open(Cause::NotSent { end });
        (row.index, UndoResult::Settled(why))
    })
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
        }) => {
            let exit = if now == 0 {
                Exit::NoGateway
            } else {
                Exit::SomeFailed
            };
            let cause = words::cause(cause);
            let message = say!(
                "stopped: {cause}; run it again to continue",
                "已停止：{cause}；再次运行即可继续",
                cause
            );
            Err(Stop { exit, message })
        }
        Err(error) => Err(Stop::new(Exit::SomeFailed, error.said())),
        Ok(_) if report.kept + report.open > 0 => Ok(Exit::SomeFailed),
        Ok(_) => Ok(Exit::Done),
    }
}
