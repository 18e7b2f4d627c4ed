//! Draws a form: labels, fields and notes in three columns, and the focused row's message below.
//!
//! Nothing moves when a problem comes or goes: notes have their own column, and the message its own
//! lines. Where the form scrolls to follows from the focus alone.

mod layout;
mod line;

pub(crate) use line::sign;

use std::borrow::Cow;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use self::layout::{Columns, GUTTER, Line};
use super::sheet::Form;
use crate::said::say;
use crate::tui::keys::Keys;
use crate::tui::theme::Theme;
use crate::tui::widgets::hit::{Click, Drawn, Hit};
use crate::tui::widgets::{indent, split, text};

impl<K: Clone + Eq> Form<K> {
    /// Draws the form; gives the caret's cell, none while the focus is on something without one, and where its rows
    /// stand.
    pub fn draw(&self, area: Rect, buf: &mut Buffer, theme: Theme, keys: &Keys) -> Drawn {
        let area = area.intersection(*buf.area());
        let (body, message) = body_and_message(area);
        if !message.is_empty() {
            self.draw_message(message, buf, theme, keys);
        }
        let columns = Columns::of(self, body, theme.lang);
        let lines = layout::lines(self, columns);
        let top = layout::top(&lines, self.focus, body.height.into());
        // First, so that the mark of the focus wins over it.
        mark_more(body, top, layout::total(&lines), buf, theme);
        let mut drawn = Drawn::default();
        for (line, start, height) in lines {
            let Some(place) = visible(body, top, start, height) else {
                continue;
            };
            match line {
                Line::Blank => {}
                Line::Section(title) => {
                    let title = title.to(theme.lang);
                    text::put(buf, indent(place, GUTTER), &title, theme.strong());
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

    /// The problems of the focused row, else its help.
    fn draw_message(&self, area: Rect, buf: &mut Buffer, theme: Theme, keys: &Keys) {
        let Some(row) = self.current() else {
            return;
        };
        let problems = self.visible_problems(&row.id);
        let (content, style) = match problems.first() {
            None => {
                let told = row.told(keys).to(theme.lang).into_owned();
                (Cow::Owned(told), theme.dim())
            }
            Some(worst) => {
                let messages = problems.iter().map(|problem| problem.message.clone());
                let all = messages.reduce(|before, next| {
                    say!("{before}; {next}", "{before}；{next}", before, next)
                });
                let (glyph, style) = sign(worst.severity, theme);
                let all = all.unwrap_or_default();
                let shown = format!("{glyph} {}", all.to(theme.lang));
                (Cow::Owned(shown), style)
            }
        };
        let area = indent(area, GUTTER);
        let ranges = text::wrap(&content, area.width.into());
        for (range, line) in ranges.into_iter().zip(area.rows()) {
            // The last line takes all that is left, and is cut where it is too much.
            let is_last = line.bottom() == area.bottom();
            let end = if is_last { content.len() } else { range.end };
            let shown = content.get(range.start..end).unwrap_or("");
            text::put(buf, line, shown, style);
        }
    }
}

/// The part of `area` for rows, and the lines for the message below them.
fn body_and_message(area: Rect) -> (Rect, Rect) {
    let (gap, lines) = match area.height {
        0..4 => (0, 0),
        4..8 => (0, 1),
        8..12 => (1, 1),
        _ => (1, 2),
    };
    let [body, rest] = split(area, area.height - gap - lines);
    (body, split(rest, gap)[1])
}

/// Where lines `start..start + height` are on the screen when line `top` is the first shown.
fn visible(body: Rect, top: usize, start: usize, height: usize) -> Option<Rect> {
    let from = start.max(top);
    let to = (start + height).min(top + usize::from(body.height));
    let height = to.checked_sub(from).filter(|height| *height > 0)?;
    Some(Rect {
        y: body.y + u16::try_from(from - top).ok()?,
        height: u16::try_from(height).ok()?,
        ..body
    })
}

/// Arrows at the left edge where the form goes on.
fn mark_more(body: Rect, top: usize, total: usize, buf: &mut Buffer, theme: Theme) {
    if body.height < 2 {
        return;
    }
    if top > 0 {
        text::put(buf, body, theme.glyph("↑", "^"), theme.dim());
    }
    if top + usize::from(body.height) < total {
        let [_, last] = split(body, body.height - 1);
        text::put(buf, last, theme.glyph("↓", "v"), theme.dim());
    }
}
