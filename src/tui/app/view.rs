//! The frame round every screen: where one is writing, the work, what can be done now.

use ratatui::Frame;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::layout::{LEAST, body, too_small};
use super::{Model, frame, overlays_view, quit};
use crate::said::{Said, say};
use crate::tui::widgets::hit::Drawn;
use crate::tui::widgets::write::{Pen, Words};

/// Draws everything and places the hardware cursor where text goes.
pub fn view(model: &Model, frame: &mut Frame<'_>) {
    let area = frame.area();
    if let Some(caret) = draw(model, area, frame.buffer_mut()).caret {
        frame.set_cursor_position(caret);
    }
}

/// Draws into a buffer; gives the caret and what can be clicked: of what lies over the screen, that alone.
pub fn draw(model: &Model, area: Rect, buf: &mut Buffer) -> Drawn {
    if too_small((area.width, area.height)) {
        draw_too_small(model, area, buf);
        return Drawn::default();
    }
    let line = |y: u16| Rect::new(area.x, y, area.width, 1);
    let lang = model.shared.theme.lang;
    let rule = model.shared.theme.glyph("─", "-");
    let rule = rule.repeat(usize::from(area.width));
    let mut hits = frame::draw_header(model, line(area.y), buf);
    Pen::new(line(area.y + 1), buf).write(&rule, model.shared.theme.dim());
    let body = body(area);
    Pen::new(line(body.bottom()), buf).write(&rule, model.shared.theme.dim());
    if let Some((text, style)) = frame::notice(model) {
        Pen::new(line(body.bottom() + 1), buf).write(&format!(" {}", text.to(lang)), style);
    }
    let footer = frame::draw_footer(model, line(body.bottom() + 2), buf);
    let screen = model.screens.get(model.shared.screen);
    let mut drawn = screen.draw(&model.shared, body, buf);
    for overlay in &model.overlays {
        drawn = overlays_view::draw(model, overlay, body, buf);
        hits.clear();
    }
    drawn.hits.extend(hits);
    drawn.hits.extend(footer);
    if !model.shared.theme.unicode {
        plain_punctuation(buf);
    }
    drawn
}

/// Ellipses and middle dots stand inside texts, where no theme is at hand.
fn plain_punctuation(buf: &mut Buffer) {
    for cell in &mut buf.content {
        match cell.symbol() {
            "…" => _ = cell.set_symbol("~"),
            "·" => _ = cell.set_symbol("-"),
            _ => {}
        }
    }
}

fn draw_too_small(model: &Model, area: Rect, buf: &mut Buffer) {
    let mut words = Words::new(area, buf);
    let theme = model.shared.theme;
    let [(columns, rows), (wide, tall)] = [LEAST, (area.width, area.height)];
    let needs = say!(
        "enroll needs {columns}x{rows}; this is {wide}x{tall}.",
        "enroll 需要 {columns}x{rows}，当前为 {wide}x{tall}。"
    );
    words.wrapped(&needs.to(theme.lang), theme.strong());
    if let Some(running) = &model.shared.runs.running {
        let run = running.run;
        let word = say!(
            "Run {run}: {word}.",
            "任务 {run}：{word}。",
            word = running.word()
        );
        words.wrapped(&word.to(theme.lang), Style::new());
    }
    if let Some(question) = quit::question(model) {
        let title = &question.title;
        let yes = Said::from(question.yes);
        let [enter, esc] = ["question.yes", "question.back"].map(|id| model.shared.key(id));
        let asked = say!(
            "{title}. {enter}: {yes}; {esc}: back.",
            "{title}。{enter}：{yes}；{esc}：返回。",
            title,
            yes
        );
        words.wrapped(&asked.to(theme.lang), theme.bad());
    }
}
