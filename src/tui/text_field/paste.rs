//! Makes pasted text fit for a field, and tells what that took.

use crate::said::{Said, grouped, say};
use crate::words::{CHARACTERS, CONTROLS};

/// The most characters that pasting brings a field to: far more than EnOS takes, and no more than is edited at ease.
const MOST: usize = 20_000;

/// What pasting changed about the text; say it, or the user finds out later.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PasteNote {
    /// Lines that were joined into one with blanks; 0 when none were.
    pub joined_lines: usize,
    /// Control characters left out.
    pub dropped: usize,
    /// Characters beyond what a field takes, left out.
    pub cut: usize,
}

impl PasteNote {
    /// The sentence for the user, if there is anything to say.
    #[must_use]
    pub fn message(self) -> Option<Said> {
        let joined = match self.joined_lines {
            0 => None,
            n => Some(say!("{n} lines joined", "{n} 行合并为一行")),
        };
        let dropped = match self.dropped {
            0 => None,
            n => Some(say!(
                "{characters} left out",
                "略去 {characters}",
                characters = CONTROLS.count(n)
            )),
        };
        let cut = match self.cut {
            0 => None,
            n => Some(say!(
                "{characters} left out at the end (a field takes at most {most})",
                "略去末尾 {characters}（字段最多 {most} 个）",
                characters = CHARACTERS.count(n),
                most = grouped(MOST)
            )),
        };
        let parts: Vec<_> = [joined, dropped, cut].into_iter().flatten().collect();
        (!parts.is_empty())
            .then(|| say!("Pasted: {what}", "已粘贴：{what}", what = Said::list(parts)))
    }
}

/// `pasted` with line ends as `\n`, tabs as blanks and no other control characters.
///
/// With `multi` false the lines are joined by `joint`, except the line end after the last one. The field has `typed`
/// characters already.
pub(super) fn clean(pasted: &str, multi: bool, joint: &str, typed: usize) -> (String, PasteNote) {
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
    let mut text = if multi {
        kept
    } else {
        let lines: Vec<&str> = kept.trim_end_matches('\n').split('\n').collect();
        if lines.len() > 1 {
            note.joined_lines = lines.len();
        }
        lines.join(joint)
    };
    if let Some((at, _)) = text.char_indices().nth(MOST.saturating_sub(typed)) {
        note.cut = text.split_off(at).chars().count();
    }
    (text, note)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_line_fields_join_lines_and_say_so() {
        let (text, note) = clean("INV-1\r\nINV-2\rINV-3\n", false, " ", 0);
        assert_eq!(text, "INV-1 INV-2 INV-3");
        assert_eq!(note.message().unwrap(), "Pasted: 3 lines joined");
    }

    #[test]
    fn more_than_a_field_takes_is_cut_and_said() {
        let (text, note) = clean(&"逆".repeat(30_000), true, " ", 19_999);
        assert_eq!((text.as_str(), note.cut), ("逆", 29_999));
        let said = "Pasted: 29,999 characters left out at the end (a field takes at most 20,000)";
        assert_eq!(note.message().unwrap(), said);
        assert_eq!(clean("a", false, " ", 20_000).1.cut, 1);
    }

    #[test]
    fn a_copied_line_with_its_end_is_no_news() {
        assert_eq!(
            clean("INV-1\r\n", false, " ", 0),
            ("INV-1".into(), PasteNote::default())
        );
        assert_eq!(PasteNote::default().message(), None);
    }

    #[test]
    fn control_characters_are_counted_and_tabs_keep_cells_apart() {
        let (text, note) = clean("a\tb\u{1b}[31m\0\r\nc", true, " ", 0);
        assert_eq!(text, "a b[31m\nc");
        assert_eq!(
            note.message().unwrap(),
            "Pasted: 2 control characters left out"
        );
    }
}
