//! A run from its confirmation to its end, as the results screen follows it.

use crate::domain::{Outcome, RowState};
use crate::provision::run::Change;
use crate::store::{RunId, RunRecord, RunRow};
use crate::submit::Event;
use crate::tui::app::{Confirmed, Effect, Model, Overlay, Question, Reason, Screen};
use crate::tui::screens::queue;
use crate::tui::widgets::write::{counted, grouped};

use super::Running;

/// The run is in the journal, its rows have left the queue, and sending begins.
pub(crate) fn begun(
    model: &mut Model,
    ids: &[i64],
    outcome: Result<Box<RunRecord>, Reason>,
) -> Vec<Effect> {
    match outcome {
        Ok(record) => {
            queue::left(model, ids);
            model.screen = Screen::Results;
            let summary = record.summary.clone();
            model.results.runs.retain(|run| run.id != summary.id);
            model.results.runs.insert(0, summary);
            model.results.show(*record);
            started(model);
        }
        Err(reason) => model.warn(format!("nothing was sent: {reason}")),
    }
    Vec::new()
}

/// Marks the run in view as being sent.
fn started(model: &mut Model) {
    let Some(shown) = &model.results.shown else {
        return;
    };
    model.results.running = Some(Running {
        run: shown.summary.id,
        since: model.now,
        rows: shown.summary.counts.queued,
        stopping: false,
    });
    model.results.halted = None;
}

/// Something happened to rows of a run.
pub(crate) fn progress(model: &mut Model, run: RunId, event: Event) -> Vec<Effect> {
    match event {
        Event::Sent { rows, .. } => model.results.change(run, &rows, |_, row| {
            row.state = RowState::InFlight;
        }),
        Event::Settled { change, doubt, .. } => {
            apply(model, run, &change);
            if let Some(doubt) = doubt {
                model.warn(doubt);
            }
        }
        Event::Turned { .. } => {}
    }
    Vec::new()
}

fn apply(model: &mut Model, run: RunId, change: &Change) {
    model.results.change(run, &change.unsent, |_, row| {
        row.state = RowState::Queued;
    });
    let rows: Vec<u32> = change.settled.iter().map(|(index, _)| *index).collect();
    model.results.change(run, &rows, |nth, row| {
        if let Some((_, outcome)) = change.settled.get(nth) {
            settle(row, outcome);
        }
    });
}

/// Takes an outcome over into a row, as the journal does.
fn settle(row: &mut RunRow, outcome: &Outcome) {
    match outcome {
        Outcome::Created(created) => {
            row.state = RowState::Created;
            row.device_key = Some(created.device_key.clone());
            row.asset_id = Some(created.asset_id.clone());
            row.request_id.clone_from(&created.request_id);
            row.has_secret = created.sealed.is_some();
            row.code = None;
            row.msg.clear();
        }
        Outcome::Failed(failure) | Outcome::Skipped(failure) | Outcome::Unknown(failure) => {
            row.state = outcome.into();
            row.code = failure.code;
            row.msg.clone_from(&failure.msg);
            row.request_id.clone_from(&failure.request_id);
        }
    }
}

/// The run is over: by itself, stopped by somebody, or by a failure that stops everything.
pub(crate) fn over(
    model: &mut Model,
    run: RunId,
    outcome: Result<Option<Reason>, Reason>,
) -> Vec<Effect> {
    model.results.running = None;
    match outcome {
        Ok(None) => {
            let counts = model.results.counts();
            if counts.failed + counts.unknown == 0 {
                model.say(format!(
                    "Run {run}: {} created, none failed.",
                    counted(counts.created, "device")
                ));
            } else {
                if let Some(place) = model.results.first_trouble() {
                    model.results.selected = place;
                }
                let next = if counts.failed > 0 {
                    "Enter corrects the selected one."
                } else {
                    "Look the unknown ones up in EnOS."
                };
                model.warn(format!(
                    "Run {run}: {} created, {} failed, {} unknown. {next}",
                    grouped(counts.created),
                    grouped(counts.failed),
                    grouped(counts.unknown)
                ));
            }
        }
        Ok(Some(reason)) => {
            model.warn(format!("Run {run} stopped: {reason}"));
            model.results.halted = Some(reason);
        }
        Err(reason) => {
            model.warn(format!("Run {run} broke off: {reason}"));
            model.results.halted = Some(reason);
        }
    }
    if model.results.leave_after {
        model.leaving = Some((0, None));
    }
    // Read again: what the journal holds is what counts.
    vec![Effect::LoadRun(run)]
}

/// Tells the run to send nothing more.
pub(crate) fn stop(model: &mut Model) -> Vec<Effect> {
    if let Some(running) = &mut model.results.running {
        running.stopping = true;
    }
    vec![Effect::StopRun]
}

/// Leaves the program, unless a run is under way: then it asks.
pub(crate) fn quit(model: &mut Model) -> Vec<Effect> {
    let Some(running) = &model.results.running else {
        if let Some(reason) = &model.device.unkept {
            model.overlays.push(Overlay::Ask(Question {
                title: "The form could not be kept".to_owned(),
                lines: vec![
                    reason.clone(),
                    "What is typed since will be lost if the program leaves now.".to_owned(),
                ],
                switch: None,
                yes: "leave all the same",
                then: Confirmed::StopAndQuit,
            }));
        } else {
            model.leaving = Some((0, None));
        }
        return Vec::new();
    };
    model.overlays.push(Overlay::Ask(Question {
        title: format!("Run {} is still being sent", running.run),
        lines: vec![
            "Its reply under way is awaited, then the program leaves.".to_owned(),
            "What is not sent by then stays queued in the run.".to_owned(),
        ],
        switch: None,
        yes: "stop and leave",
        then: Confirmed::StopAndQuit,
    }));
    Vec::new()
}

/// Stops the run and leaves with its end.
pub(crate) fn stop_and_quit(model: &mut Model) -> Vec<Effect> {
    if model.results.running.is_none() {
        model.leaving = Some((0, None));
        return Vec::new();
    }
    model.results.leave_after = true;
    stop(model)
}

/// States what would be sent again, and asks.
pub(crate) fn ask_resubmit(model: &mut Model) -> Vec<Effect> {
    let (Some(shown), Some(about)) = (&model.results.shown, model.about()) else {
        return Vec::new();
    };
    let summary = &shown.summary;
    let secrets = if summary.require_secret {
        "Secrets are asked for, as before."
    } else {
        "Secrets are not asked for, as before."
    };
    let question = Question {
        title: format!("Submit the rest of run {}", summary.id),
        lines: vec![
            format!(
                "{} will be created on {}.",
                counted(summary.counts.queued, "device"),
                about.label
            ),
            format!("{}   organisation {}", about.gateway, about.org_id),
            secrets.to_owned(),
        ],
        switch: None,
        yes: "submit",
        then: Confirmed::Resubmit(summary.id),
    };
    model.overlays.push(Overlay::Ask(question));
    Vec::new()
}

/// Sends what is queued in a run, once confirmed.
pub(crate) fn resubmit(model: &mut Model, run: RunId) -> Vec<Effect> {
    started(model);
    vec![Effect::Resubmit(run)]
}
