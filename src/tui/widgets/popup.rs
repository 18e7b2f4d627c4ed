//! The one kind of box that lies over a screen: a bold title, what it holds, its keys in the last row.

use ratatui::buffer::Buffer;
use ratatui::layout::{Margin, Rect};
use ratatui::style::{Modifier, Style};
use ratatui::widgets::{Block, Widget as _};

use super::hit::Hit;
use super::text::width;
use super::write::Pen;
use super::{clear, indent, strip};
use crate::tui::theme::Theme;

/// No box is wider.
const MOST: u16 = 78;

/// A box that gives way to the row it speaks of keeps at least so many rows, or covers it.
const LEAST: u16 = 7;

/// A key that can be pressed in a box.
#[derive(Clone, Debug)]
pub struct Key {
    /// The key, or several; none of a word that stands alone.
    pub key: String,
    /// What it does.
    pub title: String,
    /// The command that a click runs.
    pub id: Option<&'static str>,
}

impl Key {
    fn width(&self) -> usize {
        width(&self.key) + width(&self.title) + 1
    }
}

/// How many cells a row of keys takes.
#[must_use]
pub fn keys_width(keys: &[Key]) -> usize {
    keys.iter().map(|key| key.width() + 3).sum()
}

/// A box that was drawn.
#[derive(Clone, Copy, Debug)]
pub struct Popup {
    /// Where its content goes.
    pub inner: Rect,
    /// Where its keys go.
    foot: Rect,
}

impl Popup {
    /// Writes the keys, the main one first; gives where they are.
    pub fn keys(&self, theme: Theme, keys: &[Key], buf: &mut Buffer) -> Vec<Hit> {
        // Where not all have room they stand closer.
        let apart = if keys_width(keys) > usize::from(self.foot.width) {
            " "
        } else {
            "   "
        };
        let mut pen = Pen::new(self.foot, buf);
        let mut hits = Vec::new();
        let last = keys.last().map_or(0, Key::width);
        for (nth, one) in keys.iter().enumerate() {
            let Key { key, title, id } = one;
            let room = usize::from(pen.room());
            // The last one leads out: it has its place however many others there are.
            if nth > 0 && nth + 1 < keys.len() && one.width() + apart.len() + last > room {
                continue;
            }
            let title_style = if nth == 0 {
                theme.strong()
            } else {
                Style::new()
            };
            let shown = pen.write(key, theme.accent());
            let gap = if key.is_empty() { "" } else { " " };
            let area = pen
                .write(&format!("{gap}{title}"), title_style)
                .union(shown);
            pen.write(apart, Style::new());
            if let Some(id) = id.filter(|_| !area.is_empty()) {
                hits.push(Hit::command(area, id));
            }
        }
        hits
    }
}

/// How many cells of text a box on `screen` may hold.
#[must_use]
pub fn room(screen: Rect) -> u16 {
    screen.width.min(MOST).saturating_sub(4)
}

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

/// The same, but so that `row` of the screen stays visible: below it, else above it, where that can be.
fn beside(screen: Rect, (wide, tall): (u16, u16), row: Option<u16>) -> Rect {
    let area = middle(screen, wide, tall);
    let Some(row) = row.filter(|row| (area.top()..area.bottom()).contains(row)) else {
        return area;
    };
    let below = screen.bottom().saturating_sub(row + 1);
    let above = row.saturating_sub(screen.y);
    let (y, height) = if area.height <= below {
        (row + 1, area.height)
    } else if area.height <= above {
        (row - area.height, area.height)
    } else if below >= above && below >= LEAST {
        (row + 1, below)
    } else if above >= LEAST {
        (screen.y, above)
    } else {
        return area;
    };
    Rect { y, height, ..area }
}

/// Draws a box for so many cells and rows of content, so that `row` of the screen stays visible.
pub fn over(
    screen: Rect,
    row: Option<u16>,
    (wide, tall): (u16, u16),
    (title, style): (&str, Style),
    buf: &mut Buffer,
    theme: Theme,
) -> Popup {
    let size = (wide.saturating_add(4).min(MOST), tall.saturating_add(4));
    let area = beside(screen, size, row);
    let inner = bordered(area, (title, style), buf, theme);
    // Blank lines give way first, then the keys go onto the frame: what can be pressed is never cut off.
    let rows = inner.height;
    if rows > tall {
        let foot = strip(inner, rows - 1, 1);
        let gap = u16::from(rows > tall + 1);
        let inner = strip(inner, 0, rows - 1 - gap);
        return Popup { inner, foot };
    }
    let mut foot = strip(area, area.height.saturating_sub(1), 1);
    foot = indent(foot, 2);
    foot.width = foot.width.saturating_sub(2);
    Popup { inner, foot }
}

fn bordered(area: Rect, (title, style): (&str, Style), buf: &mut Buffer, theme: Theme) -> Rect {
    let inner = frame(area, buf, theme);
    if !title.is_empty() {
        let heading = strip(area.inner(Margin::new(2, 0)), 0, 1);
        let style = style.remove_modifier(Modifier::DIM);
        Pen::new(heading, buf).write(&format!(" {title} "), style);
    }
    inner.inner(Margin::new(1, 0))
}

/// Clears `area`, frames it, and gives its inside.
fn frame(area: Rect, buf: &mut Buffer, theme: Theme) -> Rect {
    clear(area, buf);
    buf.set_style(area.intersection(buf.area), theme.text());
    let frame = if theme.unicode {
        Block::bordered()
    } else {
        Block::bordered().border_set(ASCII)
    };
    let inner = frame.inner(area);
    frame.border_style(theme.muted()).render(area, buf);
    inner
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_box_leaves_the_row_it_speaks_of_in_sight_where_it_can() {
        let screen = Rect::new(0, 2, 80, 20);
        for tall in 3..20 {
            for row in 2..22 {
                let area = beside(screen, (40, tall), Some(row));
                assert_eq!(area.intersection(screen), area);
                let covered = (area.top()..area.bottom()).contains(&row);
                assert!(!covered, "{tall} {row} {area:?}");
            }
        }
        let small = Rect::new(0, 2, 40, 8);
        assert_eq!(beside(small, (40, 20), Some(5)), small);
        assert_eq!(beside(screen, (40, 4), Some(2)), middle(screen, 40, 4));
    }
}
