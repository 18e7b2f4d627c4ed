//! Text by what the terminal shows: cells, not bytes or characters.

use std::borrow::Cow;

use ratatui::buffer::{Buffer, CellWidth as _};
use ratatui::layout::Rect;
use ratatui::style::Style;
use unicode_segmentation::UnicodeSegmentation as _;

/// What marks text that was cut.
pub const ELLIPSIS: &str = "…";

/// One grapheme of a text as it is drawn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Glyph<'a> {
    /// Where it starts in the text, in bytes.
    pub at: usize,
    /// What to draw: the grapheme, or a picture of it where it would be invisible.
    pub shown: Cow<'a, str>,
    /// How many cells that takes; at least one.
    pub width: usize,
}

/// The graphemes of `text` as they are drawn.
///
/// Control characters become their pictures (`␀`, `␊`), and what has no width of its own becomes
/// `·`: an invisible character in a name is found by looking, not by counting.
pub fn glyphs(text: &str) -> impl Iterator<Item = Glyph<'_>> {
    text.grapheme_indices(true).map(|(at, grapheme)| {
        let shown = if grapheme.contains(char::is_control) {
            Cow::Owned(grapheme.chars().map(picture).collect())
        } else if grapheme.cell_width() == 0 {
            Cow::Borrowed("·")
        } else {
            Cow::Borrowed(grapheme)
        };
        let width = usize::from(shown.cell_width());
        Glyph { at, shown, width }
    })
}

fn picture(c: char) -> char {
    match u32::from(c) {
        code @ 0..=0x1f => char::from_u32(0x2400 + code).unwrap_or('·'),
        0x7f => '␡',
        _ if c.is_control() => '·',
        _ => c,
    }
}

/// How many cells `text` takes when drawn by this module.
#[must_use]
pub fn width(text: &str) -> usize {
    glyphs(text).map(|glyph| glyph.width).sum()
}

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

/// `text` in lines of at most `max` cells, broken at blanks where possible, else between graphemes.
///
/// Gives byte ranges that follow each other without a gap, so that every offset is on a line; a
/// newline belongs to the line it ends. Never empty.
#[must_use]
pub fn wrap(text: &str, max: usize) -> Vec<std::ops::Range<usize>> {
    let max = max.max(1);
    let mut lines = Vec::new();
    let (mut start, mut used) = (0, 0);
    // The last place to break the line, and the cells before it.
    let mut blank: Option<(usize, usize)> = None;
    for (at, grapheme) in text.grapheme_indices(true) {
        let end = at + grapheme.len();
        if grapheme.ends_with('\n') {
            lines.push(start..end);
            (start, used, blank) = (end, 0, None);
            continue;
        }
        let cells = width(grapheme);
        while used + cells > max && at > start {
            let (from, before) = blank.take().unwrap_or((at, used));
            lines.push(start..from);
            (start, used) = (from, used - before);
        }
        used += cells;
        if grapheme == " " {
            blank = Some((end, used));
        }
    }
    lines.push(start..text.len());
    lines
}

/// The lines of [`wrap`] as they are read: without the blanks and the newline at their end.
pub fn wrapped(text: &str, max: usize) -> impl Iterator<Item = &str> {
    let lines = wrap(text, max).into_iter();
    lines.map(move |line| text.get(line).unwrap_or_default().trim_end())
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
