//! What can be done with a row or a run: correct, send again, reveal, copy, export.

use std::path::PathBuf;

use crate::domain::{Draft, RowIndex, RowState, RunId, RunRow};
use crate::enos::Opened;
use crate::said::Lang;
use crate::store::RunRecord;
use crate::tui::app::{Body, Confirmed, Effect, Model, Overlay, Pick, Prompted, Reason};
use crate::tui::screens::device::{self, Origin};
use crate::tui::screens::{ask, connect, or_warn, prompt, show};
use crate::tui::widgets::picker::{PickItem, Picker};
use crate::words;

/// A run was read.
pub(crate) fn read(model: &mut Model, outcome: Result<Box<RunRecord>, Reason>) {
    if let Some(record) = or_warn(model, "", outcome) {
        model.results.remember(&record.summary);
        model.results.show(*record);
    }
}

/// Opens the selected row: a failed one for correction, one that only a person can settle to be settled.
pub(crate) fn open(model: &mut Model) {
    let by_eye = |row: &RunRow| row.needs_person() || super::is_disputed(row);
    if model.results.selected_row().is_some_and(by_eye) {
        return super::candidates::ask(model);
    }
    if let Some((run, index)) = selected(model) {
        model.want(Effect::LoadRow(run, index));
    }
}

/// The selected row and its run.
pub(super) fn selected(model: &Model) -> Option<(RunId, RowIndex)> {
    Some((model.results.run()?, model.results.selected_row()?.index))
}

/// The row's device is here: onto the form with it, at the field that was refused.
pub(crate) fn row_read(
    model: &mut Model,
    run: RunId,
    index: RowIndex,
    outcome: Result<Box<Draft>, Reason>,
) {
    let Some(mut draft) = or_warn(model, "", outcome) else {
        return;
    };
    let shown = model.results.of_run(run);
    // The form is of the gateway worked on, which may be another by now.
    if shown.is_none_or(|shown| shown.summary.site.scope != model.scope()) {
        return;
    }
    let row = model.results.selected_row();
    let row = row.filter(|row| row.index == index);
    let failed = row.filter(|row| row.state == RowState::Failed);
    let cause = failed.and_then(|row| row.cause.clone());
    // A key made by the program is made anew: it may be what was refused.
    if row.is_some_and(|row| row.automatic) {
        draft.device_key = None;
    }
    let origin = Origin::Run { run, index, cause };
    device::edit(model, &draft, origin);
}

/// Queues the selected failed row again as it is; asks where a correction of it is not saved.
pub(crate) fn send_again(model: &mut Model) {
    let Some((run, index)) = selected(model) else {
        return;
    };
    if device::unsaved_of_run(model, run) != Some(index) {
        return model.want(Effect::Requeue(run, vec![(index, None)]));
    }
    let title = format!("Row {index} is being corrected");
    let lines = [
        "Its correction is on the form and not saved.",
        "Go on, and the row is queued as it was sent, without the correction. To send the \
         correction: Esc, 2, Ctrl-S.",
    ];
    let then = Confirmed::SendAgain(run, index);
    ask(model, &title, &lines, "queue it as it was", then);
}

/// Rows of a run wait to be sent again, committed.
pub(crate) fn requeued(
    model: &mut Model,
    run: RunId,
    rows: &[RowIndex],
    outcome: Result<(), Reason>,
) {
    let fine = or_warn(model, "not saved: ", outcome).is_some();
    if fine {
        model.say(format!("Queued again in run {run}; s sends it."));
        let rows = rows.iter().map(|row| (*row, ()));
        model
            .results
            .change(run, rows, |row, ()| row.state = RowState::Queued);
    }
    if rows.iter().any(|row| model.device.saves_row(run, *row)) {
        device::saved(model, fine);
    }
    model.want(Effect::LoadRun(run));
}

/// Selects the next or the previous row that is not created.
pub(crate) fn jump(model: &mut Model, forward: bool) {
    match model.results.next_trouble(forward) {
        Some(place) => model.results.selected = place,
        None if forward => model.say("No failure after this row."),
        None => model.say("No failure before this row."),
    }
}

/// Offers the runs.
pub(crate) fn ask_run(model: &mut Model) {
    let items = model.results.runs.iter().map(|run| {
        let counts = run.counts;
        PickItem {
            value: Pick::Run(run.id),
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
    let current = model.results.run().map(Pick::Run);
    let picker = Picker::new("Which run?", items.collect(), current.as_ref());
    model.overlays.push(Overlay::Pick(picker));
}

/// Asks for the selected device's secret to be opened.
pub(crate) fn reveal(model: &mut Model) {
    if let Some((run, index)) = selected(model) {
        model.want(Effect::Reveal(run, index));
    }
}

/// The secret is open: shown until a key is pressed, and gone from memory with that.
pub(crate) fn secret(
    model: &mut Model,
    run: RunId,
    index: RowIndex,
    outcome: Result<Opened, Reason>,
) {
    if selected(model) != Some((run, index)) {
        return;
    }
    let row = model.results.selected_row();
    let key = row
        .and_then(|row| row.device_key.clone())
        .unwrap_or_default();
    if let Some(opened) = or_warn(model, "the secret cannot be opened: ", outcome) {
        show(model, format!("Secret of {key}"), Body::Secret(key, opened));
    }
}

/// Sends the selected row's ids and reason to the clipboard.
pub(crate) fn copy(model: &mut Model) {
    let Some(row) = model.results.selected_row() else {
        return;
    };
    let key = row.device_key.as_deref().unwrap_or(super::KEY_BY_ENOS);
    let code = row.cause.as_ref().and_then(|cause| cause.code());
    let code = code.map(|code| code.to_string());
    let msg = words::row(row);
    let msg = msg.to(Lang::En);
    let pieces = [
        ("productKey", Some(row.product_key.as_str())),
        ("deviceKey", Some(key)),
        ("assetId", row.asset_id.as_deref()),
        ("code", code.as_deref()),
        ("msg", Some(&*msg).filter(|msg| !msg.is_empty())),
        ("requestId", row.request_id.as_deref()),
    ];
    let given = pieces
        .iter()
        .filter_map(|(name, value)| Some(format!("{name} {}", (*value)?)));
    let text = given.collect::<Vec<_>>().join("  ");
    model.say("Sent to the terminal's clipboard, if it takes such requests.");
    model.want(Effect::Copy(text));
}

/// Asks where to write the results.
pub(crate) fn ask_export(model: &mut Model) {
    if let Some(run) = model.results.run() {
        let title = format!("Write the results of run {run} to which file?");
        let hint = "The ending decides: .csv or .json. Secrets are not written.";
        let then = Prompted::ExportTo(run);
        prompt(model, &title, Vec::new(), hint, then);
    }
}

/// Writes the results to the file typed.
pub(crate) fn export(model: &mut Model, run: RunId, typed: &str) -> Result<(), Reason> {
    let path = PathBuf::from(typed);
    let ending = path.extension();
    if ending.is_some_and(|ending| ending == "csv" || ending == "json") {
        model.want(Effect::Export(run, path));
        Ok(())
    } else {
        Err("the file name must end in .csv or .json".to_owned())
    }
}
