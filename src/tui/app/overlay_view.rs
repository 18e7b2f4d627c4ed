//! Overlays, drawn.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;

use super::model::Model;
use super::overlay::{Body, Entry, Overlay, PROMPT_FOOT, Prompt, QUESTION_FOOT, Question, Reading};
use crate::enos::{Finding, Verdict};
use crate::tui::screens::queue;
use crate::tui::theme::Theme;
use crate::tui::widgets::popup;
use crate::tui::widgets::text::{width, wrap};
use crate::tui::widgets::told::{self, readable};
use crate::tui::widgets::write::{Words, counted};

/// Draws an overlay over `screen`; returns its caret.
pub(super) fn draw(
    model: &Model,
    overlay: &Overlay,
    screen: Rect,
    buf: &mut Buffer,
) -> Option<Position> {
    let theme = model.theme;
    match overlay {
        Overlay::Commands(picker) => picker.draw(picker.place(screen), buf, theme),
        Overlay::Value(picker, _) => picker.draw(picker.place(screen), buf, theme),
        Overlay::Runs(picker) => picker.draw(picker.place(screen), buf, theme),
        Overlay::Candidates(picker, ..) => picker.draw(picker.place(screen), buf, theme),
        Overlay::Plan(dialog) => {
            queue::draw_plan(model, dialog, screen, buf);
            None
        }
        Overlay::Ask(question) => {
            draw_question(theme, question, screen, buf);
            None
        }
        Overlay::Prompt(prompt) => draw_prompt(model, prompt, screen, buf),
        Overlay::Text(reading) => {
            draw_reading(theme, reading, screen, buf);
            None
        }
    }
}

fn draw_question(theme: Theme, question: &Question, screen: Rect, buf: &mut Buffer) {
    let wide = readable(screen.width);
    let lines = told::tall(&question.lines, wide).saturating_add(3);
    let inner = popup::open(screen, (wide, lines), &question.title, buf, theme);
    // What can be pressed is never cut off, and blank lines give way before words do.
    let gap = u16::from(inner.height >= lines);
    let foot = inner.height.min(QUESTION_FOOT);
    let text = Rect {
        y: inner.y + gap,
        height: inner.height - foot - gap,
        ..inner
    };
    let hidden = told::lowest(&question.lines, screen, QUESTION_FOOT);
    told::draw(&question.lines, question.scroll.min(hidden), text, buf);
    let foot = Rect {
        y: inner.bottom() - foot,
        height: foot,
        ..inner
    };
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
    let text = Rect {
        height: tall.min(inner.height.saturating_sub(foot)),
        ..inner
    };
    let hidden = told::lowest(&prompt.lines, screen, PROMPT_FOOT);
    told::draw(&prompt.lines, prompt.scroll.min(hidden), text, buf);
    let field = Rect {
        y: text.bottom().saturating_add(gap),
        height: (inner.height - text.height).saturating_sub(gap).min(1),
        ..inner
    };
    let caret = match &prompt.entry {
        Entry::Line(line) => line.draw(field, buf, theme, true, ""),
        Entry::Secret(secret) => secret.draw(field, buf, theme, true, ""),
    };
    let below = field.bottom().saturating_add(gap).min(inner.bottom());
    let below = Rect {
        y: below,
        height: inner.bottom() - below,
        ..inner
    };
    let mut words = Words::new(below, buf);
    words.line(&[(&prompt.hint, theme.dim())]);
    let keys = Rect {
        y: (below.y + 1).min(inner.bottom()),
        height: below.height.saturating_sub(1),
        ..below
    };
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

#[expect(clippy::too_many_lines, reason = "one arm a body")]
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
    let text = Rect {
        height: inner.height.saturating_sub(1),
        ..inner
    };
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
    let foot = Rect {
        y: text.bottom(),
        height: inner.height.min(1),
        ..inner
    };
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
    wrap(text, room)
        .into_iter()
        .enumerate()
        .map(|(nth, range)| {
            let part = text.get(range).unwrap_or_default().trim_end();
            let lead = if nth == 0 {
                head.clone()
            } else {
                " ".repeat(width(&head))
            };
            (format!("{lead}{part}"), style)
        })
        .collect()
}
