//! Leaving the program while something is under way.

use super::{Running, Work, control};
use crate::provision::run::Control;
use crate::tui::app::{Confirmed, Model};
use crate::tui::screens::ask;

/// Leaves the program, unless something would be broken off or lost: then it asks.
pub(crate) fn quit(model: &mut Model) {
    let then = Confirmed::StopAndQuit;
    if let Some(Running { run, work, .. }) = &model.results.running {
        let (title, rest) = match work {
            Work::Sending => (
                format!("Run {run} is still being sent"),
                "What is not sent by then stays queued in the run; s goes on after the next start.",
            ),
            Work::Undoing => (
                format!("What run {run} created is still being deleted"),
                "What is not deleted by then stays marked; U goes on after the next start.",
            ),
        };
        let replies = "The replies under way are awaited, then the program leaves.";
        return ask(model, &title, &[replies, rest], "stop and leave", then);
    }
    if let Some(reason) = model.device.unkept.clone() {
        let title = "The form could not be kept";
        let lost = "What is typed since will be lost if the program leaves now.";
        return ask(model, title, &[&reason, lost], "leave all the same", then);
    }
    model.leaving = Some((0, None));
}

/// Stops what is under way and leaves with its end.
pub(crate) fn stop_and_quit(model: &mut Model) {
    if model.results.running.is_none() {
        model.leaving = Some((0, None));
        return;
    }
    model.results.leave_after = true;
    control(model, Control::Cancel);
}
