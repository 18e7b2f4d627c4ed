//! After a run: the results as the journal has them, and the exit code.

use std::io::{self, Write as _};

use zeroize::Zeroizing;

use super::Sending;
use super::stream::Stream;
use crate::cli::args::Format;
use crate::cli::exit::{Exit, Stop};
use crate::cli::{again, tell};
use crate::domain::{Failure, Outcome, Sealed};
use crate::enos::{PrivateKey, explain};
use crate::exchange::report::Secret;
use crate::exchange::{Report, ReportRow, Verdict};
use crate::provision::existing::KEY_EXISTED;
use crate::provision::run::End;
use crate::provision::text::counted;
use crate::store::{RunId, Store, StoreError};
use crate::submit::{SubmitError, Summary, Trouble};

/// How sending ended; nothing where nothing was left to send.
type Ended<'a> = Option<&'a Result<Summary, SubmitError>>;

/// Prints the results and says how the command ended.
pub fn report(
    sending: &Sending<'_>,
    ended: Ended<'_>,
    stream: Option<Stream>,
) -> Result<Exit, Stop> {
    let run = sending.run;
    let why = match ended {
        Some(Ok(summary)) => summary.end.to_string(),
        Some(Err(error)) => error.to_string(),
        None => End::Finished.to_string(),
    };
    if !matches!(
        ended,
        None | Some(Ok(Summary {
            end: End::Finished,
            ..
        }))
    ) {
        tell::line(format_args!("enroll: {why}"));
    }
    let unrecorded = unrecorded(ended);
    let mut report = result(&sending.store, run, unrecorded);
    let gone = match (sending.store.stands(), ended) {
        (Ok(()), _) => false,
        // It is told already.
        (Err(_), Some(Err(error))) if error.lost() => true,
        (Err(error), _) => {
            tell::line(format_args!("enroll: {error}"));
            true
        }
    };
    if let Some(private_key) = sending.private_key {
        reveal(&mut report, &sending.store, unrecorded, private_key);
    }
    let exit = exit(&report, ended, gone);
    if let Some(words) = going_on(&report, run).filter(|_| !gone) {
        tell::line(words);
    }
    let printed = match stream {
        Some(mut stream) => {
            stream.outcomes(unrecorded);
            stream.end(&report, &why)
        }
        None => print(&report, sending.args.format),
    };
    match printed {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(Stop {
            exit: if exit == Exit::Done {
                Exit::SomeFailed
            } else {
                exit
            },
            message: format!("the results of run {run} cannot be printed: {error}"),
        }),
        _ => Ok(exit),
    }
}

/// What going on with the run would do, where anything is left of it.
fn going_on(report: &Report, run: RunId) -> Option<String> {
    let keyless = report.rows.iter().filter(|row| is_keyless(row)).count();
    let can_be_asked = report.unknown - keyless;
    let mut does = Vec::new();
    if can_be_asked > 0 {
        does.push(format!(
            "asks EnOS about {}",
            counted(can_be_asked, "unknown row")
        ));
    }
    if report.unsent > 0 {
        does.push(format!("sends {}", counted(report.unsent, "row")));
    }
    if keyless > 0 {
        does.push(format!(
            "lists the devices that may be those of {} without a deviceKey, \
             which only your --take or --send-again settles",
            counted(keyless, "row")
        ));
    }
    let what = does.join(", ");
    (!does.is_empty()).then(|| format!("{} {what}", again::resume(run)))
}

/// Whether only a person can say what became of the row: there is no key to look it up by.
fn is_keyless(row: &ReportRow) -> bool {
    row.outcome == Verdict::Unknown && row.device_key.is_none()
}

/// Outcomes that only this process knows, because the journal could not take them.
fn unrecorded(ended: Ended<'_>) -> &[(u32, Outcome)] {
    match ended {
        Some(Err(SubmitError {
            trouble: Trouble::NotRecorded(change),
            ..
        })) => &change.settled,
        _ => &[],
    }
}

