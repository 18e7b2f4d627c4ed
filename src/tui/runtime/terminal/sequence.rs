//! Which key a sequence stands for: the tables of xterm, VT220, rxvt, the Linux console and kitty.

use crossterm::event::{KeyCode, KeyEvent, KeyEventKind, KeyModifiers};

use crate::tui::runtime::{Mouse, keys::typed};

/// What stands between `ESC [` and the last byte.
#[derive(Default)]
pub(super) struct Csi(Vec<u8>);

impl Csi {
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// One more byte; beyond `kept` of them it is no key any more, whatever follows.
    pub(super) fn push(&mut self, byte: u8, kept: usize) {
        if self.0.len() < kept {
            self.0.push(byte);
        }
    }

    /// Whether `last` makes it the mark that begins a paste.
    pub(super) fn is_paste(&self, last: u8) -> bool {
        last == b'~' && self.0 == b"200"
    }

    /// Whether it is a report of the mouse, in whatever order its numbers are.
    pub(super) fn is_mouse(&self) -> bool {
        self.0.starts_with(b"<")
    }

    /// What the mouse did; none if that is not told.
    pub(super) fn mouse(&self, last: u8) -> Option<Mouse> {
        Mouse::reported(&self.0, last)
    }

    /// The key; none for reports, answers and what nobody knows.
    pub(super) fn key(&self, last: u8) -> Option<KeyEvent> {
        let fields = fields(&self.0)?;
        let part = |nth: usize, part: usize| fields.get(nth)?.get(part).copied();
        let number = part(0, 0).unwrap_or(1);
        let (held, event) = (part(1, 0).unwrap_or(1), part(1, 1).unwrap_or(1));
        let code = match last {
            b'~' if number == 27 => return coded(part(2, 0)?, part(1, 0)?, 1),
            b'~' => tilde(number)?,
            b'u' => return coded(number, held, event),
            // With numbers it is where the cursor is.
            b'R' if !self.0.is_empty() => return None,
            b'Z' => return Some(KeyEvent::new(KeyCode::BackTab, KeyModifiers::SHIFT)),
            _ => letter(last)?,
        };
        pressed(code, held, event)
    }
}

/// The numbers of a sequence, parted by `;` and then by `:`; none if it holds anything else.
fn fields(bytes: &[u8]) -> Option<Vec<Vec<u32>>> {
    let number = |text: &str| match text {
        "" => Some(1),
        _ => text.parse().ok(),
    };
    let text = std::str::from_utf8(bytes).ok()?;
    let field = |field: &str| field.split(':').map(number).collect();
    text.split(';').map(field).collect()
}

/// The key with this code point or kitty's number.
fn coded(code: u32, modifiers: u32, event: u32) -> Option<KeyEvent> {
    let code = match code {
        9 => KeyCode::Tab,
        13 | 57_414 => KeyCode::Enter,
        27 => KeyCode::Esc,
        8 | 127 => KeyCode::Backspace,
        57_399..=57_408 => KeyCode::Char(char::from_digit(code - 57_399, 10)?),
        57_409 => KeyCode::Char('.'),
        57_410 => KeyCode::Char('/'),
        57_411 => KeyCode::Char('*'),
        57_412 => KeyCode::Char('-'),
        57_413 => KeyCode::Char('+'),
        57_415 => KeyCode::Char('='),
        57_417 => KeyCode::Left,
        57_418 => KeyCode::Right,
        57_419 => KeyCode::Up,
        57_420 => KeyCode::Down,
        57_421 => KeyCode::PageUp,
        57_422 => KeyCode::PageDown,
        57_423 => KeyCode::Home,
        57_424 => KeyCode::End,
        57_425 => KeyCode::Insert,
        57_426 => KeyCode::Delete,
        // The rest of kitty's own: locks, modifiers and media keys.
        57_344..=63_743 => return None,
        _ => KeyCode::Char(char::from_u32(code).filter(|c| !c.is_control())?),
    };
    let key = pressed(code, modifiers, event)?;
    Some(match key.code {
        KeyCode::Tab if key.modifiers.contains(KeyModifiers::SHIFT) => KeyEvent {
            code: KeyCode::BackTab,
            ..key
        },
        KeyCode::Char(c) if key.modifiers == KeyModifiers::SHIFT => typed(upper(c)),
        _ => key,
    })
}

