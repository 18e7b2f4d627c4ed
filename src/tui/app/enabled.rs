//! Why a command cannot be run just now.

use super::command::Command;
use super::model::{AtDesk, Link, Model, Reach};
use crate::domain::RowState;
use crate::tui::screens::connect;
use crate::tui::screens::results::{self, Work};

/// The reason against a command, or none when it may be run.
#[expect(clippy::too_many_lines, reason = "one arm a command")]
pub(super) fn objection(command: Command, model: &Model) -> Option<String> {
    let no = |refused: bool, why: &str| refused.then(|| why.to_owned());
    match command {
        Command::UseProduct => no(
            model.products.matches.is_empty(),
            "no product is selected; t takes a key by hand",
        )
        .or_else(|| away(model)),
        Command::Reload => no(
            model.link.reach == Reach::Trying,
            "it is still being reached",
        ),
        Command::TypeProductKey => offline(model).or_else(|| away(model)),
        Command::AddDevice => away(model),
        Command::TakeOver => away(model).or_else(|| {
            no(
                model.waiting_elsewhere().all(|other| other.queued == 0),
                "no device waits at another gateway",
            )
        }),
        Command::SaveDevice
        | Command::SaveAndAnother
        | Command::PreviewJson
        | Command::NextProblem
        | Command::ChangeProduct => no(
            !model.device.open(),
            "there is no device on the form; choose a product first (1)",
        )
        .or_else(|| {
            no(
                command == Command::SaveAndAnother && !model.device.adding(),
                "this is an edit; Ctrl-S saves it",
            )
        }),
        Command::StartOver => away(model).or_else(|| {
            no(
                !model.device.open() && !model.device.can_restore(),
                "the form is empty",
            )
        }),
        Command::EditDevice | Command::Duplicate | Command::DuplicateMany | Command::Remove => no(
            model.queue.is_empty(),
            "the queue is empty; a adds a device",
        ),
        Command::Undo => no(!model.queue.can_undo(), "nothing to undo"),
        Command::Redo => no(!model.queue.can_redo(), "nothing to do again"),
        Command::Submit => no(
            model.queue.is_empty(),
            "the queue is empty; a adds a device",
        )
        .or_else(|| {
            no(
                model.queue.ready() == 0,
                "no device is ready; e opens the selected one at its problem",
            )
        })
        .or_else(|| busy(model))
        .or_else(|| offline(model)),
        Command::PauseRun | Command::StopRun => match &model.results.running {
            None => Some("nothing is under way".to_owned()),
            Some(running) => no(running.stopping(), "it is stopping already"),
        },
        Command::GoOn => settled(model)
            .or_else(|| busy(model))
            .or_else(|| other_gateway(model))
            .or_else(|| offline(model)),
        Command::UndoRun => no(
            !results::undoable(model),
            "this run created no device that is still there",
        )
        .or_else(|| busy(model))
        .or_else(|| other_gateway(model))
        .or_else(|| offline(model)),
        Command::OpenRow | Command::SendAgain => row(model, command),
        Command::Reveal => reveal(model),
        Command::Copy => no(model.results.selected_row().is_none(), "no row is selected"),
        Command::Filter | Command::NextFailure | Command::PreviousFailure | Command::Export => {
            no(model.results.shown.is_none(), "there is no run yet")
        }
        Command::ChooseRun => no(model.results.runs.is_empty(), "there is no run yet"),
        Command::UseProfile => busy(model).or_else(|| unsaved(model)),
        Command::EditProfile | Command::RemoveProfile => no(
            model.connect.selected == 0,
            "the sandbox is built in; a adds a profile",
        ),
        _ => None,
    }
}

/// Queue and form belong to the gateway worked on, and are read first.
fn away(model: &Model) -> Option<String> {
    match &model.desk {
        AtDesk::Here => None,
        AtDesk::Awaited => Some("the queue and the form are still being read".to_owned()),
        AtDesk::Unreadable(reason) => Some(format!(
            "the queue and the form cannot be read: {reason} (5, Enter reads them again)"
        )),
    }
}

/// What is not on the disk yet would be left behind at another gateway.
fn unsaved(model: &Model) -> Option<String> {
    if let Some(reason) = &model.device.unkept {
        return Some(format!("the form is not kept: {reason}"));
    }
    let saving = model.queue.is_saving() || model.device.is_saving();
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
    let Link {
        label,
        about,
        reach,
        ..
    } = &model.link;
    match (reach, about) {
        (Reach::Trying, _) => Some(format!("{label} is still being reached")),
        (_, None) => Some(format!("{label} is not connected (5)")),
        // Whether it answers now is found out by asking.
        (Reach::Up | Reach::Down(_), Some(_)) => None,
    }
}

/// Nothing is left to go on with.
fn settled(model: &Model) -> Option<String> {
    let results = &model.results;
    if results.counts().queued + results.askable() > 0 {
        return None;
    }
    let why = if results.by_eye() {
        "Enter says what became of the rows that left without a key"
    } else {
        "all is settled; Enter corrects a failed row, t queues it again"
    };
    Some(why.to_owned())
}

/// A run belongs to the gateway that it was begun on.
fn other_gateway(model: &Model) -> Option<String> {
    let run = &model.results.shown.as_ref()?.summary;
    (run.site.scope != model.scope()).then(|| {
        let name = connect::name(model, &run.site.scope);
        format!("this run belongs to {name}; connect to it first (5)")
    })
}

fn row(model: &Model, command: Command) -> Option<String> {
    let Some(row) = model.results.selected_row() else {
        return Some("no row is selected".to_owned());
    };
    let why = match row.state {
        RowState::Failed => return other_gateway(model).or_else(|| away(model)),
        RowState::Created => "this device is created",
        RowState::InFlight => "this row is being sent",
        RowState::Unknown
            if command == Command::OpenRow && (row.needs_person() || results::is_disputed(row)) =>
        {
            return busy(model)
                .or_else(|| other_gateway(model))
                .or_else(|| offline(model));
        }
        RowState::Unknown if row.needs_person() => {
            "EnOS may have created it; Enter shows the devices it may have become"
        }
        RowState::Unknown => "EnOS may have created it; s asks EnOS before anything is sent again",
        RowState::Skipped => "this device exists and was left alone",
        RowState::Deleted => "this device was deleted again",
        RowState::Queued if command == Command::OpenRow => {
            return other_gateway(model).or_else(|| away(model));
        }
        RowState::Queued => "this row is queued already; s sends it",
    };
    Some(why.to_owned())
}

fn reveal(model: &Model) -> Option<String> {
    let Some(row) = model.results.selected_row() else {
        return Some("no row is selected".to_owned());
    };
    if !row.has_secret {
        return Some("no secret came for this row; ask for secrets when submitting".to_owned());
    }
    other_gateway(model).or_else(|| {
        model
            .about()
            .is_none_or(|about| !about.has_key)
            .then(|| "no private key is configured for this gateway (5, e)".to_owned())
    })
}
