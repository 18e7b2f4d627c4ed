//! How a run and an undoing ended, as the results screen says it.

use super::{Requests, State};
use crate::domain::{End, RunId};
use crate::provision::undo::Progress;
use crate::said::{Said, grouped, say};
use crate::submit::undo::UndoSummary;
use crate::tui::shared::{Halt, Reason, Running, Shared};
use crate::words::{self, DEVICES};

impl State {
    /// The run is over: by itself, stopped by somebody, or by a failure that stops everything. Gives what is said, and
    /// why it ended early, if it did.
    pub fn over(
        &mut self,
        shared: &Shared,
        run: RunId,
        outcome: Result<Halt, Reason>,
    ) -> (Requests, Option<Reason>) {
        match outcome.map(|halt| halted(shared, &halt)) {
            Ok(None) => (self.say_outcome(shared, run), None),
            Ok(Some(reason)) => {
                let said = say!("Run {run} stopped: {reason}", =, reason);
                (Requests::warn(said), Some(reason))
            }
            Err(reason) => {
                let said = say!("Run {run} broke off: {reason}", =, reason);
                (Requests::warn(said), Some(reason))
            }
        }
    }

    /// Every row has an outcome that the run could find: says how many which, and shows the first trouble.
    fn say_outcome(&mut self, shared: &Shared, run: RunId) -> Requests {
        let counts = shared.runs.counts();
        let skipped =
            (counts.skipped > 0).then(|| say!("{rows} skipped", =, rows = grouped(counts.skipped)));
        if counts.failed + counts.unknown == 0 {
            let created = say!("{devices} created", =, devices = DEVICES.count(counts.created));
            let all = [Some(created), skipped, Some(say!("none failed", =))];
            let told = Said::list(all.into_iter().flatten());
            return Requests::say(say!("Run {run}: {told}.", =, told));
        }
        if let Some(place) = self.first_trouble(&shared.runs) {
            self.selected = place;
        }
        let (open, go_on) = (shared.key("results.open"), shared.key("results.go-on"));
        let next = match (counts.failed, shared.runs.tally().by_eye > 0) {
            (1.., _) => say!("{open} corrects the selected one.", =),
            (0, true) => say!("{open} settles an unknown one by eye.", =),
            (0, false) => say!("{go_on} asks EnOS again.", =),
        };
        let all = [
            Some(say!("{rows} created", =, rows = grouped(counts.created))),
            skipped,
            Some(say!("{rows} failed", =, rows = grouped(counts.failed))),
            Some(say!("{rows} unknown", =, rows = grouped(counts.unknown))),
        ];
        let told = Said::list(all.into_iter().flatten());
        Requests::warn(say!("Run {run}: {told}. {next}", =, told, next))
    }
}

/// Why a run ended with rows still queued, if it did.
fn halted(shared: &Shared, Halt { end, next }: &Halt) -> Option<Reason> {
    let why = match end {
        End::Finished => return None,
        End::Cancelled => {
            say!("you stopped it; {key} goes on", =, key = shared.key("results.go-on"))
        }
        End::Stopped { cause } => words::coded(cause),
    };
    Some(match next {
        Some(next) => say!("{why}; run {next} waits", =, why),
        None => why,
    })
}

/// A run pauses that nobody told to.
pub fn paused_by_itself(shared: &Shared, running: &Running) -> Requests {
    let (doing, _) = running.doing(shared.now, &shared.keys);
    Requests::warn(say!("Run {run}: {doing}.", =, run = running.run, doing))
}

/// The undo is over: what is said, and why it stopped early, if it did.
pub fn undo_over(
    shared: &Shared,
    run: RunId,
    outcome: Result<UndoSummary, Reason>,
) -> (Requests, Option<Reason>) {
    let key = shared.key("results.undo");
    let (said, halted) = match outcome {
        Ok(UndoSummary { end, progress }) => {
            let halted = match end {
                End::Finished => None,
                End::Cancelled => Some(say!("you stopped the deleting; {key} goes on", =)),
                End::Stopped { cause } => {
                    Some(say!("{why}; {key} goes on", =, why = words::cause(&cause)))
                }
            };
            (Requests::say(undone(run, &progress)), halted)
        }
        Err(reason) => (Requests::none(), Some(reason)),
    };
    let said = match &halted {
        Some(reason) => said.and_warn(say!("Deleting stopped: {reason}", =, reason)),
        None => said,
    };
    (said, halted)
}

/// How many devices of the run went, and how many did not.
fn undone(run: RunId, progress: &Progress) -> Said {
    let Progress {
        deleted,
        gone,
        kept,
        left,
        ..
    } = *progress;
    let window = progress.window.as_millis();
    let all = [
        Some(say!("{devices} deleted", =, devices = DEVICES.count(deleted))),
        (gone > 0).then(|| say!("{rows} gone already", =, rows = grouped(gone))),
        (kept > 0).then(|| say!("{rows} kept", =, rows = grouped(kept))),
        (left > 0).then(|| say!("{rows} left for another undo", =, rows = grouped(left))),
        (deleted > 0).then(|| say!("at most {window} ms after the last look", =)),
    ];
    let told = Said::list(all.into_iter().flatten());
    say!("Run {run}: {told}.", =, told)
}
