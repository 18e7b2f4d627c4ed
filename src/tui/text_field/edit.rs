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
    match meant(text, caret, key, multi) {
        Plan::Move(target) if target == caret => Plan::Nothing,
        Plan::Delete(range) if range.is_empty() => Plan::Nothing,
        plan => plan,
    }
}

/// Whether `key` takes back the last change, in whatever text.
pub(super) fn undoes(key: KeyEvent) -> bool {
    meant("", 0, key, false) == Plan::Undo
}

fn meant(text: &str, caret: usize, key: KeyEvent, multi: bool) -> Plan {
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
    let beside = |down| graphemes::line_beside(text, caret, down);
    let vertical = |down| beside(down).map_or(Plan::Nothing, Plan::Move);
    match key.code {
        KeyCode::Left if word => Plan::Move(word_left()),
        KeyCode::Left => Plan::Move(left()),
        KeyCode::Right if word => Plan::Move(word_right()),
        KeyCode::Right => Plan::Move(right()),
        KeyCode::Up if multi => vertical(false),
        KeyCode::Down if multi => vertical(true),
        KeyCode::Home => Plan::Move(start),
        KeyCode::End => Plan::Move(end),
        KeyCode::Enter if multi => Plan::Insert('\n'),
        KeyCode::Backspace if word => Plan::Delete(word_left()..caret),
        KeyCode::Backspace => Plan::Delete(left()..caret),
        KeyCode::Delete if word => Plan::Delete(caret..word_right()),
        KeyCode::Delete => Plan::Delete(caret..right()),
        KeyCode::Char(c) if c.is_control() => Plan::Nothing,
        // Windows reports `AltGr` as Ctrl and Alt; it makes `@`, `{` or `ł`, never an ASCII letter.
        KeyCode::Char(c) if ctrl && alt && !c.is_ascii_alphanumeric() => Plan::Insert(c),
        KeyCode::Char(_) if ctrl && alt => Plan::Nothing,
        KeyCode::Char(c) if ctrl => match c.to_ascii_lowercase() {
            'a' => Plan::Move(start),
            'e' => Plan::Move(end),
            'b' => Plan::Move(left()),
            'f' => Plan::Move(right()),
            'h' => Plan::Delete(left()..caret),
            'w' => Plan::Delete(word_left()..caret),
            'u' => Plan::Delete(start..caret),
            'k' => Plan::Delete(caret..end),
            'z' if key.modifiers.contains(KeyModifiers::SHIFT) => Plan::Redo,
            'z' => Plan::Undo,
            'y' => Plan::Redo,
            _ => Plan::Nothing,
        },
        KeyCode::Char(c) if alt => match c {
            'b' => Plan::Move(word_left()),
            'f' => Plan::Move(word_right()),
            'd' => Plan::Delete(caret..word_right()),
            // Some terminals report what AltGr or Option makes as Alt with that character.
            _ => Plan::Insert(c),
        },
        KeyCode::Char(c) => Plan::Insert(c),
        _ => Plan::Nothing,
    }
}
