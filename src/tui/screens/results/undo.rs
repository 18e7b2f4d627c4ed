//! Deleting what a run created: what would go is shown first, and its number typed.

use crate::domain::{End, RowIndex, RunId, RunRow, Undone};
use crate::provision::run::{Pace, Paused};
use crate::provision::undo::{Progress, UndoResult};
use crate::said::Lang;
use crate::submit::undo::{UndoEvent, UndoPreview, UndoSummary};
use crate::tui::app::{Body, Confirmed, Effect, Model, Overlay, Prompted, Reading, Reason};
use crate::tui::screens::{ask, or_warn, prompt, show};
use crate::tui::widgets::write::{counted, grouped};
use crate::words;

use super::{Running, State, Tally, Work};

/// So many devices that stay are named with their reasons.
const NAMED: usize = 5;

/// Asks EnOS what can be deleted; where an earlier undo was cut short, only whether to go on with it.
pub(crate) fn ask_undo(model: &mut Model) {
    let Some(run) = model.results.run() else {
        return;
    };
    let Tally { marked, made, .. } = model.results.tally();
    if marked > 0 {
        let title = format!("Go on deleting what run {run} created");
        let line = format!(
            "{} on {} still to be deleted, each only if it was never used and is unchanged.",
            counted(marked, "device"),
            label(model)
        );
        let then = Confirmed::GoOnUndoing(run);
        return ask(model, &title, &[&line], "delete", then);
    }
    show(model, title(run), Body::Looking(run, made));
    model.want(Effect::PreviewUndo(run));
}

fn title(run: RunId) -> String {
    format!("Delete what run {run} created")
}

fn label(model: &Model) -> &str {
    model.about().map_or("", |about| &about.label)
}

/// What can be deleted is known: asks for its number, unless nobody waits for it any more.
pub(crate) fn previewed(model: &mut Model, run: RunId, outcome: Result<UndoPreview, Reason>) {
    let waiting = |overlay: &Overlay| matches!(overlay, Overlay::Text(Reading { body: Body::Looking(of, _), .. }) if *of == run);
    let Some(place) = model.overlays.iter().position(waiting) else {
        return;
    };
    model.overlays.remove(place);
    let Some(preview) = or_warn(model, "", outcome) else {
        return;
    };
    let lines = in_words(&model.results, &preview, label(model));
    let count = preview.deletable();
    if count == 0 {
        show(model, title(run), Body::Lines(lines));
        return;
    }
    let hint = format!("Type {count} to delete them for good.");
    let then = Prompted::Undo(run, Box::new(preview));
    prompt(model, &title(run), lines, &hint, then);
}

/// What goes, what stays and why.
fn in_words(results: &State, preview: &UndoPreview, label: &str) -> Vec<String> {
    let mut lines = vec![format!(
        "{} on {label} never used and unchanged, to be deleted there one by one.",
        counted(preview.deletable(), "device")
    )];
    let name = |index: &RowIndex| {
        let row = results.shown.as_ref().and_then(|shown| shown.row(*index));
        let key = row.and_then(|row| row.device_key.as_deref());
        key.unwrap_or(super::KEY_BY_ENOS).to_owned()
    };
    let adopted = results.tally().adopted;
    let (mut kept, mut open, mut gone) = (Vec::new(), Vec::new(), Vec::new());
    for (index, result) in &preview.results {
        match result {
            UndoResult::Settled(Undone::Kept(why)) => kept.push((index, why)),
            UndoResult::Settled(Undone::Open(why)) => open.push((index, why)),
            UndoResult::Settled(Undone::Gone(how)) => gone.push((index, how)),
            UndoResult::Settled(_) | UndoResult::Deletable(_) => {}
        }
    }
    for (rows, words) in [(kept, "kept:"), (open, "left alone:"), (gone, "not there:")] {
        if !rows.is_empty() {
            lines.push(format!("{} {words}", counted(rows.len(), "device")));
        }
        let named = rows.iter().take(NAMED);
        lines.extend(
            named.map(|(index, why)| {
                format!("  {}: {}", name(index), words::cause(why).to(Lang::En))
            }),
        );
        if let more @ 1.. = rows.len().saturating_sub(NAMED) {
            lines.push(format!("  and {} more", grouped(more)));
        }
    }
    if adopted > 0 {
        let adopted = counted(adopted, "device");
        lines.push(format!("{adopted} kept: adopted, not made by this run"));
    }
    for (blind, count) in preview.blind() {
        lines.push(format!(
            "Of {}: {}.",
            counted(count, "device"),
            words::blind(blind).to(Lang::En)
        ));
    }
    if preview.deletable() > 0 {
        lines.push(words::WINDOW.to(Lang::En).into_owned());
    }
    if let Some((unseen, cause)) = &preview.unseen {
        let unseen = counted(unseen.len(), "device");
        lines.push(format!(
            "{unseen} could not be looked up, and kept: {}",
            words::cause(cause).to(Lang::En)
        ));
    }
    lines
}

