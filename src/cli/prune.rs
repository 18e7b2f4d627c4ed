//! `enroll prune`: removes runs that are over from the journal.

use std::collections::BTreeSet;
use std::path::Path;
use std::time::Duration;

use super::args::run_id;
use super::exit::{Exit, Stop};
use super::{console, print, tell};
use crate::clock;
use crate::domain::{RunId, Timestamp};
use crate::provision::text::visible;
use crate::said::{Said, grouped, noun, say};
use crate::store::{Paths, RunSummary, Store, StoreError};
use crate::words;

pub(super) const HELP: &str = "\
Removes runs from the journal, with their rows: what was sent, every answer of EnOS, the sealed
secrets. Their devices stay in EnOS. After that the run can no longer be shown, exported or
undone, its secrets cannot be opened, and its devices are not recognised as made by enroll:
the same rows applied again are new ones, and those without a deviceKey are made a second time.

A run with rows that are queued or unknown, or with an undo that is not finished, is never
removed. Named by number, that refuses all; with --older-than it is named and left.

First it says what would go, then it asks; --yes answers for scripts. At last the file is made
smaller, for which the disk must hold it twice for a moment.

Examples:
  enroll prune 3 4
  enroll prune --older-than 90d
  enroll prune --older-than 365d --yes

Exit codes:
  0  they are removed, or none was old enough
  2  not confirmed, no such run, or one that is not over: nothing was removed
";

/// Arguments of `prune`.
#[derive(Debug, clap::Args)]
pub(super) struct PruneArgs {
    /// The runs' numbers
    #[arg(value_name = "RUN", value_parser = run_id(), required_unless_present = "older_than")]
    pub runs: Vec<RunId>,
    /// All runs that ended longer ago than this: 90d
    #[arg(long, value_name = "DAYS", value_parser = days, conflicts_with = "runs")]
    pub older_than: Option<Duration>,
    /// Remove without asking
    #[arg(long)]
    pub yes: bool,
}

/// Runs the command.
pub(super) fn run(state_dir: Option<&Path>, args: &PruneArgs) -> Result<Exit, Stop> {
    let store = Store::open(&Paths::find(state_dir)?.state)?;
    let runs = match args.older_than {
        None => named(&store, &args.runs)?,
        Some(age) => old(&store, age, clock::now())?,
    };
    if runs.is_empty() {
        tell::line(&say!("no run is old enough to be removed", =));
        return Ok(Exit::Done);
    }
    introduce(&runs);
    confirm(args.yes)?;
    let ids: Vec<RunId> = runs.iter().map(|run| run.id).collect();
    store.prune(&ids)?;
    print::results(|out| {
        runs.iter()
            .map(|run| say!("removed: {run}", =, run = line(run)))
            .try_for_each(|told| writeln!(out, "{}", told.to(tell::LANG)))
    })?;
    match store.compact() {
        Ok((before, after)) => tell::line(&say!(
            "the journal is {now} kB now, {before} before", =,
            now = grouped(after.div_euclid(1_000)), before = grouped(before.div_euclid(1_000))
        )),
        Err(error) => tell::line(&say!(
            "warning: they are removed, but the journal's file is as large as before, and its room is used for \
             what comes: {error}", =,
            error = words::journal(&error)
        )),
    }
    store.stands()?;
    Ok(Exit::Done)
}

/// The runs of these numbers, each once; one that is not over refuses all.
fn named(store: &Store, ids: &[RunId]) -> Result<Vec<RunSummary>, Stop> {
    let mut runs = Vec::new();
    for run in ids.iter().copied().collect::<BTreeSet<_>>() {
        if let Some(held) = store.held(run)? {
            return Err(StoreError::Held { run, held }.into());
        }
        runs.push(store.run_summary(run)?);
    }
    Ok(runs)
}

/// The runs that ended, or were cut short, longer ago than `age`; those of them that are not over are told.
fn old(store: &Store, age: Duration, now: Timestamp) -> Result<Vec<RunSummary>, Stop> {
    let before = now.before(age);
    let mut runs = store.runs()?;
    runs.retain(|run| run.ended_at.unwrap_or(run.started_at) < before);
    runs.reverse();
    let mut over = Vec::new();
    for run in runs {
        match store.held(run.id)? {
            None => over.push(run),
            Some(held) => tell::line(
                &say!("run {run} is left: {held}", =, run = run.id, held = words::held(held)),
            ),
        }
    }
    Ok(over)
}

/// Tells what would be lost.
fn introduce(runs: &[RunSummary]) {
    for run in runs {
        tell::line(&say!("to be removed: {run}", =, run = line(run)));
    }
    let created: usize = runs.iter().map(|run| run.counts.created).sum();
    tell::line(&say!(
        "with what was sent, every answer of EnOS, and the sealed secrets. The {devices} stay in EnOS, but enroll can no \
         longer show, export or undo them, nor recognise them as its own: rows without a deviceKey that are \
         applied again are made a second time", =,
        devices = noun!("created device", "created devices", =).count(created)
    ));
}

fn line(run: &RunSummary) -> Said {
    let day = run.started_at.calendar();
    let day = day.map_or_else(
        Said::default,
        |time| say!(" of {day}", =, day = time.strftime("%Y-%m-%d")),
    );
    say!(
        "run {run}{day}, {gateway} of organisation {org}: {created} created, {failed} failed, {all} rows in all", =,
        run = run.id, day,
        gateway = visible(&run.site.gateway), org = visible(&run.site.org_id),
        created = grouped(run.counts.created), failed = grouped(run.counts.failed),
        all = grouped(run.counts.total())
    )
}

/// Whether they may go, by the flag or on the terminal.
fn confirm(yes: bool) -> Result<(), Stop> {
    if yes {
        return Ok(());
    }
    if !console::is_attended() {
        return Err(Stop::input(
            say!("nothing was removed; --yes removes it", =),
        ));
    }
    let typed = tell::ask(&say!("type yes to remove it: ", =));
    let typed = typed.map_err(|error| Stop::input(Said::data(error)))?;
    if typed.trim() == "yes" {
        return Ok(());
    }
    Err(Stop::input(say!("not confirmed: nothing was removed", =)))
}

/// `90d`.
fn days(text: &str) -> Result<Duration, String> {
    let number = text
        .strip_suffix('d')
        .and_then(|days| days.parse::<u32>().ok());
    number
        .map(|days| Duration::from_secs(u64::from(days) * 24 * 60 * 60))
        .ok_or_else(|| format!("`{text}` is no number of days: write 90d"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_days() {
        assert_eq!(days("2d"), Ok(Duration::from_secs(172_800)));
        assert_eq!(days("0d"), Ok(Duration::ZERO));
        for wrong in ["", "d", "2", "-1d", "1.5d", "2 d", "2w", "99999999999d"] {
            assert!(days(wrong).is_err(), "{wrong}");
        }
    }
}
