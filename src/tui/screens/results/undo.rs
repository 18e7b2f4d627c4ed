//! Deleting what a run created: what would go is shown first, and its number typed.

use std::collections::BTreeMap;

use crate::domain::{Failure, RowState};
use crate::provision::run::{End, Pace, Paused};
use crate::provision::undo::Fate;
use crate::store::{RunId, RunRow};
use crate::submit::undo::{UndoEvent, UndoPreview, UndoSummary};
use crate::tui::app::{
    Body, Confirmed, Effect, Entry, Model, Overlay, Prompt, Prompted, Question, Reading, Reason,
};
use crate::tui::widgets::write::{counted, grouped};

use super::{Running, Work};

/// So many devices that stay are named with their reasons.
const NAMED: usize = 5;

/// Whether the row's device is marked to be deleted and still there.
#[must_use]
pub fn to_be_deleted(row: &RunRow) -> bool {
    row.undo && row.state == RowState::Created
}

/// Whether the run in view created a device that is still there.
#[must_use]
pub fn undoable(model: &Model) -> bool {
    rows(model).iter().any(made)
}

fn made(row: &RunRow) -> bool {
    row.state == RowState::Created && !row.adopted
}

fn rows(model: &Model) -> &[RunRow] {
    let shown = model.results.shown.as_ref();
    shown.map_or(&[][..], |shown| &shown.rows)
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
            title: format!("Go on deleting what run {run} created"),
            lines: vec![format!(
                "{} on {label} still to be deleted, each only if it is inactive and unchanged.",
                counted(marked, "device")
            )],
            yes: "delete",
            then: Confirmed::GoOnUndoing(run),
        };
        model.overlays.push(Overlay::Ask(question));
        return Vec::new();
    }
    let made = rows(model).iter().filter(|row| made(row)).count();
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
    let lines = told(rows(model), &preview, label);
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
            title,
            lines,
            hint: format!("Type {count} to delete them; this cannot be taken back."),
            entry: Entry::line(""),
            then: Prompted::Undo(run, Box::new(preview)),
        })
    });
}

/// What goes, what stays and why.
fn told(rows: &[RunRow], preview: &UndoPreview, label: &str) -> Vec<String> {
    let mut lines = vec![format!(
        "{} on {label} inactive and unchanged, to be deleted there one by one.",
        counted(preview.deletable(), "device")
    )];
    let name = |index: &u32| {
        let row = usize::try_from(*index).ok().and_then(|at| rows.get(at));
        let key = row.and_then(|row| row.device_key.as_deref());
        key.unwrap_or(super::KEY_BY_ENOS).to_owned()
    };
    let kept: BTreeMap<&u32, &String> = preview
        .fates
        .iter()
        .filter_map(|(index, fate)| match fate {
            Fate::Kept(why) => Some((index, why)),
            Fate::Deletable | Fate::Deleted => None,
        })
        .collect();
    let gone = preview
        .fates
        .values()
        .filter(|fate| **fate == Fate::Deleted);
    let gone = gone.count();
    let adopted = rows.iter().filter(|row| row.adopted).count();
    for (count, words) in [
        (kept.len(), "kept:"),
        (adopted, "kept: adopted, not made by this run"),
        (gone, "gone already"),
    ] {
        if count > 0 {
            lines.push(format!("{} {words}", counted(count, "device")));
        }
        if words == "kept:" {
            let named = kept.iter().take(NAMED);
            lines.extend(named.map(|(index, why)| format!("  {}: {why}", name(index))));
        }
    }
    if let Some((unseen, Failure { msg, .. })) = &preview.unseen {
        let unseen = counted(unseen.len(), "device");
        lines.push(format!("{unseen} could not be looked up, and kept: {msg}"));
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
    let wanted: Vec<u32> = preview
        .fates
        .iter()
        .filter(|(_, fate)| **fate == Fate::Deletable)
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
    let indexes: Vec<u32> = settled.iter().map(|(index, _)| *index).collect();
    model.results.change(run, &indexes, |nth, row| {
        row.undo = false;
        match settled.get(nth) {
            Some((_, Some(why))) => row.msg.clone_from(why),
            _ => row.state = RowState::Deleted,
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
        running.told(progress.deleted + progress.kept, pace, paused, now);
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
            let deleted = counted(progress.deleted, "device");
            let kept = grouped(progress.kept);
            model.say(format!("Run {run}: {deleted} deleted, {kept} kept."));
            match end {
                End::Finished => None,
                End::Cancelled => Some("you stopped the deleting; U goes on".to_owned()),
                End::Stopped(failure) => Some(format!("{}; U goes on", failure.msg)),
            }
        }
        Err(reason) => Some(reason),
    };
    if let Some(reason) = &halted {
        model.warn(format!("Deleting stopped: {reason}"));
    }
    super::run::ended(model, run, halted)
}
