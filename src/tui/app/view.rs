//! The frame round every screen: where one is writing, the work, what can be done now.

use ratatui::Frame;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::layout::{LEAST, body, too_small};
use super::{Model, frame, overlays_view, quit};
use crate::said::say;
use crate::tui::widgets::hit::{Click, Drawn};
use crate::tui::widgets::write::Words;

/// Draws everything and places the hardware cursor where text goes.
pub fn view(model: &Model, frame: &mut Frame<'_>) {
    let area = frame.area();
    if let Some(caret) = draw(model, area, frame.buffer_mut()).caret {
        frame.set_cursor_position(caret);
    }
}

/// What the frame in view holds, drawn for that alone: nothing is kept between frames.
pub(super) fn drawn(model: &Model) -> Drawn {
    let (columns, rows) = model.shared.size;
    let area = Rect::new(0, 0, columns, rows);
    draw(model, area, &mut Buffer::empty(area))
}

/// Draws into a buffer; gives the caret and what can be clicked: of what lies over the screen, that alone.
pub fn draw(model: &Model, area: Rect, buf: &mut Buffer) -> Drawn {
    if too_small((area.width, area.height)) {
        draw_too_small(model, area, buf);
        return Drawn::default();
    }
    let theme = model.shared.theme;
    buf.set_style(area, theme.text());
    let line = |y: u16| Rect::new(area.x, y, area.width, 1);
    let body = body(area);
    let rules = [body.y, body.bottom()].map(line);
    for rule in rules {
        frame::draw_rule(&model.shared, rule, buf);
    }
    let mut hits = frame::draw_header(model, line(area.y), buf);
    let screen = model.screens.get(model.shared.screen);
    let mut drawn = screen.draw(&model.shared, body, buf);
    frame::join(theme.unicode, body, buf);
    for nth in 0..model.overlays.len() {
        let position = std::mem::take(&mut drawn.position);
        let below = spoken_of(model, nth.checked_sub(1), &drawn);
        drawn = overlays_view::draw(model, nth, (body, below), buf);
        if drawn.position.is_empty() {
            drawn.position = position;
        }
        hits.clear();
    }
    hits.extend(frame::draw_message(model, &drawn.position, rules[1], buf));
    hits.extend(frame::draw_keys(model, line(body.bottom() + 1), buf));
    drawn.hits.extend(hits);
    if !theme.unicode {
        plain_punctuation(buf);
    }
    drawn
}

/// The row of the screen that an overlay speaks of: the caret of what lies below it, or the selected row there.
fn spoken_of(model: &Model, below: Option<usize>, drawn: &Drawn) -> Option<u16> {
    let selected = match below {
        None => model.screens.get(model.shared.screen).selected(),
        Some(_) => None,
    };
    let row = || {
        let click = Click::Row(selected?);
        let mut hits = drawn.hits.iter();
        Some(hits.find(|hit| hit.click == click)?.area.y)
    };
    drawn.caret.map(|at| at.y).or_else(row)
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
        let yes = &question.yes;
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
