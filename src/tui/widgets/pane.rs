//! Panes: a list, and what is told of its selected row beside or below it.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::text::{truncate, width};
use super::write::Pen;
use super::{split, strip};
use crate::tui::theme::{Sign, Theme};

/// From this width on the detail stands beside the list.
pub const BESIDE: u16 = 110;

/// How the panes of the screens are looked at.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Panes {
    /// Whether the keys go to the detail and not to the list.
    pub detail: bool,
    /// Whether the pane that has the keys has the whole screen.
    pub zoomed: bool,
    /// The first row of the detail in view.
    pub scroll: usize,
}

impl Panes {
    /// Gives the keys to the other pane.
    pub const fn next(&mut self) {
        self.detail = !self.detail;
    }
}

/// A pane: the rule that carries its title, and what is under it.
#[derive(Clone, Copy, Debug, Default)]
pub struct Pane {
    /// One row.
    pub rule: Rect,
    /// The rest.
    pub inner: Rect,
    /// Whether the keys go to it, and it is to be said.
    pub focused: bool,
}

impl Pane {
    /// All of `body`, whose first row is a rule.
    #[must_use]
    pub fn whole(body: Rect) -> Self {
        let [rule, inner] = split(body, 1);
        Self {
            rule,
            inner,
            focused: false,
        }
    }

    /// Writes a title onto the rule, and what is counted at its right end where both fit.
    pub fn title(&self, theme: Theme, buf: &mut Buffer, left: &str, right: &str) {
        let room = usize::from(self.rule.width);
        let mut pen = Pen::new(self.rule, buf);
        pen.skip_to_right(room.saturating_sub(1));
        let mut used = 1;
        if !left.is_empty() {
            pen.write(" ", Style::new());
            if self.focused {
                pen.write(&format!("{} ", theme.sign(Sign::Focused)), theme.accent());
                used += 2;
            }
            let title = truncate(left, room.saturating_sub(used + 3));
            let style = if self.focused {
                theme.accent()
            } else {
                theme.strong()
            };
            pen.write(&title, style);
            pen.write(" ", Style::new());
            used += width(&title) + 2;
        }
        let right = format!(" {right} ");
        if width(&right) > 2 && used + width(&right) + 2 <= room {
            pen.skip_to_right(width(&right) + 1);
            pen.write(&right, theme.muted());
        }
    }
}

/// A list and its detail.
#[derive(Clone, Copy, Debug, Default)]
pub struct Divided {
    /// The list; empty where the detail has the screen.
    pub list: Pane,
    /// The detail; empty where the list has the screen.
    pub detail: Pane,
}

/// Divides `body`, whose first row is a rule, and draws what parts the panes. A list gets the `wide` cells that it
/// takes; a detail below it as many rows as its text, `tall`, but at most a third. Only what is gone by is measured.
pub fn divide(
    theme: Theme,
    panes: Panes,
    body: Rect,
    (wide, tall): (impl FnOnce() -> u16, impl FnOnce() -> u16),
    buf: &mut Buffer,
) -> Divided {
    let list = || {
        let tall = (tall() + 1).min(body.height / 3).max(3);
        body.height.saturating_sub(tall)
    };
    part(theme, panes, body, (wide, list), buf)
}

/// The same for a short list, `tall`, whose detail is what one comes for: that gets the rest, at least a half.
pub fn divide_short(
    theme: Theme,
    panes: Panes,
    body: Rect,
    (wide, tall): (impl FnOnce() -> u16, impl FnOnce() -> u16),
    buf: &mut Buffer,
) -> Divided {
    let list = || tall().saturating_add(1).min(body.height / 2);
    part(theme, panes, body, (wide, list), buf)
}

fn part(
    theme: Theme,
    panes: Panes,
    body: Rect,
    (wide, list): (impl FnOnce() -> u16, impl FnOnce() -> u16),
    buf: &mut Buffer,
) -> Divided {
    let whole = Pane::whole(body);
    if panes.zoomed {
        let (list, detail) = if panes.detail {
            (Pane::default(), whole)
        } else {
            (whole, Pane::default())
        };
        return marked(panes, list, detail, false);
    }
    if body.width >= BESIDE {
        let least = body.width * 2 / 5;
        let list = wide().clamp(least, body.width * 13 / 20);
        let [left, right] = [
            Rect {
                width: list,
                ..body
            },
            Rect {
                x: body.x + list + 1,
                width: body.width - list - 1,
                ..body
            },
        ];
        for y in body.top() + 1..body.bottom() {
            buf.set_string(left.right(), y, theme.sign(Sign::Divider), theme.muted());
        }
        return marked(panes, Pane::whole(left), Pane::whole(right), true);
    }
    let [list, detail] = split(body, list());
    rule(theme, detail, buf);
    marked(panes, Pane::whole(list), Pane::whole(detail), false)
}

fn marked(panes: Panes, mut list: Pane, mut detail: Pane, beside: bool) -> Divided {
    list.focused = !panes.detail && beside;
    detail.focused = panes.detail;
    Divided { list, detail }
}

/// A rule in the first row, for the titles of what is below.
pub fn rule(theme: Theme, area: Rect, buf: &mut Buffer) {
    let rule = theme.sign(Sign::Rule).repeat(usize::from(area.width));
    Pen::new(strip(area, 0, 1), buf).write(&rule, theme.muted());
}
