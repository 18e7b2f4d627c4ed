//! A framed box over a screen.

use ratatui::buffer::Buffer;
use ratatui::layout::{Margin, Rect};
use ratatui::style::Modifier;
use ratatui::widgets::{Block, Widget as _};

use super::write::Pen;
use super::{clear, strip};
use crate::tui::theme::Theme;

/// A box of this size, or of what `screen` has, in its middle.
#[must_use]
pub fn middle(screen: Rect, width: u16, height: u16) -> Rect {
    let (width, height) = (width.min(screen.width), height.min(screen.height));
    Rect {
        x: screen.x + (screen.width - width) / 2,
        y: screen.y + (screen.height - height) / 2,
        width,
        height,
    }
}

/// Clears `area`, frames it, and gives its inside.
pub fn frame(area: Rect, buf: &mut Buffer, theme: Theme) -> Rect {
    clear(area, buf);
    let frame = if theme.unicode {
        Block::bordered()
    } else {
        Block::bordered().border_set(ASCII)
    };
    let inner = frame.inner(area);
    frame.border_style(theme.dim()).render(area, buf);
    inner
}

/// Clears a box of about this size in the middle of `screen`, frames it, and gives its inside.
pub fn open(
    screen: Rect,
    (wide, tall): (u16, u16),
    title: &str,
    buf: &mut Buffer,
    theme: Theme,
) -> Rect {
    let area = middle(screen, wide.saturating_add(4), tall.saturating_add(2));
    let inner = frame(area, buf, theme);
    let heading = strip(area.inner(Margin::new(2, 0)), 0, 1);
    Pen::new(heading, buf).write(
        &format!(" {title} "),
        theme.strong().remove_modifier(Modifier::DIM),
    );
    inner.inner(Margin::new(1, 0))
}

/// A frame for terminals that cannot show box lines.
const ASCII: ratatui::symbols::border::Set<'static> = ratatui::symbols::border::Set {
    top_left: "+",
    top_right: "+",
    bottom_left: "+",
    bottom_right: "+",
    vertical_left: "|",
    vertical_right: "|",
    horizontal_top: "-",
    horizontal_bottom: "-",
};
