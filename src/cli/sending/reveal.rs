//! Device secrets at the end of a run: opened where they are to be shown, and told of where they are kept.

use std::collections::BTreeMap;

use super::ending::{Unrecorded, of};
use crate::cli::again::FLAGS;
use crate::cli::tell;
use crate::domain::{Outcome, RowIndex, RowState, RunId, Secret};
use crate::enos::PrivateKey;
use crate::exchange::Report;
use crate::provision::text::counted;
use crate::store::Store;

/// So many of the rows without a secret are named.
const NAMED: usize = 5;

/// Nothing to open.
const NONE_SENT: &str = "EnOS sent none";

/// Opens the secrets of the created rows; tells of those that stay closed, and gives their number.
pub(super) fn reveal(
    report: &mut Report,
    store: &Store,
    unrecorded: Unrecorded<'_>,
    private_key: &PrivateKey,
) -> usize {
    let created = report
        .rows
        .iter_mut()
        .filter(|row| row.row.state == RowState::Created);
    let mut opened = 0;
    // Most often it is one reason for all of them.
    let mut closed: BTreeMap<String, Vec<RowIndex>> = BTreeMap::new();
    for row in created {
        let Some(run) = row.run else {
            continue;
        };
        match open(store, (run, row.row.index), unrecorded, private_key) {
            Ok(secret) => {
                row.device_secret = Some(secret);
                opened += 1;
            }
            Err(why) => closed.entry(why).or_default().push(row.row.index),
        }
    }
    for (why, rows) in &closed {
        let named = rows.iter().take(NAMED).map(|row| format!("#{row}"));
        let more = if rows.len() > NAMED { ", …" } else { "" };
        tell::line(format_args!(
            "warning: no secret of {} ({}{more}): {why}",
            counted(rows.len(), "device"),
            named.collect::<Vec<_>>().join(", ")
        ));
    }
    let missing = closed.values().map(Vec::len).sum();
    if missing > 0 {
        let sealed = closed.keys().any(|why| why != NONE_SENT);
        let later = if sealed {
            "; those that did not open stay sealed in the journal, and resuming the run with the right private key \
             opens them"
        } else {
            ""
        };
        tell::line(format_args!(
            "enroll: {missing} of {} not shown{later}",
            counted(opened + missing, "device secret")
        ));
    }
    missing
}

fn open(
    store: &Store,
    (run, row): (RunId, RowIndex),
    unrecorded: Unrecorded<'_>,
    private_key: &PrivateKey,
) -> Result<Secret, String> {
    let mut unrecorded = of(unrecorded, run).iter();
    let sealed = match unrecorded.find(|(known, _)| *known == row) {
        Some((_, Outcome::Created(created))) => Ok(created.sealed.clone()),
        _ => store
            .row_sealed(run, row)
            .map_err(|error| error.to_string()),
    };
    let opened = private_key.open(&sealed?.ok_or(NONE_SENT)?);
    Ok(opened.map_err(|error| error.to_string())?.secret)
}

/// How the secrets that came with these runs are had, where any did.
pub(super) fn kept(report: &Report, store: &Store, runs: &[RunId]) -> Option<String> {
    let with_secrets = |run: &&RunId| {
        let mut rows = report.rows.iter().filter(|row| row.run == Some(**run));
        let summary = store.run_summary(**run);
        rows.any(|row| row.row.state == RowState::Created)
            && summary.is_ok_and(|run| run.terms.require_secret)
    };
    let runs = runs.iter().filter(with_secrets);
    let commands: Vec<String> = runs
        .map(|run| format!("`enroll resume {run} --reveal-secrets --format json`"))
        .collect();
    (!commands.is_empty()).then(|| {
        format!(
            "the device secrets are kept sealed: {} prints them ({FLAGS})",
            commands.join(", ")
        )
    })
}
