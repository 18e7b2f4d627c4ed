//! Key chords as data: parsed from their written form, matched against events, shown to people.

use std::fmt;

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

use super::Place;
use crate::tui::runtime::keys;

/// One key with its modifiers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Chord {
    code: KeyCode,
    modifiers: KeyModifiers,
}

impl Chord {
    /// Enter alone.
    pub const ENTER: Self = Self {
        code: KeyCode::Enter,
        modifiers: KeyModifiers::NONE,
    };

    /// Reads what [`keys::key`] reads: `ctrl-s`, `shift-tab`, `f2`, `esc`, `pageup` or one character.
    #[must_use]
    pub fn parse(written: &str) -> Option<Self> {
        keys::key(written).ok().map(Self::from)
    }

    /// Whether the key means a command at `place`, or belongs to the text that is typed there.
    #[must_use]
    pub fn works_at(self, place: Place) -> bool {
        let typing = place.is_typing();
        match self.code {
            KeyCode::Char(_) => {
                let bare = KeyModifiers::CONTROL | KeyModifiers::ALT;
                !typing || self.modifiers.intersects(bare)
            }
            KeyCode::F(_)
            | KeyCode::Esc
            | KeyCode::Up
            | KeyCode::Down
            | KeyCode::PageUp
            | KeyCode::PageDown
            | KeyCode::Enter
            | KeyCode::Tab
            | KeyCode::BackTab => true,
            _ => !typing,
        }
    }
}

impl From<KeyEvent> for Chord {
    /// Terminals differ in whether they report Shift with a capital letter and how they spell
    /// Shift-Tab; both spellings become one.
    fn from(key: KeyEvent) -> Self {
        let mut modifiers =
            key.modifiers & (KeyModifiers::CONTROL | KeyModifiers::ALT | KeyModifiers::SHIFT);
        let mut code = key.code;
        match code {
            KeyCode::Char(c) => {
                modifiers -= KeyModifiers::SHIFT;
                if modifiers.contains(KeyModifiers::CONTROL) {
                    code = KeyCode::Char(c.to_ascii_lowercase());
                }
            }
            KeyCode::BackTab => modifiers |= KeyModifiers::SHIFT,
            KeyCode::Tab if modifiers.contains(KeyModifiers::SHIFT) => code = KeyCode::BackTab,
            _ => {}
        }
        Self { code, modifiers }
    }
}

impl fmt::Display for Chord {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (shown, modifier) in [
            ("Ctrl-", KeyModifiers::CONTROL),
            ("Alt-", KeyModifiers::ALT),
            ("Shift-", KeyModifiers::SHIFT),
        ] {
            if self.modifiers.contains(modifier) {
                f.write_str(shown)?;
            }
        }
        match self.code {
            KeyCode::Char(' ') => f.write_str("Space"),
            KeyCode::Char(c) if self.modifiers.is_empty() => write!(f, "{c}"),
            KeyCode::Char(c) => write!(f, "{}", c.to_uppercase()),
            KeyCode::BackTab => f.write_str("Tab"),
            KeyCode::F(n) => write!(f, "F{n}"),
            KeyCode::PageUp => f.write_str("PgUp"),
            KeyCode::PageDown => f.write_str("PgDn"),
            KeyCode::Delete => f.write_str("Del"),
            other => write!(f, "{other:?}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_and_shows() {
        for (written, shown) in [
            ("ctrl-s", "Ctrl-S"),
            ("shift-tab", "Shift-Tab"),
            ("f2", "F2"),
            ("N", "N"),
            ("?", "?"),
            ("space", "Space"),
            ("alt-1", "Alt-1"),
            ("esc", "Esc"),
        ] {
            assert_eq!(Chord::parse(written).unwrap().to_string(), shown);
        }
        assert_eq!(Chord::parse("nonsense"), None);
        assert_eq!(Chord::parse(""), None);
    }

    #[test]
    fn spellings_of_one_key_are_equal() {
        let shifted = KeyEvent::new(KeyCode::Char('N'), KeyModifiers::SHIFT);
        assert_eq!(Some(Chord::from(shifted)), Chord::parse("N"));
        let back = KeyEvent::new(KeyCode::BackTab, KeyModifiers::NONE);
        assert_eq!(Some(Chord::from(back)), Chord::parse("shift-tab"));
    }
}
