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
                "{rows} of run {run} not settled either and not in this file: left as it is; {resume} goes on with it", =,
                rows = noun!("other row", "other rows", =).count(others), resume = again::resume(&[*run])
            ));
        }
    }
    if let Some(words) = left_out(sorted) {
        tell::line(&words);
    }
    for (run, rows) in left_out_by_run(sorted) {
        if let others @ 1.. = store.keyless_made(run)?.saturating_sub(rows) {
            tell::line(&say!(
                "run {run} created {devices} more without a deviceKey, of rows that this file does not have: a row that \
                 was corrected since makes a device of its own, and the old one stays", =,
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
            "warning: the same organisation was worked on at {address}: if that is the same EnOS, its rows are \
             not recognised here, and keyless ones would be made once more", =
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
        tell::line(&say!("warning: not checked which rows were sent before: {error}", =, error = words::journal(&error)));
        Vec::new()
    })
}

fn gone_on_with(summary: &RunSummary, Going { places, open, .. }: &Going) -> Said {
    let (run, rows, open) = (summary.id, ROWS.count(places.len()), open.len());
    match places.len() - open {
        _ if open == 0 => say!(
            "{rows} in run {run}, which was cut short before its results were told: all created there, none is sent again", =,
            rows
        ),
        0 => say!("{rows} in run {run}, not settled: gone on with there", =, rows),
        created => say!(
            "{rows} in run {run}: {created} created there, {open} not settled and gone on with there", =, rows
        ),
    }
}

/// In what the run differs from what this command says.
fn otherwise(summary: &RunSummary, terms: Terms) -> impl Iterator<Item = Said> {
    let (run, begun) = (summary.id, summary.terms);
    let existing = (begun.existing != terms.existing).then(|| {
        say!(
            "with --existing {begun}; this command's {now} is for new rows", =,
            begun = begun.existing.name(), now = terms.existing.name()
        )
    });
    let secrets = match (begun.require_secret, terms.require_secret) {
        (false, true) => Some(say!("without asking for secrets, which this file asks for", =)),
        (true, false) => Some(say!("asking for secrets, which this file does not", =)),
        _ => None,
    };
    let words = existing.into_iter().chain(secrets);
    words.map(move |words| say!("run {run} goes on as it was begun, {words}", =, words))
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
    let runs = Said::list(runs.map(|(run, rows)| say!("{rows} in run {run}", =)));
    (!runs.is_empty()).then(|| {
        say!(
            "{rows} without a deviceKey created already ({runs}): left out, as skipped; --again creates them once more", =,
            rows = ROWS.count(sorted.made.len()), runs
        )
    })
}
