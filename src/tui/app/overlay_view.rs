//! Overlays, drawn.

use std::iter;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;

use super::model::Model;
use super::overlay::{Body, Overlay, PROMPT_FOOT, Prompt, QUESTION_FOOT, Question, Reading};
use crate::enos::{Finding, Verdict};
use crate::said::Lang;
use crate::tui::screens::queue;
use crate::tui::theme::Theme;
use crate::tui::widgets::text::{width, wrapped};
use crate::tui::widgets::told::{self, readable};
use crate::tui::widgets::write::{Words, counted};
use crate::tui::widgets::{popup, strip};
use crate::words;

/// Draws an overlay over `screen`; returns its caret.
pub(super) fn draw(
    model: &Model,
    overlay: &Overlay,
    screen: Rect,
    buf: &mut Buffer,
) -> Option<Position> {
    let theme = model.theme;
    match overlay {
        Overlay::Pick(picker) => return picker.draw(picker.place(screen), buf, theme),
        Overlay::Prompt(prompt) => return draw_prompt(model, prompt, screen, buf),
        Overlay::Plan(sheet) => queue::draw_plan(model, sheet, screen, buf),
        Overlay::Ask(question) => draw_question(theme, question, screen, buf),
        Overlay::Text(reading) => draw_reading(theme, reading, screen, buf),
    }
    None
}

fn draw_question(theme: Theme, question: &Question, screen: Rect, buf: &mut Buffer) {
    let wide = readable(screen.width);
    let lines = told::tall(&question.lines, wide).saturating_add(3);
    let inner = popup::open(screen, (wide, lines), &question.title, buf, theme);
    // What can be pressed is never cut off, and blank lines give way before words do.
    let gap = u16::from(inner.height >= lines);
    let foot = inner.height.min(QUESTION_FOOT);
    let text = strip(inner, gap, inner.height - foot - gap);
    let hidden = told::lowest(&question.lines, screen, QUESTION_FOOT);
    told::draw(&question.lines, question.scroll.min(hidden), text, buf);
    let foot = strip(inner, inner.height - foot, foot);
    draw_keys(theme, question.yes, hidden > 0, foot, buf);
}

fn draw_prompt(model: &Model, prompt: &Prompt, screen: Rect, buf: &mut Buffer) -> Option<Position> {
    let theme = model.theme;
    let wide = readable(screen.width);
    let tall = told::tall(&prompt.lines, wide);
    let size = (wide, tall.saturating_add(PROMPT_FOOT + 2));
    let inner = popup::open(screen, size, &prompt.title, buf, theme);
    // The field and the keys are never cut off; blank lines give way first, then what was told before.
    let gap = u16::from(inner.height >= size.1);
    let foot = PROMPT_FOOT + 2 * gap;
    let text = strip(inner, 0, tall.min(inner.height.saturating_sub(foot)));
    let hidden = told::lowest(&prompt.lines, screen, PROMPT_FOOT);
    told::draw(&prompt.lines, prompt.scroll.min(hidden), text, buf);
    let rest = strip(inner, text.height.saturating_add(gap), u16::MAX);
    let field = strip(rest, 0, 1);
    let caret = prompt.entry.draw(field, buf, theme, true, "");
    let below = strip(rest, 1 + gap, u16::MAX);
    Words::new(below, buf).line(&[(&prompt.hint, theme.dim())]);
    let keys = strip(below, 1, u16::MAX);
    draw_keys(theme, "go on", hidden > 0, keys, buf);
    caret
}

/// What can be pressed below what is told; `hidden`, whether some of that is out of sight.
fn draw_keys(theme: Theme, yes: &str, hidden: bool, area: Rect, buf: &mut Buffer) {
    let hint = theme.hint();
    let plain = Style::new();
    // Where words are out of sight the screen is small.
    let apart = if hidden { "  Esc " } else { "    Esc " };
    let mut keys = vec![
        ("Enter ", hint),
        (yes, theme.strong()),
        (apart, hint),
        ("back", plain),
    ];
    if hidden {
        keys.extend([("  Up/Down ", hint), ("more", plain)]);
    }
    Words::new(area, buf).line(&keys);
}

fn draw_reading(theme: Theme, reading: &Reading, screen: Rect, buf: &mut Buffer) {
    let lines: Vec<(String, Style)> = match &reading.body {
        Body::Lines(lines) => told::rows(lines, readable(screen.width))
            .map(|row| (row.to_owned(), Style::new()))
            .collect(),
        Body::Looking(_, devices) => vec![
            (
                format!("Asking EnOS about {}…", counted(*devices, "device")),
                Style::new(),
            ),
            ("Nothing is deleted yet.".to_owned(), theme.dim()),
        ],
        Body::Verdicts(verdicts) if verdicts.is_empty() => {
            vec![("Trying the connection.".to_owned(), theme.dim())]
        }
        Body::Verdicts(verdicts) => verdicts
            .iter()
            .flat_map(|verdict| verdict_lines(theme, verdict, readable(screen.width)))
            .collect(),
        Body::Secret(key, _) => vec![
            (String::new(), Style::new()),
            (format!("device key     {key}"), Style::new()),
            // The secret itself is drawn below, straight from the zeroized text.
            (String::new(), Style::new()),
        ],
    };
    let widest = lines.iter().map(|(line, _)| width(line)).max().unwrap_or(0);
    let wide = u16::try_from(widest).unwrap_or(u16::MAX).max(44);
    let tall = u16::try_from(lines.len())
        .unwrap_or(u16::MAX)
        .saturating_add(3);
    let inner = popup::open(screen, (wide, tall), &reading.title, buf, theme);
    let height = usize::from(inner.height.saturating_sub(1));
    let scroll = reading.scroll.min(lines.len().saturating_sub(height));
    let text = strip(inner, 0, inner.height.saturating_sub(1));
    let mut words = Words::new(text, buf);
    for (line, style) in lines.iter().skip(scroll) {
        words.line(&[(line, *style)]);
    }
    if let Body::Secret(_, opened) = &reading.body {
        words.line(&[
            ("device secret  ", Style::new()),
            (opened.secret.expose(), theme.strong()),
        ]);
        words.line(&[
            ("opened with    ", theme.dim()),
            (&opened.suite.to_string(), theme.dim()),
        ]);
    }
    let foot = strip(inner, text.height, 1);
    let more = if lines.len() > height {
        "Up/Down scroll    "
    } else {
        ""
    };
    Words::new(foot, buf).line(&[(more, theme.dim()), ("any other key closes", theme.dim())]);
}

fn verdict_lines(theme: Theme, verdict: &Verdict, wide: u16) -> Vec<(String, Style)> {
    let (mark, text, style) = match &verdict.result {
        Finding::Passed(text) => (theme.glyph("✓", "+"), text, theme.ok()),
        Finding::Warned(text) => ("!", text, theme.doubt()),
        Finding::Failed(text) => (theme.glyph("✗", "x"), text, theme.bad()),
        Finding::Skipped(text) => (theme.glyph("·", "."), text, theme.dim()),
    };
    let head = format!("{mark} {:<12} ", verdict.check.to_string());
    let room = usize::from(wide).saturating_sub(width(&head)).max(10);
    let indent = " ".repeat(width(&head));
    let leads = iter::once(head).chain(iter::repeat(indent));
    let text = words::fact(text);
    leads
        .zip(wrapped(&text.to(Lang::En), room))
        .map(|(lead, part)| (lead + part, style))
        .collect()
}
