//! Parts that several screens draw.

mod clear;
pub mod fuzzy;
pub mod picker;
pub mod popup;
pub mod rows;
pub mod table;
pub mod text;
pub mod told;
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
