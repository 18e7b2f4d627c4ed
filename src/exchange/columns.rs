//! Text in aligned columns, by the width that a terminal shows.

use std::io::{self, Write};

use unicode_width::UnicodeWidthStr;

use crate::provision::text::visible;

/// Writes `rows` under `header`, two blanks between columns. The first column, of numbers, is
/// aligned to the right, the others to the left; Chinese characters count as two cells.
pub(super) fn write<const N: usize>(
    mut out: impl Write,
    header: [&str; N],
    rows: impl IntoIterator<Item = [String; N]>,
) -> io::Result<()> {
    let mut lines = vec![header.map(str::to_owned)];
    // Text from elsewhere must neither break the lines nor command the terminal.
    lines.extend(
        rows.into_iter()
            .map(|row| row.map(|cell| visible(&cell).into_owned())),
    );
    let mut widths = [0; N];
    for line in &lines {
        for (width, cell) in widths.iter_mut().zip(line) {
            *width = cell.width().max(*width);
        }
    }
    for line in &lines {
        let mut text = String::new();
        for (column, (cell, width)) in line.iter().zip(widths).enumerate() {
            let blanks = " ".repeat(width.saturating_sub(cell.width()));
            if width == 0 {
                // It holds nothing.
            } else if column == 0 {
                text.extend([&*blanks, cell]);
            } else {
                text.extend(["  ", cell, &*blanks]);
            }
        }
        writeln!(out, "{}", text.trim_end())?;
    }
    Ok(())
}
