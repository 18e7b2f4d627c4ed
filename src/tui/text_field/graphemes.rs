//! Where a caret may stand in a text: byte offsets of grapheme and word boundaries.

use unicode_segmentation::UnicodeSegmentation as _;

use crate::tui::widgets::text;

/// The boundary at `at`, else the next one: never inside a grapheme, never beyond the end.
pub(super) fn snap(text: &str, at: usize) -> usize {
    boundaries(text)
        .find(|boundary| *boundary >= at)
        .unwrap_or(text.len())
}

/// The boundary before `at`, if there is one.
pub(super) fn before(text: &str, at: usize) -> Option<usize> {
    boundaries(text)
        .take_while(|boundary| *boundary < at)
        .last()
}

/// The boundary after `at`, if there is one.
pub(super) fn after(text: &str, at: usize) -> Option<usize> {
    boundaries(text).find(|boundary| *boundary > at)
}

/// The start of the word at or before `at`, else the start of the text.
pub(super) fn word_before(text: &str, at: usize) -> usize {
    let start = text
        .unicode_word_indices()
        .map(|(start, _)| start)
        .take_while(|start| *start < at)
        .last()
        .unwrap_or(0);
    // Never forwards, should a word begin inside a grapheme.
    before_or_at(text, start)
}

/// The end of the word at or after `at`, else the end of the text.
pub(super) fn word_after(text: &str, at: usize) -> usize {
    let end = text
        .unicode_word_indices()
        .map(|(start, word)| start + word.len())
        .find(|end| *end > at)
        .unwrap_or(text.len());
    snap(text, end)
}

/// The start and the end (before its newline) of the line that `at` is on.
pub(super) fn line(text: &str, at: usize) -> (usize, usize) {
    let (head, tail) = text.split_at_checked(at).unwrap_or((text, ""));
    let start = head.rfind('\n').map_or(0, |newline| newline + 1);
    let end = tail.find('\n').map_or(text.len(), |newline| at + newline);
    // A CR before the newline belongs to it.
    (snap(text, start), before_or_at(text, end))
}

/// The place in the line below (`down`) or above with the same display column, if there is one.
pub(super) fn line_beside(text: &str, at: usize, down: bool) -> Option<usize> {
    let (start, end) = line(text, at);
    let column = text::width(text.get(start..at)?);
    let target = if down {
        after(text, end)?
    } else {
        before(text, start)?
    };
    let (start, end) = line(text, target);
    let mut used = 0;
    for glyph in text::glyphs(text.get(start..end)?) {
        if used + glyph.width > column {
            return Some(start + glyph.at);
        }
        used += glyph.width;
    }
    Some(end)
}

fn before_or_at(text: &str, at: usize) -> usize {
    before(text, at + 1).unwrap_or(0)
}

fn boundaries(text: &str) -> impl Iterator<Item = usize> {
    text.grapheme_indices(true)
        .map(|(at, _)| at)
        .chain(std::iter::once(text.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_over_whole_graphemes() {
        let text = "a👩‍👩‍👧e\u{301}";
        assert_eq!(after(text, 0), Some(1));
        assert_eq!(after(text, 1), Some(text.len() - 3));
        assert_eq!(before(text, text.len()), Some(text.len() - 3));
        assert_eq!(before(text, 0), None);
        assert_eq!(snap(text, 3), text.len() - 3);
    }

    #[test]
    fn words_are_what_unicode_says() {
        let text = "INV-013 逆变器";
        assert_eq!(word_after(text, 0), 3);
        assert_eq!(word_after(text, 3), 7);
        assert_eq!(word_before(text, 7), 4);
        assert_eq!(word_before(text, text.len()), text.len() - 3);
        assert_eq!(word_before("  ", 2), 0);
        assert_eq!(word_after("  ", 0), 2);
    }

    #[test]
    fn lines_keep_the_display_column() {
        let text = "逆变器\nabcdef\nx";
        assert_eq!(line_beside(text, 6, true), Some(14), "column 4 of abcdef");
        assert_eq!(
            line_beside(text, 13, false),
            Some(3),
            "column 3 is inside 变"
        );
        assert_eq!(line_beside(text, 14, true), Some(18), "x is shorter");
        assert_eq!(line_beside(text, 0, false), None);
        assert_eq!(line_beside(text, 18, true), None);
    }
}
