//! The plan, drawn.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::State;
use super::lines;
use crate::domain::Existing;
use crate::said::{Said, grouped, label, say};
use crate::tui::shared::{About, Shared};
use crate::tui::widgets::hit::{Click, Drawn, Hit};
use crate::tui::widgets::write::{Pen, Words};
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
    let inner = popup::open(screen, size, &title(shared).to(theme.lang), buf, theme);
    let [text, foot] = split(inner, inner.height.saturating_sub(FOOT));
    let room = usize::from(text.height);
    let scroll = state.scroll.min(all.saturating_sub(room));
    let mut words = Words::new(text, buf);
    for place in scroll..all.min(scroll + room) {
        if let Some((line, style)) = head.get(place) {
            words.line(&[(line, *style)]);
        } else {
            let line = lines::row(state, shared, place - head.len());
            let (line, style) = line.unwrap_or_default();
            words.line(&[(&line.to(theme.lang), style)]);
        }
    }
    Drawn::of(draw_foot(shared, state, all > room, foot, buf))
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

fn title(shared: &Shared) -> Said {
    match shared.about() {
        Some(About {
            sandbox: true,
            label,
            ..
        }) => say!("Submit to {label}", "提交到 {label}"),
        Some(About { label, site, .. }) => {
            let org_id = &site.org_id;
            say!(
                "Submit to {label}, organisation {org_id}",
                "提交到 {label}，组织 {org_id}"
            )
        }
        None => say!("Submit", "提交"),
    }
}

/// The lines on all rows together, wrapped.
fn head(state: &State, shared: &Shared, width: u16) -> Vec<(String, Style)> {
    let Some(about) = shared.about() else {
        return Vec::new();
    };
    let mut lines = Vec::new();
    for (line, style) in lines::head(state, shared, about) {
        let rows = told::rows(&[line], readable(width), shared.theme.lang);
        lines.extend(rows.into_iter().map(|row| (row, style)));
    }
    if !state.noted.is_empty() {
        lines.push((String::new(), Style::new()));
    }
    lines
}

fn draw_foot(
    shared: &Shared,
    state: &State,
    scrolls: bool,
    area: Rect,
    buf: &mut Buffer,
) -> Vec<Hit> {
    let theme = shared.theme;
    let key = |id| format!("{} ", shared.key(id));
    let [first, rest] = split(area, 1);
    let mut hits = draw_existing(shared, state, first, buf);
    let mut words = Words::new(rest, buf);
    let plain = Style::new();
    let mark = if state.terms.require_secret {
        "[x] "
    } else {
        "[ ] "
    };
    let secrets = Some("plan.secrets");
    let ask = label!(
        "ask EnOS for the device secrets (needs an RSA key pair)",
        "向 EnOS 请求设备密钥（需要 RSA 密钥对）"
    );
    hits.extend(words.keys(&[
        (&key("plan.secrets"), theme.hint(), secrets),
        (mark, theme.strong(), secrets),
        (&ask.to(theme.lang), plain, secrets),
    ]));
    let submit = say!(
        "submit {rows}",
        "提交 {rows} 台",
        rows = grouped(state.sent())
    );
    let scroll = if scrolls {
        format!("    {}", shared.both("list.up", "list.down"))
    } else {
        String::new()
    };
    hits.extend(words.keys(&[
        (&key("plan.submit"), theme.hint(), Some("plan.submit")),
        (&submit.to(theme.lang), theme.strong(), Some("plan.submit")),
        ("    ", theme.hint(), None),
        (&key("plan.back"), theme.hint(), Some("plan.back")),
        (
            &label!("back", "返回").to(theme.lang),
            plain,
            Some("plan.back"),
        ),
        (&scroll, theme.dim(), None),
    ]));
    hits
}

/// What becomes of devices that exist, and what else could.
fn draw_existing(shared: &Shared, state: &State, area: Rect, buf: &mut Buffer) -> Vec<Hit> {
    let theme = shared.theme;
    let key = format!("{} ", shared.key("plan.existing"));
    let device = label!("a device that exists", "设备已存在时").to(theme.lang);
    let becomes = Existing::ALL.map(|policy| {
        let word = match policy {
            Existing::Fail => label!("fails", "失败"),
            Existing::Skip => label!("is skipped", "跳过"),
            Existing::Adopt => label!("is adopted", "接管"),
        };
        (policy, word.to(theme.lang))
    });
    let mut pen = Pen::new(area, buf);
    let mut hits = vec![Hit::command(pen.write(&key, theme.hint()), "plan.existing")];
    if area.width >= 60 {
        let told = pen.write(&format!("{device}  "), Style::new());
        hits.push(Hit::command(told, "plan.existing"));
    }
    for (place, (policy, word)) in becomes.iter().enumerate() {
        let chosen = *policy == state.terms.existing;
        let mark = if chosen { "(x)" } else { "( )" };
        let style = if chosen { theme.strong() } else { theme.dim() };
        let area = pen.write(&format!("{mark} {word}"), style);
        let click = Click::Row(place);
        hits.push(Hit { area, click });
        if place + 1 < becomes.len() {
            pen.write("  ", style);
        }
    }
    hits.retain(|hit| !hit.area.is_empty());
    hits
}
