//! Draws a form: labels, fields and what belongs to them in three columns, and under the focused row what is wrong with
//! it or what it wants.
//!
//! Only rows in view are looked at, however many there are: where the form scrolls to follows from the focus alone.

mod field;
mod layout;
mod line;

pub(crate) use line::sign;

use std::hash::Hash;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use self::layout::{Columns, GUTTER, Line};
use super::notice::Notice;
use super::sheet::Form;
use crate::tui::keys::Keys;
use crate::tui::theme::Theme;
use crate::tui::widgets::hit::{Click, Drawn, Hit};
use crate::tui::widgets::lines::Lines;
use crate::tui::widgets::{indent, split, text};

/// Where what is told of a row would take more lines than this behind the labels, it begins further left.
const FEW: u16 = 3;

impl<K: Clone + Eq + Hash> Form<K> {
    /// Draws the form; gives the caret's cell, none while the focus is on something without one, and where its rows
    /// stand.
    pub fn draw(&self, area: Rect, buf: &mut Buffer, theme: Theme, keys: &Keys) -> Drawn {
        let area = area.intersection(*buf.area());
        let mut drawn = Drawn::default();
        if area.is_empty() {
            return drawn;
        }
        let columns = Columns::of(area.width);
        let (told, cells) = self.told(area.width, columns, theme, keys);
        let lines = layout::in_view(self, columns, told.tall().into(), area.height.into());
        // First, so that the mark of the focus wins over it.
        mark_more(area, lines.above, lines.below, buf, theme);
        for (line, top, height) in lines.shown {
            let Some(place) = visible(area, top, height) else {
                continue;
            };
            match line {
                Line::Section(title) => {
                    let title = title.to(theme.lang);
                    text::put(buf, indent(place, 1), &title, theme.strong());
                }
                Line::Told => {
                    told.draw(0, indent(place, cells), buf);
                }
                Line::Row(index) => {
                    let row = self.draw_row(index, columns, place, buf, theme);
                    drawn.caret = drawn.caret.or(row.caret);
                    let click = Click::Field(index);
                    drawn.hits.push(Hit { area: place, click });
                    drawn.hits.extend(row.hits);
                }
            }
        }
        drawn
    }

    /// The problems of the focused row, else its help; and how far from the left that begins.
    fn told(
        &self,
        wide: u16,
        columns: Columns,
        theme: Theme,
        keys: &Keys,
    ) -> (Lines<'static>, u16) {
        let under = GUTTER + columns.label;
        let [behind, left] = [under, GUTTER + 2].map(|cells| {
            let mut lines = Lines::new(theme, wide.saturating_sub(cells + 1));
            if let Some(row) = self.current() {
                let problems = self.visible_problems(&row.id);
                for problem in &problems {
                    tell(&mut lines, problem, problems.len() > 1, theme);
                }
                let blank = field::blank(&row.placeholder, theme);
                let fits = text::width(&blank) < usize::from(columns.field());
                if row.is_empty() && !row.is_action() && !row.is_pair() && !fits {
                    lines.text(&blank, theme.muted());
                }
                let help = row.told(keys);
                if problems.is_empty() && !help.is_empty() {
                    lines.told(&help, theme.muted());
                }
            }
            lines
        });
        if behind.tall() > FEW && left.tall() < behind.tall() {
            (left, GUTTER + 2)
        } else {
            (behind, under)
        }
    }
}

/// What is wrong, whole; with its sign where it is not the only thing. What EnOS has said stands out.
fn tell<K>(lines: &mut Lines<'_>, problem: &Notice<K>, many: bool, theme: Theme) {
    let (glyph, style) = line::sign_of(problem, theme);
    let look = if problem.refused { style } else { Style::new() };
    let message = problem.message.to(theme.lang);
    if many || problem.refused {
        lines.behind(&[(glyph, style), (" ", style)], &message, look);
    } else {
        lines.text(&message, look);
    }
}

/// Where lines `top..top + height` of the view are on the screen.
fn visible(area: Rect, top: isize, height: usize) -> Option<Rect> {
    let from = top.max(0);
    let to = top
        .saturating_add_unsigned(height)
        .min(isize::try_from(area.height).ok()?);
    let height = to.checked_sub(from).filter(|height| *height > 0)?;
    Some(Rect {
        y: area.y + u16::try_from(from).ok()?,
        height: u16::try_from(height).ok()?,
        ..area
    })
}

/// Arrows at the right edge where the form goes on.
fn mark_more(area: Rect, above: bool, below: bool, buf: &mut Buffer, theme: Theme) {
    if area.height < 2 {
        return;
    }
    let area = indent(area, area.width - 1);
    if above {
        text::put(buf, area, theme.glyph("↑", "^"), theme.muted());
    }
    if below {
        let [_, last] = split(area, area.height - 1);
        text::put(buf, last, theme.glyph("↓", "v"), theme.muted());
    }
}
