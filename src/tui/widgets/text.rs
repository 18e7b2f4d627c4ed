//! Text by what the terminal shows: cells, not bytes or characters.

use ratatui::buffer::Buffer;
#[cfg(test)]
use ratatui::buffer::CellWidth as _;
use ratatui::layout::Rect;
use ratatui::style::Style;

pub use crate::provision::cells::{Glyph, glyphs, width, wrap, wrapped};

/// What marks text that was cut.
pub const ELLIPSIS: &str = "…";

/// `text` as it is drawn, in at most `max` cells; `…` says that it was cut.
#[must_use]
pub fn truncate(text: &str, max: usize) -> String {
    let mut shown = String::with_capacity(text.len().min(max.saturating_mul(4)));
    let mut used = 0;
    // Where to put the ellipsis should the text turn out not to fit.
    let mut cut = 0;
    for glyph in glyphs(text) {
        if used + glyph.width > max {
            shown.truncate(cut);
            if max > 0 {
                shown.push_str(ELLIPSIS);
            }
            return shown;
        }
        used += glyph.width;
        shown.push_str(&glyph.shown);
        if used < max {
            cut = shown.len();
        }
    }
    shown
}

/// [`truncate`], then blanks up to exactly `cells`.
#[must_use]
pub fn pad(text: &str, cells: usize) -> String {
    let (shown, blanks) = fitted(text, cells);
    shown + &blanks
}

/// [`truncate`], with blanks before it up to exactly `cells`: for numbers.
#[must_use]
pub fn pad_left(text: &str, cells: usize) -> String {
    let (shown, blanks) = fitted(text, cells);
    blanks + &shown
}

fn fitted(text: &str, cells: usize) -> (String, String) {
    let shown = truncate(text, cells);
    let blanks = " ".repeat(cells.saturating_sub(width(&shown)));
    (shown, blanks)
}

/// Draws `text` on the first line of `area`, cut to it; gives the cells used.
pub fn put(buf: &mut Buffer, area: Rect, text: &str, style: Style) -> u16 {
    let area = area.intersection(*buf.area());
    if area.is_empty() {
        return 0;
    }
    let shown = truncate(text, area.width.into());
    let (end, _) = buf.set_stringn(area.x, area.y, shown, area.width.into(), style);
    end.saturating_sub(area.x)
}

/// What a terminal would show of `buf`, line by line, without trailing blanks.
#[cfg(test)]
#[must_use]
pub fn lines(buf: &Buffer) -> Vec<String> {
    buf.area
        .rows()
        .map(|row| {
            let mut shown = String::new();
            let mut x = row.left();
            while let Some(cell) = buf.cell((x, row.y)).filter(|_| x < row.right()) {
                shown.push_str(cell.symbol());
                x += cell.cell_width().max(1);
            }
            shown.trim_end().to_owned()
        })
        .collect()
}

#[cfg(test)]
mod tests;
