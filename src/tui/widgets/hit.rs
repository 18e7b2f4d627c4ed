//! What a frame gives back beside its cells: where the caret is, what can be clicked, and what that means.

use ratatui::layout::{Position, Rect};

use crate::said::{Said, grouped, say};

/// What a click means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Click {
    /// The row at this place of the list is selected; the selected one is opened.
    Row(usize),
    /// The row at this place of the form has the focus; the focused one shows its list, if it has one.
    Field(usize),
    /// The command with this name is run.
    Command(&'static str),
}

/// Where a click means something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hit {
    /// The cells.
    pub area: Rect,
    /// What a click on them means.
    pub click: Click,
}

impl Hit {
    /// Where a click runs a command.
    #[must_use]
    pub const fn command(area: Rect, id: &'static str) -> Self {
        let click = Click::Command(id);
        Self { area, click }
    }
}

/// What was drawn, as far as the program goes by it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Drawn {
    /// Where text goes.
    pub caret: Option<Position>,
    /// What can be clicked; what is drawn later lies over it.
    pub hits: Vec<Hit>,
    /// Where in its list one is: `4 of 214`.
    pub position: Said,
    /// How far down the detail can be scrolled.
    pub lowest: usize,
}

impl Drawn {
    /// A frame with so many things to click and no caret.
    #[must_use]
    pub fn of(hits: Vec<Hit>) -> Self {
        Self {
            hits,
            ..Self::default()
        }
    }

    /// Something with a caret, or without, and nothing to click.
    #[must_use]
    pub fn at(caret: Option<Position>) -> Self {
        Self {
            caret,
            ..Self::default()
        }
    }

    /// The same, with more to click.
    #[must_use]
    pub fn with(mut self, hits: Vec<Hit>) -> Self {
        self.hits.extend(hits);
        self
    }

    /// The same, in row `place` of `len`, counted from 0.
    #[must_use]
    pub fn in_row(mut self, place: usize, len: usize) -> Self {
        if len == 0 {
            return self;
        }
        let [place, len] = [place + 1, len].map(grouped);
        self.position = say!("{place} of {len}", "{place} / {len}");
        self
    }

    /// What a click at this cell means.
    #[must_use]
    pub fn click(&self, at: Position) -> Option<Click> {
        let mut over = self.hits.iter().rev();
        let hit = over.find(|hit| hit.area.contains(at));
        hit.map(|hit| hit.click)
    }
}
