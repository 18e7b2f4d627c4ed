//! Results: what became of every row of a run, and what can be done about it.

mod act;
mod detail;
mod eye;
mod head;
mod leave;
mod pace;
mod run;
mod running;
mod undo;
mod view;

use crossterm::event::KeyEvent;

use crate::domain::{Counts, Failure, RowState};
use crate::enos;
use crate::provision::existing::KEY_EXISTED;
use crate::store::{RunId, RunRecord, RunRow, RunSummary};
use crate::tui::app::{Effect, Model};
use crate::tui::widgets::table::moved;

pub(crate) use act::{
    ask_export, ask_run, copy, export, jump, open, read, requeued, reveal, row_read, secret,
    send_again,
};
pub(crate) use eye::{candidates, chosen, judged, not_made};
pub(crate) use leave::{quit, stop_and_quit};
pub(crate) use pace::{pause, stop};
pub(crate) use run::{ask_go_on, begun, go_on, lost, over, progress};
pub use running::{Running, Tone, Work};
pub(crate) use undo::{
    ask_undo, confirm_undo, go_on_undoing, previewed, to_be_deleted, undo_over, undoable, undoing,
};
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
    pub shown: Option<RunRecord>,
    /// The run worked on.
    pub running: Option<Running>,
    /// Rows listed.
    pub filter: Filter,
    /// Row indexes listed under [`Filter::Troubled`].
    troubled: Vec<u32>,
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
        let same = self
            .shown
            .as_ref()
            .is_some_and(|shown| shown.summary.id == record.summary.id);
        self.shown = Some(record);
        self.list();
        if !same {
            self.filter = Filter::All;
            self.selected = 0;
            self.halted = None;
        }
    }

    /// Lists anew after rows have changed.
    fn list(&mut self) {
        let rows = self.shown.as_ref().map_or(&[][..], |shown| &shown.rows);
        self.troubled = rows
            .iter()
            .filter(|row| troubled(row.state))
            .map(|row| row.index)
            .collect();
        self.selected = self.selected.min(self.listed().saturating_sub(1));
    }

    /// How many rows are listed.
    #[must_use]
    pub fn listed(&self) -> usize {
        match self.filter {
            Filter::All => self.shown.as_ref().map_or(0, |shown| shown.rows.len()),
            Filter::Troubled => self.troubled.len(),
        }
    }

    /// The row at a place of the list.
    #[must_use]
    pub fn row(&self, place: usize) -> Option<&RunRow> {
        let rows = &self.shown.as_ref()?.rows;
        match self.filter {
            Filter::All => rows.get(place),
            Filter::Troubled => rows.get(usize::try_from(*self.troubled.get(place)?).ok()?),
        }
    }

    /// The selected row.
    #[must_use]
    pub fn selected_row(&self) -> Option<&RunRow> {
        self.row(self.selected)
    }

    /// The counts of the run in view.
    #[must_use]
    pub fn counts(&self) -> Counts {
        self.shown
            .as_ref()
            .map_or_else(Counts::default, |shown| shown.summary.counts)
    }

    /// The work on the run in view, if it is worked on.
    #[must_use]
    pub fn live(&self) -> Option<&Running> {
        let shown = self.shown.as_ref()?.summary.id;
        self.running.as_ref().filter(|running| running.run == shown)
    }

    /// Whether an unknown row is left that only a person can settle: it left without a key.
    #[must_use]
    pub fn by_eye(&self) -> bool {
        let rows = self.shown.as_ref().map_or(&[][..], |shown| &shown.rows);
        rows.iter().any(needs_eye)
    }

    /// How many unknown rows EnOS can be asked about.
    #[must_use]
    pub fn askable(&self) -> usize {
        let rows = self.shown.as_ref().map_or(&[][..], |shown| &shown.rows);
        if self.counts().unknown == 0 {
            return 0;
        }
        let askable = |row: &&RunRow| row.state == RowState::Unknown && !needs_eye(row);
        rows.iter().filter(askable).count()
    }

    /// How many devices of the run in view are marked to be deleted and still there.
    #[must_use]
    pub fn marked(&self) -> usize {
        let rows = self.shown.as_ref().map_or(&[][..], |shown| &shown.rows);
        rows.iter().filter(|row| to_be_deleted(row)).count()
    }

    /// The work that asks EnOS about this row, if one does.
    #[must_use]
    pub fn asked(&self, row: &RunRow) -> Option<&Running> {
        let open = row.state == RowState::Unknown && !needs_eye(row);
        self.live()
            .filter(|running| open && running.work == Work::Sending)
    }

    /// Switches the filter, keeping the selected row where it stays listed.
    pub fn toggle_filter(&mut self) {
        let index = self.selected_row().map(|row| row.index);
        self.filter = match self.filter {
            Filter::All => Filter::Troubled,
            Filter::Troubled => Filter::All,
        };
        let place = (0..self.listed()).find(|place| self.row(*place).map(|row| row.index) == index);
        self.selected = place.unwrap_or(0);
    }

    /// The place of the next failed or unknown row after, or before, the selection.
    #[must_use]
    pub fn next_trouble(&self, forward: bool) -> Option<usize> {
        let is_trouble = |place: &usize| self.row(*place).is_some_and(|row| troubled(row.state));
        if forward {
            (self.selected + 1..self.listed()).find(is_trouble)
        } else {
            (0..self.selected).rev().find(is_trouble)
        }
    }

    /// The place of the first failed or unknown row.
    #[must_use]
    pub fn first_trouble(&self) -> Option<usize> {
        (0..self.listed()).find(|place| self.row(*place).is_some_and(|row| troubled(row.state)))
    }

    /// Changes rows of a run, if it is in view, and its counts.
    pub fn change(&mut self, run: RunId, rows: &[u32], change: impl Fn(usize, &mut RunRow)) {
        let Some(shown) = self.shown.as_mut().filter(|shown| shown.summary.id == run) else {
            return;
        };
        let mut relist = false;
        for (nth, index) in rows.iter().enumerate() {
            let row = usize::try_from(*index)
                .ok()
                .and_then(|index| shown.rows.get_mut(index));
            if let Some(row) = row {
                let before = row.state;
                change(nth, row);
                relist |= troubled(before) != troubled(row.state);
                let counts = &mut shown.summary.counts;
                *counts.of(before) = counts.of(before).saturating_sub(1);
                *counts.of(row.state) += 1;
            }
        }
        if relist {
            self.list();
        }
    }
}