/// The whole run as the journal has it, and what only this process knows.
fn result(store: &Store, run: RunId, unrecorded: &[(u32, Outcome)]) -> Report {
    let mut rows = match store.run(run) {
        Ok(record) => Report::of(&record).rows,
        Err(error) => {
            tell::line(format_args!(
                "enroll: {error}; only what the journal has not got is printed"
            ));
            Vec::new()
        }
    };
    for (row, outcome) in unrecorded {
        let index = usize::try_from(*row).unwrap_or(usize::MAX);
        if let Some(row) = rows.iter_mut().find(|row| row.index == index) {
            row.settle(outcome);
        } else {
            let mut row = ReportRow {
                index,
                ..ReportRow::default()
            };
            row.settle(outcome);
            rows.push(row);
        }
    }
    Report::new(Some(run), rows)
}

fn print(report: &Report, format: Format) -> io::Result<()> {
    let mut out = io::BufWriter::new(io::stdout().lock());
    match format {
        Format::Json | Format::Jsonl => report.json(&mut out)?,
        Format::Csv => report.csv(&mut out)?,
        Format::Table => report.table(&mut out, remedy)?,
    }
    out.flush()
}

/// What to do about a row that is not created.
fn remedy(row: &ReportRow) -> Option<String> {
    match row.outcome {
        Verdict::Created | Verdict::Skipped | Verdict::Deleted | Verdict::Unsent => None,
        Verdict::Unknown if is_keyless(row) => {
            let what = "`enroll resume` lists the devices that may be its own; --take or --send-again settles it";
            Some(what.to_owned())
        }
        Verdict::Unknown if row.code == Some(KEY_EXISTED) => {
            let what = "`enroll resume` lists the device that has its key; --take or --not-mine settles it";
            Some(what.to_owned())
        }
        Verdict::Failed | Verdict::Unknown => {
            let failure = Failure {
                code: row.code,
                msg: row.msg.clone(),
                request_id: None,
            };
            Some(explain(&failure).remedy)
        }
    }
}

/// Opens the secrets of the created rows.
fn reveal(
    report: &mut Report,
    store: &Store,
    unrecorded: &[(u32, Outcome)],
    private_key: &PrivateKey,
) {
    let Some(run) = report.run else {
        return;
    };
    let created = report
        .rows
        .iter_mut()
        .filter(|row| row.outcome == Verdict::Created);
    for row in created {
        match open(store, run, row.index, unrecorded, private_key) {
            Ok(secret) => row.device_secret = Some(secret),
            Err(why) => tell::line(format_args!(
                "warning: deviceList[{}]: no device secret: {why}",
                row.index
            )),
        }
    }
}

fn open(
    store: &Store,
    run: RunId,
    index: usize,
    unrecorded: &[(u32, Outcome)],
    private_key: &PrivateKey,
) -> Result<Secret, String> {
    let row = u32::try_from(index).unwrap_or(u32::MAX);
    let sealed = sealed(store, run, row, unrecorded).map_err(|error| error.to_string())?;
    let sealed = sealed.ok_or("EnOS sent none")?;
    let opened = private_key
        .open(&sealed)
        .map_err(|error| error.to_string())?;
    let clear = Zeroizing::new(opened.secret.expose().to_owned());
    Ok(Secret::new(clear))
}

fn sealed(
    store: &Store,
    run: RunId,
    row: u32,
    unrecorded: &[(u32, Outcome)],
) -> Result<Option<Sealed>, StoreError> {
    match unrecorded.iter().find(|(known, _)| *known == row) {
        Some((_, Outcome::Created(created))) => Ok(created.sealed.clone()),
        _ => store.row_sealed(run, row),
    }
}

/// How the command ended; doubt outweighs everything, and once the journal is `gone` that knows of the rows,
/// all are in doubt that were sent.
fn exit(report: &Report, ended: Ended<'_>, gone: bool) -> Exit {
    let not_recorded =
        matches!(ended, Some(Err(error)) if matches!(error.trouble, Trouble::NotRecorded(_)));
    let none_sent =
        matches!(ended, Some(Err(error)) if error.counts.queued == error.counts.total());
    if report.unknown > 0 || not_recorded || (gone && !none_sent) {
        return Exit::SomeUnknown;
    }
    match ended {
        Some(Ok(Summary {
            end: End::Stopped(_),
            ..
        })) if report.created == 0 => Exit::NoGateway,
        Some(Err(_)) if none_sent => Exit::BadInput,
        _ if report.failed + report.unsent > 0 => Exit::SomeFailed,
        _ => Exit::Done,
    }
}

#[cfg(test)]
mod tests;
