//! After the run: the results, and the exit code.

use std::collections::BTreeMap;
use std::io::{self, Write as _};

use zeroize::Zeroizing;

use super::super::args::Format;
use super::super::exit::{Exit, Stop};
use super::super::{results, tell};
use crate::domain::{Draft, Outcome};
use crate::enos::PrivateKey;
use crate::exchange::Report;
use crate::exchange::report::Secret;
use crate::provision::run::End;
use crate::store::RunId;
use crate::submit::{SubmitError, Summary, Trouble};

/// How to print the results.
pub struct Print<'a> {
    pub format: Format,
    /// Opens the secrets to be shown; none shows none.
    pub private_key: Option<&'a PrivateKey>,
}

/// Prints the results and says how the command ended.
pub fn report(
    run: RunId,
    devices: &[Draft],
    ended: &Result<Summary, SubmitError>,
    mut outcomes: BTreeMap<u32, Outcome>,
    how: &Print<'_>,
) -> Result<Exit, Stop> {
    let why = match ended {
        Ok(summary) => summary.end.to_string(),
        Err(error) => error.to_string(),
    };
    if !matches!(ended, Ok(summary) if summary.end == End::Finished) {
        tell::line(format_args!("enroll: {why}"));
    }
    if let Err(SubmitError {
        trouble: Trouble::NotRecorded(change),
        ..
    }) = ended
    {
        outcomes.extend(change.settled.iter().cloned());
    }
    let mut report = results::report(run, devices, &outcomes, &why);
    if let Some(private_key) = how.private_key {
        reveal(&mut report, &outcomes, private_key);
    }
    let exit = exit(&report, ended);
    match print(&report, how.format) {
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

fn print(report: &Report, format: Format) -> io::Result<()> {
    let mut out = io::stdout().lock();
    match format {
        Format::Json => report.json(&mut out)?,
        Format::Csv => report.csv(&mut out)?,
        Format::Table => report.table(&mut out, results::remedy)?,
    }
    out.flush()
}

/// Opens the secrets of the created rows.
fn reveal(report: &mut Report, outcomes: &BTreeMap<u32, Outcome>, private_key: &PrivateKey) {
    for row in &mut report.rows {
        let outcome = u32::try_from(row.index)
            .ok()
            .and_then(|row| outcomes.get(&row));
        let Some(Outcome::Created(created)) = outcome else {
            continue;
        };
        let opened = match &created.sealed {
            Some(sealed) => private_key.open(sealed).map_err(|why| why.to_string()),
            None => Err("EnOS sent none".to_owned()),
        };
        match opened {
            Ok(opened) => {
                let clear = Zeroizing::new(opened.secret.expose().to_owned());
                row.device_secret = Some(Secret::new(clear));
            }
            Err(why) => tell::line(format_args!(
                "warning: deviceList[{}]: no device secret: {why}",
                row.index
            )),
        }
    }
}

/// How the command ended; doubt outweighs everything.
fn exit(report: &Report, ended: &Result<Summary, SubmitError>) -> Exit {
    let not_recorded =
        matches!(ended, Err(error) if matches!(error.trouble, Trouble::NotRecorded(_)));
    if report.unknown > 0 || not_recorded {
        return Exit::SomeUnknown;
    }
    match ended {
        Ok(Summary {
            end: End::Stopped(_),
            ..
        }) if report.created == 0 => Exit::NoGateway,
        Err(error) if error.counts.queued == error.counts.total() => Exit::BadInput,
        _ if report.failed > 0 => Exit::SomeFailed,
        _ => Exit::Done,
    }
}

#[cfg(test)]
mod tests;