/// A key with modifiers as xterm counts them: one more than the sum of their bits. Releases are no keys.
fn pressed(code: KeyCode, modifiers: u32, event: u32) -> Option<KeyEvent> {
    let bits = modifiers.saturating_sub(1);
    let held = [
        (1, KeyModifiers::SHIFT),
        (2, KeyModifiers::ALT),
        (4, KeyModifiers::CONTROL),
        (8, KeyModifiers::SUPER),
        (16, KeyModifiers::HYPER),
        (32, KeyModifiers::META),
    ];
    let held = held.into_iter().filter(|(bit, _)| bits & bit != 0);
    let held = held.map(|(_, modifier)| modifier).collect();
    let kind = match event {
        1 => KeyEventKind::Press,
        2 => KeyEventKind::Repeat,
        _ => return None,
    };
    Some(KeyEvent::new_with_kind(code, held, kind))
}

/// After `ESC O`: cursor keys, F1 to F4, and the keypad in application mode.
pub(super) fn ss3(byte: u8) -> Option<KeyEvent> {
    let code = match byte {
        b'M' => KeyCode::Enter,
        b'X' => KeyCode::Char('='),
        b'j'..=b'y' => KeyCode::Char(char::from(byte - b'j' + b'*')),
        b' ' => KeyCode::Char(' '),
        b'I' => KeyCode::Tab,
        _ => letter(byte)?,
    };
    Some(KeyEvent::from(code))
}

/// After `ESC [ [` of the Linux console: F1 to F5.
pub(super) fn console(byte: u8) -> Option<KeyEvent> {
    let number = byte.checked_sub(b'A').filter(|number| *number < 5)?;
    Some(KeyCode::F(number + 1).into())
}

/// A control character typed.
pub(super) fn control(byte: u8) -> KeyEvent {
    let ctrl = |c: u8| KeyEvent::new(KeyCode::Char(char::from(c)), KeyModifiers::CONTROL);
    match byte {
        b'\r' | b'\n' => KeyCode::Enter.into(),
        b'\t' => KeyCode::Tab.into(),
        0x7f | 0x08 => KeyCode::Backspace.into(),
        0 => ctrl(b' '),
        0x1c..0x20 => ctrl(byte - 0x1c + b'4'),
        _ => ctrl(byte - 1 + b'a'),
    }
}

fn upper(c: char) -> char {
    let mut upper = c.to_uppercase();
    match (upper.next(), upper.next()) {
        (Some(one), None) => one,
        _ => c,
    }
}

fn letter(byte: u8) -> Option<KeyCode> {
    Some(match byte {
        b'A' => KeyCode::Up,
        b'B' => KeyCode::Down,
        b'C' => KeyCode::Right,
        b'D' => KeyCode::Left,
        b'H' => KeyCode::Home,
        b'F' => KeyCode::End,
        b'P'..=b'S' => KeyCode::F(byte - b'P' + 1),
        _ => return None,
    })
}

fn tilde(number: u32) -> Option<KeyCode> {
    let number = u8::try_from(number).ok()?;
    Some(match number {
        1 | 7 => KeyCode::Home,
        2 => KeyCode::Insert,
        3 => KeyCode::Delete,
        4 | 8 => KeyCode::End,
        5 => KeyCode::PageUp,
        6 => KeyCode::PageDown,
        11..=15 => KeyCode::F(number - 10),
        17..=21 => KeyCode::F(number - 11),
        23 | 24 => KeyCode::F(number - 12),
        _ => return None,
    })
}
