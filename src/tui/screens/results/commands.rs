//! The commands of the results screen.

use super::{State, act, go_on, is_settled_by_eye, undo};
use crate::domain::{RowState, RunRow};
use crate::provision::run::Control;
use crate::said::{Label, label, say};
use crate::tui::contract::{Command, Request};
use crate::tui::screens::against::{away, busy, offline, when};
use crate::tui::shared::{Place, Reason, Running, Shared};

const HERE: &[Place] = &[Place::Results];

pub(super) const COMMANDS: &[Command<State>] = &[
    Command::new("results.pause", label!("pause or go on", =), &["p"], HERE, |_, shared| {
        let control = shared.runs.running.as_ref().map_or(Control::Go, Running::toggled);
        Request::Control(control).into()
    })
    .help(label!("Send nothing for now, or go on after a pause; replies under way arrive in either case.", =))
    .unless(nothing_under_way),
    Command::new("results.stop", label!("stop", =), &["x"], HERE, |_, _| Request::Control(Control::Cancel).into())
        .help(label!("Let the replies under way arrive and send nothing more; the rest stays queued in this run.", =))
        .unless(nothing_under_way),
    Command::new("results.go-on", label!("go on", =), &["s", "R"], HERE, |_, shared| go_on::ask(shared))
        .help(label!("Go on until every row is settled: ask EnOS about unknown ones, send corrected and queued ones.", =))
        .unless(nothing_to_go_on_with),
    Command::new("results.open", label!("open", =), &["enter", "e"], HERE, State::open)
        .help(label!("Correct a failed device at the field that was refused; say what became of one without a key.", =))
        .unless(not_to_open),
    Command::new("results.again", label!("queue again", =), &["t"], HERE, State::send_again)
        .help(label!("Queue a failed device as it is, for when the cause is gone.", =))
        .unless(not_to_send_again),
    Command::new("results.filter", label!("filter", =), &["f"], HERE, State::toggle_filter)
        .help(label!("Show all rows, then only what is not created, then all again.", =))
        .unless(no_run),
    Command::new("results.next", label!("next failure", =), &["n"], HERE, |state: &mut State, shared| state.jump(shared, true))
        .help(label!("Select the next row that is not created.", =))
        .unless(no_run),
    Command::new("results.previous", label!("previous failure", =), &["N"], HERE, |state: &mut State, shared| state.jump(shared, false))
        .help(label!("Select the previous row that is not created.", =))
        .unless(no_run),
    Command::new("results.secret", label!("secret", =), &["v"], HERE, State::reveal)
        .help(label!("Open the selected device's secret with the private key and show it until a key is pressed.", =))
        .unless(not_to_reveal),
    Command::new("results.copy", label!("copy", =), &["y"], HERE, State::copy)
        .help(label!("Send the selected row's ids and reason to the terminal's clipboard.", =))
        .unless(|state, shared| when(state.selected_row(shared).is_none(), NO_ROW)),
    Command::new("results.export", label!("export", =), &["E"], HERE, |_, shared| act::ask_export(shared))
        .help(label!("Write this run's results to a CSV or JSON file, without secrets.", =))
        .unless(no_run),
    Command::new("results.undo", label!("delete what it created", =), &["U"], HERE, |_, shared| undo::ask(shared))
        .help(label!("Delete the devices that this run created, after asking, where they were never used and are unchanged.", =))
        .unless(nothing_to_undo)
        .quiet(),
    Command::new("results.run", label!("other run", =), &["g"], HERE, |_, shared| act::ask_run(shared))
        .help(label!("Choose an earlier run.", =))
        .unless(|_, shared| when(shared.runs.known.is_empty(), NO_RUN)),
];

const NO_RUN: Label = label!("there is no run yet", =);
const NO_ROW: Label = label!("no row is selected", =);

fn no_run(_: &State, shared: &Shared) -> Option<Reason> {
    when(shared.runs.shown.is_none(), NO_RUN)
}

fn nothing_under_way(_: &State, shared: &Shared) -> Option<Reason> {
    match &shared.runs.running {
        None => Some(say!("nothing is under way", =)),
        Some(running) => when(running.stopping(), label!("it is stopping already", =)),
    }
}

