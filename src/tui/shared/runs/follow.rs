//! A run and an undoing, followed as the engine tells them; told after the journal knows it.

use super::{Running, Runs};
use crate::domain::{RunId, RunRow, Timestamp};
use crate::provision::run::{Pace, Paused, Progress};
use crate::said::Said;
use crate::submit::Event;
use crate::submit::undo::UndoEvent;
use crate::words;

/// What of a step of a run is to be said.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Told {
    /// What is out of order.
    pub disorder: Option<Said>,
    /// Whether it pauses from now on without having been told to.
    pub paused_by_itself: bool,
}

impl Runs {
    /// Something happened to a run.
    pub fn progress(&mut self, run: RunId, event: Event, now: Timestamp) -> Told {
        let mut told = Told::default();
        let progress = match event {
            Event::Sent {
                batch,
                rows,
                progress,
            } => {
                if let Some(running) = self.worked_on(run) {
                    running.story.sent(batch, rows.clone(), now);
                }
                let rows = rows.into_iter().map(|row| (row, ()));
                self.change(run, rows, |row, ()| row.leave());
                progress
            }
            Event::Settled { change, progress } => {
                self.apply(run, &change);
                if let Some(running) = self.worked_on(run) {
                    running.story.settled(&change, &progress.pace, now);
                }
                told.disorder = change.disorder.as_ref().map(words::disorder);
                progress
            }
            Event::Turned { progress } => progress,
        };
        told.paused_by_itself = self.got_on(run, progress, now);
        told
    }

    /// The work on this run, if it is the one under way.
    fn worked_on(&mut self, run: RunId) -> Option<&mut Running> {
        let running = self.running.as_mut();
        running.filter(|running| running.run == run)
    }

    /// Takes in how far a run has come; whether it pauses by itself since.
    fn got_on(&mut self, run: RunId, progress: Progress, now: Timestamp) -> bool {
        let Some(running) = self.worked_on(run) else {
            return false;
        };
        let (before, paused) = (running.paused.as_ref(), progress.paused.as_ref());
        let (before, paused) = ((&running.pace, before), (&progress.pace, paused));
        running.story.turned(before, paused, now);
        let was = running.paused.take();
        let counts = progress.counts;
        let settled = counts.total().saturating_sub(counts.open());
        running.set_progress(settled, progress.pace, progress.paused, now);
        matches!(running.paused, Some(Paused::Because(_))) && running.paused != was
    }

    /// Devices of a run are gone, or stay.
    pub fn undoing(&mut self, run: RunId, event: UndoEvent, now: Timestamp) {
        let UndoEvent { settled, progress } = event;
        let settled_so_far = progress.settled();
        let rows = settled.iter().map(|(row, undone)| (*row, undone));
        self.change(run, rows, RunRow::undo);
        if let Some(running) = self.worked_on(run) {
            running.story.undone(&settled, now);
            let pace = Pace {
                under_way: progress.under_way,
                resting_until: progress.resting_until,
                slowed: progress.slowed,
                ..Pace::default()
            };
            let paused = progress.paused.then_some(Paused::Asked);
            running.set_progress(settled_so_far, pace, paused, now);
        }
    }
}
