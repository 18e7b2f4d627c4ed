//! A table that builds only the rows in view.

use std::ops::Range;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::hit::{Click, Hit};
use super::text::{pad, pad_left, width};
use crate::said::Label;
use crate::tui::theme::{Sign, Theme};

/// One column.
#[derive(Clone, Copy, Debug)]
pub struct Column {
    /// Its heading.
    pub title: Label,
    /// How many cells it has: all of a column of fixed width, the least of another.
    pub cells: u16,
    /// None of a column of fixed width; else it is as wide as its content, and where all do not fit, its weight
    /// against the others.
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

/// The rows of a list that are in view, with what stands in them.
pub struct Table<'a> {
    theme: Theme,
    columns: &'a [Column],
    /// The rows of the whole list in view; cells for each.
    shown: Range<usize>,
    rows: Vec<Vec<Cell>>,
    len: usize,
    selected: Option<usize>,
    /// Whether the keys go to it.
    focused: bool,
    /// A column that is called by data.
    named: Option<(usize, &'a str)>,
}

impl<'a> Table<'a> {
    /// The rows that fit into `height`, headings among it, around the selected one; `row` is called for these only.
    pub fn new(
        theme: Theme,
        columns: &'a [Column],
        (len, selected): (usize, Option<usize>),
        height: u16,
        row: impl Fn(usize) -> Vec<Cell>,
    ) -> Self {
        let height = usize::from(height.saturating_sub(1));
        let shown = window(len, selected.unwrap_or(0), height);
        Self {
            theme,
            columns,
            rows: shown.clone().map(row).collect(),
            shown,
            len,
            selected,
            focused: true,
            named: None,
        }
    }

