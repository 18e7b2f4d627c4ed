//! A screen as a picture: the same bytes for the same screen, so that it can be committed and compared.

mod palette;
mod shapes;

use std::fmt::Write;

use ratatui::{
    buffer::{Buffer, Cell},
    layout::Position,
    style::Modifier,
};

pub use palette::{DARK, LIGHT, Palette};
use palette::{Rgb, dimmed, hex};

use super::snapshot::{glyphs, rows};

/// A cell in pixels; whole numbers, so that neighbours meet without a seam.
const WIDTH: usize = 8;
const HEIGHT: usize = 17;
/// From a cell's top down to the line that letters stand on.
const BASELINE: usize = 13;
/// Around the screen.
const MARGIN: usize = 12;
/// Monospaced fonts are 0.6 of their size wide, which makes a column of [`WIDTH`].
const FONT: &str = r#"font-family="'DejaVu Sans Mono',Menlo,Consolas,'Liberation Mono','Noto Sans Mono CJK SC','Noto Sans CJK SC','PingFang SC','Microsoft YaHei',monospace" font-size="13.3""#;

/// Draws the screen. `title` is what is read out in place of the picture.
pub fn svg(buffer: &Buffer, cursor: Option<Position>, palette: &Palette, title: &str) -> String {
    let mut svg = opened(buffer, palette, title);
    for row in drawn_rows(buffer, cursor, palette) {
        svg.push_str(&row);
    }
    svg.push_str("</g>\n</svg>\n");
    svg
}

/// A frame of a moving picture, and how long it stands, in ms.
pub type Still = (Buffer, Option<Position>, usize);

/// Draws frames one after the other, over and over. A row stands in the file once, however many frames show it.
pub fn moving(frames: &[Still], palette: &Palette, title: &str) -> String {
    let (first, ..) = &frames[0];
    let mut svg = opened(first, palette, title);
    let all: usize = frames.iter().map(|(.., ms)| ms).sum();
    let rows: Vec<Vec<String>> = frames
        .iter()
        .map(|(buffer, cursor, _)| drawn_rows(buffer, *cursor, palette))
        .collect();
    for row in 0..usize::from(first.area.height) {
        let mut seen: Vec<&String> = Vec::new();
        for frame in &rows {
            if seen.contains(&&frame[row]) {
                continue;
            }
            let drawn = &frame[row];
            seen.push(drawn);
            let shown: Vec<bool> = rows.iter().map(|frame| frame[row] == *drawn).collect();
            if shown.iter().all(|shown| *shown) || drawn.is_empty() {
                svg.push_str(drawn);
                continue;
            }
            let (mut times, mut values, mut at) = (Vec::new(), Vec::new(), 0);
            for (nth, shown) in shown.iter().enumerate() {
                if nth == 0 || shown != &(values.last() == Some(&"inline")) {
                    times.push(format!(
                        "{:.4}",
                        f64::from(u32::try_from(at).unwrap())
                            / f64::from(u32::try_from(all).unwrap())
                    ));
                    values.push(if *shown { "inline" } else { "none" });
                }
                at += frames[nth].2;
            }
            writeln!(
                svg,
                r#"<g display="{}"><animate attributeName="display" dur="{all}ms" repeatCount="indefinite" calcMode="discrete" keyTimes="{}" values="{}"/>"#,
                values[0],
                times.join(";"),
                values.join(";")
            )
            .unwrap();
            svg.push_str(drawn);
            svg.push_str("</g>\n");
        }
    }
    svg.push_str("</g>\n</svg>\n");
    svg
}

fn opened(buffer: &Buffer, palette: &Palette, title: &str) -> String {
    let width = usize::from(buffer.area.width) * WIDTH + 2 * MARGIN;
    let height = usize::from(buffer.area.height) * HEIGHT + 2 * MARGIN;
    let ground = hex(palette.background);
    let title = escaped(title);
    format!(
        r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" role="img" {FONT}>
<title>{title}</title>
<rect width="{width}" height="{height}" rx="8" fill="{ground}" stroke="gray" stroke-opacity=".5"/>
<g transform="translate({MARGIN} {MARGIN})" xml:space="preserve" style="white-space:pre">
"#
    )
}

