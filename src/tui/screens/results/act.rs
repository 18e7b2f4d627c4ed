//! What can be done with a row or a run: correct, send again, reveal, copy, export.

use std::path::PathBuf;

use crate::domain::{Draft, RowIndex, RowState, RunId, RunRow};
use crate::enos::Opened;
use crate::store::RunRecord;
use crate::tui::app::{
    Body, Confirmed, Effect, Entry, Model, Overlay, Prompt, Prompted, Question, Reading, Reason,
};
use crate::tui::screens::connect;
use crate::tui::screens::device::{self, Origin};
use crate::tui::widgets::picker::{PickItem, Picker};
use crate::words;

/// A run was read.
pub(crate) fn read(model: &mut Model, outcome: Result<Box<RunRecord>, Reason>) -> Vec<Effect> {
    match outcome {
        Ok(record) => {
            let summary = record.summary.clone();
            if let Some(known) = model
                .results
                .runs
                .iter_mut()
                .find(|run| run.id == summary.id)
            {
                *known = summary;
            }
            model.results.show(*record);
        }
        Err(reason) => model.warn(reason),
    }
    Vec::new()
}

/// Opens the selected row: a failed one for correction, one that only a person can settle to be settled.
pub(crate) fn open(model: &mut Model) -> Vec<Effect> {
    let by_eye = |row: &RunRow| row.needs_person() || super::is_disputed(row);
    if model.results.selected_row().is_some_and(by_eye) {
        return super::candidates::ask(model);
    }
    match selected(model) {
        Some((run, index)) => vec![Effect::LoadRow(run, index)],
        None => Vec::new(),
    }
}

pub(super) fn selected(model: &Model) -> Option<(RunId, RowIndex)> {
    let run = model.results.shown.as_ref()?.summary.id;
    Some((run, model.results.selected_row()?.index))
}

/// The row's device is here: onto the form with it, at the field that was refused.
pub(crate) fn row_read(
    model: &mut Model,
    run: RunId,
    index: RowIndex,
    outcome: Result<Box<Draft>, Reason>,
) -> Vec<Effect> {
    let mut draft = match outcome {
        Ok(draft) => draft,
        Err(reason) => {
            model.warn(reason);
            return Vec::new();
        }
    };
    let shown = model.results.shown.as_ref().map(|shown| &shown.summary);
    // The form is of the gateway worked on, which may be another by now.
    if shown.is_none_or(|shown| shown.id != run || shown.site.scope != model.scope()) {
        return Vec::new();
    }
    let row = model
        .results
        .selected_row()
        .filter(|row| row.index == index);
    let failed = row.filter(|row| row.state == RowState::Failed);
    let cause = failed.and_then(|row| row.cause.clone());
    // A key made by the program is made anew: it may be what was refused.
    if row.is_some_and(|row| row.automatic) {
        draft.device_key = None;
    }
    let origin = Origin::Run { run, index, cause };
    device::edit(model, &draft, origin)
}

/// Queues the selected failed row again as it is; asks where a correction of it is not saved.
pub(crate) fn send_again(model: &mut Model) -> Vec<Effect> {
    let Some((run, index)) = selected(model) else {
        return Vec::new();
    };
    if device::unsaved_of_run(model, run) != Some(index) {
        return vec![Effect::Requeue(run, vec![(index, None)])];
    }
    model.overlays.push(Overlay::Ask(Question {
        scroll: 0,
        title: format!("Row {index} is being corrected"),
        lines: vec![
            "Its correction is on the form and not saved.".to_owned(),
            "Go on, and the row is queued as it was sent, without the correction. To send the \
             correction: Esc, 2, Ctrl-S."
                .to_owned(),
        ],
        yes: "queue it as it was",
        then: Confirmed::SendAgain(run, index),
    }));
    Vec::new()
}

/// Rows of a run wait to be sent again, committed.
pub(crate) fn requeued(
    model: &mut Model,
    run: RunId,
    rows: &[RowIndex],
    outcome: Result<(), Reason>,
) -> Vec<Effect> {
    let fine = outcome.is_ok();
    match outcome {
        Ok(()) => {
            model.say(format!("Queued again in run {run}; s sends it."));
            model
                .results
                .change(run, rows, |_, row| row.state = RowState::Queued);
        }
        Err(reason) => model.warn(format!("not saved: {reason}")),
    }
    let mut effects = Vec::new();
    if rows.iter().any(|row| model.device.saves_row(run, *row)) {
        effects = device::saved(model, fine);
    }
    effects.push(Effect::LoadRun(run));
    effects
}

