//! What is told before something is asked: wrapped, and scrolled where the screen is too small for it.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::text::wrapped;
use super::write::Words;

/// Lines of text are no wider than this, to be read with ease.
const READABLE: u16 = 76;

/// How wide a text is on a screen of this width, in cells.
#[must_use]
pub fn readable(screen: u16) -> u16 {
    READABLE.min(screen.saturating_sub(4))
}

/// The lines, broken into rows of this width.
pub fn rows(lines: &[String], wide: u16) -> impl Iterator<Item = &str> {
    let wide = usize::from(wide);
    lines.iter().flat_map(move |line| wrapped(line, wide))
}

/// How many rows the lines take at this width.
#[must_use]
pub fn tall(lines: &[String], wide: u16) -> u16 {
    u16::try_from(rows(lines, wide).count()).unwrap_or(u16::MAX)
}

/// How far the lines can be scrolled in a frame on `screen` with `foot` rows below them.
#[must_use]
pub fn lowest(lines: &[String], screen: Rect, foot: u16) -> u16 {
    let room = screen.height.saturating_sub(2 + foot);
    tall(lines, readable(screen.width)).saturating_sub(room)
}

/// Draws what fits, from row `scroll` on.
pub fn draw(lines: &[String], scroll: u16, area: Rect, buf: &mut Buffer) {
    let mut words = Words::new(area, buf);
    for row in rows(lines, area.width)
        .skip(usize::from(scroll))
        .take(usize::from(area.height))
    {
        words.line(&[(row, Style::new())]);
    }
}
