//! Runs: begun, followed, told how to go on, ended.

use super::answer::{Asked, Which};
use super::{Model, quit, registry};
use crate::domain::{Draft, QueueId, RowIndex, RowState, RunId, RunRow};
use crate::provision::run::Change;
use crate::provision::undo::UndoResult;
use crate::said::say;
use crate::store::RunRecord;
use crate::submit::Event;
use crate::submit::undo::{UndoEvent, UndoPreview, UndoSummary};
use crate::tui::screens::results;
use crate::tui::shared::{Effect, Halt, Reason, ScreenId, Sent, Told};

/// Nothing of what was submitted is new.
pub(super) fn all_created(model: &mut Model, ids: &[QueueId]) {
    let (submit, again) = (
        model.shared.key("queue.submit"),
        model.shared.key("plan.again"),
    );
    let reason = say!(
        "all of it was already created; {submit}, then {again} creates it again",
        "这些设备都已创建过；先按 {submit}，再按 {again} 会再次创建"
    );
    begun(model, ids, Err(reason));
}

/// The run is in the journal, its rows have left the queue, and sending begins.
pub(super) fn begun(model: &mut Model, ids: &[QueueId], outcome: Result<Box<RunRecord>, Reason>) {
    let record = match outcome {
        Ok(record) => *record,
        Err(reason) => {
            return model.warn(say!(
                "nothing was sent: {reason}",
                "未发送任何设备：{reason}",
                reason
            ));
        }
    };
    model.shared.queue.hand_over(ids);
    model.shared.check_changed();
    model.screens.queue.changed(&model.shared, false);
    model.shared.screen = ScreenId::Results;
    model.notice = None;
    if !model.shared.runs.remember(&record.summary) {
        model.shared.runs.known.insert(0, record.summary.clone());
    }
    show(model, record);
    model.shared.runs.started(model.shared.now);
}

/// Shows a run.
pub(super) fn show(model: &mut Model, record: RunRecord) {
    let same = model.shared.runs.show(record);
    model.screens.results.shown(&model.shared, same);
}

/// A run was read; gives the command that is to be run on it.
pub(super) fn read(model: &mut Model, outcome: Result<Box<RunRecord>, Reason>) -> Option<Which> {
    let then = model.then.take();
    match outcome {
        Ok(record) => {
            let run = record.summary.id;
            model.shared.runs.remember(&record.summary);
            show(model, *record);
            // Whoever has gone elsewhere since wants nothing of it any more.
            let here = model.shared.screen == ScreenId::Results && !model.covered();
            let (_, command) = then.filter(|(wanted, _)| here && *wanted == run)?;
            registry::named(model, command)
        }
        Err(reason) => {
            model.warn(reason);
            None
        }
    }
}

/// Shows a run on the results and does something with it there, as it stands in the journal.
pub(super) fn on_run(model: &mut Model, run: RunId, command: &'static str) {
    model.then = Some((run, command));
    model.go(ScreenId::Results);
    model.want(Effect::LoadRun(run));
}

/// What the selected row says is asked for, once, where it can be seen.
pub(super) fn want_sent(model: &mut Model) {
    let shared = &mut model.shared;
    let wanted = (shared.screen == ScreenId::Results)
        .then(|| model.screens.results.told(shared))
        .flatten();
    let here = shared.runs.sent.as_ref().map(|sent| sent.row);
    if let Some(row) = wanted.filter(|row| here != Some(*row)) {
        shared.runs.sent = Some(Sent { row, draft: None });
        model.want(Effect::LoadSent(row.0, row.1));
    }
}

/// What a row says was read. Why it could not be is of no use to anybody who only looks on.
pub(super) fn sent(
    model: &mut Model,
    run: RunId,
    index: RowIndex,
    outcome: Result<Box<Draft>, Reason>,
) {
    let sent = model.shared.runs.sent.as_mut();
    if let Some(sent) = sent.filter(|sent| sent.row == (run, index)) {
        sent.draft = outcome.ok();
    }
}

