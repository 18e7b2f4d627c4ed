//! What a key means inside a text field, as a plan that any buffer can carry out.

use std::ops::Range;

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

use super::graphemes;

/// What a key did to a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Edit {
    /// The text is another one.
    Changed,
    /// Only the caret moved.
    Moved,
    /// Nothing happened; the key may mean something to the form around the field.
    Ignored,
}

/// What to do with a text whose caret is at a byte offset.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Plan {
    /// Put the caret there.
    Move(usize),
    /// Remove these bytes; the caret ends where they began.
    Delete(Range<usize>),
    /// Put this character at the caret.
    Insert(char),
    /// Take back the last change.
    Undo,
    /// Do it again after all.
    Redo,
    /// The key means nothing here.
    Nothing,
}

/// What `key` means in `text` with the caret at byte `caret`; `multi` says that lines exist.
pub(super) fn plan(text: &str, caret: usize, key: KeyEvent, multi: bool) -> Plan {
    let ctrl = key.modifiers.contains(KeyModifiers::CONTROL);
    let alt = key.modifiers.contains(KeyModifiers::ALT);
    let word = ctrl || alt;
    let (start, end) = if multi {
        graphemes::line(text, caret)
    } else {
        (0, text.len())
    };
    let left = || graphemes::before(text, caret).unwrap_or(caret);
    let right = || graphemes::after(text, caret).unwrap_or(caret);
    let word_left = || graphemes::word_before(text, caret);
    let word_right = || graphemes::word_after(text, caret);
    let vertical =
        |down| graphemes::line_beside(text, caret, down).map_or(Plan::Nothing, go(caret));
    match key.code {
        KeyCode::Left if word => go(caret)(word_left()),
        KeyCode::Left => go(caret)(left()),
        KeyCode::Right if word => go(caret)(word_right()),
        KeyCode::Right => go(caret)(right()),
        KeyCode::Up if multi => vertical(false),
        KeyCode::Down if multi => vertical(true),
        KeyCode::Home => go(caret)(start),
        KeyCode::End => go(caret)(end),
        KeyCode::Enter if multi => Plan::Insert('\n'),
        KeyCode::Backspace if word => cut(word_left()..caret),
        KeyCode::Backspace => cut(left()..caret),
        KeyCode::Delete if word => cut(caret..word_right()),
        KeyCode::Delete => cut(caret..right()),
        KeyCode::Char(c) if ctrl && alt => typed_with_alt_gr(c),
        KeyCode::Char(c) if ctrl => match c.to_ascii_lowercase() {
            'a' => go(caret)(start),
            'e' => go(caret)(end),
            'b' => go(caret)(left()),
            'f' => go(caret)(right()),
            'h' => cut(left()..caret),
            'w' => cut(word_left()..caret),
            'u' => cut(start..caret),
            'k' => cut(caret..end),
            'z' if key.modifiers.contains(KeyModifiers::SHIFT) => Plan::Redo,
            'z' => Plan::Undo,
            'y' => Plan::Redo,
            _ => Plan::Nothing,
        },
        KeyCode::Char(c) if alt => match c {
            'b' => go(caret)(word_left()),
            'f' => go(caret)(word_right()),
            'd' => cut(caret..word_right()),
            // Some terminals report what AltGr or Option makes as Alt with that character.
            _ => typed(c),
        },
        KeyCode::Char(c) => typed(c),
        _ => Plan::Nothing,
    }
}

fn typed(c: char) -> Plan {
    if c.is_control() {
        Plan::Nothing
    } else {
        Plan::Insert(c)
    }
}

fn go(caret: usize) -> impl Fn(usize) -> Plan {
    move |target| {
        if target == caret {
            Plan::Nothing
        } else {
            Plan::Move(target)
        }
    }
}

fn cut(range: Range<usize>) -> Plan {
    if range.is_empty() {
        Plan::Nothing
    } else {
        Plan::Delete(range)
    }
}

/// Windows reports `AltGr` as Ctrl and Alt; it makes `@`, `{` or `ł`, never an ASCII letter.
fn typed_with_alt_gr(c: char) -> Plan {
    if c.is_control() || c.is_ascii_alphanumeric() {
        Plan::Nothing
    } else {
        Plan::Insert(c)
    }
}
