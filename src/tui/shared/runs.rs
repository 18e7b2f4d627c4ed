//! The runs of the journal: which there are, the one in view, the one worked on.

mod causes;
mod follow;
mod running;
mod shown;
mod story;

use crate::domain::{Counts, Draft, RowIndex, RowState, RunId, RunRow, Timestamp};
use crate::provision::run::Change;
use crate::store::{RunRecord, RunSummary};
use crate::tui::shared::Reason;

pub use causes::{Causes, Group};
pub use follow::Told;
pub use running::{Running, Tone, Work};
pub use shown::{Shown, Tally};
pub use story::{Happened, Mood, Sum};

/// The runs.
#[derive(Debug, Default)]
pub struct Runs {
    /// All, newest first.
    pub known: Vec<RunSummary>,
    /// The run in view.
    pub shown: Option<Shown>,
    /// The run worked on.
    pub running: Option<Running>,
    /// Why the run in view ended early, until it goes on.
    pub halted: Option<Reason>,
    /// What the work on a run that ended last has to tell.
    pub sum: Option<(RunId, Sum)>,
    /// What a row of the run in view says.
    pub sent: Option<Sent>,
}

/// What a row of a run says, as last corrected.
#[derive(Debug)]
pub struct Sent {
    /// Which row.
    pub row: (RunId, RowIndex),
    /// The device; none until it is read.
    pub draft: Option<Box<Draft>>,
}

impl Runs {
    /// Shows a run; says whether it is the one that was in view before.
    pub fn show(&mut self, record: RunRecord) -> bool {
        let same = self.run() == Some(record.summary.id);
        self.shown = Some(Shown::new(record));
        self.sent = None;
        if !same {
            self.halted = None;
        }
        same
    }

    /// Takes a run in among those that are known; says whether it was.
    pub fn remember(&mut self, summary: &RunSummary) -> bool {
        let known = self.known.iter_mut().find(|run| run.id == summary.id);
        known.map(|known| known.clone_from(summary)).is_some()
    }

    /// Shows no run any more, as another gateway is worked on.
    pub fn put_away(&mut self) {
        self.shown = None;
        self.halted = None;
    }

    /// What the work on the run in view that ended last has to tell.
    #[must_use]
    pub fn told(&self) -> Option<Sum> {
        let (run, sum) = self.sum?;
        (Some(run) == self.run()).then_some(sum)
    }

    /// Which run is in view.
    #[must_use]
    pub fn run(&self) -> Option<RunId> {
        Some(self.shown.as_ref()?.summary.id)
    }

    /// This run, if it is in view.
    #[must_use]
    pub fn of_run(&self, run: RunId) -> Option<&Shown> {
        self.shown.as_ref().filter(|shown| shown.summary.id == run)
    }

    /// Where a row of the run in view stands.
    #[must_use]
    pub fn state_of(&self, run: RunId, index: RowIndex) -> Option<RowState> {
        Some(self.of_run(run)?.row(index)?.state)
    }

    /// The counts of the run in view.
    #[must_use]
    pub fn counts(&self) -> Counts {
        let shown = self.shown.as_ref();
        shown.map(|shown| shown.summary.counts).unwrap_or_default()
    }

    /// What is counted of the run in view beside the states.
    #[must_use]
    pub fn tally(&self) -> Tally {
        let shown = self.shown.as_ref();
        shown.map(|shown| shown.tally).unwrap_or_default()
    }

    /// How many unknown rows EnOS can be asked about.
    #[must_use]
    pub fn askable(&self) -> usize {
        self.counts().unknown.saturating_sub(self.tally().by_eye)
    }

    /// The work on the run in view, if it is worked on.
    #[must_use]
    pub fn live(&self) -> Option<&Running> {
        let running = self.running.as_ref();
        running.filter(|running| self.run() == Some(running.run))
    }

    /// The work that asks EnOS about this row, if one does.
    #[must_use]
    pub fn asked(&self, row: &RunRow) -> Option<&Running> {
        let open = row.state == RowState::Unknown && !row.needs_person();
        let live = self.live();
        live.filter(|running| open && running.work == Work::Sending)
    }

    /// Marks the run in view as being sent.
    pub fn started(&mut self, now: Timestamp) {
        if let Some(shown) = &self.shown {
            let counts = shown.summary.counts;
            let open = counts.queued + counts.unknown;
            let running = Running::new(shown.summary.id, Work::Sending, open, now);
            self.running = Some(running);
            self.halted = None;
        }
    }

    /// Marks a run as one of which so many devices are being deleted.
    pub fn undo_started(&mut self, run: RunId, devices: usize, now: Timestamp) {
        self.running = Some(Running::new(run, Work::Undoing, devices, now));
        self.halted = None;
    }

    /// Nothing is under way any more.
    pub fn ended(&mut self, halted: Option<Reason>) {
        let ended = self.running.take();
        self.sum = ended.map(|running| (running.run, running.story.sum()));
        self.halted = halted;
    }

    /// Takes over what the run recorded.
    pub fn apply(&mut self, run: RunId, change: &Change) {
        let put_back = change.put_back.iter().map(|row| (*row, ()));
        self.change(run, put_back, |row, ()| row.queue());
        let settled = change.settled.iter().map(|(row, outcome)| (*row, outcome));
        self.change(run, settled, RunRow::settle);
    }

    /// Changes rows of a run, if it is in view, by what each is given, and its counts.
    pub fn change<T>(
        &mut self,
        run: RunId,
        rows: impl IntoIterator<Item = (RowIndex, T)>,
        change: impl Fn(&mut RunRow, T),
    ) {
        let shown = self.shown.as_mut();
        if let Some(shown) = shown.filter(|shown| shown.summary.id == run) {
            shown.change(rows, change);
        }
    }
}
