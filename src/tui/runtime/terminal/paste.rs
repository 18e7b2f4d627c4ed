//! Recognises a paste by its speed, for terminals that do not bracket pastes.

use std::time::{Duration, Instant};

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

/// Characters of one paste come at most this far apart.
const GAP: Duration = Duration::from_millis(8);
/// So many characters in a row are faster than fingers.
const BURST: usize = 6;
/// Enter so soon after a burst belongs to the paste.
const ENTER: Duration = Duration::from_millis(120);

/// Whether pastes must be guessed here: crossterm 0.29 delivers none on Windows, and the Linux console
/// brackets none. Elsewhere guessing would only take fast typing for a paste.
pub(in crate::tui::runtime) fn must_guess(term: Option<&str>) -> bool {
    cfg!(windows) || term == Some("linux")
}

/// Turns bursts of typed characters into pasted text. Time is passed in.
#[derive(Default)]
pub(super) struct PasteBurst {
    /// Characters in the present run.
    run: usize,
    last: Option<Instant>,
    buffer: String,
}

impl PasteBurst {
    /// Takes one key. Gives the paste that ended before it, if any, and the key unless the burst
    /// swallowed it.
    pub(super) fn key(&mut self, key: KeyEvent, at: Instant) -> (Option<String>, Option<KeyEvent>) {
        let ended = self.flush(at);
        let since = self.last.map(|last| at.saturating_duration_since(last));
        let follows = since.is_some_and(|since| since <= GAP);
        let plain = (key.modifiers - KeyModifiers::SHIFT).is_empty();
        let text = match key.code {
            KeyCode::Char(c) if plain => {
                let before = if follows { self.run } else { 0 };
                self.run = before.saturating_add(1);
                c
            }
            KeyCode::Enter if plain && self.bursting() && since.is_some_and(|s| s <= ENTER) => '\n',
            KeyCode::Tab if plain && self.bursting() && follows => '\t',
            _ => {
                let rest = self.end();
                return (ended.or(rest), Some(key));
            }
        };
        self.last = Some(at);
        if !self.bursting() {
            return (ended, Some(key));
        }
        self.buffer.push(text);
        (ended, None)
    }

    /// The buffered text, once no more of it can follow at `at`.
    pub(super) fn flush(&mut self, at: Instant) -> Option<String> {
        self.deadline().filter(|deadline| at >= *deadline)?;
        self.take()
    }

    /// Ends the burst before something that is no key; gives its text.
    pub(super) fn end(&mut self) -> Option<String> {
        self.run = 0;
        self.take()
    }

    /// When to call [`flush`](Self::flush); `None` while nothing is buffered.
    pub(super) fn deadline(&self) -> Option<Instant> {
        self.last
            .filter(|_| !self.buffer.is_empty())
            .map(|last| last + GAP + Duration::from_millis(1))
    }

    fn bursting(&self) -> bool {
        self.run >= BURST
    }

    fn take(&mut self) -> Option<String> {
        Some(std::mem::take(&mut self.buffer)).filter(|text| !text.is_empty())
    }
}

/// Pasted text as the program gets it: line ends are `\n`, other control characters but tabs are gone.
pub(in crate::tui::runtime) fn clean(text: &str) -> String {
    text.replace("\r\n", "\n")
        .replace('\r', "\n")
        .chars()
        .filter(|c| matches!(c, '\n' | '\t') || !c.is_control())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tui::runtime::keys::{key, typed};

    /// What the program sees of keys at milliseconds: `k:` a key, `p:` a paste.
    fn seen(keys: &[(u64, KeyEvent)]) -> Vec<String> {
        let start = Instant::now();
        let mut burst = PasteBurst::default();
        let mut seen = Vec::new();
        let mut last = start;
        for (ms, key) in keys {
            last = start + Duration::from_millis(*ms);
            let (paste, key) = burst.key(*key, last);
            seen.extend(paste.map(|text| format!("p:{text}")));
            seen.extend(key.map(|key| format!("k:{}", key.code)));
        }
        seen.extend(burst.flush(last + GAP * 2).map(|text| format!("p:{text}")));
        assert_eq!(burst.deadline(), None, "nothing may stay behind");
        seen
    }

    fn text(text: &str, gap: u64) -> Vec<(u64, KeyEvent)> {
        (0..)
            .map(|n| n * gap)
            .zip(text.chars().map(typed))
            .collect()
    }

    #[test]
    fn fast_text_becomes_a_paste_from_the_sixth_character_on() {
        let first = ["k:a", "k:b", "k:c", "k:d", "k:e"];
        assert_eq!(
            seen(&text("abcdefgh", 8)),
            [&first[..], &["p:fgh"]].concat()
        );
        assert_eq!(seen(&text("abcde", 8)), first);
    }

    #[test]
    fn typing_stays_typing() {
        assert_eq!(seen(&text("abcdefgh\n", 9)).len(), 9);
    }

    #[test]
    fn lines_and_tabs_inside_a_burst_are_text() {
        let got = seen(&text("abcdef\tX\n\nyz", 1));
        assert_eq!(got.last().unwrap(), "p:f\tX\n\nyz");
    }

    #[test]
    fn enter_soon_after_a_burst_is_a_line_end_and_later_it_is_enter() {
        for (wait, expected) in [(120, "p:\n"), (121, "k:Enter")] {
            let mut keys = text("abcdefg", 1);
            keys.push((6 + wait, typed('\n')));
            assert_eq!(seen(&keys).last().unwrap(), expected, "{wait} ms");
        }
        assert_eq!(seen(&text("ab\n", 1)), ["k:a", "k:b", "k:Enter"]);
    }

    #[test]
    fn a_command_key_ends_the_burst_before_it_is_seen() {
        let mut keys = text("abcdefg", 1);
        keys.push((7, key("ctrl-s").unwrap()));
        keys.push((8, typed('\n')));
        assert_eq!(seen(&keys)[5..], ["p:fg", "k:s", "k:Enter"]);
    }

    #[test]
    fn guesses_only_where_pastes_are_not_bracketed() {
        assert!(must_guess(Some("linux")));
        assert_eq!(must_guess(Some("xterm-256color")), cfg!(windows));
        assert_eq!(must_guess(None), cfg!(windows));
    }

    #[test]
    fn pasted_text_is_cleaned() {
        assert_eq!(
            clean("a\r\nb\rc\td\u{1b}[31m\0é\u{9b}日"),
            "a\nb\nc\td[31mé日"
        );
    }
}
