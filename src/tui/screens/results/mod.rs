//! Results: what became of every row of a run, and what can be done about it.

mod act;
mod candidates;
mod causes;
mod commands;
mod detail;
mod ends;
mod face;
mod go_on;
mod head;
mod read;
mod under_way;
mod undo;
mod view;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::domain::{RowIndex, RowState, RunId, RunRow};
use crate::provision::run::Control;
use crate::said::{Label, Said, label, pair, say};
use crate::submit::undo::UndoPreview;
use crate::tui::contract::{Command, Request, Screen};
use crate::tui::shared::{Effect, Judgement, Place, Reason, Running, Runs, Shared, Shown};
use crate::tui::widgets::hit::Drawn;
use crate::tui::widgets::table::Move;

pub use candidates::judged;
pub use ends::{paused_by_itself, undo_over};
pub use go_on::outlook;
pub use read::requeued;
pub use undo::previewed;

type Requests = crate::tui::contract::Requests<Answer>;

/// Stands where a row has no key yet: in a run, keys that the program makes are there from the start.
const KEY_BY_ENOS: Label = label!("(set by EnOS)", "（EnOS 生成）");

/// Which rows are listed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Filter {
    /// All.
    #[default]
    All,
    /// Failed and unknown.
    Troubled,
}

/// What the results screen remembers.
#[derive(Debug, Default)]
pub struct State {
    /// Rows listed.
    filter: Filter,
    /// The selected one of the rows listed.
    selected: usize,
    /// Whether, while the run is under way, its rows are looked at and not what happens.
    rows: bool,
    /// How far the causes are scrolled while a run is under way.
    causes: usize,
}

/// What the screen asks for.
#[derive(Debug)]
pub enum Answer {
    /// The run goes on.
    GoOn(RunId),
    /// What is marked to be deleted of the run is.
    GoOnUndoing(RunId),
    /// What the preview calls deletable is deleted, if its number is typed.
    Undo(RunId, Box<UndoPreview>),
    /// What became of a row without a key.
    Judge(RunId, RowIndex, Judgement),
    /// No device was made for a row, which may be sent again.
    NotMade(RunId, RowIndex),
    /// A failed row is queued again as it was sent, although it is changed on the form.
    SendAgain(RunId, RowIndex),
    /// The run's results are written to the file that is typed.
    ExportTo(RunId),
}

impl Screen for State {
    type Answer = Answer;
    const COMMANDS: &'static [Command<Self>] = commands::COMMANDS;

    fn place(&self) -> Place {
        Place::Results
    }

    fn draw(&self, shared: &Shared, area: Rect, buf: &mut Buffer) -> Drawn {
        view::draw(self, shared, area, buf)
    }

    fn selected(&self) -> Option<usize> {
        Some(self.selected)
    }

    fn select(&mut self, shared: &Shared, place: usize) -> Requests {
        self.selected = place.min(self.listed(&shared.runs).saturating_sub(1));
        Requests::none()
    }

    fn moved(&mut self, shared: &Shared, to: Move) -> Requests {
        if self.story(shared).is_some() {
            let causes = shared.runs.shown.as_ref();
            let causes = causes.map_or(0, |shown| shown.causes.len());
            self.causes = to.from(self.causes, causes, shared.page());
            return Requests::none();
        }
        self.selected = to.from(self.selected, self.listed(&shared.runs), shared.page());
        Requests::none()
    }

    fn called(&self, shared: &Shared, id: &str) -> Option<Said> {
        let (story, live) = (self.story(shared).is_some(), shared.runs.live().is_some());
        match (id, self.filter) {
            ("results.open", _) if story => Some(pair!("rows", "各行")),
            ("results.filter", Filter::All) if live && !story => Some(pair!("the run", "任务进展")),
            ("results.filter", Filter::All) => Some(pair!("failed rows", "失败的行")),
            ("results.filter", Filter::Troubled) => Some(pair!("all rows", "所有行")),
            ("results.pause", _) => {
                let running = shared.runs.running.as_ref()?;
                Some(match running.toggled() {
                    Control::Pause => pair!("pause", "暂停"),
                    _ => pair!("resume", "继续"),
                })
            }
            ("results.undo", _) if shared.runs.tally().marked > 0 => {
                Some(pair!("resume deleting", "继续删除"))
            }
            _ => None,
        }
    }

    fn answered(&mut self, _: &Shared, answer: Answer) -> Requests {
        match answer {
            Answer::GoOn(run) => Request::GoOn(run).into(),
            Answer::GoOnUndoing(run) => Request::Undo(run, None).into(),
            Answer::Undo(run, preview) => Request::Undo(run, Some(preview)).into(),
            Answer::Judge(run, index, judgement) => candidates::chosen(run, index, judgement),
            Answer::NotMade(run, index) => Effect::Judge(run, index, Judgement::NotMade).into(),
            Answer::SendAgain(run, index) => Effect::Requeue(run, vec![(index, None)]).into(),
            Answer::ExportTo(_) => Requests::none(),
        }
    }

    fn typed(&mut self, shared: &Shared, answer: &Answer, line: &str) -> Result<Requests, Reason> {
        match answer {
            Answer::Undo(run, preview) => undo::confirm(shared, *run, preview, line),
            Answer::ExportTo(run) => act::export(*run, line),
            _ => Ok(Requests::none()),
        }
    }
}