/// Something happened to a run.
pub(super) fn progress(model: &mut Model, run: RunId, event: Event) -> Asked {
    let shared = &mut model.shared;
    let Told {
        disorder,
        paused_by_itself,
    } = shared.runs.progress(run, event, shared.now);
    model.screens.results.stay(&model.shared);
    if let Some(disorder) = disorder {
        model.warn(disorder);
    }
    let running = model.shared.runs.running.as_ref();
    let paused = running.filter(|_| paused_by_itself);
    paused.map_or_else(Asked::none, |running| {
        results::paused_by_itself(&model.shared, running).widen()
    })
}

/// The run is over: by itself, stopped by somebody, or by a failure that stops everything.
pub(super) fn over(model: &mut Model, run: RunId, outcome: Result<Halt, Reason>) -> Asked {
    // Read again: what the journal holds is what counts.
    say_end(model, run, outcome).and(Effect::LoadRun(run))
}

/// The run broke off, and the only copy of its last outcomes is this one: they are shown, and not read again.
pub(super) fn lost(model: &mut Model, run: RunId, change: &Change, reason: Reason) -> Asked {
    model.shared.runs.apply(run, change);
    model.screens.results.stay(&model.shared);
    // Whoever wanted to leave afterwards has yet to see them.
    model.leave_after = false;
    say_end(model, run, Err(reason))
}

fn say_end(model: &mut Model, run: RunId, outcome: Result<Halt, Reason>) -> Asked {
    let (asked, halted) = model.screens.results.over(&model.shared, run, outcome);
    ended(model, halted);
    asked.widen()
}

/// Nothing is under way any more.
fn ended(model: &mut Model, halted: Option<Reason>) {
    model.shared.runs.ended(halted);
    quit::run_ended(model);
    if model.leave_after {
        model.leaving = Some((0, None));
    }
}

/// Goes on until every row of the run is settled.
pub(super) fn go_on(model: &mut Model, run: RunId) {
    model.shared.runs.started(model.shared.now);
    model.screens.results.set_out();
    model.want(Effect::GoOn(run));
}

/// Has deleted what the preview calls deletable; without one, what an undo that was cut short has left.
pub(super) fn undo(model: &mut Model, run: RunId, preview: Option<Box<UndoPreview>>) {
    let runs = &mut model.shared.runs;
    if let Some(preview) = &preview {
        let rows = preview.results.iter();
        let wanted = rows.filter_map(|(index, result)| match result {
            UndoResult::Deletable(_) => Some((*index, ())),
            UndoResult::Settled(_) => None,
        });
        runs.change(run, wanted, |row, ()| row.undo = true);
    }
    let marked = runs.tally().marked;
    let preview_count = preview.as_ref().map(|preview| preview.deletable());
    runs.undo_started(run, preview_count.unwrap_or(marked), model.shared.now);
    model.screens.results.set_out();
    model.screens.results.stay(&model.shared);
    model.want(Effect::Undo(run, preview));
}

/// Devices are gone, or stay.
pub(super) fn undoing(model: &mut Model, run: RunId, event: UndoEvent) {
    model.shared.runs.undoing(run, event, model.shared.now);
    model.screens.results.stay(&model.shared);
}

/// The undo is over.
pub(super) fn undo_over(
    model: &mut Model,
    run: RunId,
    outcome: Result<UndoSummary, Reason>,
) -> Asked {
    let (asked, halted) = results::undo_over(&model.shared, run, outcome);
    ended(model, halted);
    asked.widen().and(Effect::LoadRun(run))
}

/// Rows of a run wait to be sent again, committed.
pub(super) fn requeued(
    model: &mut Model,
    run: RunId,
    rows: &[RowIndex],
    outcome: Result<(), Reason>,
) -> Asked {
    let fine = outcome.is_ok();
    let asked = results::requeued(&model.shared, run, outcome).widen();
    if fine {
        let rows = rows.iter().map(|row| (*row, ()));
        let queued = |row: &mut RunRow, ()| row.state = RowState::Queued;
        model.shared.runs.change(run, rows, queued);
        model.screens.results.stay(&model.shared);
    }
    let editing = &model.shared.editing;
    let saved = if rows.iter().any(|row| editing.saves_row(run, *row)) {
        let saved = model.screens.device.saved(&model.shared, fine);
        saved.widen()
    } else {
        Asked::none()
    };
    asked.then(saved).and(Effect::LoadRun(run))
}
