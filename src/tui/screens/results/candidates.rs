//! Rows whose reply was lost, without a key or with a disputed one: a person says which device they became.

use std::time::Duration;

use crate::domain::{FoundDevice, RowIndex, RunId};
use crate::provision::text::lasting;
use crate::tui::app::{
    Candidate, Candidates, Confirmed, Effect, Judgement, Model, Overlay, Question, Reason,
};
use crate::tui::widgets::picker::{PickItem, Picker};

use super::act::selected;

/// Asks EnOS for the devices that the selected row may have become.
pub(super) fn ask(model: &mut Model) -> Vec<Effect> {
    let Some((run, index)) = selected(model) else {
        return Vec::new();
    };
    let disputed = model.results.selected_row().is_some_and(super::is_disputed);
    model.say(if disputed {
        "Asking EnOS for the device of this key."
    } else {
        "Asking EnOS for devices of this name made since."
    });
    vec![Effect::FindCandidates(run, index)]
}

/// The devices are here: offers them, unless the row is no longer the selected one.
pub(crate) fn candidates(
    model: &mut Model,
    run: RunId,
    index: RowIndex,
    outcome: Result<Candidates, Reason>,
) {
    let row = model.results.selected_row();
    let Some((name, disputed)) = row
        .filter(|row| row.index == index && (row.needs_person() || super::is_disputed(row)))
        .map(|row| (row.name.clone(), super::is_disputed(row)))
        .filter(|_| selected(model) == Some((run, index)))
    else {
        return;
    };
    model.notice = None;
    let Candidates {
        devices: found,
        cut,
    } = match outcome {
        Ok(found) => found,
        Err(reason) => {
            model.warn(format!("EnOS could not be asked: {reason}"));
            return;
        }
    };
    if disputed && found.is_empty() {
        model.say("EnOS shows no device with this key at present; s asks again.");
        return;
    }
    let title = match found.len() {
        _ if disputed => format!("Is this {name}, row {index}?"),
        0 if cut => format!("No device called {name} among those that were looked at"),
        0 => format!("EnOS has no device called {name} made since this row was sent"),
        _ => format!("Which of these is {name}, row {index}?"),
    };
    let none = PickItem {
        value: Judgement::NotMade,
        label: "None of these".to_owned(),
        detail: if cut {
            "but EnOS lists more than were looked at, and it may be one of those".to_owned()
        } else {
            "it was not made: send it again".to_owned()
        },
        search: String::new(),
    };
    let none = match found.first() {
        Some(candidate) if disputed => PickItem {
            value: Judgement::NotMine(Box::new(candidate.device.clone())),
            label: "Not this row's".to_owned(),
            detail: "it is somebody else's: the row fails".to_owned(),
            search: String::new(),
        },
        _ => none,
    };
    let items = found.into_iter().map(item).chain([none]).collect();
    let picker = Picker::new(title, items, None);
    model.overlays.push(Overlay::Candidates(picker, run, index));
}

fn item(candidate: Candidate) -> PickItem<Judgement> {
    let Candidate { device, after_ms } = candidate;
    let long = Duration::from_millis(after_ms.unwrap_or(0).unsigned_abs());
    let when = match after_ms {
        Some(0..) => format!("made {} after it was sent", lasting(long)),
        Some(_) => format!(
            "made {} before it was sent, if all clocks are right",
            lasting(long)
        ),
        None => "EnOS does not say when it was made".to_owned(),
    };
    PickItem {
        label: device.device_key.clone(),
        detail: format!("{when}, {}, asset {}", device.timezone, device.asset_id),
        search: String::new(),
        value: Judgement::Made(Box::new(device)),
    }
}

/// One is chosen: taken for the row at once; that it was not made is asked back, for then it is sent again.
pub(crate) fn chosen(
    model: &mut Model,
    run: RunId,
    index: RowIndex,
    judgement: Judgement,
) -> Vec<Effect> {
    match judgement {
        Judgement::Made(_) | Judgement::NotMine(_) => vec![Effect::Judge(run, index, judgement)],
        Judgement::NotMade => {
            model.overlays.push(Overlay::Ask(Question {
                scroll: 0,
                title: format!("Send row {index} again"),
                lines: vec![
                    "If EnOS did make the device after all, there will be two of it. EnOS shows a \
                     new device about 2 s after it was made."
                        .to_owned(),
                ],
                yes: "it was not made",
                then: Confirmed::NotMade(run, index),
            }));
            Vec::new()
        }
    }
}

/// That no device was made is sure: the row is queued again.
pub(crate) fn not_made(run: RunId, index: RowIndex) -> Vec<Effect> {
    vec![Effect::Judge(run, index, Judgement::NotMade)]
}

/// The person's word is in the journal.
pub(crate) fn judged(
    model: &mut Model,
    run: RunId,
    index: RowIndex,
    outcome: Result<Judgement, Reason>,
) -> Vec<Effect> {
    match outcome {
        Ok(Judgement::Made(device)) => {
            let FoundDevice { device_key, .. } = *device;
            model.say(format!("Row {index} is {device_key}: created."));
        }
        Ok(Judgement::NotMine(_)) => {
            model.say(format!("Row {index} failed: its key is somebody else's."));
        }
        Ok(Judgement::NotMade) => model.say(format!("Row {index} waits; s sends it.")),
        Err(reason) => model.warn(format!("not saved: {reason}")),
    }
    vec![Effect::LoadRun(run)]
}
