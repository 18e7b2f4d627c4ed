//! Text by what a terminal shows: cells, not bytes or characters.

use std::borrow::Cow;

use unicode_segmentation::UnicodeSegmentation as _;
use unicode_width::UnicodeWidthStr as _;

/// One grapheme of a text as it is drawn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Glyph<'a> {
    /// Where it starts in the text, in bytes.
    pub at: usize,
    /// What to draw: the grapheme, or a picture of it where it would be invisible.
    pub shown: Cow<'a, str>,
    /// How many cells that takes; at least one.
    pub width: usize,
}

/// The graphemes of `text` as they are drawn.
///
/// Control characters become their pictures (`␀`, `␊`), and what has no width of its own becomes
/// `·`: an invisible character in a name is found by looking, not by counting.
pub fn glyphs(text: &str) -> impl Iterator<Item = Glyph<'_>> {
    text.grapheme_indices(true).map(|(at, grapheme)| {
        let shown = if grapheme.contains(char::is_control) {
            Cow::Owned(grapheme.chars().map(picture).collect())
        } else if cells(grapheme) == 0 {
            Cow::Borrowed("·")
        } else {
            Cow::Borrowed(grapheme)
        };
        let width = cells(&shown);
        Glyph { at, shown, width }
    })
}

/// Terminals give the sound marks of half-width kana a cell of their own, which their width does not say.
fn cells(text: &str) -> usize {
    let marks = text
        .chars()
        .filter(|c| matches!(c, '\u{ff9e}' | '\u{ff9f}'));
    text.width() + marks.count()
}

fn picture(c: char) -> char {
    match u32::from(c) {
        code @ 0..=0x1f => char::from_u32(0x2400 + code).unwrap_or('·'),
        0x7f => '␡',
        _ if c.is_control() => '·',
        _ => c,
    }
}

/// How many cells `text` takes when drawn by this module.
#[must_use]
pub fn width(text: &str) -> usize {
    glyphs(text).map(|glyph| glyph.width).sum()
}

/// What no line begins with, and what none ends with.
const CLOSING: &str = "，。、：；？！）》”’…,.:;?!)%";
const OPENING: &str = "（《“‘(";

/// `text` in lines of at most `max` cells, broken at blanks and between Chinese characters where possible, else between
/// graphemes.
///
/// Gives byte ranges that follow each other without a gap, so that every offset is on a line; a
/// newline belongs to the line it ends. Never empty.
#[must_use]
pub fn wrap(text: &str, max: usize) -> Vec<std::ops::Range<usize>> {
    let max = max.max(1);
    let mut lines = Vec::new();
    let (mut start, mut used) = (0, 0);
    // The last place to break the line, and the cells before it.
    let mut blank: Option<(usize, usize)> = None;
    let mut before = "";
    for (at, grapheme) in text.grapheme_indices(true) {
        let end = at + grapheme.len();
        if grapheme.ends_with('\n') {
            lines.push(start..end);
            (start, used, blank) = (end, 0, None);
            continue;
        }
        let cells = width(grapheme);
        let wide = cells == 2 || width(before) == 2;
        if wide && at > start && !CLOSING.contains(grapheme) && !OPENING.contains(before) {
            blank = Some((at, used));
        }
        before = grapheme;
        while used + cells > max && at > start {
            let (from, cells_before) = blank.take().unwrap_or((at, used));
            lines.push(start..from);
            (start, used) = (from, used - cells_before);
        }
        used += cells;
        if grapheme == " " {
            blank = Some((end, used));
        }
    }
    lines.push(start..text.len());
    lines
}

/// The lines of [`wrap`] as they are read: without the blanks and the newline at their end.
pub fn wrapped(text: &str, max: usize) -> impl Iterator<Item = &str> {
    let lines = wrap(text, max).into_iter();
    lines.map(move |line| text.get(line).unwrap_or_default().trim_end())
}
