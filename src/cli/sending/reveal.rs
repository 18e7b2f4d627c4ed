//! Device secrets at the end of a run: opened where they are to be shown, and told of where they are kept.

use std::collections::BTreeMap;

use super::ending::{Unrecorded, of};
use crate::cli::again::FLAGS;
use crate::cli::tell;
use crate::domain::{Outcome, RowIndex, RowState, RunId, Sealed, Secret};
use crate::enos::PrivateKey;
use crate::exchange::{Report, ReportRow};
use crate::provision::text::counted;
use crate::store::{Store, StoreError};

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
        let mut named: Vec<String> = rows.iter().map(|row| format!("#{row}")).collect();
        named.truncate(NAMED);
        let more = if rows.len() > NAMED { ", …" } else { "" };
        tell::line(format_args!(
            "warning: no secret of {} ({}{more}): {why}",
            counted(rows.len(), "device"),
            named.join(", ")
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
    let sealed = sealed(store, run, row, of(unrecorded, run)).map_err(|error| error.to_string())?;
    let sealed = sealed.ok_or(NONE_SENT)?;
    let opened = private_key.open(&sealed);
    Ok(opened.map_err(|error| error.to_string())?.secret)
}

fn sealed(
    store: &Store,
    run: RunId,
    row: RowIndex,
    unrecorded: &[(RowIndex, Outcome)],
) -> Result<Option<Sealed>, StoreError> {
    match unrecorded.iter().find(|(known, _)| *known == row) {
        Some((_, Outcome::Created(created))) => Ok(created.sealed.clone()),
        _ => store.row_sealed(run, row),
    }
}

/// How the secrets that came with these runs are had, where any did.
pub(super) fn kept(report: &Report, store: &Store, runs: &[RunId]) -> Option<String> {
    let with_secrets = |run: &&RunId| {
        let created =
            |row: &ReportRow| row.row.state == RowState::Created && row.run == Some(**run);
        report.rows.iter().any(created)
            && store
                .run_summary(**run)
                .is_ok_and(|run| run.terms.require_secret)
    };
    let commands: Vec<String> = runs
        .iter()
        .filter(with_secrets)
        .map(|run| format!("`enroll resume {run} --reveal-secrets --format json`"))
        .collect();
    (!commands.is_empty()).then(|| {
        format!(
            "the device secrets are kept sealed: {} prints them ({FLAGS})",
            commands.join(", ")
        )
    })
}
