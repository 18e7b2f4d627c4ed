//! Runs: what was submitted on the gateway worked on, run by run.

mod commands;
mod view;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::domain::{End, RunId};
use crate::store::RunSummary;
use crate::tui::contract::{Command, Screen};
use crate::tui::shared::{Place, Shared};
use crate::tui::widgets::hit::Drawn;
use crate::tui::widgets::table::Move;

type Requests = crate::tui::contract::Requests<Answer>;

/// What the screen remembers.
#[derive(Debug, Default)]
pub struct State {
    /// The selected run; none until one is, then it is that in view on the results.
    selected: Option<RunId>,
    /// Where that stands in the list.
    place: usize,
}

/// It asks for nothing.
#[derive(Debug)]
pub enum Answer {}

impl Screen for State {
    type Answer = Answer;
    const COMMANDS: &'static [Command<Self>] = commands::COMMANDS;

    fn place(&self) -> Place {
        Place::Runs
    }

    fn draw(&self, shared: &Shared, area: Rect, buf: &mut Buffer) -> Drawn {
        view::draw(self, shared, area, buf)
    }

    fn selected(&self) -> Option<usize> {
        self.selected.map(|_| self.place)
    }

    fn select(&mut self, shared: &Shared, place: usize) -> Requests {
        self.pick(&here(shared), place);
        Requests::none()
    }

    fn moved(&mut self, shared: &Shared, to: Move) -> Requests {
        let runs = here(shared);
        let place = to.from(self.place_of(shared, &runs), runs.len(), shared.page());
        self.pick(&runs, place);
        Requests::none()
    }

    fn answered(&mut self, _: &Shared, answer: Answer) -> Requests {
        match answer {}
    }
}

impl State {
    fn pick(&mut self, runs: &[&RunSummary], place: usize) {
        self.selected = runs.get(place).map(|run| run.id);
        self.place = place;
    }

    /// The place of the selected run in the list; where it is gone, the first.
    fn place_of(&self, shared: &Shared, runs: &[&RunSummary]) -> usize {
        let selected = self.selected.or(shared.runs.run());
        let place = runs.iter().position(|run| Some(run.id) == selected);
        place.unwrap_or(0)
    }

    /// The selected run.
    fn run<'s>(&self, shared: &'s Shared) -> Option<&'s RunSummary> {
        let runs = here(shared);
        let place = self.place_of(shared, &runs);
        runs.get(place).copied()
    }
}

/// The runs on the gateway worked on, the newest first.
fn here(shared: &Shared) -> Vec<&RunSummary> {
    let scope = shared.scope();
    let runs = shared.runs.known.iter().filter(|run| run.is_of(&scope));
    runs.map(|run| now(shared, run)).collect()
}

/// A run as it stands now: of the one in view more is known.
fn now<'s>(shared: &'s Shared, run: &'s RunSummary) -> &'s RunSummary {
    let shown = shared.runs.of_run(run.id);
    shown.map_or(run, |shown| &shown.summary)
}

/// How a run ended, where that is worth a note.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Note {
    UnderWay,
    Interrupted,
    Stopped,
    Deleted,
    Unsettled,
}

fn note(shared: &Shared, run: &RunSummary) -> Option<Note> {
    let counts = run.counts;
    let running = shared.runs.running.as_ref();
    if running.is_some_and(|running| running.run == run.id) {
        return Some(Note::UnderWay);
    }
    let gone = counts.deleted > 0 && counts.created == 0;
    match (&run.end, counts.open()) {
        (_, 0) => gone.then_some(Note::Deleted),
        (_, _) if run.ended_at.is_none() => Some(Note::Interrupted),
        (Some(End::Cancelled | End::Stopped { .. }), _) => Some(Note::Stopped),
        _ => Some(Note::Unsettled),
    }
}
