//! The plan, drawn.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::PlanDialog;
use super::lines::{self, Line};
use crate::domain::Existing;
use crate::tui::app::{About, Model};
use crate::tui::theme::Theme;
use crate::tui::widgets::write::{Words, grouped};
use crate::tui::widgets::{popup, split, told};

/// Lines of text are no wider than this, to be read with ease.
const READABLE: u16 = 110;
/// The lines of what can be chosen.
const FOOT: u16 = 3;

/// Draws the plan over `screen`.
pub(crate) fn draw(model: &Model, dialog: &PlanDialog, screen: Rect, buf: &mut Buffer) {
    let theme = model.theme;
    let head = head(model, dialog, screen.width);
    let all = head.len() + dialog.noted.len();
    let tall = u16::try_from(all).unwrap_or(u16::MAX);
    let size = (readable(screen.width), tall.saturating_add(FOOT + 1));
    let inner = popup::open(screen, size, &title(model), buf, theme);
    let [text, foot] = split(inner, inner.height.saturating_sub(FOOT));
    let room = usize::from(text.height);
    let scroll = dialog.scroll.min(all.saturating_sub(room));
    let mut words = Words::new(text, buf);
    for place in scroll..all.min(scroll + room) {
        let line = match head.get(place) {
            Some(line) => Some(line.clone()),
            None => lines::row(model, dialog, place - head.len()),
        };
        let (line, style) = line.unwrap_or_default();
        words.line(&[(&line, style)]);
    }
    draw_foot(theme, dialog, all > room, foot, buf);
}

/// How far the dialog can be scrolled on the present screen.
pub(super) fn most_scroll(model: &Model, dialog: &PlanDialog) -> usize {
    let (columns, rows) = model.size;
    // The frame of the program takes five lines, that of the dialog two.
    let room = usize::from(rows).saturating_sub(7 + usize::from(FOOT));
    let all = head(model, dialog, columns).len() + dialog.noted.len();
    all.saturating_sub(room)
}

fn readable(width: u16) -> u16 {
    READABLE.min(width.saturating_sub(4))
}

fn title(model: &Model) -> String {
    match model.about() {
        Some(about) if about.sandbox => format!("Submit to {}", about.label),
        Some(About { label, site, .. }) => {
            format!("Submit to {label}, organisation {}", site.org_id)
        }
        None => "Submit".to_owned(),
    }
}

/// The lines on all rows together, wrapped.
fn head(model: &Model, dialog: &PlanDialog, width: u16) -> Vec<Line> {
    let Some(about) = model.about() else {
        return Vec::new();
    };
    let mut lines = Vec::new();
    for (line, style) in lines::head(model, dialog, about) {
        let rows = told::rows(std::slice::from_ref(&line), readable(width));
        lines.extend(rows.map(|row| (row.to_owned(), style)));
    }
    if !dialog.noted.is_empty() {
        lines.push((String::new(), Style::new()));
    }
    lines
}

fn draw_foot(theme: Theme, dialog: &PlanDialog, scrolls: bool, area: Rect, buf: &mut Buffer) {
    let mut words = Words::new(area, buf);
    let mut pieces = vec![("e ", theme.hint())];
    if area.width >= 60 {
        pieces.push(("a device that exists  ", Style::new()));
    }
    for policy in Existing::ALL {
        let chosen = policy == dialog.terms.existing;
        let mark = if chosen { "(x) " } else { "( ) " };
        let word = match policy {
            Existing::Fail => "fails  ",
            Existing::Skip => "is skipped  ",
            Existing::Adopt => "is adopted",
        };
        let style = if chosen { theme.strong() } else { theme.dim() };
        pieces.extend([(mark, style), (word, style)]);
    }
    words.line(&pieces);
    let mark = if dialog.terms.require_secret {
        "[x] "
    } else {
        "[ ] "
    };
    let secrets = "ask EnOS for the device secrets (needs an RSA key pair)";
    words.line(&[
        ("Space ", theme.hint()),
        (mark, theme.strong()),
        (secrets, Style::new()),
    ]);
    let submit = format!("submit {}", grouped(dialog.sent()));
    let scroll = if scrolls { "    Up/Down" } else { "" };
    words.line(&[
        ("Enter ", theme.hint()),
        (&submit, theme.strong()),
        ("    Esc ", theme.hint()),
        ("back", Style::new()),
        (scroll, theme.dim()),
    ]);
}
