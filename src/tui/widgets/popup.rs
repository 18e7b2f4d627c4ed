//! A framed box over a screen.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Modifier;
use ratatui::widgets::{Block, Widget as _};

use super::clear;
use super::write::Pen;
use crate::tui::theme::Theme;

/// Clears a box of about this size in the middle of `screen`, frames it, and gives its inside.
pub fn open(
    screen: Rect,
    control: (u16, u16),
    title: &str,
    buf: &mut Buffer,
    theme: Theme,
) -> Rect {
    let width = control.0.saturating_add(4).min(screen.width);
    let height = control.1.saturating_add(2).min(screen.height);
    let area = Rect {
        x: screen.x + (screen.width - width) / 2,
        y: screen.y + (screen.height - height) / 2,
        width,
        height,
    };
    clear(area, buf);
    let frame = if theme.unicode {
        Block::bordered()
    } else {
        Block::bordered().border_set(ASCII)
    };
    let inner = frame.inner(area);
    frame.border_style(theme.dim()).render(area, buf);
    let heading = Rect {
        x: area.x.saturating_add(2),
        width: area.width.saturating_sub(4),
        height: area.height.min(1),
        ..area
    };
    Pen::new(heading, buf).write(
        &format!(" {title} "),
        theme.strong().remove_modifier(Modifier::DIM),
    );
    Rect {
        x: inner.x.saturating_add(1).min(inner.right()),
        width: inner.width.saturating_sub(2),
        ..inner
    }
}

/// A frame for terminals that cannot show box lines.
pub const ASCII: ratatui::symbols::border::Set<'static> = ratatui::symbols::border::Set {
    top_left: "+",
    top_right: "+",
    bottom_left: "+",
    bottom_right: "+",
    vertical_left: "|",
    vertical_right: "|",
    horizontal_top: "-",
    horizontal_bottom: "-",
};
