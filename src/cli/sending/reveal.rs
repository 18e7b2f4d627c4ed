//! Device secrets at the end of a run: opened where they are to be shown, and told of where they are kept.

use std::collections::BTreeMap;

use super::ending::{Unrecorded, of};
use crate::cli::again::FLAGS;
use crate::cli::tell;
use crate::domain::{Outcome, RowIndex, RowState, RunId, Secret};
use crate::enos::PrivateKey;
use crate::exchange::Report;
use crate::said::{Said, noun, pair, say};
use crate::store::Store;
use crate::words::{self, DEVICES};

/// So many of the rows without a secret are named.
const NAMED: usize = 5;

/// Nothing to open.
const NONE_SENT: Said = pair!("EnOS sent none", "EnOS 未返回");

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
    let mut closed: BTreeMap<Said, Vec<RowIndex>> = BTreeMap::new();
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
        let named = rows.iter().take(NAMED);
        let named = named.map(|row| Said::data(format_args!("#{row}")));
        let more = (rows.len() > NAMED).then(|| Said::data("…"));
        tell::line(&say!(
            "warning: no secret for {devices} ({rows}): {why}",
            "警告：{devices}（{rows}）没有设备密钥可显示：{why}",
            devices = DEVICES.count(rows.len()),
            rows = Said::list(named.chain(more)),
            why
        ));
    }
    let missing = closed.values().map(Vec::len).sum();
    if missing > 0 {
        let sealed = closed.keys().any(|why| *why != NONE_SENT);
        let later = if sealed {
            say!(
                "; those that did not open stay sealed in the journal, and resuming the run with the right private key opens them",
                "；未能解密的仍加密保存在日志中，用正确的私钥继续该任务即可解密"
            )
        } else {
            Said::default()
        };
        tell::line(&say!(
            "enroll: {missing} of {secrets} not shown{later}",
            "enroll：{secrets}中有 {missing} 个未显示{later}",
            secrets =
                noun!("device secret", "device secrets", "个设备密钥").count(opened + missing),
            later
        ));
    }
    missing
}

fn open(
    store: &Store,
    (run, row): (RunId, RowIndex),
    unrecorded: Unrecorded<'_>,
    private_key: &PrivateKey,
) -> Result<Secret, Said> {
    let mut unrecorded = of(unrecorded, run).iter();
    let sealed = match unrecorded.find(|(known, _)| *known == row) {
        Some((_, Outcome::Created(created))) => Ok(created.sealed.clone()),
        _ => store
            .row_sealed(run, row)
            .map_err(|error| words::journal(&error)),
    };
    let opened = private_key.open(&sealed?.ok_or(NONE_SENT)?);
    Ok(opened.map_err(|error| words::unsealing(&error))?.secret)
}

/// How the secrets that came with these runs are had, where any did.
pub(super) fn kept(report: &Report, store: &Store, runs: &[RunId]) -> Option<Said> {
    let with_secrets = |run: &&RunId| {
        let mut rows = report.rows.iter().filter(|row| row.run == Some(**run));
        let summary = store.run_summary(**run);
        rows.any(|row| row.row.state == RowState::Created)
            && summary.is_ok_and(|run| run.terms.require_secret)
    };
    let runs = runs.iter().filter(with_secrets);
    let command = |run| {
        Said::data(format_args!(
            "`enroll resume {run} --reveal-secrets --format json`"
        ))
    };
    let commands = Said::list(runs.map(command));
    (!commands.is_empty()).then(|| {
        say!(
            "the device secrets are kept sealed: {commands} prints them ({flags})",
            "设备密钥加密保存：用 {commands} 输出（{flags}）",
            commands,
            flags = FLAGS
        )
    })
}
