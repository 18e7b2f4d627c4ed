//! Leaving the program while something is under way.

use super::answer::Answer;
use super::{Model, runs};
use crate::provision::run::Control;
use crate::said::{Said, label, say};
use crate::tui::contract::{Overlay, Question};
use crate::tui::shared::{Running, Shared, Work};

/// Leaves the program, unless something would be broken off or lost: then it asks, once for all of it.
pub(super) fn quit(model: &mut Model) {
    let running = model.shared.runs.running.as_ref();
    let run = running.map(|running| under_way(&model.shared, running));
    let form = model.shared.editing.unkept.clone().map(|reason| {
        let title = say!("The form could not be kept", =);
        (title, [reason, will_be_lost()])
    });
    let profile = model.screens.connect.unsaved().map(|name| {
        let what = match &*name {
            "" => say!("It has no name yet.", =),
            name => say!("It is called {name}.", =),
        };
        (say!("A profile is not saved", =), [what, will_be_lost()])
    });
    let yes = match run {
        Some(_) => label!("stop and leave", =),
        None => label!("leave all the same", =),
    };
    let mut all = [run, form, profile].into_iter().flatten();
    let Some((title, lines)) = all.next() else {
        model.leaving = Some((0, None));
        return;
    };
    let others = all.flat_map(|(title, [what, lost])| [title, what, lost]);
    let lines = lines.into_iter().chain(others);
    let question = Overlay::ask(title, lines, yes, Answer::StopAndQuit);
    model.overlays.push(question);
}

/// What leaving means for the run or the undo under way.
fn under_way(shared: &Shared, Running { run, work, .. }: &Running) -> (Said, [Said; 2]) {
    let (title, rest) = match work {
        Work::Sending => (
            say!("Run {run} is still being sent", =),
            say!(
                "What is not sent by then stays queued in the run; {key} goes on after the next start.", =,
                key = shared.key("results.go-on")
            ),
        ),
        Work::Undoing => (
            say!("What run {run} created is still being deleted", =),
            say!(
                "What is not deleted by then stays marked; {key} goes on after the next start.", =,
                key = shared.key("results.undo")
            ),
        ),
    };
    let replies = say!("The replies under way are awaited, then the program leaves.", =);
    (title, [replies, rest])
}

fn will_be_lost() -> Said {
    say!("What is typed there will be lost if the program leaves now.", =)
}

/// Leaves on a signal: nobody is left to ask, and nothing more is sent, also of a run that is just beginning.
pub(super) fn told(model: &mut Model, code: u8) {
    runs::control(model, Control::Cancel);
    model.leaving = Some((code, None));
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
