//! What is told of something in lines that are broken to the width, scrolled where the pane is too small.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::strip;
use super::text::{pad, width, wrapped};
use super::write::Pen;
use crate::said::Said;
use crate::tui::theme::Theme;

/// Pieces of one row.
pub type Line = Vec<(String, Style)>;

/// Lines for a pane of some width. The last ones may be very many: they are made when they come into view.
pub struct Lines<'a> {
    theme: Theme,
    wide: usize,
    made: Vec<Line>,
    many: usize,
    nth: Box<dyn Fn(usize) -> Line + 'a>,
}

/// Where a sentence would get narrower than this behind its label, it begins under it.
const LEAST: usize = 16;

impl<'a> Lines<'a> {
    /// None yet, for a pane of `wide` cells.
    #[must_use]
    pub fn new(theme: Theme, wide: u16) -> Self {
        Self {
            theme,
            wide: wide.into(),
            made: Vec::new(),
            many: 0,
            nth: Box::new(|_| Vec::new()),
        }
    }

    /// How many cells a line has.
    #[must_use]
    pub const fn wide(&self) -> usize {
        self.wide
    }

    /// An empty line.
    pub fn blank(&mut self) -> &mut Self {
        self.made.push(Vec::new());
        self
    }

    /// A line of pieces; what does not fit is cut, so it holds no sentence.
    pub fn line(&mut self, pieces: impl Into<Line>) -> &mut Self {
        self.made.push(pieces.into());
        self
    }

    /// A sentence, broken over as many lines as it needs.
    pub fn told(&mut self, said: &Said, style: Style) -> &mut Self {
        self.text(&said.to(self.theme.lang), style)
    }

    /// Data, broken likewise.
    pub fn text(&mut self, text: &str, style: Style) -> &mut Self {
        self.behind(&[], text, style)
    }

    /// A sentence behind a sign or a label: its lines begin under one another.
    pub fn behind(&mut self, lead: &[(&str, Style)], text: &str, style: Style) -> &mut Self {
        let indent: usize = lead.iter().map(|(text, _)| width(text)).sum();
        let lead: Line = lead
            .iter()
            .map(|(text, style)| ((*text).to_owned(), *style))
            .collect();
        let room = self.wide.saturating_sub(indent);
        if room < LEAST && indent > 0 && self.wide >= LEAST {
            self.made.push(lead);
            return self.behind(&[("  ", style)], text, style);
        }
        for (nth, part) in wrapped(text, room.max(1)).enumerate() {
            let mut line = if nth == 0 {
                lead.clone()
            } else {
                vec![(" ".repeat(indent), Style::new())]
            };
            line.push((part.to_owned(), style));
            self.made.push(line);
        }
        self
    }

    /// A value behind its label, which is `cells` wide.
    pub fn pair(&mut self, label: &Said, cells: usize, value: &str, style: Style) -> &mut Self {
        let label = pad(&label.to(self.theme.lang), cells);
        let muted = self.theme.muted();
        self.behind(&[(&label, muted), (" ", muted)], value, style)
    }

    /// A way out of an empty screen: a key, and what it does.
    pub fn way(&mut self, key: &str, does: &Said) -> &mut Self {
        let key = format!("     {}", pad(key, 7));
        self.behind(
            &[(&key, self.theme.accent()), (" ", Style::new())],
            &does.to(self.theme.lang),
            Style::new(),
        )
    }

    /// So many lines at the end, each made when it comes into view.
    pub fn many(&mut self, len: usize, nth: impl Fn(usize) -> Line + 'a) -> &mut Self {
        self.many = len;
        self.nth = Box::new(nth);
        self
    }

    /// A bold title or the like before all others, broken likewise.
    pub fn first(&mut self, text: &str, style: Style) -> &mut Self {
        let rest = std::mem::take(&mut self.made);
        self.text(text, style);
        self.made.extend(rest);
        self
    }

    /// How many cells the widest line takes, of those that are made already.
    #[must_use]
    pub fn widest(&self) -> usize {
        let line = |line: &Line| line.iter().map(|(text, _)| width(text)).sum();
        self.made.iter().map(line).max().unwrap_or(0)
    }

    /// How many rows they take.
    #[must_use]
    pub fn tall(&self) -> u16 {
        u16::try_from(self.made.len() + self.many).unwrap_or(u16::MAX)
    }

    /// Draws what fits, from line `scroll` on, or as far down as they go; gives the last line that may be the first.
    pub fn draw(&self, scroll: usize, area: Rect, buf: &mut Buffer) -> usize {
        let all = self.made.len() + self.many;
        let lowest = all.saturating_sub(area.height.into());
        for (y, nth) in (0..area.height).zip(scroll.min(lowest)..all) {
            let made;
            let line = if let Some(line) = self.made.get(nth) {
                line
            } else {
                made = (self.nth)(nth - self.made.len());
                &made
            };
            let mut pen = Pen::new(strip(area, y, 1), buf);
            for (text, style) in line {
                pen.write(text, *style);
            }
        }
        lowest
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tui::widgets::text;

    fn drawn(lines: &Lines, wide: u16, tall: u16, scroll: usize) -> Vec<String> {
        let area = Rect::new(0, 0, wide, tall);
        let mut buf = Buffer::empty(area);
        lines.draw(scroll, area, &mut buf);
        text::lines(&buf)
            .iter()
            .map(|line| line.trim_end().to_owned())
            .collect()
    }

    #[test]
    fn a_sentence_stands_under_itself_behind_its_label() {
        let mut lines = Lines::new(Theme::default(), 24);
        lines.behind(
            &[("EnOS  ", Style::new())],
            "the key is taken already",
            Style::new(),
        );
        assert_eq!(
            drawn(&lines, 24, 3, 0),
            ["EnOS  the key is taken", "      already", ""]
        );
        let mut narrow = Lines::new(Theme::default(), 18);
        narrow.behind(
            &[("EnOS  ", Style::new())],
            "the key is taken",
            Style::new(),
        );
        assert_eq!(drawn(&narrow, 18, 3, 0), ["EnOS", "  the key is taken", ""]);
    }

    #[test]
    fn only_the_lines_in_view_are_made() {
        let made = std::cell::Cell::new(0);
        let mut lines = Lines::new(Theme::default(), 10);
        lines
            .line([("head".to_owned(), Style::new())])
            .many(10_000, |nth| {
                made.set(made.get() + 1);
                vec![(nth.to_string(), Style::new())]
            });
        assert_eq!(lines.tall(), 10_001);
        assert_eq!(drawn(&lines, 10, 3, 0), ["head", "0", "1"]);
        assert_eq!(drawn(&lines, 10, 2, usize::MAX), ["9998", "9999"]);
        assert_eq!(made.get(), 4);
    }
}
