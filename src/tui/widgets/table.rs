//! A table that builds only the rows in view.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::hit::{Click, Hit};
use super::text::{pad, pad_left};
use crate::said::Label;
use crate::tui::theme::Theme;

/// One column.
#[derive(Clone, Copy, Debug)]
pub struct Column {
    /// Its heading.
    pub title: Label,
    /// How many cells it has in any case.
    pub cells: u16,
    /// Its share of what all columns leave, by weight.
    pub share: u16,
    /// Numbers stand right.
    pub right: bool,
    /// Tables narrower than this leave the column out.
    pub from: u16,
}

impl Column {
    /// A column of so many cells.
    #[must_use]
    pub const fn cells(title: Label, cells: u16) -> Self {
        Self {
            title,
            cells,
            share: 0,
            right: false,
            from: 0,
        }
    }

    /// A column with a share of the rest.
    #[must_use]
    pub const fn share(title: Label, share: u16) -> Self {
        Self {
            share,
            ..Self::cells(title, 0)
        }
    }

    /// The same column, only where the table is at least so wide.
    #[must_use]
    pub const fn from(mut self, width: u16) -> Self {
        self.from = width;
        self
    }

    /// The same column with its text at the right.
    #[must_use]
    pub const fn right(mut self) -> Self {
        self.right = true;
        self
    }
}

/// One cell's text and look.
pub type Cell = (String, Style);

/// The rows that fit into `height` with `selected` as near the middle as the ends allow.
#[must_use]
pub fn window(len: usize, selected: usize, height: usize) -> std::ops::Range<usize> {
    let last_start = len.saturating_sub(height);
    let start = selected.saturating_sub(height / 2).min(last_start);
    start..(start + height).min(len)
}

/// Draws headings and the rows in view; `row` is called for these only. Gives where each row stands.
pub fn draw(
    area: Rect,
    buf: &mut Buffer,
    theme: Theme,
    columns: &[Column],
    len: usize,
    selected: Option<usize>,
    row: impl Fn(usize) -> Vec<Cell>,
) -> Vec<Hit> {
    let area = area.intersection(buf.area);
    if area.is_empty() {
        return Vec::new();
    }
    let widths = widths(columns, area.width);
    let headings = columns
        .iter()
        .map(|column| (column.title.to(theme.lang).into_owned(), theme.dim()))
        .collect();
    let mut rows = area.rows();
    if let Some(row) = rows.next() {
        line(row, buf, columns, &widths, headings);
    }
    let height = usize::from(area.height.saturating_sub(1));
    let mut hits = Vec::new();
    for (place, index) in rows.zip(window(len, selected.unwrap_or(0), height)) {
        hits.push(Hit {
            area: place,
            click: Click::Row(index),
        });
        line(place, buf, columns, &widths, row(index));
        if selected == Some(index) {
            // One even bar: the colours of the cells would make patches of it.
            buf.set_style(place, Style::reset().patch(theme.selected()));
            let mark = Style::reset().patch(theme.hint());
            buf.set_string(place.x, place.y, theme.glyph("▌", ">"), mark);
        }
    }
    hits
}

fn line(row: Rect, buf: &mut Buffer, columns: &[Column], widths: &[Option<u16>], cells: Vec<Cell>) {
    let mut x = row.x + 1;
    for ((column, width), (text, style)) in columns.iter().zip(widths).zip(cells) {
        let Some(width) = *width else { continue };
        let pad = if column.right { pad_left } else { pad };
        let room = usize::from(row.right().saturating_sub(x));
        buf.set_stringn(x, row.y, pad(&text, width.into()), room, style);
        x = x.saturating_add(width).saturating_add(1);
    }
}

/// The columns' widths in a table of `total` cells; none for a column that is left out.
fn widths(columns: &[Column], total: u16) -> Vec<Option<u16>> {
    let total = u32::from(total);
    let shown = |column: &&Column| u32::from(column.from) <= total;
    let sum = |of: fn(&Column) -> u32| -> u32 {
        let shown = columns.iter().filter(shown);
        shown.map(of).sum()
    };
    let rest = total.saturating_sub(sum(|column| u32::from(column.cells) + 1));
    let weights = sum(|column| column.share.into()).max(1);
    let width = |column: &Column| {
        let share = rest * u32::from(column.share) / weights;
        u16::try_from(share).map_or(u16::MAX, |share| share.max(column.cells))
    };
    columns
        .iter()
        .map(|column| Some(column).filter(shown).map(width))
        .collect()
}

/// A step through a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "they are what they are called")]
pub enum Move {
    Up,
    Down,
    PageUp,
    PageDown,
    First,
    Last,
}

impl Move {
    /// Where the selection of a list of `len` rows goes, of which `page` are in view.
    #[must_use]
    pub fn from(self, selected: usize, len: usize, page: usize) -> usize {
        let last = len.saturating_sub(1);
        let page = page.max(1);
        match self {
            Self::Up => selected.saturating_sub(1),
            Self::Down => (selected + 1).min(last),
            Self::PageUp => selected.saturating_sub(page),
            Self::PageDown => (selected + page).min(last),
            Self::First => 0,
            Self::Last => last,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_window_holds_the_selection_and_never_leaves_the_list() {
        for len in 0..12 {
            for selected in 0..len.max(1) {
                for height in 0..8 {
                    let window = window(len, selected, height);
                    assert!(window.end <= len);
                    assert_eq!(window.len(), height.min(len));
                    assert!(height == 0 || len == 0 || window.contains(&selected));
                }
            }
        }
    }
}
