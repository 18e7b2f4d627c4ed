//! Block and box characters as shapes: fonts leave gaps between them.

use super::{HEIGHT, WIDTH};

/// Whether a row of this symbol is one shape.
pub fn stretches(symbol: &str) -> bool {
    ["─", "━", "█", "▀", "▄", "░", "▒", "▓"].contains(&symbol)
}

/// The shape of `symbol` in `columns` cells from the one whose upper left corner is at `x`, `y`, as an SVG
/// element. `None` if it is text. Only what [`stretches`] may have more than one column.
pub fn shape(symbol: &str, x: usize, y: usize, columns: usize, color: &str) -> Option<String> {
    let mut chars = symbol.chars();
    let (c, None) = (chars.next()?, chars.next()) else {
        return None;
    };
    let wide = columns * WIDTH;
    block(c, x, y, wide, color).or_else(|| lines(c, x, y, wide, color))
}

fn block(c: char, x: usize, y: usize, wide: usize, color: &str) -> Option<String> {
    let code = usize::try_from(u32::from(c)).ok()?;
    let (left, top, width, height, opacity) = match code {
        0x2580 => (0, 0, wide, HEIGHT / 2, ""),
        0x2581..=0x2588 => {
            let height = (HEIGHT * (code - 0x2580)).div_ceil(8);
            (0, HEIGHT - height, wide, height, "")
        }
        0x2589..=0x258f => (0, 0, WIDTH * (0x2590 - code) / 8, HEIGHT, ""),
        0x2590 => (WIDTH / 2, 0, WIDTH / 2, HEIGHT, ""),
        0x2591 => (0, 0, wide, HEIGHT, r#" opacity=".25""#),
        0x2592 => (0, 0, wide, HEIGHT, r#" opacity=".5""#),
        0x2593 => (0, 0, wide, HEIGHT, r#" opacity=".75""#),
        0x2594 => (0, 0, WIDTH, HEIGHT / 8, ""),
        0x2595 => (WIDTH * 7 / 8, 0, WIDTH / 8, HEIGHT, ""),
        _ => return None,
    };
    let (x, y) = (x + left, y + top);
    Some(format!(
        r#"<rect x="{x}" y="{y}" width="{width}" height="{height}" fill="{color}"{opacity}/>"#
    ))
}

fn lines(c: char, x: usize, y: usize, wide: usize, color: &str) -> Option<String> {
    let (middle_x, middle_y) = (x + WIDTH / 2, y + HEIGHT / 2);
    let (right, bottom) = (x + WIDTH, y + HEIGHT);
    let to_left = format!("M{middle_x} {middle_y}H{x}");
    let to_right = format!("M{middle_x} {middle_y}H{right}");
    let up = format!("M{middle_x} {middle_y}V{y}");
    let down = format!("M{middle_x} {middle_y}V{bottom}");
    let bend =
        |from_y, to_x| format!("M{middle_x} {from_y}Q{middle_x} {middle_y} {to_x} {middle_y}");
    let path = match c {
        '─' | '━' => format!("M{x} {middle_y}H{}", x + wide),
        '│' | '┃' => up + &down,
        '┌' | '┏' => to_right + &down,
        '┐' | '┓' => to_left + &down,
        '└' | '┗' => to_right + &up,
        '┘' | '┛' => to_left + &up,
        '├' | '┣' => to_right + &up + &down,
        '┤' | '┫' => to_left + &up + &down,
        '┬' | '┳' | '┯' => to_left + &to_right + &down,
        '┴' | '┻' | '┷' => to_left + &to_right + &up,
        '┼' | '╋' | '┿' => to_left + &to_right + &up + &down,
        '╭' => bend(bottom, right),
        '╮' => bend(bottom, x),
        '╰' => bend(y, right),
        '╯' => bend(y, x),
        _ => return None,
    };
    let width = if "━┃┏┓┗┛┣┫┳┻╋".contains(c) {
        2
    } else {
        1
    };
    Some(format!(
        r#"<path d="{path}" fill="none" stroke="{color}" stroke-width="{width}"/>"#
    ))
}
