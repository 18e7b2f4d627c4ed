//! The workspace: queue, form and newest run of the gateway worked on, which change with it.

use super::{Model, catalogue, runs};
use crate::domain::End;
use crate::said::{Said, grouped, say};
use crate::store::{RunRecord, RunSummary};
use crate::tui::shared::{Effect, Load, Reason, ScreenId, Shared, Workspace};
use crate::words::DEVICES;

/// Leaves the workspace of the gateway called `left` and asks for that of the one worked on now.
pub(super) fn change(model: &mut Model, left: &str) {
    let shared = &mut model.shared;
    if shared.workspace == Load::Ready(()) {
        shared.queue.put_away(left);
        shared.check_queue();
        shared.runs.put_away();
        model.screens.queue.gateway_left();
        model.screens.device.gateway_left(left);
        model.screens.results.gateway_left();
    }
    ask(model);
}

/// Asks for the workspace of the gateway worked on.
pub(super) fn ask(model: &mut Model) {
    model.shared.workspace = Load::Loading;
    model.want(Effect::LoadWorkspace(model.shared.scope()));
    model.want(Effect::LoadWaiting);
}

/// The workspace was read; where it is here already, after a failed change, what the store has of the queue is
/// what counts.
pub(super) fn read(model: &mut Model, outcome: Result<Box<Workspace>, Reason>) {
    let workspace = match outcome {
        Ok(workspace) => *workspace,
        Err(reason) => {
            if model.shared.workspace != Load::Ready(()) {
                model.shared.workspace = Load::Failed(reason.clone());
            }
            return model.warn(reason);
        }
    };
    let shared = &mut model.shared;
    let scope = shared.scope();
    shared.queue.restore(&scope, workspace.queue);
    shared.check_queue();
    model.screens.queue.changed(&model.shared, false);
    model.screens.device.queue_read(&model.shared);
    if model.shared.workspace == Load::Ready(()) {
        return catalogue::want_models(model);
    }
    model.shared.workspace = Load::Ready(());
    let form = workspace.form.as_deref();
    let typed = model.screens.device.restore(&model.shared, form);
    let run = workspace.run.as_ref();
    let unfinished = run.and_then(|record| unfinished(&model.shared, record));
    if let Some(run) = workspace.run {
        runs::show(model, run);
    }
    if model.shared.screen == ScreenId::Products {
        model.shared.screen = match (&unfinished, typed) {
            (Some(_), _) => ScreenId::Results,
            (None, true) => ScreenId::Device,
            (None, false) => ScreenId::Products,
        };
    }
    if let Some(words) = unfinished {
        model.warn(words);
    }
    catalogue::all_wanted(model);
}

/// What of the run in view was cut short or stopped, and how to go on, if something was.
fn unfinished(shared: &Shared, record: &RunRecord) -> Option<Said> {
    let RunSummary {
        id,
        counts,
        ended_at,
        end,
        ..
    } = &record.summary;
    let marked = record.rows.iter().filter(|row| row.is_to_be_deleted());
    let marked = marked.count();
    let key = shared.key("results.go-on");
    let (unknown, queued) = (grouped(counts.unknown), grouped(counts.queued));
    // What a finished run leaves unknown is for a person to settle.
    let stopped = matches!(end, Some(End::Cancelled | End::Stopped { .. }));
    if counts.open() > 0 && ended_at.is_none() {
        return Some(say!(
            "Run {id} was interrupted: {unknown} unknown, {queued} not sent. {key} resumes it.",
            "任务 {id} 中断：{unknown} 行未知，{queued} 行未发送。按 {key} 继续。",
        ));
    }
    if counts.open() > 0 && stopped {
        return Some(say!(
            "Run {id} was stopped: {unknown} unknown, {queued} not sent. {key} resumes it.",
            "任务 {id} 已停止：{unknown} 行未知，{queued} 行未发送。按 {key} 继续。",
        ));
    }
    (marked > 0).then(|| {
        let left = DEVICES.count(marked);
        let key = shared.key("results.undo");
        say!(
            "Deleting what run {id} created was interrupted: {left} left. {key} resumes it.",
            "删除任务 {id} 所创建的设备时中断：还剩 {left}。按 {key} 继续。",
            left
        )
    })
}
