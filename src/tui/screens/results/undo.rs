//! Deleting what a run created: what would go is shown first, and its number typed.

use crate::domain::{Cause, End, RowIndex, RunId, Undone};
use crate::provision::run::{Pace, Paused};
use crate::provision::undo::{UndoResult, WINDOW};
use crate::submit::undo::{UndoEvent, UndoPreview, UndoSummary};
use crate::tui::app::{
    Body, Confirmed, Effect, Entry, Model, Overlay, Prompt, Prompted, Question, Reading, Reason,
};
use crate::tui::widgets::write::{counted, grouped};

use super::{Running, State, Work};

/// So many devices that stay are named with their reasons.
const NAMED: usize = 5;

/// Whether the run in view created a device that is still there.
#[must_use]
pub(crate) fn undoable(model: &Model) -> bool {
    model.results.tally().made > 0
}

/// Asks EnOS what can be deleted; where an earlier undo was cut short, only whether to go on with it.
pub(crate) fn ask_undo(model: &mut Model) -> Vec<Effect> {
    let Some(run) = model.results.shown.as_ref().map(|shown| shown.summary.id) else {
        return Vec::new();
    };
    let label = model.about().map_or("", |about| about.label.as_str());
    let marked = model.results.marked();
    if marked > 0 {
        let question = Question {
            scroll: 0,
            title: format!("Go on deleting what run {run} created"),
            lines: vec![format!(
                "{} on {label} still to be deleted, each only if it was never used and is unchanged.",
                counted(marked, "device")
            )],
            yes: "delete",
            then: Confirmed::GoOnUndoing(run),
        };
        model.overlays.push(Overlay::Ask(question));
        return Vec::new();
    }
    let made = model.results.tally().made;
    model.overlays.push(Overlay::Text(Reading {
        title: format!("Delete what run {run} created"),
        body: Body::Looking(run, made),
        scroll: 0,
    }));
    vec![Effect::PreviewUndo(run)]
}

/// What can be deleted is known: asks for its number, unless nobody waits for it any more.
pub(crate) fn previewed(model: &mut Model, run: RunId, outcome: Result<UndoPreview, Reason>) {
    let waiting = |overlay: &Overlay| matches!(overlay, Overlay::Text(Reading { body: Body::Looking(of, _), .. }) if *of == run);
    let Some(place) = model.overlays.iter().position(waiting) else {
        return;
    };
    model.overlays.remove(place);
    let preview = match outcome {
        Ok(preview) => preview,
        Err(reason) => {
            model.warn(reason);
            return;
        }
    };
    let label = model.about().map_or("", |about| about.label.as_str());
    let lines = told(&model.results, &preview, label);
    let count = preview.deletable();
    let title = format!("Delete what run {run} created");
    model.overlays.push(if count == 0 {
        Overlay::Text(Reading {
            title,
            body: Body::Lines(lines),
            scroll: 0,
        })
    } else {
        Overlay::Prompt(Prompt {
            scroll: 0,
            title,
            lines,
            hint: format!("Type {count} to delete them for good."),
            entry: Entry::line(""),
            then: Prompted::Undo(run, Box::new(preview)),
        })
    });
}