    /// The same, where the column at this place has a heading of data.
    #[must_use]
    pub const fn named(mut self, named: Option<(usize, &'a str)>) -> Self {
        self.named = named;
        self
    }

    fn heading(&self, nth: usize, column: &Column) -> String {
        match self.named {
            Some((place, name)) if place == nth => name.to_owned(),
            _ => column.title.to(self.theme.lang).into_owned(),
        }
    }

    /// The same, while the keys go to what is told of the selected row.
    #[must_use]
    pub const fn focused(mut self, focused: bool) -> Self {
        self.focused = focused;
        self
    }

    /// The cells that all columns take where none is cut: no table is stretched beyond.
    #[must_use]
    pub fn wide(&self) -> u16 {
        let wants = self.wants(u16::MAX);
        wants.iter().flatten().map(|wide| wide + 1).sum::<u16>() + 1
    }

    /// Draws headings and rows; gives where each row stands.
    pub fn draw(mut self, area: Rect, buf: &mut Buffer) -> Vec<Hit> {
        let area = area.intersection(buf.area);
        if area.is_empty() {
            return Vec::new();
        }
        let theme = self.theme;
        let widths = self.widths(area.width);
        let heading = theme.muted().patch(theme.field());
        let headings = self
            .columns
            .iter()
            .enumerate()
            .map(|(nth, column)| (self.heading(nth, column), heading))
            .collect();
        let mut lines = area.rows();
        if let Some(row) = lines.next() {
            line(row, buf, self.columns, &widths, headings);
        }
        let mut hits = Vec::new();
        let rows = std::mem::take(&mut self.rows);
        for ((place, index), cells) in lines.zip(self.shown.clone()).zip(rows) {
            hits.push(Hit {
                area: place,
                click: Click::Row(index),
            });
            line(place, buf, self.columns, &widths, cells);
            if self.selected == Some(index) {
                select(theme, self.focused, place, buf);
            }
        }
        self.thumb(area, buf);
        hits
    }

    /// Where in the list the rows in view are, at the right edge, when some are hidden.
    fn thumb(&self, area: Rect, buf: &mut Buffer) {
        let rows = usize::from(area.height.saturating_sub(1));
        if self.shown.len() >= self.len || rows == 0 {
            return;
        }
        let from = self.shown.start * rows / self.len;
        let tall = (self.shown.len() * rows / self.len).max(1);
        for y in from..(from + tall).min(rows) {
            let y = area.y + 1 + u16::try_from(y).unwrap_or(0);
            let style = self.theme.muted();
            buf.set_string(area.right() - 1, y, self.theme.sign(Sign::Thumb), style);
        }
    }

    /// The width of each column where nothing is cut, in a table of `total` cells; none for one that is left out.
    fn wants(&self, total: u16) -> Vec<Option<u16>> {
        let content = |(nth, column): (usize, &Column)| {
            if column.from > total {
                return None;
            }
            let title = width(&self.heading(nth, column));
            let cells = self.rows.iter().filter_map(|row| row.get(nth));
            let widest = cells.map(|(text, _)| width(text)).max().unwrap_or(0);
            let widest = u16::try_from(widest.max(title)).unwrap_or(u16::MAX);
            Some(if column.share == 0 {
                column.cells
            } else {
                widest.clamp(LEAST, MOST)
            })
        };
        self.columns.iter().enumerate().map(content).collect()
    }

    /// The widths in a table of `total` cells: what each wants, less where that is too much, by its weight.
    fn widths(&self, total: u16) -> Vec<Option<u16>> {
        let wants = self.wants(total);
        let used: u32 = wants
            .iter()
            .flatten()
            .map(|wide| u32::from(*wide) + 1)
            .sum();
        if used + 2 <= u32::from(total) {
            return wants;
        }
        // What a column wants less than its share of the room is left to the others.
        let fixed = |(column, want): (&Column, &Option<u16>)| match want {
            Some(want) if column.share == 0 => u32::from(*want) + 1,
            Some(_) => 1,
            None => 0,
        };
        let fixed: u32 = self.columns.iter().zip(&wants).map(fixed).sum();
        let mut room = u32::from(total).saturating_sub(fixed + 2);
        let mut weights: u32 = self
            .columns
            .iter()
            .zip(&wants)
            .filter(|(_, want)| want.is_some())
            .map(|(column, _)| u32::from(column.share))
            .sum();
        let mut widths: Vec<Option<u16>> = vec![None; wants.len()];
        let mut open: Vec<usize> = (0..wants.len()).collect();
        loop {
            let before = open.len();
            open.retain(|nth| {
                let (Some(column), Some(Some(want))) = (self.columns.get(*nth), wants.get(*nth))
                else {
                    return false;
                };
                let share = room * u32::from(column.share) / weights.max(1);
                let settled = column.share == 0 || u32::from(*want) <= share;
                if let (true, Some(slot)) = (settled, widths.get_mut(*nth)) {
                    *slot = Some(*want);
                    if column.share > 0 {
                        room = room.saturating_sub((*want).into());
                        weights = weights.saturating_sub(column.share.into());
                    }
                }
                !settled
            });
            if open.len() == before {
                break;
            }
        }
        for nth in open {
            if let (Some(column), Some(slot)) = (self.columns.get(nth), widths.get_mut(nth)) {
                let share = room * u32::from(column.share) / weights.max(1);
                *slot = Some(u16::try_from(share).unwrap_or(u16::MAX).max(column.cells));
            }
        }
        widths
    }
}

/// A column that is as wide as its content has at least so many cells, so that scrolling moves little.
const LEAST: u16 = 8;
/// And at most so many: what is longer is cut, and the detail has it whole.
const MOST: u16 = 48;

/// Marks a row as the selected one; the colours of its cells stay.
pub fn select(theme: Theme, focused: bool, row: Rect, buf: &mut Buffer) {
    let (style, mark) = if focused {
        (theme.selected(), theme.accent())
    } else {
        (theme.selected_elsewhere(), theme.muted())
    };
    let cells = Rect {
        x: row.x + 1.min(row.width),
        width: row.width.saturating_sub(1),
        ..row
    };
    buf.set_style(cells, style);
    buf.set_string(row.x, row.y, theme.sign(Sign::SelectedRow), mark);
}

fn line(row: Rect, buf: &mut Buffer, columns: &[Column], widths: &[Option<u16>], cells: Vec<Cell>) {
    let mut x = row.x + 1;
    for ((column, width), (text, style)) in columns.iter().zip(widths).zip(cells) {
        let Some(width) = *width else { continue };
        let pad = if column.right { pad_left } else { pad };
        let room = usize::from(row.right().saturating_sub(x + 1));
        buf.set_stringn(x, row.y, pad(&text, width.into()), room, style);
        x = x.saturating_add(width).saturating_add(1);
    }
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
