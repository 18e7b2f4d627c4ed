//! Results: what became of every row of a run, and what can be done about it.

mod act;
mod candidates;
mod detail;
mod head;
mod leave;
mod pace;
mod run;
mod running;
mod shown;
mod undo;
mod view;

use crossterm::event::KeyEvent;

use crate::domain::{Counts, RowIndex, RowState, RunId, RunRow};
use crate::store::{RunRecord, RunSummary};
use crate::tui::app::Model;
use crate::tui::widgets::table::moved;

pub(crate) use act::{
    ask_export, ask_run, copy, export, jump, open, read, requeued, reveal, row_read, secret,
    send_again,
};
pub(crate) use candidates::{candidates, chosen, judged};
pub(crate) use leave::{quit, stop_and_quit};
pub(crate) use pace::{control, pause};
pub(crate) use run::{ask_go_on, begun, go_on, going_on, lost, over, progress};
pub use running::{Running, Tone, Work};
pub use shown::{Shown, Tally};
pub(crate) use undo::{ask_undo, confirm_undo, delete, previewed, undo_over, undoing};
pub(crate) use view::draw;

/// Stands where a row has no key yet: in a run, keys that the program makes are there from the start.
const KEY_BY_ENOS: &str = "(EnOS makes it)";

/// Which rows are listed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Filter {
    /// All.
    #[default]
    All,
    /// Failed and unknown.
    Troubled,
}

/// What the results screen remembers.
#[derive(Debug, Default)]
pub struct State {
    /// All runs, newest first.
    pub runs: Vec<RunSummary>,
    /// The run in view.
    pub shown: Option<Shown>,
    /// The run worked on.
    pub running: Option<Running>,
    /// Rows listed.
    pub filter: Filter,
    /// The selected one of the rows listed.
    pub selected: usize,
    /// Why the run in view ended early, until it goes on.
    pub halted: Option<String>,
    /// Whether the program ends with the run.
    pub leave_after: bool,
}

impl State {
    /// Shows a run from its first failure, or from the top.
    pub fn show(&mut self, record: RunRecord) {
        let same = self.run() == Some(record.summary.id);
        self.shown = Some(Shown::new(record));
        if !same {
            self.filter = Filter::All;
            self.selected = 0;
            self.halted = None;
        }
        self.stay();
    }

    /// Takes a run in among those that are known.
    fn remember(&mut self, summary: &RunSummary) -> bool {
        let known = self.runs.iter_mut().find(|run| run.id == summary.id);
        known.map(|known| known.clone_from(summary)).is_some()
    }

    /// Which run is in view.
    fn run(&self) -> Option<RunId> {
        Some(self.shown.as_ref()?.summary.id)
    }

    /// This run, if it is in view.
    fn of_run(&self, run: RunId) -> Option<&Shown> {
        self.shown.as_ref().filter(|shown| shown.summary.id == run)
    }

    /// Keeps the selection on the list after rows have changed.
    fn stay(&mut self) {
        self.selected = self.selected.min(self.listed().saturating_sub(1));
    }

    /// How many rows are listed.
    #[must_use]
    pub fn listed(&self) -> usize {
        match self.filter {
            Filter::All => self.shown.as_ref().map_or(0, Shown::len),
            Filter::Troubled => self.troubled().len(),
        }
    }

    /// The indexes of the rows of the run in view that failed or are unknown.
    fn troubled(&self) -> &[RowIndex] {
        self.shown.as_ref().map_or(&[], |shown| &shown.troubled)
    }

    /// The row at a place of the list.
    #[must_use]
    pub fn row(&self, place: usize) -> Option<&RunRow> {
        let index = match self.filter {
            Filter::All => RowIndex::at(place),
            Filter::Troubled => *self.troubled().get(place)?,
        };
        self.shown.as_ref()?.row(index)
    }

    /// The selected row.
    #[must_use]
    pub fn selected_row(&self) -> Option<&RunRow> {
        self.row(self.selected)
    }

    /// The counts of the run in view.
    #[must_use]
    pub fn counts(&self) -> Counts {
        let shown = self.shown.as_ref();
        shown.map(|shown| shown.summary.counts).unwrap_or_default()
    }

    /// The work on the run in view, if it is worked on.
    #[must_use]
    pub fn live(&self) -> Option<&Running> {
        let running = self.running.as_ref();
        running.filter(|running| self.run() == Some(running.run))
    }

    /// What is counted of the run in view beside the states.
    pub(crate) fn tally(&self) -> Tally {
        let shown = self.shown.as_ref();
        shown.map(|shown| shown.tally).unwrap_or_default()
    }

    /// How many unknown rows EnOS can be asked about.
    #[must_use]
    pub fn askable(&self) -> usize {
        self.counts().unknown.saturating_sub(self.tally().by_eye)
    }

    /// The work that asks EnOS about this row, if one does.
    #[must_use]
    pub fn asked(&self, row: &RunRow) -> Option<&Running> {
        let open = row.state == RowState::Unknown && !row.needs_person();
        let live = self.live();
        live.filter(|running| open && running.work == Work::Sending)
    }

    /// Switches the filter, keeping the selected row where it stays listed.
    pub fn toggle_filter(&mut self) {
        let index = self.selected_row().map(|row| row.index);
        self.filter = match self.filter {
            Filter::All => Filter::Troubled,
            Filter::Troubled => Filter::All,
        };
        self.selected = index.and_then(|index| self.place(index)).unwrap_or(0);
    }

    /// Where the list has the row with this index, if it does.
    fn place(&self, index: RowIndex) -> Option<usize> {
        match self.filter {
            Filter::All => Some(index.place()),
            Filter::Troubled => self.troubled().binary_search(&index).ok(),
        }
    }

    /// The place of the next failed or unknown row after, or before, the selection.
    #[must_use]
    pub fn next_trouble(&self, forward: bool) -> Option<usize> {
        let index = self.selected_row()?.index;
        let troubled = self.troubled();
        let next = if forward {
            troubled.get(troubled.partition_point(|other| *other <= index))
        } else {
            let before = troubled.partition_point(|other| *other < index);
            troubled.get(before.checked_sub(1)?)
        };
        self.place(*next?)
    }

    /// The place of the first failed or unknown row.
    #[must_use]
    pub fn first_trouble(&self) -> Option<usize> {
        self.place(*self.troubled().first()?)
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
            self.stay();
        }
    }
}

/// Where a row of the run in view stands.
pub(crate) fn state_of(model: &Model, run: RunId, index: RowIndex) -> Option<RowState> {
    Some(model.results.of_run(run)?.row(index)?.state)
}

/// Whether `EnOS` has a device of an unknown row's key, and nothing proves who made it.
#[must_use]
pub fn is_disputed(row: &RunRow) -> bool {
    row.state == RowState::Unknown
        && row.device_key.is_some()
        && row.cause.as_ref().is_some_and(|cause| cause.is_of_key())
}

/// Shows no run any more, as another gateway is worked on.
pub(crate) fn gateway_left(model: &mut Model) {
    let state = &mut model.results;
    state.shown = None;
    state.halted = None;
    state.selected = 0;
}

/// Keys that are no command: moving.
pub(crate) fn key(model: &mut Model, key: KeyEvent) {
    let page = model.page();
    let state = &mut model.results;
    let to = moved(key.code, state.selected, state.listed(), page);
    state.selected = to.unwrap_or(state.selected);
}
