//! Writing words into an area: line by line, clipped, never outside.

pub use crate::said::grouped;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::cut;
use super::strip;
use super::text::{put, width, wrapped};

/// Writes along one line.
pub struct Pen<'a> {
    rest: Rect,
    buf: &'a mut Buffer,
}

impl<'a> Pen<'a> {
    /// Starts at the left of the area's first line.
    pub fn new(area: Rect, buf: &'a mut Buffer) -> Self {
        Self {
            rest: area.intersection(buf.area),
            buf,
        }
    }

    /// Cells left on the line.
    #[must_use]
    pub fn room(&self) -> u16 {
        if self.rest.height == 0 {
            return 0;
        }
        self.rest.width
    }

    /// Writes what fits and moves on; gives where it stands.
    pub fn write(&mut self, text: &str, style: Style) -> Rect {
        if width(text) > self.rest.width.into() {
            cut::note(text);
        }
        let width = put(self.buf, self.rest, text, style);
        let written = Rect { width, ..self.rest };
        self.skip_to_right(usize::from(self.rest.width - width));
        strip(written, 0, 1)
    }

    /// Moves to where `cells` cells remain, if that is ahead.
    pub fn skip_to_right(&mut self, cells: usize) {
        let left = u16::try_from(cells).map_or(self.rest.width, |cells| cells.min(self.rest.width));
        self.rest.x = self.rest.right() - left;
        self.rest.width = left;
    }
}

/// Writes line under line until the area is full.
pub struct Words<'a> {
    rest: Rect,
    buf: &'a mut Buffer,
}

impl<'a> Words<'a> {
    /// Starts at the top of the area.
    pub fn new(area: Rect, buf: &'a mut Buffer) -> Self {
        Self {
            rest: area.intersection(buf.area),
            buf,
        }
    }

    /// An empty line.
    pub fn blank(&mut self) {
        self.rest = strip(self.rest, 1, u16::MAX);
    }

    /// One line of pieces.
    pub fn line(&mut self, pieces: &[(&str, Style)]) {
        let mut pen = Pen::new(self.rest, self.buf);
        for (text, style) in pieces {
            pen.write(text, *style);
        }
        self.blank();
    }

    /// A text broken over as many lines as it needs.
    pub fn wrapped(&mut self, text: &str, style: Style) {
        for line in wrapped(text, usize::from(self.rest.width)) {
            self.line(&[(line, style)]);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousands_stand_apart() {
        let shown: Vec<_> = [0, 12, 999, 1_000, 10_000, 1_234_567].map(grouped).into();
        assert_eq!(shown, ["0", "12", "999", "1,000", "10,000", "1,234,567"]);
    }
}