/// Each row of the screen by itself, the caret on its own.
fn drawn_rows(buffer: &Buffer, cursor: Option<Position>, palette: &Palette) -> Vec<String> {
    let draw = |(row, cells): (usize, &[Cell])| {
        let mut svg = String::new();
        let y = row * HEIGHT;
        let looks = looks(cells, palette);
        for ground in looks.chunk_by(|a, b| a.ground == b.ground) {
            draw_ground(&mut svg, ground, y, palette.background);
        }
        for run in looks.chunk_by(Look::joins) {
            draw_run(&mut svg, run, y);
        }
        if let Some(caret) = cursor.filter(|caret| usize::from(caret.y) == row) {
            let x = usize::from(caret.x) * WIDTH;
            let color = hex(palette.foreground);
            writeln!(svg, r#"<rect x="{x}" y="{y}" width="{WIDTH}" height="{HEIGHT}" fill="{color}" opacity=".6"/>"#).unwrap();
        }
        svg
    };
    rows(buffer).enumerate().map(draw).collect()
}

/// One glyph as it is to be seen.
struct Look<'a> {
    column: usize,
    width: usize,
    symbol: &'a str,
    text: Rgb,
    ground: Rgb,
    modifier: Modifier,
}

impl Look<'_> {
    /// Plain text of one style is drawn in one piece, and so are lines and bars; everything else glyph by
    /// glyph, as not every font gives it the width that it has in a terminal.
    fn joins(&self, next: &Self) -> bool {
        let plain = self.symbol.is_ascii() && next.symbol.is_ascii();
        let line = shapes::stretches(self.symbol) && self.symbol == next.symbol;
        (plain || line) && (self.text, self.modifier) == (next.text, next.modifier)
    }
}

fn looks<'a>(cells: &'a [Cell], palette: &Palette) -> Vec<Look<'a>> {
    let look = |(column, width, cell): (usize, usize, &'a Cell)| {
        let mut text = palette.resolve(cell.fg, palette.foreground);
        let mut ground = palette.resolve(cell.bg, palette.background);
        let mut modifier = cell.modifier;
        if modifier.contains(Modifier::REVERSED) {
            std::mem::swap(&mut text, &mut ground);
        }
        if modifier.contains(Modifier::DIM) {
            text = dimmed(text, ground);
        }
        // From here on they are colours.
        modifier.remove(Modifier::REVERSED | Modifier::DIM);
        Look {
            column,
            width,
            symbol: cell.symbol(),
            text,
            ground,
            modifier,
        }
    };
    glyphs(cells).map(look).collect()
}

