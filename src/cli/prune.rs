//! `enroll prune`: removes runs that are over from the journal.

use std::collections::BTreeSet;
use std::path::Path;
use std::time::Duration;

use super::exit::{Exit, Stop};
use super::value::{days, run_id};
use super::{console, print, tell};
use crate::clock;
use crate::domain::{RunId, Timestamp};
use crate::provision::text::visible;
use crate::said::{Said, grouped, noun, say};
use crate::store::{Paths, RunSummary, Store, StoreError};
use crate::words;

/// Arguments of `prune`.
#[derive(Debug, clap::Args)]
pub(super) struct PruneArgs {
    /// The numbers of the runs to remove
    #[arg(value_name = "RUN", value_parser = run_id, required_unless_present = "older_than")]
    pub runs: Vec<RunId>,
    /// Remove all runs that ended longer ago than this, such as 90d
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
        tell::line(&say!(
            "no run is old enough to be removed",
            "没有足够旧、可以移除的任务"
        ));
        return Ok(Exit::Done);
    }
    introduce(&runs);
    confirm(args.yes)?;
    let ids: Vec<RunId> = runs.iter().map(|run| run.id).collect();
    store.prune(&ids)?;
    print::results(|out| {
        runs.iter()
            .map(|run| say!("removed: {run}", "已移除：{run}", run = line(run)))
            .try_for_each(|told| writeln!(out, "{}", told.to(tell::lang())))
    })?;
    match store.compact() {
        Ok((before, after)) => tell::line(&say!(
            "the journal is now {now} kB; it was {before} kB",
            "日志现为 {now} kB，之前为 {before} kB",
            now = grouped(after.div_euclid(1_000)),
            before = grouped(before.div_euclid(1_000))
        )),
        Err(error) => tell::line(&say!(
            "warning: removed, but the journal file is as large as before; the freed space will be reused: {error}",
            "警告：任务已移除，但日志文件未缩小，空出的空间会再利用：{error}",
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
            Some(held) => tell::line(&say!(
                "run {run} is not removed: {held}",
                "未移除任务 {run}：{held}",
                run = run.id,
                held = words::held(held)
            )),
        }
    }
    Ok(over)
}

/// Tells what would be lost.
fn introduce(runs: &[RunSummary]) {
    for run in runs {
        tell::line(&say!(
            "to be removed: {run}",
            "将移除：{run}",
            run = line(run)
        ));
    }
    let created: usize = runs.iter().map(|run| run.counts.created).sum();
    tell::line(&say!(
        "with everything that was sent, every reply from EnOS, and the sealed secrets. The {devices} stay in EnOS, but enroll can no longer show, export or undo them, or recognise them as its own: rows without a deviceKey that are applied again are created a second time",
        "连同已发送的内容、EnOS 的全部响应和加密的设备密钥。{devices}仍在 EnOS 中，但 enroll 不能再显示、导出或撤销它们，也认不出是自己创建的：没有 deviceKey 的行再次提交会重复创建",
        devices = noun!("created device", "created devices", "台已创建的设备").count(created)
    ));
}

fn line(run: &RunSummary) -> Said {
    let day = run.started_at.calendar();
    let day = day.map_or_else(Said::default, |time| {
        say!(" of {day}", "（{day}）", day = time.strftime("%Y-%m-%d"))
    });
    say!(
        "run {run}{day}, {gateway}, organisation {org}: {created} created, {failed} failed, {all} in all",
        "任务 {run}{day}，{gateway}，组织 {org}：已创建 {created}，失败 {failed}，共 {all}",
        run = run.id,
        day,
        gateway = visible(&run.site.gateway),
        org = visible(&run.site.org_id),
        created = grouped(run.counts.created),
        failed = grouped(run.counts.failed),
        all = words::ROWS.count(run.counts.total())
    )
}

/// Whether they may go, by the flag or on the terminal.
fn confirm(yes: bool) -> Result<(), Stop> {
    if yes {
        return Ok(());
    }
    if !console::is_attended() {
        return Err(Stop::input(say!(
            "nothing was removed; --yes confirms",
            "未移除任何任务；加 --yes 才会移除"
        )));
    }
    let typed = tell::ask(&say!("type yes to confirm: ", "输入 yes 以移除："));
    let typed = typed.map_err(|error| Stop::input(Said::data(error)))?;
    if typed.trim() == "yes" {
        return Ok(());
    }
    Err(Stop::input(say!(
        "not confirmed: nothing was removed",
        "未确认：未移除任何任务"
    )))
}
