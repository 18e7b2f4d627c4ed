//! Why a command cannot be run just now.

use super::command::Command;
use super::loading::Load;
use super::model::{Model, Reach};
use crate::domain::RowState;
use crate::tui::screens::connect;
use crate::tui::screens::results::{self, Work};

/// What may speak against a command in words of its own.
type Check = fn(&Model) -> Option<String>;

/// The reason against a command, or none when it may be run.
pub(super) fn objection(command: Command, model: &Model) -> Option<String> {
    match checks(command, model) {
        Ok(checks) => checks.iter().find_map(|check| check(model)),
        Err(why) => Some(why.to_owned()),
    }
}

/// What is still to be asked before a command is run, or why it cannot be.
#[expect(clippy::too_many_lines, reason = "one arm a command")]
fn checks(command: Command, model: &Model) -> Result<&'static [Check], &'static str> {
    let (results, device) = (&model.results, &model.device);
    let here = model.workspace == Load::Ready(());
    let finished = || results.counts().queued + results.askable() == 0;
    Err(match command {
        Command::UseProduct if model.products.matches.is_empty() => {
            "no product is selected; t takes a key by hand"
        }
        Command::Reload if model.link.reach == Reach::Trying => "it is still being reached",
        Command::TakeOver if here && model.waiting_elsewhere().all(|other| other.queued == 0) => {
            "no device waits at another gateway"
        }
        Command::SaveDevice
        | Command::SaveAndAnother
        | Command::PreviewJson
        | Command::NextProblem
        | Command::ChangeProduct
            if !device.open() =>
        {
            "there is no device on the form; choose a product first (1)"
        }
        Command::SaveAndAnother if !device.adding() => "this is an edit; Ctrl-S saves it",
        Command::StartOver if here && !device.open() && device.binned.is_none() => {
            "the form is empty"
        }
        Command::EditDevice
        | Command::Duplicate
        | Command::DuplicateMany
        | Command::Remove
        | Command::Submit
            if model.queue.is_empty() =>
        {
            "the queue is empty; a adds a device"
        }
        Command::Submit if model.queue.queue.ready() == 0 => {
            "no device is ready; e opens the selected one at its problem"
        }
        Command::Undo if !model.queue.queue.can_undo() => "nothing to undo",
        Command::Redo if !model.queue.queue.can_redo() => "nothing to do again",
        Command::PauseRun | Command::StopRun => match &results.running {
            None => "nothing is under way",
            Some(running) if running.stopping() => "it is stopping already",
            Some(_) => return Ok(&[]),
        },
        Command::GoOn if finished() && results.tally().by_eye > 0 => {
            "Enter says what became of the rows that left without a key"
        }
        Command::GoOn if finished() => {
            "all is settled; Enter corrects a failed row, t queues it again"
        }
        Command::UndoRun if results.tally().made == 0 => {
            "this run created no device that is still there"
        }
        Command::OpenRow | Command::SendAgain | Command::Reveal | Command::Copy => {
            return row(command, model);
        }
        Command::Filter | Command::NextFailure | Command::PreviousFailure | Command::Export
            if results.shown.is_none() =>
        {
            "there is no run yet"
        }
        Command::ChooseRun if results.runs.is_empty() => "there is no run yet",
        Command::EditProfile | Command::RemoveProfile if model.connect.selected == 0 => {
            "the sandbox is built in; a adds a profile"
        }
        Command::UseProduct | Command::AddDevice | Command::TakeOver | Command::StartOver => {
            return Ok(&[away]);
        }
        Command::TypeProductKey => return Ok(&[offline, away]),
        Command::Submit => return Ok(&[busy, offline]),
        Command::GoOn | Command::UndoRun => return Ok(&[busy, other_gateway, offline]),
        Command::UseProfile => return Ok(&[busy, unsaved]),
        _ => return Ok(&[]),
    })
}

/// Queue and form belong to the gateway worked on, and are read first.
fn away(model: &Model) -> Option<String> {
    match &model.workspace {
        Load::Ready(()) => None,
        Load::Idle | Load::Loading => {
            Some("the queue and the form are still being read".to_owned())
        }
        Load::Failed(reason) => Some(format!(
            "the queue and the form cannot be read: {reason} (5, Enter reads them again)"
        )),
    }
}

/// What is not on the disk yet would be left behind at another gateway.
fn unsaved(model: &Model) -> Option<String> {
    if let Some(reason) = &model.device.unkept {
        return Some(format!("the form is not kept: {reason}"));
    }
    let saving = model.queue.queue.saves() || model.device.is_saving();
    saving.then(|| "the last change is still being saved".to_owned())
}

fn busy(model: &Model) -> Option<String> {
    let running = model.results.running.as_ref()?;
    Some(match running.work {
        Work::Sending => format!("run {} is still being sent (4)", running.run),
        Work::Undoing => format!("what run {} created is being deleted (4)", running.run),
    })
}

fn offline(model: &Model) -> Option<String> {
    let link = &model.link;
    let label = &link.label;
    match (&link.reach, &link.about) {
        (Reach::Trying, _) => Some(format!("{label} is still being reached")),
        (_, None) => Some(format!("{label} is not connected (5)")),
        // Whether it answers now is found out by asking.
        (Reach::Up | Reach::Down(_), Some(_)) => None,
    }
}

/// A run belongs to the gateway that it was begun on.
fn other_gateway(model: &Model) -> Option<String> {
    let run = &model.results.shown.as_ref()?.summary;
    (run.site.scope != model.scope()).then(|| {
        let name = connect::name(model, &run.site.scope);
        format!("this run belongs to {name}; connect to it first (5)")
    })
}

/// The same of what is done with the selected row of a run.
fn row(command: Command, model: &Model) -> Result<&'static [Check], &'static str> {
    let row = model.results.selected_row().ok_or("no row is selected")?;
    let opens = command == Command::OpenRow;
    Err(match row.state {
        _ if command == Command::Copy => return Ok(&[]),
        _ if command == Command::Reveal && row.has_secret => return Ok(&[other_gateway, keyless]),
        _ if command == Command::Reveal => {
            "no secret came for this row; ask for secrets when submitting"
        }
        RowState::Failed => return Ok(&[other_gateway, away]),
        RowState::Queued if opens => return Ok(&[other_gateway, away]),
        RowState::Unknown if opens && (row.needs_person() || results::is_disputed(row)) => {
            return Ok(&[busy, other_gateway, offline]);
        }
        RowState::Created => "this device is created",
        RowState::InFlight => "this row is being sent",
        RowState::Unknown if row.needs_person() => {
            "EnOS may have created it; Enter shows the devices it may have become"
        }
        RowState::Unknown => "EnOS may have created it; s asks EnOS before anything is sent again",
        RowState::Skipped => "this device exists and was left alone",
        RowState::Deleted => "this device was deleted again",
        RowState::Queued => "this row is queued already; s sends it",
    })
}

/// Without a private key no secret is opened.
fn keyless(model: &Model) -> Option<String> {
    let keyless = model.about().is_none_or(|about| !about.has_key);
    keyless.then(|| "no private key is configured for this gateway (5, e)".to_owned())
}