fn draw_ground(svg: &mut String, run: &[Look<'_>], y: usize, screen: Rgb) {
    let [first, ..] = run else { return };
    if first.ground == screen {
        return;
    }
    let (x, width) = (first.column * WIDTH, columns(run) * WIDTH);
    let color = hex(first.ground);
    writeln!(
        svg,
        r#"<rect x="{x}" y="{y}" width="{width}" height="{HEIGHT}" fill="{color}"/>"#
    )
    .unwrap();
}

fn draw_run(svg: &mut String, run: &[Look<'_>], y: usize) {
    let blank = |look: &Look<'_>| {
        look.symbol.trim().is_empty() && !look.modifier.contains(Modifier::UNDERLINED)
    };
    let Some(from) = run.iter().position(|look| !blank(look)) else {
        return;
    };
    let to = run.iter().rposition(|look| !blank(look)).unwrap_or(from);
    let run = &run[from..=to];
    let first = &run[0];
    if first.modifier.contains(Modifier::HIDDEN) {
        return;
    }
    let x = first.column * WIDTH;
    let color = hex(first.text);
    if let Some(shape) = shapes::shape(first.symbol, x, y, columns(run), &color) {
        writeln!(svg, "{shape}").unwrap();
        return;
    }
    let (y, length) = (y + BASELINE, columns(run) * WIDTH);
    let text: String = run.iter().map(|look| escaped(look.symbol)).collect();
    let style = attributes(first.modifier);
    writeln!(
        svg,
        r#"<text x="{x}" y="{y}" textLength="{length}" fill="{color}"{style}>{text}</text>"#
    )
    .unwrap();
}

fn columns(run: &[Look<'_>]) -> usize {
    run.iter().map(|look| look.width).sum()
}

fn attributes(modifier: Modifier) -> String {
    [
        (Modifier::BOLD, r#" font-weight="bold""#),
        (Modifier::ITALIC, r#" font-style="italic""#),
        (Modifier::UNDERLINED, r#" text-decoration="underline""#),
        (Modifier::CROSSED_OUT, r#" text-decoration="line-through""#),
    ]
    .into_iter()
    .filter(|(flag, _)| modifier.contains(*flag))
    .map(|(_, attribute)| attribute)
    .collect()
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}

#[cfg(test)]
mod tests {
    use super::*;
    use ratatui::{layout::Rect, style::Stylize, text::Line, widgets::Widget};

    fn draw(line: Line<'_>) -> String {
        let mut buffer = Buffer::empty(Rect::new(0, 0, 12, 1));
        line.render(buffer.area, &mut buffer);
        svg(&buffer, Some(Position::new(1, 0)), &DARK, "a < b")
    }

    #[test]
    fn text_stays_text_at_its_column() {
        let svg = draw(Line::from(vec!["a<b c".bold(), "  ".into(), "逆变".cyan()]));
        for part in [
            r##"<text x="0" y="13" textLength="40" fill="#d7dde4" font-weight="bold">a&lt;b c</text>"##,
            r##"<text x="56" y="13" textLength="16" fill="#4cc2cf">逆</text>"##,
            r##"<text x="72" y="13" textLength="16" fill="#4cc2cf">变</text>"##,
            "<title>a &lt; b</title>",
            r#"<rect x="8" y="0" width="8""#,
        ] {
            assert!(svg.contains(part), "{part} in {svg}");
        }
    }

    #[test]
    fn reverse_and_dim_are_colours_and_grounds_are_joined() {
        let svg = draw(Line::from(vec!["ab逆".reversed(), "x".dim()]));
        assert!(
            svg.contains(r##"<rect x="0" y="0" width="32" height="17" fill="#d7dde4"/>"##),
            "{svg}"
        );
        assert!(svg.contains(r##"fill="#161b22">ab</text>"##), "{svg}");
        assert!(svg.contains(r##"fill="#969ca3">x</text>"##), "{svg}");
    }

    #[test]
    fn a_row_of_a_moving_picture_stands_there_once_and_is_shown_in_its_time() {
        let still = |text: &str| {
            let mut buffer = Buffer::empty(Rect::new(0, 0, 4, 2));
            buffer.set_string(0, 0, "same", ratatui::style::Style::new());
            buffer.set_string(0, 1, text, ratatui::style::Style::new());
            (buffer, None, 500)
        };
        let svg = moving(
            &[still("one"), still("two"), still("one"), still("one")],
            &DARK,
            "t",
        );
        assert_eq!(svg.matches(">same<").count(), 1);
        assert_eq!(svg.matches(">one<").count(), 1);
        for part in [
            r#"dur="2000ms" repeatCount="indefinite" calcMode="discrete" keyTimes="0.0000;0.2500;0.5000" values="inline;none;inline""#,
            r#"keyTimes="0.0000;0.2500;0.5000" values="none;inline;none""#,
        ] {
            assert!(svg.contains(part), "{part} in {svg}");
        }
    }

    #[test]
    fn blocks_and_boxes_are_shapes() {
        let svg = draw(Line::from("██▌▁░──╭"));
        assert!(!svg.contains("<text"), "{svg}");
        assert!(
            svg.contains(r#"<rect x="0" y="0" width="16" height="17""#),
            "{svg}"
        );
        assert!(
            svg.contains(r#"<rect x="16" y="0" width="4" height="17""#),
            "{svg}"
        );
        assert!(svg.contains(r#"d="M40 8H56""#), "{svg}");
        assert!(svg.contains(r#"d="M60 17Q60 8 64 8""#), "{svg}");
    }
}
