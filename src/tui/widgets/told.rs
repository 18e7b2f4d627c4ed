//! What is told before something is asked: wrapped, and scrolled where the screen is too small for it.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::text::wrapped;
use super::write::Words;
use crate::said::{Lang, Said};

/// Lines of text are no wider than this, to be read with ease.
const READABLE: u16 = 76;

/// How wide a text is on a screen of this width, in cells.
#[must_use]
pub fn readable(screen: u16) -> u16 {
    READABLE.min(screen.saturating_sub(4))
}

/// The lines, broken into rows of this width.
#[must_use]
pub fn rows(lines: &[Said], wide: u16, lang: Lang) -> Vec<String> {
    let mut rows = Vec::new();
    for line in lines {
        let line = line.to(lang);
        rows.extend(wrapped(&line, wide.into()).map(str::to_owned));
    }
    rows
}

/// How many rows the lines take at this width.
#[must_use]
pub fn tall(lines: &[Said], wide: u16, lang: Lang) -> u16 {
    u16::try_from(rows(lines, wide, lang).len()).unwrap_or(u16::MAX)
}

/// How far the lines can be scrolled in a frame on `screen` with `foot` rows below them.
#[must_use]
pub fn lowest(lines: &[Said], screen: Rect, foot: u16, lang: Lang) -> u16 {
    let room = screen.height.saturating_sub(2 + foot);
    tall(lines, readable(screen.width), lang).saturating_sub(room)
}

/// Draws what fits, from row `scroll` on.
pub fn draw(lines: &[Said], scroll: u16, area: Rect, buf: &mut Buffer, lang: Lang) {
    let mut words = Words::new(area, buf);
    for row in rows(lines, area.width, lang)
        .iter()
        .skip(usize::from(scroll))
        .take(usize::from(area.height))
    {
        words.line(&[(row, Style::new())]);
    }
}