impl State {
    /// A run came into view; another one from its top.
    pub fn shown(&mut self, shared: &Shared, same: bool) {
        if !same {
            *self = Self::default();
        }
        self.stay(shared);
    }

    /// Goes to the top, as no run is in view any more.
    pub fn gateway_left(&mut self) {
        self.selected = 0;
    }

    /// Work on the run begins: what happens is what is looked at.
    pub fn set_out(&mut self) {
        (self.rows, self.causes, self.filter) = (false, 0, Filter::All);
    }

    /// The rows are looked at, and not what happens.
    fn look_at_rows(&mut self) {
        (self.rows, self.filter) = (true, Filter::All);
    }

    /// The row of which all is told.
    #[must_use]
    pub fn told(&self, shared: &Shared) -> Option<(RunId, RowIndex)> {
        self.selected(shared)
    }

    /// The work that is told as a story, instead of the rows.
    fn story<'s>(&self, shared: &'s Shared) -> Option<&'s Running> {
        shared.runs.live().filter(|_| !self.rows)
    }

    /// Keeps the selection on the list after rows have changed.
    pub fn stay(&mut self, shared: &Shared) {
        let listed = self.listed(&shared.runs);
        self.selected = self.selected.min(listed.saturating_sub(1));
    }

    /// How many rows are listed.
    fn listed(&self, runs: &Runs) -> usize {
        match self.filter {
            Filter::All => runs.shown.as_ref().map_or(0, Shown::len),
            Filter::Troubled => troubled(runs).len(),
        }
    }

    /// The row at a place of the list.
    fn row<'r>(&self, runs: &'r Runs, place: usize) -> Option<&'r RunRow> {
        let index = match self.filter {
            Filter::All => RowIndex::at(place),
            Filter::Troubled => *troubled(runs).get(place)?,
        };
        runs.shown.as_ref()?.row(index)
    }

    /// The selected row, where rows are in view.
    fn selected_row<'s>(&self, shared: &'s Shared) -> Option<&'s RunRow> {
        let rows = self.story(shared).is_none();
        rows.then(|| self.row(&shared.runs, self.selected))?
    }

    /// The selected row and its run.
    fn selected(&self, shared: &Shared) -> Option<(RunId, RowIndex)> {
        Some((shared.runs.run()?, self.selected_row(shared)?.index))
    }

    /// Switches what is listed, keeping the selected row where it stays listed; while the run is under way what
    /// happens comes before all rows.
    fn toggle_filter(&mut self, shared: &Shared) -> Requests {
        let index = self.row(&shared.runs, self.selected).map(|row| row.index);
        let live = shared.runs.live().is_some();
        (self.rows, self.filter) = match (live, self.rows, self.filter) {
            (true, false, _) => (true, Filter::Troubled),
            (true, true, Filter::All) => (false, Filter::All),
            (false, _, Filter::All) => (false, Filter::Troubled),
            (_, _, Filter::Troubled) => (live, Filter::All),
        };
        let place = index.and_then(|index| self.place_of(&shared.runs, index));
        self.selected = place.unwrap_or(0);
        Requests::none()
    }

    /// Where the list has the row with this index, if it does.
    fn place_of(&self, runs: &Runs, index: RowIndex) -> Option<usize> {
        match self.filter {
            Filter::All => Some(index.place()),
            Filter::Troubled => troubled(runs).binary_search(&index).ok(),
        }
    }

    /// Selects the next or the previous row that failed or is unknown.
    fn jump(&mut self, shared: &Shared, forward: bool) -> Requests {
        self.rows = shared.runs.live().is_some();
        match self.next_trouble(shared, forward) {
            Some(place) => self.selected = place,
            None if forward => {
                return Requests::say(say!(
                    "No failed or unknown row after this one.",
                    "此行之后没有失败或未知的行。"
                ));
            }
            None => {
                return Requests::say(say!(
                    "No failed or unknown row before this one.",
                    "此行之前没有失败或未知的行。"
                ));
            }
        }
        Requests::none()
    }

    fn next_trouble(&self, shared: &Shared, forward: bool) -> Option<usize> {
        let index = self.row(&shared.runs, self.selected)?.index;
        let troubled = troubled(&shared.runs);
        let next = if forward {
            troubled.get(troubled.partition_point(|other| *other <= index))
        } else {
            let before = troubled.partition_point(|other| *other < index);
            troubled.get(before.checked_sub(1)?)
        };
        self.place_of(&shared.runs, *next?)
    }

    /// The place of the first failed or unknown row.
    fn first_trouble(&self, runs: &Runs) -> Option<usize> {
        self.place_of(runs, *troubled(runs).first()?)
    }
}

/// The indexes of the rows of the run in view that failed or are unknown.
fn troubled(runs: &Runs) -> &[RowIndex] {
    runs.shown.as_ref().map_or(&[], |shown| &shown.troubled)
}

/// Whether a person says what became of a row.
fn is_settled_by_eye(row: &RunRow) -> bool {
    row.needs_person() || is_disputed(row)
}

/// Whether `EnOS` has a device of an unknown row's key, and nothing proves who made it.
fn is_disputed(row: &RunRow) -> bool {
    row.state == RowState::Unknown
        && row.device_key.is_some()
        && row.cause.as_ref().is_some_and(|cause| cause.is_of_key())
}
