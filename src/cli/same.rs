//! What is said of rows that were sent before, ahead of everything else.

use std::collections::{BTreeMap, BTreeSet};

use super::{again, tell};
use crate::domain::{Draft, RunId, Terms};
use crate::provision::same::Same;
use crate::said::{Said, noun, say};
use crate::store::{Paths, RunSummary, Store, StoreError};
use crate::submit::{Going, Sorted, recognise};
use crate::words;
use crate::words::{DEVICES, ROWS};

/// Says which rows are in runs that are gone on with, where those were begun otherwise than this command
/// says, and which rows are left out.
pub(super) fn tell(store: &Store, sorted: &Sorted, terms: Option<Terms>) -> Result<(), StoreError> {
    for (run, going) in &sorted.going {
        let summary = store.run_summary(*run)?;
        tell::line(&gone_on_with(&summary, going));
        if let Some(terms) = terms.filter(|_| !going.open.is_empty()) {
            for words in otherwise(&summary, terms) {
                tell::line(&words);
            }
        }
        if let others @ 1.. = summary.counts.open().saturating_sub(going.open.len()) {
            tell::line(&say!(
                "{rows} of run {run} not settled and not in this file: left as is; {resume} resumes the run",
                "任务 {run} 另有 {rows}未核实且不在本文件中：保持原样；用 {resume}继续",
                rows = noun!("other row", "other rows", "行").count(others),
                resume = again::resume(&[*run])
            ));
        }
    }
    if let Some(words) = left_out(sorted) {
        tell::line(&words);
    }
    for (run, rows) in left_out_by_run(sorted) {
        if let others @ 1.. = store.keyless_made(run)?.saturating_sub(rows) {
            tell::line(&say!(
                "run {run} also created {devices} without a deviceKey from rows that are not in this file: a row corrected since then gets a new device, and the old one stays",
                "任务 {run} 还为不在本文件中的行创建了 {devices}（无 deviceKey）：之后修正过的行会另建设备，旧设备仍保留",
                devices = DEVICES.count(others)
            ));
        }
    }
    Ok(())
}

/// Says at which other addresses the organisation was worked on: they may lead to the same EnOS, and what was
/// made there is not recognised here.
pub(super) fn tell_elsewhere(store: &Store, scope: &str) -> Result<(), StoreError> {
    let of = |scope: &str| scope.split_once('|').map(|(_, org_id)| org_id.to_owned());
    let Some(org_id) = of(scope) else {
        return Ok(());
    };
    let runs = store.runs()?.into_iter();
    let others =
        runs.filter(|run| !run.is_of(scope) && of(&run.site.scope).as_ref() == Some(&org_id));
    let addresses: BTreeSet<String> = others.map(|run| run.site.gateway).collect();
    for address in addresses {
        tell::line(&say!(
            "warning: this organisation was also used at {address}: if that is the same EnOS, its rows are not recognised here, and those without a deviceKey would be created again",
            "警告：此组织也曾通过 {address} 操作：若是同一个 EnOS，这里认不出那里的行，没有 deviceKey 的行会重复创建"
        ));
    }
    Ok(())
}

/// What was sent before of `devices`, where the state folder is free; where it is not, that is only told.
pub(super) fn look(paths: &Paths, scope: &str, devices: &[Draft], again: bool) -> Vec<Same> {
    let seen = Store::open(&paths.state).and_then(|store| {
        let same = recognise(&store, scope, devices, again)?;
        tell(&store, &Sorted::of(same.clone()), None)?;
        tell_elsewhere(&store, scope)?;
        Ok(same)
    });
    seen.unwrap_or_else(|error| {
        tell::line(&say!(
            "warning: could not check which rows were sent before: {error}",
            "警告：无法检查哪些行之前已发送：{error}",
            error = words::journal(&error)
        ));
        Vec::new()
    })
}

fn gone_on_with(summary: &RunSummary, Going { places, open, .. }: &Going) -> Said {
    let (run, rows, open) = (summary.id, ROWS.count(places.len()), open.len());
    match places.len() - open {
        _ if open == 0 => say!(
            "{rows} in run {run}, which was interrupted before it reported its results: all created there, none is sent again",
            "任务 {run} 中有 {rows}，该任务在报告结果前中断：均已创建，不再发送",
            rows
        ),
        0 => say!(
            "{rows} in run {run}, not settled: resumed there",
            "任务 {run} 中有 {rows}未核实：在该任务中继续",
            rows
        ),
        created => say!(
            "{rows} in run {run}: {created} created there, {open} not settled and resumed there",
            "任务 {run} 中有 {rows}：已创建 {created} 行，未核实的 {open} 行在该任务中继续",
            rows
        ),
    }
}

/// In what the run differs from what this command says.
fn otherwise(summary: &RunSummary, terms: Terms) -> impl Iterator<Item = Said> {
    let (run, begun) = (summary.id, summary.terms);
    let existing = (begun.existing != terms.existing).then(|| {
        say!(
            "with --existing {begun}; this command's {now} applies to new rows",
            "即 --existing {begun}；本命令的 {now} 只用于新行",
            begun = begun.existing.name(),
            now = terms.existing.name()
        )
    });
    let secrets = match (begun.require_secret, terms.require_secret) {
        (false, true) => Some(say!(
            "without asking for secrets, though this file asks for them",
            "即不请求设备密钥，而本文件要求请求"
        )),
        (true, false) => Some(say!(
            "asking for secrets, though this file does not",
            "即请求设备密钥，而本文件未要求"
        )),
        _ => None,
    };
    let words = existing.into_iter().chain(secrets);
    words.map(move |words| {
        say!(
            "run {run} resumes as it was started, {words}",
            "任务 {run} 按启动时的设置继续，{words}",
            words
        )
    })
}

fn left_out_by_run(sorted: &Sorted) -> BTreeMap<RunId, usize> {
    let mut by_run = BTreeMap::new();
    for (_, sent) in &sorted.made {
        *by_run.entry(sent.run).or_default() += 1;
    }
    by_run
}

/// How many rows are left out, and which runs created them.
fn left_out(sorted: &Sorted) -> Option<Said> {
    let runs = left_out_by_run(sorted).into_iter();
    let runs =
        Said::list(runs.map(|(run, rows)| say!("{rows} in run {run}", "任务 {run} 中 {rows}")));
    (!runs.is_empty()).then(|| {
        say!("{rows} without a deviceKey already created ({runs}): left out, counted as skipped; --again creates them again", "{rows}没有 deviceKey 且已创建（{runs}）：不再发送，计为已跳过；加 --again 会再次创建",
            rows = ROWS.count(sorted.made.len()), runs
        )
    })
}