/// Deletes, if the number typed is that of the devices.
pub(crate) fn confirm_undo(
    model: &mut Model,
    run: RunId,
    preview: &UndoPreview,
    typed: &str,
) -> Result<(), Reason> {
    let count = preview.deletable();
    if typed != count.to_string() {
        return Err(format!(
            "{count} has to be typed to delete {}; Esc deletes nothing",
            counted(count, "device")
        ));
    }
    let wanted = preview
        .results
        .iter()
        .filter_map(|(index, result)| match result {
            UndoResult::Deletable(_) => Some((*index, ())),
            UndoResult::Settled(_) => None,
        });
    model.results.change(run, wanted, |row, ()| row.undo = true);
    delete(model, run, Some(Box::new(preview.clone())));
    Ok(())
}

/// Has deleted what the preview calls deletable; without one, what an undo that was cut short has left.
pub(crate) fn delete(model: &mut Model, run: RunId, preview: Option<Box<UndoPreview>>) {
    let marked = model.results.tally().marked;
    let count = preview
        .as_ref()
        .map_or(marked, |preview| preview.deletable());
    model.results.running = Some(Running::new(run, Work::Undoing, count, model.now));
    model.results.halted = None;
    model.want(Effect::Undo(run, preview));
}

/// Devices are gone, or stay.
pub(crate) fn undoing(model: &mut Model, run: RunId, event: UndoEvent) {
    let UndoEvent { settled, progress } = event;
    let settled_so_far = progress.settled();
    let settled = settled.iter().map(|(row, undone)| (*row, undone));
    model.results.change(run, settled, RunRow::undo);
    let now = model.now;
    let running = model.results.running.as_mut();
    if let Some(running) = running.filter(|running| running.run == run) {
        let pace = Pace {
            under_way: progress.under_way,
            resting_until: progress.resting_until,
            slowed: progress.slowed,
            ..Pace::default()
        };
        let paused = progress.paused.then_some(Paused::Asked);
        running.set_progress(settled_so_far, pace, paused, now);
    }
}

/// The undo is over.
pub(crate) fn undo_over(model: &mut Model, run: RunId, outcome: Result<UndoSummary, Reason>) {
    let halted = match outcome {
        Ok(UndoSummary { end, progress }) => {
            model.say(undone(run, &progress));
            match end {
                End::Finished => None,
                End::Cancelled => Some("you stopped the deleting; U goes on".to_owned()),
                End::Stopped { cause } => {
                    Some(format!("{}; U goes on", words::cause(&cause).to(Lang::En)))
                }
            }
        }
        Err(reason) => Some(reason),
    };
    if let Some(reason) = &halted {
        model.warn(format!("Deleting stopped: {reason}"));
    }
    super::run::ended(model, halted);
    model.want(Effect::LoadRun(run));
}

/// How many devices of the run went, and how many did not.
fn undone(run: RunId, progress: &Progress) -> String {
    let mut words = format!("Run {run}: {} deleted", counted(progress.deleted, "device"));
    for (count, word) in [
        (progress.gone, "gone already"),
        (progress.kept, "kept"),
        (progress.left, "left for another undo"),
    ] {
        if count > 0 {
            words = format!("{words}, {} {word}", grouped(count));
        }
    }
    let window = progress.window.as_millis();
    if progress.deleted > 0 {
        words = format!("{words}, at most {window} ms after the last look");
    }
    words + "."
}
