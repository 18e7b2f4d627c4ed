//! A screen as text for snapshots: its lines, then the cursor and every run of cells with a style.

use std::fmt::Write;

use enroll::tui::runtime::buffer_text;
use ratatui::{
    buffer::{Buffer, Cell},
    layout::Position,
    style::{Color, Modifier},
};
use unicode_width::UnicodeWidthStr;

/// The screen's lines and, below, what text alone does not show:
///
/// ```text
/// cursor 4,0
/// 0: 1-6 bold "enroll" · 8-14 cyan "SANDBOX"
/// 3: 0-19 reversed "▌Inverter 1"
/// ```
///
/// Numbers are columns and rows from zero; a run covers its last column.
pub fn snapshot(buffer: &Buffer, cursor: Option<Position>) -> String {
    let mut text = buffer_text(buffer);
    text.push_str("────\n");
    if let Some(Position { x, y }) = cursor {
        writeln!(text, "cursor {x},{y}").unwrap();
    }
    for (y, row) in rows(buffer).enumerate() {
        let runs: Vec<String> = runs(row).iter().map(Run::describe).collect();
        if !runs.is_empty() {
            writeln!(text, "{y}: {}", runs.join(" · ")).unwrap();
        }
    }
    text
}

/// The rows of a buffer.
pub fn rows(buffer: &Buffer) -> impl Iterator<Item = &[Cell]> {
    buffer.content.chunks(usize::from(buffer.area.width).max(1))
}

/// The cells of a row that show something: column, width in columns, cell. What a wide character covers is
/// part of it.
pub fn glyphs(row: &[Cell]) -> impl Iterator<Item = (usize, usize, &Cell)> {
    let mut column = 0;
    std::iter::from_fn(move || {
        let cell = row.get(column)?;
        let width = cell.symbol().width().max(1);
        let at = column;
        column += width;
        Some((at, width, cell))
    })
}

/// Neighbouring cells of one style other than the default.
struct Run {
    first: usize,
    last: usize,
    style: String,
    text: String,
}

impl Run {
    fn describe(&self) -> String {
        let Self {
            first,
            last,
            style,
            text,
        } = self;
        format!("{first}-{last} {style} {:?}", text.trim_end())
    }
}

fn runs(row: &[Cell]) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    for (column, width, cell) in glyphs(row) {
        let style = style(cell);
        match runs.last_mut() {
            Some(run) if run.style == style && run.last + 1 == column => {
                run.last += width;
                run.text.push_str(cell.symbol());
            }
            _ if style.is_empty() => {}
            _ => runs.push(Run {
                first: column,
                last: column + width - 1,
                style,
                text: cell.symbol().to_owned(),
            }),
        }
    }
    runs
}

fn style(cell: &Cell) -> String {
    let mut words: Vec<String> = Vec::new();
    if cell.fg != Color::Reset {
        words.push(cell.fg.to_string().to_lowercase());
    }
    if cell.bg != Color::Reset {
        words.push(format!("on {}", cell.bg.to_string().to_lowercase()));
    }
    if cell.modifier != Modifier::empty() {
        let names = cell.modifier.iter_names();
        words.extend(names.map(|(name, _)| name.to_lowercase()));
    }
    words.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use ratatui::{
        style::{Style, Stylize},
        text::Line,
        widgets::Widget,
    };

    #[test]
    fn wide_characters_and_styles_are_told_apart() {
        let mut buffer = Buffer::empty(ratatui::layout::Rect::new(0, 0, 14, 2));
        Line::from(vec!["逆变".bold(), "x".into(), " a b ".cyan().on_red()])
            .render(buffer.area, &mut buffer);
        buffer.set_style(
            ratatui::layout::Rect::new(0, 1, 3, 1),
            Style::new().reversed(),
        );
        let cursor = Some(Position::new(4, 1));
        assert_eq!(
            snapshot(&buffer, cursor),
            "逆变x a b\n\n────\ncursor 4,1\n0: 0-3 bold \"逆变\" · 5-9 cyan on red \" a b\"\n1: 0-2 reversed \"\"\n"
        );
    }
}