/// What goes, what stays and why.
fn told(results: &State, preview: &UndoPreview, label: &str) -> Vec<String> {
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
    let of = |wanted: fn(&Undone) -> Option<&Cause>| {
        let ended = preview
            .results
            .iter()
            .filter_map(move |(index, result)| match result {
                UndoResult::Settled(undone) => Some((index, wanted(undone)?)),
                UndoResult::Deletable(_) => None,
            });
        ended.collect::<Vec<_>>()
    };
    let kept = of(|undone| match undone {
        Undone::Kept(why) => Some(why),
        _ => None,
    });
    let open = of(|undone| match undone {
        Undone::Open(why) => Some(why),
        _ => None,
    });
    let gone = of(|undone| match undone {
        Undone::Gone(how) => Some(how),
        _ => None,
    });
    for (rows, words) in [(kept, "kept:"), (open, "left alone:"), (gone, "not there:")] {
        if !rows.is_empty() {
            lines.push(format!("{} {words}", counted(rows.len(), "device")));
        }
        let named = rows.iter().take(NAMED);
        lines.extend(named.map(|(index, why)| format!("  {}: {why}", name(index))));
        if let more @ 1.. = rows.len().saturating_sub(NAMED) {
            lines.push(format!("  and {} more", grouped(more)));
        }
    }
    if adopted > 0 {
        let adopted = counted(adopted, "device");
        lines.push(format!("{adopted} kept: adopted, not made by this run"));
    }
    for (blind, count) in preview.blind() {
        lines.push(format!("Of {}: {blind}.", counted(count, "device")));
    }
    if preview.deletable() > 0 {
        lines.push(WINDOW.to_owned());
    }
    if let Some((unseen, cause)) = &preview.unseen {
        let unseen = counted(unseen.len(), "device");
        lines.push(format!(
            "{unseen} could not be looked up, and kept: {cause}"
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
) -> Result<Vec<Effect>, Reason> {
    let count = preview.deletable();
    if typed != count.to_string() {
        return Err(format!(
            "{count} has to be typed to delete {}; Esc deletes nothing",
            counted(count, "device")
        ));
    }
    let wanted: Vec<RowIndex> = preview
        .results
        .iter()
        .filter(|(_, result)| matches!(result, UndoResult::Deletable(_)))
        .map(|(index, _)| *index)
        .collect();
    model.results.change(run, &wanted, |_, row| row.undo = true);
    Ok(begin(model, run, count, Some(Box::new(preview.clone()))))
}

/// Goes on with an undo that was cut short.
pub(crate) fn go_on_undoing(model: &mut Model, run: RunId) -> Vec<Effect> {
    let marked = model.results.marked();
    begin(model, run, marked, None)
}

fn begin(
    model: &mut Model,
    run: RunId,
    count: usize,
    preview: Option<Box<UndoPreview>>,
) -> Vec<Effect> {
    model.results.running = Some(Running::new(run, Work::Undoing, count, model.now));
    model.results.halted = None;
    vec![Effect::Undo(run, preview)]
}

/// Devices are gone, or stay.
pub(crate) fn undoing(model: &mut Model, run: RunId, event: UndoEvent) -> Vec<Effect> {
    let UndoEvent { settled, progress } = event;
    let settled_so_far = progress.settled();
    let indexes: Vec<RowIndex> = settled.iter().map(|(index, _)| *index).collect();
    model.results.change(run, &indexes, |nth, row| {
        if let Some((_, undone)) = settled.get(nth) {
            row.undo(undone);
        }
    });
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
        running.told(settled_so_far, pace, paused, now);
    }
    Vec::new()
}

/// The undo is over.
pub(crate) fn undo_over(
    model: &mut Model,
    run: RunId,
    outcome: Result<UndoSummary, Reason>,
) -> Vec<Effect> {
    let halted = match outcome {
        Ok(UndoSummary { end, progress }) => {
            let mut told = format!("Run {run}: {} deleted", counted(progress.deleted, "device"));
            for (count, word) in [
                (progress.gone, "gone already"),
                (progress.kept, "kept"),
                (progress.left, "left for another undo"),
            ] {
                if count > 0 {
                    told = format!("{told}, {} {word}", grouped(count));
                }
            }
            let window = progress.window.as_millis();
            if progress.deleted > 0 {
                told = format!("{told}, at most {window} ms after the last look");
            }
            model.say(format!("{told}."));
            match end {
                End::Finished => None,
                End::Cancelled => Some("you stopped the deleting; U goes on".to_owned()),
                End::Stopped { cause } => Some(format!("{cause}; U goes on")),
            }
        }
        Err(reason) => Some(reason),
    };
    if let Some(reason) = &halted {
        model.warn(format!("Deleting stopped: {reason}"));
    }
    super::run::ended(model, run, halted)
}
