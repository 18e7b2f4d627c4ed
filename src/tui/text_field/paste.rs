//! Makes pasted text fit for a field, and tells what that took.

use crate::said::{Said, say};

/// What pasting changed about the text; say it, or the user finds out later.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PasteNote {
    /// Lines that were joined into one with blanks; 0 when none were.
    pub joined_lines: usize,
    /// Control characters left out.
    pub dropped: usize,
}

impl PasteNote {
    /// The sentence for the user, if there is anything to say.
    #[must_use]
    pub fn message(self) -> Option<Said> {
        let joined = match self.joined_lines {
            0 => None,
            n => Some(say!("{n} lines joined", =)),
        };
        let dropped = match self.dropped {
            0 => None,
            1 => Some(say!("1 control character left out", =)),
            n => Some(say!("{n} control characters left out", =)),
        };
        let parts: Vec<_> = [joined, dropped].into_iter().flatten().collect();
        (!parts.is_empty()).then(|| say!("Pasted: {what}", =, what = Said::list(parts)))
    }
}

/// `pasted` with line ends as `\n`, tabs as blanks and no other control characters.
///
/// With `multi` false the lines are joined by `joint`, except the line end after the last one.
pub(super) fn clean(pasted: &str, multi: bool, joint: &str) -> (String, PasteNote) {
    let text = pasted.replace("\r\n", "\n").replace('\r', "\n");
    let mut note = PasteNote::default();
    let kept: String = text
        .chars()
        .map(|c| if c == '\t' { ' ' } else { c })
        .filter(|c| {
            let keep = *c == '\n' || !c.is_control();
            note.dropped += usize::from(!keep);
            keep
        })
        .collect();
    if multi {
        return (kept, note);
    }
    let lines: Vec<&str> = kept.trim_end_matches('\n').split('\n').collect();
    if lines.len() > 1 {
        note.joined_lines = lines.len();
    }
    (lines.join(joint), note)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_line_fields_join_lines_and_say_so() {
        let (text, note) = clean("INV-1\r\nINV-2\rINV-3\n", false, " ");
        assert_eq!(text, "INV-1 INV-2 INV-3");
        assert_eq!(note.message().unwrap(), "Pasted: 3 lines joined");
    }

    #[test]
    fn a_copied_line_with_its_end_is_no_news() {
        assert_eq!(
            clean("INV-1\r\n", false, " "),
            ("INV-1".into(), PasteNote::default())
        );
        assert_eq!(PasteNote::default().message(), None);
    }

    #[test]
    fn control_characters_are_counted_and_tabs_keep_cells_apart() {
        let (text, note) = clean("a\tb\u{1b}[31m\0\r\nc", true, " ");
        assert_eq!(text, "a b[31m\nc");
        assert_eq!(
            note.message().unwrap(),
            "Pasted: 2 control characters left out"
        );
    }
}
