//! Leaving the program while something is under way.

use super::pace::stop;
use super::{Running, Work};
use crate::tui::app::{Confirmed, Effect, Model, Overlay, Question};

/// Leaves the program, unless something would be broken off or lost: then it asks.
pub(crate) fn quit(model: &mut Model) -> Vec<Effect> {
    if let Some(running) = &model.results.running {
        let question = under_way(running);
        model.overlays.push(Overlay::Ask(question));
    } else if let Some(reason) = &model.device.unkept {
        let lines = vec![
            reason.clone(),
            "What is typed since will be lost if the program leaves now.".to_owned(),
        ];
        model.overlays.push(Overlay::Ask(Question {
            scroll: 0,
            title: "The form could not be kept".to_owned(),
            lines,
            yes: "leave all the same",
            then: Confirmed::StopAndQuit,
        }));
    } else {
        model.leaving = Some((0, None));
    }
    Vec::new()
}

fn under_way(running: &Running) -> Question {
    let (title, rest) = match running.work {
        Work::Sending => (
            format!("Run {} is still being sent", running.run),
            "What is not sent by then stays queued in the run; s goes on after the next start.",
        ),
        Work::Undoing => (
            format!("What run {} created is still being deleted", running.run),
            "What is not deleted by then stays marked; U goes on after the next start.",
        ),
    };
    Question {
        scroll: 0,
        title,
        lines: vec![
            "The replies under way are awaited, then the program leaves.".to_owned(),
            rest.to_owned(),
        ],
        yes: "stop and leave",
        then: Confirmed::StopAndQuit,
    }
}

/// Stops what is under way and leaves with its end.
pub(crate) fn stop_and_quit(model: &mut Model) -> Vec<Effect> {
    if model.results.running.is_none() {
        model.leaving = Some((0, None));
        return Vec::new();
    }
    model.results.leave_after = true;
    stop(model)
}
