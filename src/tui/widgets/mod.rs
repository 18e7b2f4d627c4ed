//! Parts that several screens draw.

pub mod bar;
mod clear;
pub mod cut;
pub mod fuzzy;
pub mod hit;
pub mod lines;
pub mod pane;
pub mod popup;
pub mod rows;
pub mod table;
pub mod text;
pub mod write;

pub use clear::clear;

use ratatui::layout::Rect;

/// The strip of `area` that begins at this row of it: as many rows, or as many as there are.
#[must_use]
pub fn strip(area: Rect, from: u16, rows: u16) -> Rect {
    let from = from.min(area.height);
    Rect {
        y: area.y.saturating_add(from),
        height: (area.height - from).min(rows),
        ..area
    }
}

/// The first lines of `area`, and what is below them.
#[must_use]
pub fn split(area: Rect, rows: u16) -> [Rect; 2] {
    [strip(area, 0, rows), strip(area, rows, u16::MAX)]
}

/// `area` without its first `cells`.
#[must_use]
pub fn indent(area: Rect, cells: u16) -> Rect {
    let cells = cells.min(area.width);
    Rect {
        x: area.x.saturating_add(cells),
        width: area.width - cells,
        ..area
    }
}