/// Where a row of the run in view stands.
pub(crate) fn state_of(model: &Model, run: RunId, index: u32) -> Option<RowState> {
    let shown = model.results.shown.as_ref();
    let shown = shown.filter(|shown| shown.summary.id == run)?;
    let row = shown.rows.get(usize::try_from(index).ok()?)?;
    Some(row.state)
}

/// Whether a row needs somebody's attention.
#[must_use]
pub fn troubled(state: RowState) -> bool {
    matches!(state, RowState::Failed | RowState::Unknown)
}

/// Whether only a person can say what became of a row: unknown, and without a key to look it up by.
#[must_use]
pub fn needs_eye(row: &RunRow) -> bool {
    row.state == RowState::Unknown && row.device_key.is_none()
}

/// Whether `EnOS` has a device of an unknown row's key, and nothing proves who made it.
#[must_use]
pub fn is_disputed(row: &RunRow) -> bool {
    row.state == RowState::Unknown && row.device_key.is_some() && row.code == Some(KEY_EXISTED)
}

/// What a row's code and words mean, and what to do.
#[must_use]
pub fn explanation(row: &RunRow) -> enos::Explanation {
    enos::explain(&failure(row))
}

/// Why a row is not created, as EnOS told it.
fn failure(row: &RunRow) -> Failure {
    Failure {
        code: row.code,
        msg: row.msg.clone(),
        request_id: row.request_id.clone(),
    }
}

/// Keys that are no command: moving.
pub(crate) fn key(model: &mut Model, key: KeyEvent) -> Vec<Effect> {
    let page = model.page();
    let state = &mut model.results;
    if let Some(to) = moved(key.code, state.selected, state.listed(), page) {
        state.selected = to;
    }
    Vec::new()
}
