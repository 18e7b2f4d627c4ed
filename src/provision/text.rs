//! Text as limits count it, and texts and numbers as messages show them.

use std::borrow::Cow;

/// How many characters of a value a message repeats.
const SHOWN: usize = 24;
/// Longer words are not compared: no identifier is longer (128, limitations page 2.4.4).
const COMPARED: usize = 128;
/// How alike two words must be for one to be suggested for the other.
const ALIKE: f64 = 0.85;

/// The length that limits are checked against: UTF-16 code units.
///
/// The documentation says "characters" only. A Java platform counts UTF-16 units, and no other
/// reading (code points, what the eye sees) gives more, so a text that passes here passes under all.
#[must_use]
pub(crate) fn length(text: &str) -> usize {
    text.encode_utf16().count()
}

/// Whether `character` shows nothing of its own: control characters, zero-width characters and
/// direction marks. Joiners are left out, since emoji and several scripts need them.
pub(crate) fn is_invisible(character: char) -> bool {
    character.is_control()
        || matches!(
            character,
            '\u{ad}'
                | '\u{61c}'
                | '\u{180e}'
                | '\u{200b}'
                | '\u{200e}'
                | '\u{200f}'
                | '\u{2028}'..='\u{202e}'
                | '\u{2060}'..='\u{206f}'
                | '\u{feff}'
                | '\u{fff9}'..='\u{fffb}'
        )
}

/// `text` with its invisible characters spelled out, so that it can neither hide anything nor
/// command the terminal.
pub(crate) fn visible(text: &str) -> Cow<'_, str> {
    if !text.contains(is_invisible) {
        return Cow::Borrowed(text);
    }
    let shown = text.chars().map(|character| match character {
        unseen if is_invisible(unseen) => unseen.escape_unicode().to_string(),
        seen => seen.to_string(),
    });
    Cow::Owned(shown.collect())
}

/// The beginning of `text`, fit for a one-line message.
pub(crate) fn short(text: &str) -> String {
    let head: String = text.chars().take(SHOWN).collect();
    let more = if head.len() < text.len() { "…" } else { "" };
    format!("{}{more}", visible(&head))
}

/// [`short`] in quotation marks.
pub(crate) fn quoted(text: &str) -> String {
    format!("\"{}\"", short(text))
}

/// Full-width letters, digits and signs (`ＩＮＶ－００１`), as Chinese input methods type them, made
/// plain ASCII; everything else stays.
pub(crate) fn half_width(text: &str) -> String {
    text.chars()
        .map(|character| match character {
            '\u{3000}' => ' ',
            '\u{ff01}'..='\u{ff5e}' => {
                char::from_u32(u32::from(character) - 0xfee0).unwrap_or(character)
            }
            other => other,
        })
        .collect()
}

/// The candidate that `word` most probably stands for, letter case aside.
pub(crate) fn nearest<'a>(
    word: &str,
    candidates: impl IntoIterator<Item = &'a str>,
) -> Option<&'a str> {
    if word.len() > COMPARED {
        return None;
    }
    let word = word.to_lowercase();
    candidates
        .into_iter()
        .map(|candidate| {
            let likeness = strsim::jaro_winkler(&word, &candidate.to_lowercase());
            (likeness, candidate)
        })
        .filter(|(likeness, _)| *likeness >= ALIKE)
        .max_by(|(left, _), (right, _)| left.total_cmp(right))
        .map(|(_, candidate)| candidate)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_chinese_character_is_one_and_an_astral_one_two() {
        assert_eq!(length("逆变器"), 3);
        assert_eq!(length("𠮷"), 2);
    }

    #[test]
    fn invisible_characters_are_spelled_out() {
        assert_eq!(visible("a\u{1b}[2Jb"), "a\\u{1b}[2Jb");
        assert_eq!(short("INV\u{200b}-1"), "INV\\u{200b}-1");
    }

    #[test]
    fn long_values_are_cut() {
        assert_eq!(quoted(&"x".repeat(30)), format!("\"{}…\"", "x".repeat(24)));
    }

    #[test]
    fn full_width_becomes_half_width() {
        assert_eq!(half_width("ＩＮＶ－００１　逆"), "INV-001 逆");
    }

    #[test]
    fn the_nearest_word_is_found_and_no_far_one() {
        let known = ["serialNumber", "ratedPower"];
        assert_eq!(nearest("serial", known), Some("serialNumber"));
        assert_eq!(nearest("RATEDPWOER", known), Some("ratedPower"));
        assert_eq!(nearest("colour", known), None);
    }

    proptest! {
        #[test]
        fn no_shown_text_commands_the_terminal(text in any::<String>()) {
            prop_assert!(!short(&text).contains(is_invisible));
        }
    }
}
