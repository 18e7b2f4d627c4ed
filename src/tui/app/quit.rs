//! Leaving the program while something is under way.

use super::answer::Answer;
use super::{Model, runs};
use crate::provision::run::Control;
use crate::said::{Label, Said, label, say};
use crate::tui::contract::{Overlay, Question};
use crate::tui::shared::{Running, Work};

/// Leaves the program, unless something would be broken off or lost: then it asks.
pub(super) fn quit(model: &mut Model) {
    if let Some(Running { run, work, .. }) = &model.shared.runs.running {
        let (title, rest) = match work {
            Work::Sending => (
                say!("Run {run} is still being sent", =),
                say!(
                    "What is not sent by then stays queued in the run; {key} goes on after the next start.", =,
                    key = model.shared.key("results.go-on")
                ),
            ),
            Work::Undoing => (
                say!("What run {run} created is still being deleted", =),
                say!(
                    "What is not deleted by then stays marked; {key} goes on after the next start.", =,
                    key = model.shared.key("results.undo")
                ),
            ),
        };
        let replies = say!("The replies under way are awaited, then the program leaves.", =);
        return ask(model, title, [replies, rest], label!("stop and leave", =));
    }
    if let Some(reason) = model.shared.editing.unkept.clone() {
        let title = say!("The form could not be kept", =);
        let lost = say!("What is typed since will be lost if the program leaves now.", =);
        return ask(
            model,
            title,
            [reason, lost],
            label!("leave all the same", =),
        );
    }
    if let Some(name) = model.screens.connect.unsaved() {
        let title = say!("A profile is not saved", =);
        let what = match &*name {
            "" => say!("It has no name yet.", =),
            name => say!("It is called {name}.", =),
        };
        let lost = say!("What is typed there will be lost if the program leaves now.", =);
        return ask(model, title, [what, lost], label!("leave all the same", =));
    }
    model.leaving = Some((0, None));
}

/// Leaves on a signal: nobody is left to ask, and nothing more is sent.
pub(super) fn told(model: &mut Model, code: u8) {
    if model.shared.runs.running.is_some() {
        runs::control(model, Control::Cancel);
    }
    model.leaving = Some((code, None));
}

fn ask(model: &mut Model, title: Said, lines: [Said; 2], yes: Label) {
    let question = Overlay::ask(title, lines, yes, Answer::StopAndQuit);
    model.overlays.push(question);
}

/// Stops what is under way and leaves with its end.
pub(super) fn stop(model: &mut Model) {
    if model.shared.runs.running.is_none() {
        model.leaving = Some((0, None));
        return;
    }
    model.leave_after = true;
    runs::control(model, Control::Cancel);
}

/// The question before leaving, where that lies over all else.
pub(super) fn question(model: &Model) -> Option<&Question<Answer>> {
    match model.overlays.last()? {
        Overlay::Ask(question) if matches!(question.then, Answer::StopAndQuit) => Some(question),
        _ => None,
    }
}
