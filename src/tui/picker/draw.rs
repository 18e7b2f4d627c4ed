//! Draws the picker: a frame, the filter, the matches around the selected one.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::Picker;
use crate::said::{pair, say};
use crate::tui::theme::Theme;
use crate::tui::widgets::hit::{Click, Drawn, Hit};
use crate::tui::widgets::table::window;
use crate::tui::widgets::write::Pen;
use crate::tui::widgets::{indent, popup, strip, text};

/// Wide enough for a command with its explanation.
const WIDTH: u16 = 96;
/// Rows around the list: the frame, the filter, and a blank under it.
const AROUND: u16 = 4;
/// The longest list shown at once.
const ROWS: u16 = 16;

impl<T> Picker<T> {
    /// The place for the picker in the middle of `screen`; it depends on the number of items only,
    /// so that it does not jump while filtering.
    #[must_use]
    pub fn place(&self, screen: Rect) -> Rect {
        let rows = u16::try_from(self.items.len())
            .unwrap_or(ROWS)
            .clamp(1, ROWS);
        popup::middle(screen, WIDTH, rows + AROUND)
    }

    /// Draws the picker over whatever is in `area`; gives the cell of the filter's caret, and where the items
    /// stand.
    pub fn draw(&self, area: Rect, buf: &mut Buffer, theme: Theme) -> Drawn {
        let area = area.intersection(*buf.area());
        let inner = popup::frame(area, buf, theme);
        let title = format!(" {} ", self.title.to(theme.lang));
        text::put(buf, indent(area, 2), &title, theme.strong());

        let (matches, items) = (self.matches.len(), self.items.len());
        let count = say!("{matches} of {items}", "{matches}/{items}");
        let count = count.to(theme.lang);
        let mut filter = indent(inner, 1);
        let beside = usize::from(filter.width).saturating_sub(text::width(&count) + 2);
        if beside > 8 {
            let mut pen = Pen::new(filter, buf);
            pen.skip_to_right(text::width(&count) + 1);
            pen.write(&count, theme.dim());
            filter.width = u16::try_from(beside).unwrap_or(filter.width);
        }
        let hint = pair!("type to filter", "输入以筛选");
        let hint = hint.to(theme.lang);
        let filter = strip(filter, 0, 1);
        let caret = self.query.draw(filter, buf, theme, true, &hint);
        let hits = self.draw_matches(strip(inner, 2, u16::MAX), buf, theme);
        Drawn { caret, hits }
    }

    fn draw_matches(&self, area: Rect, buf: &mut Buffer, theme: Theme) -> Vec<Hit> {
        if self.matches.is_empty() {
            let none = pair!("nothing matches", "无匹配项");
            text::put(buf, indent(area, 1), &none.to(theme.lang), theme.dim());
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
            let label = indent(row, 2);
            let shown = text::pad(&item.label.to(theme.lang), label_cells);
            let used = text::put(buf, label, &shown, Style::new());
            let detail = indent(label, used.saturating_add(2));
            text::put(buf, detail, &item.detail.to(theme.lang), theme.dim());
            if self.current == Some(*index) {
                text::put(buf, row, theme.glyph("•", "*"), theme.hint());
            }
            if rank == self.selected {
                buf.set_style(row, theme.selected());
            }
        }
        hits
    }

    /// The label column: as wide as the longest label of all, so that filtering moves nothing.
    fn label_cells(&self, available: u16) -> usize {
        let limit = usize::from(available).saturating_sub(3);
        let limit = if self.details { limit * 2 / 3 } else { limit };
        self.longest.min(limit)
    }
}
