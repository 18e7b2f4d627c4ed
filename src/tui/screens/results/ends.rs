//! How a run and an undoing ended, as the results screen says it.

use super::{Requests, State};
use crate::domain::{End, RunId};
use crate::provision::undo::Progress;
use crate::said::Lang;
use crate::submit::undo::UndoSummary;
use crate::tui::shared::{Reason, Running, Shared};
use crate::tui::widgets::write::{counted, grouped};
use crate::words;

impl State {
    /// The run is over: by itself, stopped by somebody, or by a failure that stops everything.
    pub fn over(
        &mut self,
        shared: &Shared,
        run: RunId,
        outcome: &Result<Option<Reason>, Reason>,
    ) -> Requests {
        match outcome {
            Ok(None) => self.say_outcome(shared, run),
            Ok(Some(reason)) => Requests::warn(format!("Run {run} stopped: {reason}")),
            Err(reason) => Requests::warn(format!("Run {run} broke off: {reason}")),
        }
    }

    /// Every row has an outcome that the run could find: says how many which, and shows the first trouble.
    fn say_outcome(&mut self, shared: &Shared, run: RunId) -> Requests {
        let counts = shared.runs.counts();
        let left_alone = match counts.skipped {
            0 => String::new(),
            rows => format!(", {} skipped", grouped(rows)),
        };
        if counts.failed + counts.unknown == 0 {
            let created = counted(counts.created, "device");
            return Requests::say(format!(
                "Run {run}: {created} created{left_alone}, none failed."
            ));
        }
        if let Some(place) = self.first_trouble(&shared.runs) {
            self.selected = place;
        }
        let next = match (counts.failed, shared.runs.tally().by_eye > 0) {
            (1.., _) => "Enter corrects the selected one.",
            (0, true) => "Enter settles an unknown one by eye.",
            (0, false) => "s asks EnOS again.",
        };
        let counts = [counts.created, counts.failed, counts.unknown];
        let [created, failed, unknown] = counts.map(grouped);
        Requests::warn(format!(
            "Run {run}: {created} created{left_alone}, {failed} failed, {unknown} unknown. {next}"
        ))
    }
}

/// A run pauses that nobody told to.
pub fn paused_by_itself(shared: &Shared, running: &Running) -> Requests {
    let (doing, _) = running.doing(shared.now);
    Requests::warn(format!("Run {}: {doing}.", running.run))
}

/// The undo is over: what is said, and why it stopped early, if it did.
pub fn undo_over(run: RunId, outcome: Result<UndoSummary, Reason>) -> (Requests, Option<Reason>) {
    let (said, halted) = match outcome {
        Ok(UndoSummary { end, progress }) => {
            let halted = match end {
                End::Finished => None,
                End::Cancelled => Some("you stopped the deleting; U goes on".to_owned()),
                End::Stopped { cause } => {
                    Some(format!("{}; U goes on", words::cause(&cause).to(Lang::En)))
                }
            };
            (Requests::say(undone(run, &progress)), halted)
        }
        Err(reason) => (Requests::none(), Some(reason)),
    };
    let said = match &halted {
        Some(reason) => said.and_warn(format!("Deleting stopped: {reason}")),
        None => said,
    };
    (said, halted)
}

/// How many devices of the run went, and how many did not.
fn undone(run: RunId, progress: &Progress) -> String {
    let mut words = format!("Run {run}: {} deleted", counted(progress.deleted, "device"));
    for (count, word) in [
        (progress.gone, "gone already"),
        (progress.kept, "kept"),
        (progress.left, "left for another undo"),
    ] {
        if count > 0 {
            words = format!("{words}, {} {word}", grouped(count));
        }
    }
    let window = progress.window.as_millis();
    if progress.deleted > 0 {
        words = format!("{words}, at most {window} ms after the last look");
    }
    words + "."
}
