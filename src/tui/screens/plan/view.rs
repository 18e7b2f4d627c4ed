//! The plan, drawn.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::State;
use super::lines::{self, Line};
use crate::domain::Existing;
use crate::tui::shared::{About, Shared};
use crate::tui::theme::Theme;
use crate::tui::widgets::hit::{Drawn, Hit};
use crate::tui::widgets::write::{Words, grouped};
use crate::tui::widgets::{popup, split, told};

/// Lines of text are no wider than this, to be read with ease.
const READABLE: u16 = 110;
/// The lines of what can be chosen.
const FOOT: u16 = 3;

/// Draws the plan over `screen`.
pub(super) fn draw(state: &State, shared: &Shared, screen: Rect, buf: &mut Buffer) -> Drawn {
    let theme = shared.theme;
    let head = head(state, shared, screen.width);
    let all = head.len() + state.noted.len();
    let tall = u16::try_from(all).unwrap_or(u16::MAX);
    let size = (readable(screen.width), tall.saturating_add(FOOT + 1));
    let inner = popup::open(screen, size, &title(shared), buf, theme);
    let [text, foot] = split(inner, inner.height.saturating_sub(FOOT));
    let room = usize::from(text.height);
    let scroll = state.scroll.min(all.saturating_sub(room));
    let mut words = Words::new(text, buf);
    for place in scroll..all.min(scroll + room) {
        let line = match head.get(place) {
            Some(line) => Some(line.clone()),
            None => lines::row(state, shared, place - head.len()),
        };
        let (line, style) = line.unwrap_or_default();
        words.line(&[(&line, style)]);
    }
    Drawn::of(draw_foot(theme, state, all > room, foot, buf))
}

/// How far the dialog can be scrolled on the present screen.
pub(super) fn most_scroll(state: &State, shared: &Shared) -> usize {
    let (columns, rows) = shared.size;
    // The frame of the program takes five lines, that of the dialog two.
    let room = usize::from(rows).saturating_sub(7 + usize::from(FOOT));
    let all = head(state, shared, columns).len() + state.noted.len();
    all.saturating_sub(room)
}

fn readable(width: u16) -> u16 {
    READABLE.min(width.saturating_sub(4))
}

fn title(shared: &Shared) -> String {
    match shared.about() {
        Some(about) if about.sandbox => format!("Submit to {}", about.label),
        Some(About { label, site, .. }) => {
            format!("Submit to {label}, organisation {}", site.org_id)
        }
        None => "Submit".to_owned(),
    }
}

/// The lines on all rows together, wrapped.
fn head(state: &State, shared: &Shared, width: u16) -> Vec<Line> {
    let Some(about) = shared.about() else {
        return Vec::new();
    };
    let mut lines = Vec::new();
    for (line, style) in lines::head(state, shared, about) {
        let rows = told::rows(std::slice::from_ref(&line), readable(width));
        lines.extend(rows.map(|row| (row.to_owned(), style)));
    }
    if !state.noted.is_empty() {
        lines.push((String::new(), Style::new()));
    }
    lines
}

fn draw_foot(theme: Theme, state: &State, scrolls: bool, area: Rect, buf: &mut Buffer) -> Vec<Hit> {
    let mut words = Words::new(area, buf);
    let plain = Style::new();
    let existing = Some("plan.existing");
    let mut pieces = vec![("e ", theme.hint(), existing)];
    if area.width >= 60 {
        pieces.push(("a device that exists  ", plain, existing));
    }
    for policy in Existing::ALL {
        let chosen = policy == state.terms.existing;
        let mark = if chosen { "(x) " } else { "( ) " };
        let word = match policy {
            Existing::Fail => "fails  ",
            Existing::Skip => "is skipped  ",
            Existing::Adopt => "is adopted",
        };
        let style = if chosen { theme.strong() } else { theme.dim() };
        pieces.extend([(mark, style, existing), (word, style, existing)]);
    }
    let mut hits = words.keys(&pieces);
    let mark = if state.terms.require_secret {
        "[x] "
    } else {
        "[ ] "
    };
    let secrets = Some("plan.secrets");
    hits.extend(words.keys(&[
        ("Space ", theme.hint(), secrets),
        (mark, theme.strong(), secrets),
        (
            "ask EnOS for the device secrets (needs an RSA key pair)",
            plain,
            secrets,
        ),
    ]));
    let submit = format!("submit {}", grouped(state.sent()));
    let scroll = if scrolls { "    Up/Down" } else { "" };
    hits.extend(words.keys(&[
        ("Enter ", theme.hint(), Some("plan.submit")),
        (&submit, theme.strong(), Some("plan.submit")),
        ("    ", theme.hint(), None),
        ("Esc ", theme.hint(), Some("plan.back")),
        ("back", plain, Some("plan.back")),
        (scroll, theme.dim(), None),
    ]));
    hits
}
