//! Draws the picker: a box with the filter, the matches around the selected one, and what is told of that whole.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::Picker;
use crate::said::{pair, say};
use crate::tui::theme::Theme;
use crate::tui::widgets::hit::{Click, Drawn, Hit};
use crate::tui::widgets::lines::Lines;
use crate::tui::widgets::popup::{self, Key};
use crate::tui::widgets::table::{select, window};
use crate::tui::widgets::text::{pad, put, width};
use crate::tui::widgets::write::Pen;
use crate::tui::widgets::{indent, strip};

/// The longest list shown at once.
const ROWS: u16 = 14;
/// Rows for what is told of the selected item, at the most, so that nothing jumps.
const TOLD: usize = 3;
/// Cells before a label: the bar, the mark of the present value, a blank.
const BEFORE: u16 = 3;

impl<T> Picker<T> {
    /// Draws the picker over `screen`, so that `row` of it stays visible where it can; gives the cell of the filter's
    /// caret, and where items and keys stand. Its size depends on the number of items only, so that it does not jump
    /// while filtering.
    pub fn draw(
        &self,
        (screen, row): (Rect, Option<u16>),
        keys: &[Key],
        buf: &mut Buffer,
        theme: Theme,
    ) -> Drawn {
        let room = popup::room(screen);
        let rows = u16::try_from(self.items.len()).unwrap_or(ROWS);
        let told = self.told_rows(room);
        let gap = u16::from(told > 0);
        let tall = 1 + rows.clamp(1, ROWS) + gap + told;
        let mut title = self.title.to(theme.lang).into_owned();
        let mut above = Lines::new(theme, room);
        if width(&title) + 2 > usize::from(room) {
            // What does not fit onto the frame is told in the box.
            above.text(&title, theme.strong());
            title.clear();
        }
        let size = (room, tall.saturating_add(above.tall()));
        let box_ = popup::over(screen, row, size, (&title, theme.strong()), buf, theme);
        let mut hits = box_.keys(theme, keys, buf);
        let most = box_.inner.height.saturating_sub(3);
        let above_rows = above.tall().min(most);
        above.draw(0, strip(box_.inner, 0, above_rows), buf);
        let inner = strip(box_.inner, above_rows, u16::MAX);
        let caret = self.draw_filter(strip(inner, 0, 1), buf, theme);
        let below = strip(inner, 1, u16::MAX);
        let lines = self.told(theme, inner.width);
        // The list keeps a row, however much there is to tell.
        let told = told.max(lines.tall()).min(below.height.saturating_sub(1));
        let gap = if below.height > told + 4 { gap } else { 0 };
        let list = strip(below, 0, below.height - told - gap);
        hits.extend(self.draw_matches(list, buf, theme));
        lines.draw(0, strip(below, list.height + gap, told), buf);
        Drawn {
            caret,
            hits,
            ..Drawn::default()
        }
    }

    fn draw_filter(
        &self,
        line: Rect,
        buf: &mut Buffer,
        theme: Theme,
    ) -> Option<ratatui::layout::Position> {
        let (matches, items) = (self.matches.len(), self.items.len());
        let count = say!("{matches} of {items}", "{matches}/{items}");
        let count = count.to(theme.lang);
        let mut filter = line;
        let beside = usize::from(filter.width).saturating_sub(width(&count) + 2);
        if beside > 8 {
            let mut pen = Pen::new(filter, buf);
            pen.skip_to_right(width(&count));
            pen.write(&count, theme.muted());
            filter.width = u16::try_from(beside).unwrap_or(filter.width);
        }
        let hint = pair!("type to filter", "输入以筛选");
        self.query
            .draw(filter, buf, theme, true, &hint.to(theme.lang))
    }

    fn draw_matches(&self, area: Rect, buf: &mut Buffer, theme: Theme) -> Vec<Hit> {
        if self.matches.is_empty() {
            let none = pair!("nothing matches", "无匹配项");
            put(
                buf,
                indent(area, BEFORE),
                &none.to(theme.lang),
                theme.muted(),
            );
        }
        let label_cells = self.label_cells(area.width);
        let shown = window(self.matches.len(), self.selected, area.height.into());
        let matches = self.matches.iter().enumerate().skip(shown.start);
        let mut hits = Vec::new();
        for (row, (rank, index)) in area.rows().zip(matches) {
            let Some(item) = self.items.get(*index) else {
                continue;
            };
            hits.push(Hit {
                area: row,
                click: Click::Row(rank),
            });
            let label = indent(row, BEFORE);
            let shown = pad(&item.label.to(theme.lang), label_cells);
            let used = put(buf, label, &shown, Style::new());
            let detail = indent(label, used.saturating_add(2));
            put(buf, detail, &item.detail.to(theme.lang), theme.muted());
            if self.current == Some(*index) {
                put(buf, indent(row, 1), theme.glyph("•", "*"), theme.accent());
            }
            if rank == self.selected {
                select(theme, true, row, buf);
            }
        }
        hits
    }

    /// What is told whole of the selected item: what of it may be cut in the list.
    fn told(&self, theme: Theme, room: u16) -> Lines<'_> {
        let mut lines = Lines::new(theme, room);
        if self.told_rows(room) == 0 {
            return lines;
        }
        if let Some(item) = self.selected() {
            let label = item.label.to(theme.lang);
            if width(&label) > self.label_cells(room) {
                lines.text(&label, theme.strong());
            }
            if !item.detail.is_empty() {
                lines.told(&item.detail, Style::new());
            }
        }
        lines
    }

    /// Rows kept for that: none where nothing is cut.
    fn told_rows(&self, room: u16) -> u16 {
        let room = usize::from(room);
        let label = self.label_cells(u16::try_from(room).unwrap_or(u16::MAX));
        let fits =
            self.longest <= label && self.longest_detail + label + 2 + usize::from(BEFORE) <= room;
        if fits || room == 0 {
            return 0;
        }
        let cut_labels = usize::from(self.longest > label) * self.longest.div_ceil(room);
        // A wrapped line does not use all of its cells.
        let rows = cut_labels + (self.longest_detail * 5 / 4).div_ceil(room);
        u16::try_from(rows.clamp(1, TOLD)).unwrap_or(1)
    }

    /// The label column: as wide as the longest label of all, so that filtering moves nothing.
    fn label_cells(&self, available: u16) -> usize {
        let limit = usize::from(available.saturating_sub(BEFORE));
        let limit = if self.longest_detail > 0 {
            limit * 2 / 3
        } else {
            limit
        };
        self.longest.min(limit)
    }
}
