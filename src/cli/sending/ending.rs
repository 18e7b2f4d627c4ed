//! After a run: the results as the journal has them, and the exit code.

use std::collections::BTreeMap;
use std::io::{self, Write as _};

use super::stream::Stream;
use super::{Ended, Sending, reveal};
use crate::cli::exit::{Exit, Stop};
use crate::cli::sending::Format;
use crate::cli::{again, console, tell};
use crate::domain::{Cause, End, Outcome, RowIndex, RowState, RunId};
use crate::exchange::{Report, ReportRow, json_line};
use crate::said::{Said, say};
use crate::store::{Store, StoreError};
use crate::submit::{Portion, SubmitError, Summary, Trouble};
use crate::words::{self, ROWS};

/// Prints the results and says how the command ended.
pub(super) fn report(
    sending: &Sending<'_>,
    ended: &[Ended],
    stream: Option<Stream>,
) -> Result<Exit, Stop> {
    let last = ended.last().map(|(_, how)| how);
    let (end, why) = tell_end(last);
    let store = &sending.store;
    let unrecorded = unrecorded(ended);
    let mut report = result(store, &sending.parts, &sending.left_out, unrecorded);
    report.end = end.cloned();
    let gone = tell_ground(store, last);
    let closed = sending.private_key.map_or(0, |private_key| {
        reveal::reveal(&mut report, store, unrecorded, private_key)
    });
    let exit = match exit(&report, last, gone) {
        Exit::Done if closed > 0 => Exit::SomeFailed,
        exit => exit,
    };
    if sending.private_key.is_none()
        && let Some(words) = reveal::kept(&report, store, &sending.runs())
    {
        tell::line(&words);
    }
    for words in going_on(&report).into_iter().filter(|_| !gone) {
        tell::line(&words);
    }
    let printed = match stream {
        Some(mut stream) => {
            for part in &sending.parts {
                stream.outcomes(part, of(unrecorded, part.run));
            }
            stream.end(&report, &why)
        }
        None => print(&report, sending.args.format),
    };
    match printed {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            let exit = if exit == Exit::Done {
                Exit::SomeFailed
            } else {
                exit
            };
            let message = match report.run {
                Some(run) => say!(
                    "the results of run {run} cannot be printed: {error}",
                    "无法输出任务 {run} 的结果：{error}"
                ),
                None => say!(
                    "the results cannot be printed: {error}",
                    "无法输出结果：{error}"
                ),
            };
            Err(Stop { exit, message })
        }
        _ => {
            // Where this cannot be written, the runs are told of once more.
            let _ = store.runs_told(&sending.runs(), true);
            Ok(exit)
        }
    }
}

/// How the last run ended, if it came to an end, and the same in words; told where it is not simply finished.
fn tell_end(last: Option<&Result<Summary, SubmitError>>) -> (Option<&End>, Said) {
    let (end, why) = match last {
        Some(Ok(summary)) => (Some(&summary.end), words::end(&summary.end)),
        Some(Err(error)) => (None, error.said()),
        None => (Some(&End::Finished), words::end(&End::Finished)),
    };
    if end != Some(&End::Finished) {
        tell::line(&say!("enroll: {why}", "enroll：{why}", why));
    }
    (end, why)
}

/// Whether the journal is gone, which is told where the end of the run has not.
fn tell_ground(store: &Store, last: Option<&Result<Summary, SubmitError>>) -> bool {
    let Err(error) = store.stands() else {
        return false;
    };
    if !matches!(last, Some(Err(error)) if error.lost()) {
        tell::line(&say!(
            "enroll: {error}",
            "enroll：{error}",
            error = words::journal(&error)
        ));
    }
    true
}

/// What going on with each run would do, where anything is left of it.
fn going_on(report: &Report) -> Vec<Said> {
    let mut runs: BTreeMap<RunId, Vec<&ReportRow>> = BTreeMap::new();
    for row in &report.rows {
        if let Some(run) = row.run {
            runs.entry(run).or_default().push(row);
        }
    }
    let runs = runs.into_iter();
    runs.filter_map(|(run, rows)| going_on_with(run, &rows))
        .collect()
}

fn going_on_with(run: RunId, rows: &[&ReportRow]) -> Option<Said> {
    let count = |state| rows.iter().filter(|row| row.row.state == state).count();
    let unsent = count(RowState::Queued);
    let keyless = rows.iter().filter(|row| row.row.needs_person()).count();
    let can_be_asked = count(RowState::Unknown) - keyless;
    let mut does = Vec::new();
    if can_be_asked > 0 {
        let rows = words::UNKNOWN_ROWS.count(can_be_asked);
        does.push(say!("asks EnOS about {rows}", "向 EnOS 查询 {rows}", rows));
    }
    if unsent > 0 {
        does.push(say!(
            "sends {rows}",
            "发送 {rows}",
            rows = ROWS.count(unsent)
        ));
    }
    if keyless > 0 {
        does.push(say!("lists the devices that may belong to {rows} without a deviceKey, which only your --take or --send-again settles", "列出可能属于 {rows}（无 deviceKey）的设备，只能由你用 --take 或 --send-again 核实",
            rows = ROWS.count(keyless)
        ));
    }
    let what = Said::list(does);
    (!what.is_empty()).then(|| {
        say!(
            "{resume} {what}",
            "{resume}会{what}",
            resume = again::resume(&[run]),
            what
        )
    })
}

