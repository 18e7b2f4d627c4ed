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

/// What header, message and keys leave to the screens. Its first row is a rule of the frame, for titles.
#[must_use]
pub(super) fn body(area: Rect) -> Rect {
    strip(area, 1, area.height.saturating_sub(3))
}

/// What lies over a screen lies inside the frame's rules.
#[must_use]
pub(super) fn inside(body: Rect) -> Rect {
    strip(body, 1, u16::MAX)
}
