//! The frame round every screen: where one is writing, how far the job has come, what was said last, what can be
//! done now.

mod badge;
mod keys;
mod message;
mod pipeline;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::Model;
use crate::tui::shared::{Reach, Shared};
use crate::tui::theme::Sign;
use crate::tui::widgets::hit::Hit;
use crate::tui::widgets::write::Pen;

pub(super) use keys::draw as draw_keys;
pub(super) use message::{draw as draw_message, standing};

/// Draws the first row: the gateway's badge, the steps of the job, the way to other gateways. Gives where these are.
pub(super) fn draw_header(model: &Model, area: Rect, buf: &mut Buffer) -> Vec<Hit> {
    let mut pen = Pen::new(area, buf);
    pen.write(" ", Style::new());
    badge::draw(&model.shared, &mut pen);
    pipeline::draw(model, &mut pen)
}

/// Draws a rule of the frame. On a real gateway it is another one than on the sandbox, without colours too.
pub(super) fn draw_rule(shared: &Shared, area: Rect, buf: &mut Buffer) {
    let theme = shared.theme;
    let (sign, style) = match shared.link.reach {
        Reach::Up if shared.is_live() => (theme.glyph("━", "="), theme.live()),
        Reach::Down(_) => (theme.sign(Sign::Rule), theme.bad()),
        Reach::Up | Reach::Trying => (theme.sign(Sign::Rule), theme.muted()),
    };
    let rule = sign.repeat(usize::from(area.width));
    Pen::new(area, buf).write(&rule, style);
}

/// Ties the dividers between panes to the rules above and below them.
pub(super) fn join(unicode: bool, body: Rect, buf: &mut Buffer) {
    if !unicode {
        return;
    }
    let is =
        |buf: &Buffer, x, y, sign: &str| buf.cell((x, y)).is_some_and(|cell| cell.symbol() == sign);
    for y in body.top()..=body.bottom() {
        for x in body.left()..body.right() {
            let heavy = is(buf, x, y, "━");
            if !heavy && !is(buf, x, y, "─") {
                continue;
            }
            let above = y > body.top() && is(buf, x, y - 1, "│");
            let below = y < body.bottom() && is(buf, x, y + 1, "│");
            let sign = match (above, below, heavy) {
                (true, true, false) => "┼",
                (true, true, true) => "┿",
                (true, false, false) => "┴",
                (true, false, true) => "┷",
                (false, true, false) => "┬",
                (false, true, true) => "┯",
                (false, false, _) => continue,
            };
            if let Some(cell) = buf.cell_mut((x, y)) {
                cell.set_symbol(sign);
            }
        }
    }
}
