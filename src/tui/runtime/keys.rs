//! Keys by name: `"ctrl-s"`, `"shift-tab"`, `"f2"`, `"esc"`, `"x"`.

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use thiserror::Error;

/// A word that names no key.
#[derive(Debug, Error, PartialEq, Eq)]
#[error(
    "`{0}` names no key; write for example ctrl-s, shift-tab, f2, esc, enter, space or a single character"
)]
pub struct UnknownKey(String);

const MODIFIERS: [(&str, KeyModifiers); 3] = [
    ("ctrl-", KeyModifiers::CONTROL),
    ("alt-", KeyModifiers::ALT),
    ("shift-", KeyModifiers::SHIFT),
];

/// The keys of a script: names between blanks, as in `"tab tab ctrl-s"`.
///
/// # Errors
/// The first word that names no key.
#[cfg(any(test, feature = "testing"))]
pub fn script(keys: &str) -> Result<Vec<KeyEvent>, UnknownKey> {
    keys.split_whitespace().map(key).collect()
}

/// The key called `name`: any of `ctrl-`, `alt-` and `shift-`, then a key's name or one character.
///
/// # Errors
/// If `name` names no key.
pub fn key(name: &str) -> Result<KeyEvent, UnknownKey> {
    let (mut modifiers, mut rest) = (KeyModifiers::NONE, name);
    while let Some((modifier, after)) = MODIFIERS
        .iter()
        .find_map(|(prefix, modifier)| Some((*modifier, rest.strip_prefix(prefix)?)))
    {
        modifiers |= modifier;
        rest = after;
    }
    let code = code(rest).ok_or_else(|| UnknownKey(name.to_owned()))?;
    Ok(match code {
        KeyCode::Tab if modifiers.contains(KeyModifiers::SHIFT) => {
            KeyEvent::new(KeyCode::BackTab, modifiers)
        }
        KeyCode::Char(c) => KeyEvent::new(code, modifiers | typed(c).modifiers),
        _ => KeyEvent::new(code, modifiers),
    })
}

/// The key event of a typed character: terminals report capitals together with Shift.
#[must_use]
pub fn typed(c: char) -> KeyEvent {
    match c {
        '\n' => KeyEvent::new(KeyCode::Enter, KeyModifiers::NONE),
        '\t' => KeyEvent::new(KeyCode::Tab, KeyModifiers::NONE),
        c if c.is_uppercase() => KeyEvent::new(KeyCode::Char(c), KeyModifiers::SHIFT),
        c => KeyEvent::new(KeyCode::Char(c), KeyModifiers::NONE),
    }
}

fn code(name: &str) -> Option<KeyCode> {
    Some(match name {
        "enter" => KeyCode::Enter,
        "esc" => KeyCode::Esc,
        "tab" => KeyCode::Tab,
        "space" => KeyCode::Char(' '),
        "backspace" => KeyCode::Backspace,
        "delete" => KeyCode::Delete,
        "insert" => KeyCode::Insert,
        "up" => KeyCode::Up,
        "down" => KeyCode::Down,
        "left" => KeyCode::Left,
        "right" => KeyCode::Right,
        "home" => KeyCode::Home,
        "end" => KeyCode::End,
        "pageup" => KeyCode::PageUp,
        "pagedown" => KeyCode::PageDown,
        _ => {
            let mut chars = name.chars();
            match (chars.next()?, chars.as_str()) {
                (c, "") => KeyCode::Char(c),
                ('f', number) => KeyCode::F(number.parse().ok().filter(|n| (1..=12).contains(n))?),
                _ => return None,
            }
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const NONE: KeyModifiers = KeyModifiers::NONE;

    #[test]
    fn names() {
        let ctrl = KeyModifiers::CONTROL;
        let shift = KeyModifiers::SHIFT;
        for (name, code, modifiers) in [
            ("ctrl-s", KeyCode::Char('s'), ctrl),
            ("ctrl-shift-left", KeyCode::Left, ctrl | shift),
            ("alt-x", KeyCode::Char('x'), KeyModifiers::ALT),
            ("shift-tab", KeyCode::BackTab, shift),
            ("f2", KeyCode::F(2), NONE),
            ("f", KeyCode::Char('f'), NONE),
            ("N", KeyCode::Char('N'), shift),
            ("-", KeyCode::Char('-'), NONE),
            ("逆", KeyCode::Char('逆'), NONE),
        ] {
            assert_eq!(key(name), Ok(KeyEvent::new(code, modifiers)), "{name}");
        }
    }

    #[test]
    fn what_names_no_key_is_an_error() {
        for name in ["", "ctrl-", "entr", "f0", "f13", "ctrl-entr"] {
            assert_eq!(key(name), Err(UnknownKey(name.to_owned())));
        }
        assert_eq!(script("tab oops"), Err(UnknownKey("oops".to_owned())));
    }

    #[test]
    fn scripts_are_words() {
        let keys = script(" tab  ctrl-s ").unwrap();
        assert_eq!(keys, [key("tab").unwrap(), key("ctrl-s").unwrap()]);
    }
}