/// Outcomes of a run that only this process knows, because the journal could not take them.
pub(super) type Unrecorded<'a> = Option<(RunId, &'a [(RowIndex, Outcome)])>;

fn unrecorded(ended: &[Ended]) -> Unrecorded<'_> {
    ended.iter().find_map(|(run, how)| match how {
        Err(SubmitError {
            trouble: Trouble::NotRecorded(change),
            ..
        }) => Some((*run, change.settled.as_slice())),
        _ => None,
    })
}

/// Those of one run.
pub(super) fn of(unrecorded: Unrecorded<'_>, run: RunId) -> &[(RowIndex, Outcome)] {
    unrecorded
        .filter(|(of, _)| *of == run)
        .map_or(&[], |(_, outcomes)| outcomes)
}

/// All rows as the journal has them, in the order that they are told of.
pub(super) fn rows(
    store: &Store,
    parts: &[Portion],
    left_out: &[ReportRow],
) -> Result<Vec<ReportRow>, StoreError> {
    let mut rows = left_out.to_vec();
    for part in parts {
        let told = Report::of(store.run(part.run)?).rows.into_iter();
        rows.extend(told.filter_map(|row| {
            let index = part.place(row.row.index)?;
            Some(ReportRow { index, ..row })
        }));
    }
    rows.sort_unstable_by_key(|row| row.index);
    Ok(rows)
}

/// The newest of their runs.
pub(super) fn newest(parts: &[Portion]) -> Option<RunId> {
    parts.iter().map(|part| part.run).max()
}

/// All rows as the journal has them, and what only this process knows.
fn result(
    store: &Store,
    parts: &[Portion],
    left_out: &[ReportRow],
    unrecorded: Unrecorded<'_>,
) -> Report {
    let mut rows = rows(store, parts, left_out).unwrap_or_else(|error| {
        tell::line(&say!(
            "enroll: {error}; only what is not in the journal is printed",
            "enroll：{error}；只输出日志中没有的内容",
            error = words::journal(&error)
        ));
        Vec::new()
    });
    for part in parts {
        for (row, outcome) in of(unrecorded, part.run) {
            let index = part.place(*row).unwrap_or(usize::MAX);
            if let Some(row) = rows.iter_mut().find(|row| row.index == index) {
                row.row.settle(outcome);
                continue;
            }
            let mut told = ReportRow {
                index,
                run: Some(part.run),
                ..ReportRow::default()
            };
            (told.row.index, told.row.state) = (*row, RowState::InFlight);
            told.row.settle(outcome);
            rows.push(told);
        }
    }
    Report::new(newest(parts), None, rows)
}

fn print(report: &Report, format: Format) -> io::Result<()> {
    let mut out = io::BufWriter::new(console::out());
    match format {
        Format::Json | Format::Jsonl => json_line::write(&mut out, report)?,
        Format::Csv => report.csv(&mut out)?,
        Format::Table => report.table(&mut out, tell::reader(), remedy)?,
    }
    out.flush()
}

/// What to do about a row that is not created.
fn remedy(row: &ReportRow) -> Option<Said> {
    let run = row.run.unwrap_or_default();
    match (row.row.state, row.row.cause.as_deref()) {
        (RowState::Unknown, _) if row.row.needs_person() => Some(say!(
            "`enroll resume {run}` lists the devices that row {row} of the run may have created; --take or --send-again settles it",
            "`enroll resume {run}` 会列出任务第 {row} 行可能创建的设备；用 --take 或 --send-again 核实",
            row = row.row.index
        )),
        (RowState::Unknown, Some(cause)) if cause.is_of_key() => Some(say!(
            "`enroll resume {run}` lists the device that has its key; --take or --not-mine settles it",
            "`enroll resume {run}` 会列出使用该 deviceKey 的设备；用 --take 或 --not-mine 核实"
        )),
        (RowState::Failed | RowState::Unknown | RowState::Queued, Some(cause)) => {
            Some(words::explain(cause).remedy)
        }
        _ => None,
    }
}

/// How the command ended; doubt outweighs everything, and once the journal is `gone` that knows of the rows,
/// all are in doubt that were sent.
fn exit(report: &Report, ended: Option<&Result<Summary, SubmitError>>, gone: bool) -> Exit {
    let not_recorded =
        matches!(ended, Some(Err(error)) if matches!(error.trouble, Trouble::NotRecorded(_)));
    let none_sent =
        matches!(ended, Some(Err(error)) if error.counts.queued == error.counts.total());
    if report.counts.unknown > 0 || not_recorded || (gone && !none_sent) {
        return Exit::SomeUnknown;
    }
    match ended {
        Some(Ok(Summary {
            end: End::Stopped { cause },
            ..
        })) if report.counts.created == 0 && !matches!(**cause, Cause::TooManyFailed { .. }) => {
            Exit::NoGateway
        }
        Some(Err(_)) if none_sent => Exit::BadInput,
        _ if report.counts.failed + report.counts.queued > 0 => Exit::SomeFailed,
        _ => Exit::Done,
    }
}

#[cfg(test)]
mod tests;
