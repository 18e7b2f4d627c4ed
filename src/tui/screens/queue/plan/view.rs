//! The plan, drawn.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::PlanSheet;
use super::lines::{self, Line};
use crate::domain::Existing;
use crate::tui::app::Model;
use crate::tui::theme::Theme;
use crate::tui::widgets::popup;
use crate::tui::widgets::text::wrap;
use crate::tui::widgets::write::{Words, grouped};

/// Lines of text are no wider than this, to be read with ease.
const READABLE: u16 = 110;
/// The lines of what can be chosen.
const FOOT: u16 = 3;

/// Draws the plan over `screen`.
pub(crate) fn draw(model: &Model, sheet: &PlanSheet, screen: Rect, buf: &mut Buffer) {
    let theme = model.theme;
    let head = head(model, sheet, screen.width);
    let all = head.len() + sheet.noted.len();
    let tall = u16::try_from(all).unwrap_or(u16::MAX);
    let size = (readable(screen.width), tall.saturating_add(FOOT + 1));
    let inner = popup::open(screen, size, &title(model), buf, theme);
    let foot = FOOT.min(inner.height);
    let text = Rect {
        height: inner.height - foot,
        ..inner
    };
    let room = usize::from(text.height);
    let scroll = sheet.scroll.min(all.saturating_sub(room));
    let mut words = Words::new(text, buf);
    for place in scroll..all.min(scroll + room) {
        let line = match head.get(place) {
            Some(line) => Some(line.clone()),
            None => lines::row(model, sheet, place - head.len()),
        };
        let (line, style) = line.unwrap_or_default();
        words.line(&[(&line, style)]);
    }
    let foot = Rect {
        y: text.bottom(),
        height: foot,
        ..inner
    };
    draw_foot(theme, sheet, all > room, foot, buf);
}

/// How far the sheet can be scrolled on the present screen.
pub(super) fn most_scroll(model: &Model, sheet: &PlanSheet) -> usize {
    let (columns, rows) = model.size;
    // The frame of the program takes five lines, that of the sheet two.
    let room = usize::from(rows).saturating_sub(7 + usize::from(FOOT));
    let all = head(model, sheet, columns).len() + sheet.noted.len();
    all.saturating_sub(room)
}

fn readable(width: u16) -> u16 {
    READABLE.min(width.saturating_sub(4))
}

fn title(model: &Model) -> String {
    match model.about() {
        Some(about) if about.sandbox => format!("Submit to {}", about.label),
        Some(about) => format!(
            "Submit to {}, organisation {}",
            about.label, about.site.org_id
        ),
        None => "Submit".to_owned(),
    }
}

/// The lines on all rows together, wrapped.
fn head(model: &Model, sheet: &PlanSheet, width: u16) -> Vec<Line> {
    let Some(about) = model.about() else {
        return Vec::new();
    };
    let wide = usize::from(readable(width));
    let wrapped = |(line, style): Line| -> Vec<Line> {
        wrap(&line, wide)
            .into_iter()
            .map(|part| {
                let part = line.get(part).unwrap_or_default();
                (part.trim_end().to_owned(), style)
            })
            .collect()
    };
    let mut lines: Vec<Line> = lines::head(model, sheet, about)
        .into_iter()
        .flat_map(wrapped)
        .collect();
    if !sheet.noted.is_empty() {
        lines.push((String::new(), Style::new()));
    }
    lines
}

fn draw_foot(theme: Theme, sheet: &PlanSheet, scrolls: bool, area: Rect, buf: &mut Buffer) {
    let mut words = Words::new(area, buf);
    let mut pieces = vec![("e ", theme.hint())];
    if area.width >= 60 {
        pieces.push(("a device that exists  ", Style::new()));
    }
    for policy in Existing::ALL {
        let chosen = policy == sheet.policy;
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
    let mark = if sheet.require_secret { "[x] " } else { "[ ] " };
    words.line(&[
        ("Space ", theme.hint()),
        (mark, theme.strong()),
        (
            "ask EnOS for the device secrets (needs an RSA key pair)",
            Style::new(),
        ),
    ]);
    let submit = format!("submit {}", grouped(sheet.sent()));
    let scroll = if scrolls { "    Up/Down" } else { "" };
    words.line(&[
        ("Enter ", theme.hint()),
        (&submit, theme.strong()),
        ("    Esc ", theme.hint()),
        ("back", Style::new()),
        (scroll, theme.dim()),
    ]);
}
