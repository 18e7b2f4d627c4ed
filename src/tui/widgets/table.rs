//! A table that builds only the rows in view.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::text::{pad, pad_left};
use crate::tui::theme::Theme;

/// How wide a column is.
#[derive(Clone, Copy, Debug)]
pub enum Width {
    /// So many cells.
    Cells(u16),
    /// A share of what the fixed columns leave, by weight.
    Share(u16),
}

/// One column.
#[derive(Clone, Copy, Debug)]
pub struct Column {
    /// Its heading.
    pub title: &'static str,
    /// Its width.
    pub width: Width,
    /// Numbers stand right.
    pub right: bool,
    /// Tables narrower than this leave the column out.
    pub from: u16,
}

impl Column {
    /// A column of so many cells.
    #[must_use]
    pub const fn cells(title: &'static str, width: u16) -> Self {
        Self {
            title,
            width: Width::Cells(width),
            right: false,
            from: 0,
        }
    }

    /// A column with a share of the rest.
    #[must_use]
    pub const fn share(title: &'static str, weight: u16) -> Self {
        Self {
            title,
            width: Width::Share(weight),
            right: false,
            from: 0,
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

/// Draws headings and the rows in view; `row` is called for these only.
pub fn draw(
    area: Rect,
    buf: &mut Buffer,
    theme: Theme,
    columns: &[Column],
    len: usize,
    selected: Option<usize>,
    row: impl Fn(usize) -> Vec<Cell>,
) {
    let area = area.intersection(buf.area);
    if area.is_empty() {
        return;
    }
    let widths = widths(columns, area.width);
    let headings = columns
        .iter()
        .map(|column| (column.title.to_owned(), theme.dim()))
        .collect();
    line(area, 0, buf, columns, &widths, headings);
    let height = usize::from(area.height.saturating_sub(1));
    for (line_no, index) in (1..).zip(window(len, selected.unwrap_or(0), height)) {
        line(area, line_no, buf, columns, &widths, row(index));
        if selected == Some(index) {
            let y = area.y + line_no;
            // One even bar: the colours of the cells would make patches of it.
            let bar = Style::reset().patch(theme.selected());
            buf.set_style(Rect::new(area.x, y, area.width, 1), bar);
            buf.set_string(
                area.x,
                y,
                theme.glyph("▌", ">"),
                Style::reset().patch(theme.hint()),
            );
        }
    }
}

fn line(
    area: Rect,
    line_no: u16,
    buf: &mut Buffer,
    columns: &[Column],
    widths: &[Option<u16>],
    cells: Vec<Cell>,
) {
    let y = area.y.saturating_add(line_no);
    if y >= area.bottom() {
        return;
    }
    let mut x = area.x + 1;
    for ((column, width), (text, style)) in columns.iter().zip(widths).zip(cells) {
        let Some(width) = *width else { continue };
        if x >= area.right() {
            break;
        }
        let cells = usize::from(width);
        let shown = if column.right {
            pad_left(&text, cells)
        } else {
            pad(&text, cells)
        };
        buf.set_stringn(x, y, shown, usize::from(area.right() - x), style);
        x = x.saturating_add(width).saturating_add(1);
    }
}

/// The columns' widths in a table of `total` cells; none for a column that is left out.
fn widths(columns: &[Column], total: u16) -> Vec<Option<u16>> {
    let shown = |column: &&Column| column.from <= total;
    let (mut rest, mut weights) = (u32::from(total), 0);
    for column in columns.iter().filter(shown) {
        match column.width {
            Width::Cells(cells) => rest = rest.saturating_sub(u32::from(cells) + 1),
            Width::Share(weight) => {
                rest = rest.saturating_sub(1);
                weights += u32::from(weight);
            }
        }
    }
    let width = |column: &Column| match column.width {
        Width::Cells(cells) => cells,
        Width::Share(weight) => {
            u16::try_from(rest * u32::from(weight) / weights.max(1)).unwrap_or(u16::MAX)
        }
    };
    columns
        .iter()
        .map(|column| Some(column).filter(shown).map(width))
        .collect()
}

/// Where a list's selection goes for a key; `None` when the key does not move it.
#[must_use]
pub fn moved(
    key: crossterm::event::KeyCode,
    selected: usize,
    len: usize,
    page: usize,
) -> Option<usize> {
    use crossterm::event::KeyCode;
    let last = len.saturating_sub(1);
    let page = page.max(1);
    Some(match key {
        KeyCode::Up | KeyCode::Char('k') => selected.saturating_sub(1),
        KeyCode::Down | KeyCode::Char('j') => (selected + 1).min(last),
        KeyCode::PageUp => selected.saturating_sub(page),
        KeyCode::PageDown => (selected + page).min(last),
        KeyCode::Home => 0,
        KeyCode::End => last,
        _ => return None,
    })
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
