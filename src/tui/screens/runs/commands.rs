//! The commands of the runs.

use super::State;
use crate::said::{label, say};
use crate::tui::contract::{Command, Request};
use crate::tui::screens::against::{busy, offline, when};
use crate::tui::shared::{Effect, Place, Reason, ScreenId, Shared};

const HERE: &[Place] = &[Place::Runs];

pub(super) const COMMANDS: &[Command<State>] = &[
    Command::new("runs.open", label!("open", "打开"), &["enter"], HERE, |state: &mut State, shared| {
        let run = state.run(shared).map(|run| run.id);
        run.map_or_else(super::Requests::none, |run| {
            super::Requests::from(Effect::LoadRun(run)).and(Request::Go(ScreenId::Results))
        })
    })
    .help(label!("Show the rows of the selected run.", "显示所选任务的各行。"))
    .unless(no_run),
    Command::new("runs.go-on", label!("resume", "继续"), &["s", "R"], HERE, |state: &mut State, shared| {
        on_run(state, shared, "results.go-on")
    })
    .help(label!("Resume the selected run until every row is settled.", "继续所选任务，直到各行均已核实。"))
    .unless(|state, shared| no_run(state, shared).or_else(|| settled(state, shared)).or_else(|| apart(shared))),
    Command::new("runs.undo", label!("delete in EnOS", "在 EnOS 中删除"), &["X"], HERE, |state: &mut State, shared| {
        on_run(state, shared, "results.undo")
    })
    .help(label!("After asking, delete the devices that the selected run created, where they were never used and are unchanged.", "确认后，删除所选任务创建的、从未使用且未改动的设备。"))
    .unless(|state, shared| no_run(state, shared).or_else(|| nothing_made(state, shared)).or_else(|| apart(shared))),
    Command::new("runs.back", label!("back", "返回"), &["esc", "g"], HERE, |_, _| Request::Go(ScreenId::Results).into())
        .help(label!("Back to the results.", "返回结果。")),
];

fn on_run(state: &State, shared: &Shared, command: &'static str) -> super::Requests {
    let run = state.run(shared).map(|run| run.id);
    run.map_or_else(super::Requests::none, |run| {
        Request::OnRun(run, command).into()
    })
}

fn no_run(state: &State, shared: &Shared) -> Option<Reason> {
    let none = label!("there is no run here yet", "这里还没有任务");
    when(state.run(shared).is_none(), none)
}

fn settled(state: &State, shared: &Shared) -> Option<Reason> {
    let run = state.run(shared)?;
    let id = run.id;
    (run.counts.open() == 0)
        .then(|| say!("all rows of run {id} are settled", "任务 {id} 各行均已核实"))
}

fn nothing_made(state: &State, shared: &Shared) -> Option<Reason> {
    let none = label!(
        "this run created no device that is still there",
        "没有由本任务创建且仍存在的设备"
    );
    when(state.run(shared)?.counts.created == 0, none)
}

fn apart(shared: &Shared) -> Option<Reason> {
    busy(shared).or_else(|| offline(shared))
}
