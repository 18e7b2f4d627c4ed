//! Draws a text with its caret into an area; nothing is remembered between two drawings.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;

use crate::tui::widgets::clear;
use crate::tui::widgets::text::{self, ELLIPSIS};

/// Draws one line, scrolled so that the caret is inside; gives the caret's cell.
///
/// `…` marks an end that is cut off. `None` only where there is no room at all.
pub(super) fn line(
    buf: &mut Buffer,
    area: Rect,
    content: &str,
    caret: usize,
    style: Style,
) -> Option<Position> {
    let area = area.intersection(*buf.area());
    if area.is_empty() {
        return None;
    }
    let cells = usize::from(area.width);
    let before = text::width(content.get(..caret).unwrap_or(content));
    // One cell more than the text: the caret may stand behind it.
    let total = text::width(content) + 1;
    let first = before
        .saturating_sub(cells / 2)
        .min(total.saturating_sub(cells));
    let mut column = 0;
    for glyph in text::glyphs(content) {
        if column >= first && column + glyph.width <= first + cells {
            let x = area.x.saturating_add(to_cells(column - first));
            buf.set_string(x, area.y, &glyph.shown, style);
        }
        column += glyph.width;
    }
    let at = before - first;
    if first > 0 && at > 1 {
        buf.set_string(area.x, area.y, ELLIPSIS, style);
    }
    if total - 1 > first + cells && at + 2 < cells {
        // Clearing first: the cell may be the right half of a glyph.
        let last = Rect::new(area.right() - 1, area.y, 1, 1);
        clear(last, buf);
        buf.set_string(last.x, last.y, ELLIPSIS, style);
    }
    Some(Position::new(area.x.saturating_add(to_cells(at)), area.y))
}

/// Draws wrapped lines, scrolled so that the caret is inside; gives the caret's cell.
pub(super) fn lines(
    buf: &mut Buffer,
    area: Rect,
    content: &str,
    caret: usize,
    style: Style,
) -> Option<Position> {
    let area = area.intersection(*buf.area());
    if area.is_empty() {
        return None;
    }
    let ranges = wrapped(content, area.width);
    let row = ranges
        .iter()
        .rposition(|range| range.start <= caret)
        .unwrap_or(0);
    let height = usize::from(area.height);
    let top = row
        .saturating_sub(height / 2)
        .min(ranges.len().saturating_sub(height));
    let mut at = None;
    for (y, (index, range)) in (area.top()..area.bottom()).zip(ranges.iter().enumerate().skip(top))
    {
        let shown = content
            .get(range.clone())
            .unwrap_or("")
            .trim_end_matches(['\r', '\n']);
        let place = Rect::new(area.x, y, area.width, 1);
        text::put(buf, place, shown, style);
        if index == row {
            let before = text::width(content.get(range.start..caret).unwrap_or(""));
            let x = before.min(usize::from(area.width) - 1);
            at = Some(Position::new(area.x.saturating_add(to_cells(x)), y));
        }
    }
    at
}

/// How many lines `content` takes in an area `width` cells wide.
pub(super) fn height(content: &str, width: u16) -> usize {
    wrapped(content, width).len()
}

/// One cell is kept free for a caret behind the last glyph of a line.
fn wrapped(content: &str, width: u16) -> Vec<std::ops::Range<usize>> {
    text::wrap(content, usize::from(width.saturating_sub(1)))
}

fn to_cells(columns: usize) -> u16 {
    u16::try_from(columns).unwrap_or(u16::MAX)
}