fn nothing_to_go_on_with(_: &State, shared: &Shared) -> Option<Reason> {
    let runs = &shared.runs;
    if runs.counts().queued + runs.askable() > 0 {
        return apart(shared);
    }
    let open = shared.key("results.open");
    if runs.tally().by_eye > 0 {
        return Some(say!("{open} says what became of the rows that left without a key", =));
    }
    let scope = shared.scope();
    let mut others = runs.known.iter().filter(|run| run.is_of(&scope));
    let other = others.find(|run| Some(run.id) != runs.run() && run.counts.open() > 0);
    Some(if let Some(other) = other {
        let (run, key) = (other.id, shared.key("results.run"));
        say!("all of this run is settled, but not of run {run} ({key})", =)
    } else {
        let again = shared.key("results.again");
        say!("all is settled; {open} corrects a failed row, {again} queues it again", =)
    })
}

fn nothing_to_undo(_: &State, shared: &Shared) -> Option<Reason> {
    let none = label!("this run created no device that is still there", =);
    when(shared.runs.tally().made == 0, none).or_else(|| apart(shared))
}

/// The run cannot be worked on from here just now.
fn apart(shared: &Shared) -> Option<Reason> {
    busy(shared)
        .or_else(|| other_gateway(shared))
        .or_else(|| offline(shared))
}

/// A run belongs to the gateway that it was begun on.
fn other_gateway(shared: &Shared) -> Option<Reason> {
    let run = &shared.runs.shown.as_ref()?.summary;
    (run.site.scope != shared.scope()).then(|| {
        let name = shared.name_of(&run.site.scope);
        let key = shared.key("go.connect");
        say!("this run belongs to {name}; connect to it first ({key})", =, name)
    })
}

fn not_to_open(state: &State, shared: &Shared) -> Option<Reason> {
    match state.selected_row(shared) {
        None => Some(NO_ROW.into()),
        Some(row) if row.state == RowState::Unknown && is_settled_by_eye(row) => apart(shared),
        Some(row) if matches!(row.state, RowState::Failed | RowState::Queued) => {
            other_gateway(shared).or_else(|| away(shared))
        }
        Some(row) => Some(settled(row, shared)),
    }
}

fn not_to_send_again(state: &State, shared: &Shared) -> Option<Reason> {
    match state.selected_row(shared) {
        None => Some(NO_ROW.into()),
        Some(row) if row.state == RowState::Failed => {
            other_gateway(shared).or_else(|| away(shared))
        }
        Some(row) => Some(settled(row, shared)),
    }
}

/// Why a row that has not failed is left as it is.
fn settled(row: &RunRow, shared: &Shared) -> Reason {
    let (open, go_on) = (shared.key("results.open"), shared.key("results.go-on"));
    match row.state {
        RowState::Created => say!("this device is created", =),
        RowState::InFlight => say!("this row is being sent", =),
        RowState::Unknown if row.needs_person() => {
            say!("EnOS may have created it; {open} shows the devices it may have become", =)
        }
        RowState::Unknown => {
            say!("EnOS may have created it; {go_on} asks EnOS before anything is sent again", =)
        }
        RowState::Skipped => say!("this device exists and was left alone", =),
        RowState::Deleted => say!("this device was deleted again", =),
        RowState::Queued | RowState::Failed => {
            say!("this row is queued already; {go_on} sends it", =)
        }
    }
}

fn not_to_reveal(state: &State, shared: &Shared) -> Option<Reason> {
    match state.selected_row(shared) {
        None => Some(NO_ROW.into()),
        Some(row) if row.has_secret => other_gateway(shared).or_else(|| keyless(shared)),
        Some(_) => Some(say!("no secret came for this row; ask for secrets when submitting", =)),
    }
}

/// Without a private key no secret is opened.
fn keyless(shared: &Shared) -> Option<Reason> {
    let keyless = shared.about().is_none_or(|about| !about.has_key);
    let (connect, edit) = (shared.key("go.connect"), shared.key("connect.edit"));
    keyless.then(|| say!("no private key is configured for this gateway ({connect}, {edit})", =))
}
