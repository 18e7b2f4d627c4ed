//! Rows whose reply was lost, without a key or with a disputed one: a person says which device they became.

use std::time::Duration;

use crate::domain::{RowIndex, RunId};
use crate::said::Lang;
use crate::tui::app::{
    Candidate, Candidates, Confirmed, Effect, Judgement, Model, Overlay, Pick, Reason,
};
use crate::tui::screens::{self, or_warn};
use crate::tui::widgets::picker::{PickItem, Picker};
use crate::words::lasting;

use super::act::selected;

/// Asks EnOS for the devices that the selected row may have become.
pub(super) fn ask(model: &mut Model) {
    if let Some((run, index)) = selected(model) {
        let disputed = model.results.selected_row().is_some_and(super::is_disputed);
        model.say(if disputed {
            "Asking EnOS for the device of this key."
        } else {
            "Asking EnOS for devices of this name made since."
        });
        model.want(Effect::FindCandidates(run, index));
    }
}

/// The devices are here: offers them, unless the row is no longer the selected one.
pub(crate) fn candidates(
    model: &mut Model,
    run: RunId,
    index: RowIndex,
    outcome: Result<Candidates, Reason>,
) {
    let is_selected = selected(model) == Some((run, index));
    let row = model.results.selected_row().filter(|_| is_selected);
    let Some(row) = row.filter(|row| row.needs_person() || super::is_disputed(row)) else {
        return;
    };
    let (name, disputed) = (row.name.clone(), super::is_disputed(row));
    model.notice = None;
    let found = or_warn(model, "EnOS could not be asked: ", outcome);
    let Some(Candidates { devices, cut }) = found else {
        return;
    };
    if disputed && devices.is_empty() {
        model.say("EnOS shows no device with this key at present; s asks again.");
        return;
    }
    let title = match devices.len() {
        _ if disputed => format!("Is this {name}, row {index}?"),
        0 if cut => format!("No device called {name} among those that were looked at"),
        0 => format!("EnOS has no device called {name} made since this row was sent"),
        _ => format!("Which of these is {name}, row {index}?"),
    };
    let (value, label) = match devices.first().filter(|_| disputed) {
        Some(Candidate { device, .. }) => (
            Judgement::NotMine(Box::new(device.clone())),
            "Not this row's",
        ),
        None => (Judgement::NotMade, "None of these"),
    };
    let detail = match (disputed, cut) {
        (true, _) => "it is somebody else's: the row fails",
        (false, true) => "but EnOS lists more than were looked at, and it may be one of those",
        (false, false) => "it was not made: send it again",
    };
    let none = PickItem {
        value: Pick::Judgement(run, index, value),
        label: label.to_owned(),
        detail: detail.to_owned(),
        search: String::new(),
    };
    let items = devices.into_iter();
    let items = items.map(|candidate| item(run, index, candidate));
    let picker = Picker::new(title, items.chain([none]).collect(), None);
    model.overlays.push(Overlay::Pick(picker));
}

fn item(run: RunId, index: RowIndex, candidate: Candidate) -> PickItem<Pick> {
    let Candidate { device, after_ms } = candidate;
    let long = Duration::from_millis(after_ms.unwrap_or(0).unsigned_abs());
    let when = match after_ms {
        Some(0..) => format!("made {} after it was sent", lasting(long).to(Lang::En)),
        Some(_) => {
            let long = lasting(long);
            let long = long.to(Lang::En);
            format!("made {long} before it was sent, if all clocks are right")
        }
        None => "EnOS does not say when it was made".to_owned(),
    };
    PickItem {
        label: device.device_key.clone(),
        detail: format!("{when}, {}, asset {}", device.timezone, device.asset_id),
        search: String::new(),
        value: Pick::Judgement(run, index, Judgement::Made(Box::new(device))),
    }
}

/// One is chosen: taken for the row at once; that it was not made is asked back, for then it is sent again.
pub(crate) fn chosen(model: &mut Model, run: RunId, index: RowIndex, judgement: Judgement) {
    match judgement {
        Judgement::Made(_) | Judgement::NotMine(_) => {
            model.want(Effect::Judge(run, index, judgement));
        }
        Judgement::NotMade => {
            let title = format!("Send row {index} again");
            let line = "If EnOS did make the device after all, there will be two of it. EnOS shows a new \
                        device about 2 s after it was made.";
            let then = Confirmed::NotMade(run, index);
            screens::ask(model, &title, &[line], "it was not made", then);
        }
    }
}

/// The person's word is in the journal.
pub(crate) fn judged(
    model: &mut Model,
    run: RunId,
    index: RowIndex,
    outcome: Result<Judgement, Reason>,
) {
    if let Some(judgement) = or_warn(model, "not saved: ", outcome) {
        model.say(match judgement {
            Judgement::Made(device) => format!("Row {index} is {}: created.", device.device_key),
            Judgement::NotMine(_) => format!("Row {index} failed: its key is somebody else's."),
            Judgement::NotMade => format!("Row {index} waits; s sends it."),
        });
    }
    model.want(Effect::LoadRun(run));
}
