//! Where the screens have their place.

use ratatui::layout::Rect;

use crate::tui::widgets::strip;

/// The smallest terminal the screens work in.
pub(super) const LEAST: (u16, u16) = (40, 12);

/// Whether a terminal of this size is too small for the screens: nothing but its size is shown then.
#[must_use]
pub(super) fn too_small((columns, rows): (u16, u16)) -> bool {
    columns < LEAST.0 || rows < LEAST.1
}

/// What header, message and keys leave to the screens and to what lies over them.
#[must_use]
pub(super) fn body(area: Rect) -> Rect {
    strip(area, 2, area.height.saturating_sub(5))
}
