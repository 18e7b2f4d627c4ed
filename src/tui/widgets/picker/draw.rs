//! Draws the picker: a frame, the filter, the matches around the selected one.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;
use ratatui::widgets::{Block, BorderType, Widget as _};

use super::{PickItem, Picker};
use crate::tui::theme::Theme;
use crate::tui::widgets::popup::ASCII;
use crate::tui::widgets::{clear, text};

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
        let width = WIDTH.min(screen.width);
        let height = (rows + AROUND).min(screen.height);
        Rect {
            x: screen.x + (screen.width - width) / 2,
            y: screen.y + (screen.height - height) / 2,
            width,
            height,
        }
    }

    /// Draws the picker over whatever is in `area`; gives the cell of the filter's caret.
    pub fn draw(&self, area: Rect, buf: &mut Buffer, theme: Theme) -> Option<Position> {
        let area = area.intersection(*buf.area());
        clear(area, buf);
        let border = if theme.unicode {
            Block::bordered().border_type(BorderType::Plain)
        } else {
            Block::bordered().border_set(ASCII)
        };
        let inner = border.inner(area);
        border.border_style(theme.dim()).render(area, buf);
        let title = format!(" {} ", self.title);
        text::put(buf, line(area, 0, 2), &title, theme.strong());

        let count = format!("{} of {}", self.matches.len(), self.items.len());
        let count_cells = u16::try_from(text::width(&count)).unwrap_or(0);
        let filter = line(inner, 0, 1);
        let beside = filter.width.saturating_sub(count_cells + 2);
        text::put(
            buf,
            Rect {
                x: filter.right().saturating_sub(count_cells + 1),
                width: count_cells,
                ..filter
            },
            if beside > 8 { &count } else { "" },
            theme.dim(),
        );
        let query = Rect {
            width: if beside > 8 { beside } else { filter.width },
            ..filter
        };
        let caret = self.query.draw(query, buf, theme, true, "type to filter");

        let list = Rect {
            y: inner.y.saturating_add(2),
            height: inner.height.saturating_sub(2),
            ..inner
        };
        self.draw_matches(list, buf, theme);
        caret
    }

    fn draw_matches(&self, area: Rect, buf: &mut Buffer, theme: Theme) {
        if self.matches.is_empty() {
            text::put(buf, line(area, 0, 1), "nothing matches", theme.dim());
            return;
        }
        let height = usize::from(area.height);
        let top = self
            .selected
            .saturating_sub(height / 2)
            .min(self.matches.len().saturating_sub(height));
        let label_cells = self.label_cells(area.width);
        let rows = self.matches.iter().enumerate().skip(top).take(height);
        for (y, (rank, index)) in (area.top()..).zip(rows) {
            let Some(item) = self.items.get(*index) else {
                continue;
            };
            let row = Rect {
                y,
                height: 1,
                ..area
            };
            draw_item(item, label_cells, row, buf, theme);
            if self.current == Some(*index) {
                text::put(buf, row, theme.glyph("•", "*"), theme.hint());
            }
            if rank == self.selected {
                buf.set_style(row, theme.selected());
            }
        }
    }

    /// The label column: as wide as the longest label of all, so that filtering moves nothing.
    fn label_cells(&self, available: u16) -> usize {
        let limit = usize::from(available).saturating_sub(3);
        let limit = if self.details { limit * 2 / 3 } else { limit };
        self.longest.min(limit)
    }
}

fn draw_item<T>(item: &PickItem<T>, label_cells: usize, row: Rect, buf: &mut Buffer, theme: Theme) {
    let label = line(row, 0, 2);
    let used = text::put(
        buf,
        label,
        &text::pad(&item.label, label_cells),
        Style::new(),
    );
    text::put(
        buf,
        line(label, 0, used.saturating_add(2)),
        &item.detail,
        theme.dim(),
    );
}

/// The line `down` from the top of `area`, from `right` cells on.
fn line(area: Rect, down: u16, right: u16) -> Rect {
    let right = right.min(area.width);
    Rect {
        x: area.x + right,
        y: area.y.saturating_add(down),
        width: area.width - right,
        height: area.height.saturating_sub(down).min(1),
    }
}