/// Selects the next or the previous row that is not created.
pub(crate) fn jump(model: &mut Model, forward: bool) -> Vec<Effect> {
    match model.results.next_trouble(forward) {
        Some(place) => model.results.selected = place,
        None => model.say(if forward {
            "No failure after this row."
        } else {
            "No failure before this row."
        }),
    }
    Vec::new()
}

/// Offers the runs.
pub(crate) fn ask_run(model: &mut Model) -> Vec<Effect> {
    let items = model.results.runs.iter().map(|run| {
        let counts = run.counts;
        PickItem {
            value: run.id,
            label: format!("Run {}", run.id),
            detail: format!(
                "{}  {} created, {} failed, {} unknown, {} not sent",
                connect::name(model, &run.site.scope),
                counts.created,
                counts.failed,
                counts.unknown,
                counts.queued
            ),
            search: run.site.gateway.clone(),
        }
    });
    let current = model.results.shown.as_ref().map(|shown| shown.summary.id);
    let picker = Picker::new("Which run?", items.collect(), current.as_ref());
    model.overlays.push(Overlay::Runs(picker));
    Vec::new()
}

/// Asks for the selected device's secret to be opened.
pub(crate) fn reveal(model: &mut Model) -> Vec<Effect> {
    match selected(model) {
        Some((run, index)) => vec![Effect::Reveal(run, index)],
        None => Vec::new(),
    }
}

/// The secret is open: shown until a key is pressed, and gone from memory with that.
pub(crate) fn secret(
    model: &mut Model,
    run: RunId,
    index: RowIndex,
    outcome: Result<Opened, Reason>,
) -> Vec<Effect> {
    if selected(model) != Some((run, index)) {
        return Vec::new();
    }
    let key = model
        .results
        .selected_row()
        .and_then(|row| row.device_key.clone())
        .unwrap_or_default();
    match outcome {
        Ok(opened) => model.overlays.push(Overlay::Text(Reading {
            title: format!("Secret of {key}"),
            body: Body::Secret(key, opened),
            scroll: 0,
        })),
        Err(reason) => model.warn(format!("the secret cannot be opened: {reason}")),
    }
    Vec::new()
}

/// Sends the selected row's ids and reason to the clipboard.
pub(crate) fn copy(model: &mut Model) -> Vec<Effect> {
    let Some(row) = model.results.selected_row() else {
        return Vec::new();
    };
    let mut text = format!(
        "productKey {}  deviceKey {}",
        row.product_key,
        row.device_key.as_deref().unwrap_or(super::KEY_BY_ENOS)
    );
    let code = row.cause.as_ref().and_then(|cause| cause.code());
    let msg = words::row(row);
    for (name, value) in [
        ("assetId", row.asset_id.as_deref()),
        ("code", code.map(|code| code.to_string()).as_deref()),
        ("msg", Some(msg.as_str()).filter(|msg| !msg.is_empty())),
        ("requestId", row.request_id.as_deref()),
    ] {
        if let Some(value) = value {
            text.push_str("  ");
            text.push_str(name);
            text.push(' ');
            text.push_str(value);
        }
    }
    model.say("Sent to the terminal's clipboard, if it takes such requests.");
    vec![Effect::Copy(text)]
}

/// Asks where to write the results.
pub(crate) fn ask_export(model: &mut Model) -> Vec<Effect> {
    let Some(shown) = &model.results.shown else {
        return Vec::new();
    };
    let run = shown.summary.id;
    model.overlays.push(Overlay::Prompt(Prompt {
        scroll: 0,
        title: format!("Write the results of run {run} to which file?"),
        lines: Vec::new(),
        hint: "The ending decides: .csv or .json. Secrets are not written.".to_owned(),
        entry: Entry::line(&format!("enroll-run-{run}.csv")),
        then: Prompted::ExportTo(run),
    }));
    Vec::new()
}

/// Writes the results to the file typed.
pub(crate) fn export(run: RunId, typed: &str) -> Result<Vec<Effect>, Reason> {
    let path = PathBuf::from(typed);
    let known = path
        .extension()
        .is_some_and(|ending| ending == "csv" || ending == "json");
    if known {
        Ok(vec![Effect::Export(run, path)])
    } else {
        Err("the file name must end in .csv or .json".to_owned())
    }
}
