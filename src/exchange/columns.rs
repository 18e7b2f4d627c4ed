//! Tables for people: aligned columns, by the width that a terminal shows.

use std::io::{self, Write};

use crate::provision::cells::{width, wrapped};
use crate::provision::text::visible;
use crate::said::Lang;

/// For whom a table is written.
#[derive(Clone, Copy, Debug)]
pub struct Reader {
    /// The language.
    pub lang: Lang,
    /// Columns of the terminal; none where it is written into a file or for a program.
    pub wide: Option<u16>,
}

impl From<Lang> for Reader {
    fn from(lang: Lang) -> Self {
        Self { lang, wide: None }
    }
}

/// Sentences get no narrower than this.
const LEAST: usize = 20;

/// Writes `rows` under `header`, two blanks between columns. The first column, of numbers, is aligned to the right, the
/// others to the left; Chinese characters count as two cells. The last `sentences` columns are sentences: where the
/// terminal is too narrow for them they stand under their row, broken to its width.
pub(super) fn write<const N: usize>(
    mut out: impl Write,
    header: [&str; N],
    sentences: usize,
    reader: Reader,
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
        for (wide, cell) in widths.iter_mut().zip(line) {
            *wide = width(cell).max(*wide);
        }
    }
    let used = widths.iter().filter(|wide| **wide > 0);
    let all = used.map(|wide| wide + 2).sum::<usize>().saturating_sub(2);
    let narrow = reader.wide.map(usize::from).filter(|wide| *wide < all);
    let beside = if narrow.is_some() { N - sentences } else { N };
    let indent = widths.first().map_or(0, |first| first + 2);
    for line in &lines {
        let mut text = String::new();
        for (column, (cell, wide)) in line.iter().zip(widths).take(beside).enumerate() {
            let blanks = " ".repeat(wide.saturating_sub(width(cell)));
            if wide == 0 {
                // It holds nothing.
            } else if column == 0 {
                text.extend([&*blanks, cell]);
            } else {
                text.extend(["  ", cell, &*blanks]);
            }
        }
        writeln!(out, "{}", text.trim_end())?;
        let Some(wide) = narrow else { continue };
        let room = wide.saturating_sub(indent).max(LEAST);
        for sentence in line.iter().skip(beside).filter(|cell| !cell.is_empty()) {
            for part in wrapped(sentence, room) {
                writeln!(out, "{}{part}", " ".repeat(indent))?;
            }
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(wide: Option<u16>) -> String {
        let mut out = Vec::new();
        let reader = Reader {
            lang: Lang::En,
            wide,
        };
        let rows = [
            ["1", "INV-001", "the key is taken", "choose another key"],
            ["12", "逆变器", "", ""],
        ];
        let rows = rows.map(|row| row.map(str::to_owned));
        write(&mut out, ["#", "key", "why", "what to do"], 2, reader, rows).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn what_fits_stands_in_columns() {
        let wide = " #  key      why               what to do\n \
                    1  INV-001  the key is taken  choose another key\n\
                    12  逆变器\n";
        assert_eq!(written(None), wide);
        assert_eq!(written(Some(49)), wide);
    }

    #[test]
    fn sentences_stand_under_their_row_on_a_narrow_terminal() {
        let narrow = " #  key\n    why\n    what to do\n \
                      1  INV-001\n    the key is taken\n    choose another key\n\
                      12  逆变器\n";
        assert_eq!(written(Some(48)), narrow);
        assert!(written(Some(30)).lines().all(|line| width(line) <= 30));
    }
}
