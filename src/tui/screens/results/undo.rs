//! Deleting what a run created: what would go is shown first, and its number typed.

use super::{Answer, KEY_BY_ENOS, Requests};
use crate::domain::{RowIndex, RunId, Undone};
use crate::provision::undo::UndoResult;
use crate::said::Lang;
use crate::submit::undo::UndoPreview;
use crate::tui::contract::{Awaited, Body, Entry, Notice, Overlay, Prompt, Request};
use crate::tui::shared::{Effect, Reason, Shared, Tally};
use crate::tui::text_field::TextField;
use crate::tui::widgets::write::{counted, grouped};
use crate::words;

/// So many devices that stay are named with their reasons.
const NAMED: usize = 5;

/// Asks EnOS what can be deleted; where an earlier undo was cut short, only whether to go on with it.
pub(super) fn ask(shared: &Shared) -> Requests {
    let Some(run) = shared.runs.run() else {
        return Requests::none();
    };
    let Tally { marked, made, .. } = shared.runs.tally();
    if marked > 0 {
        let title = format!("Go on deleting what run {run} created");
        let line = format!(
            "{} on {} still to be deleted, each only if it was never used and is unchanged.",
            counted(marked, "device"),
            label(shared)
        );
        let then = Answer::GoOnUndoing(run);
        return Overlay::ask(title, &[&line], "delete", then).into();
    }
    let asked = format!("Asking EnOS about {}…", counted(made, "device"));
    let word = "Nothing is deleted yet.";
    let meanwhile = Overlay::meanwhile(title(run), Some(asked), word, Awaited::Preview(run));
    Requests::from(meanwhile).and(Effect::PreviewUndo(run))
}

fn title(run: RunId) -> String {
    format!("Delete what run {run} created")
}

fn label(shared: &Shared) -> &str {
    shared.about().map_or("", |about| &about.label)
}

/// What can be deleted is known: asks for its number, unless nobody waits for it any more.
pub fn previewed(shared: &Shared, run: RunId, outcome: Result<UndoPreview, Reason>) -> Requests {
    let instead = |overlay| Request::Instead(Awaited::Preview(run), overlay);
    let preview = match outcome {
        Ok(preview) => preview,
        Err(text) => return instead(Err(Notice { text, bad: true })).into(),
    };
    let lines = in_words(shared, &preview);
    let count = preview.deletable();
    let overlay = if count == 0 {
        Overlay::text(title(run), Body::Lines(lines))
    } else {
        Overlay::Prompt(Prompt {
            title: title(run),
            lines,
            scroll: 0,
            hint: format!("Type {count} to delete them for good."),
            entry: Entry::Text(TextField::default()),
            then: Answer::Undo(run, Box::new(preview)),
        })
    };
    instead(Ok(overlay)).into()
}

/// What goes, what stays and why.
fn in_words(shared: &Shared, preview: &UndoPreview) -> Vec<String> {
    let runs = &shared.runs;
    let mut lines = vec![format!(
        "{} on {} never used and unchanged, to be deleted there one by one.",
        counted(preview.deletable(), "device"),
        label(shared)
    )];
    let name = |index: &RowIndex| {
        let row = runs.shown.as_ref().and_then(|shown| shown.row(*index));
        let key = row.and_then(|row| row.device_key.as_deref());
        key.unwrap_or(KEY_BY_ENOS).to_owned()
    };
    let adopted = runs.tally().adopted;
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
pub(super) fn confirm(run: RunId, preview: &UndoPreview, typed: &str) -> Result<Requests, Reason> {
    let count = preview.deletable();
    if typed != count.to_string() {
        return Err(format!(
            "{count} has to be typed to delete {}; Esc deletes nothing",
            counted(count, "device")
        ));
    }
    let preview = Box::new(preview.clone());
    Ok(Request::Undo(run, Some(preview)).into())
}
