//! A field for a secret: masked on the screen, wiped from memory, without a history.
//!
//! The text crate cannot serve here: its undo history and its yank buffer keep what was typed in
//! memory that nobody wipes.

use std::fmt;

use crossterm::event::KeyEvent;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;
use unicode_segmentation::UnicodeSegmentation as _;
use zeroize::Zeroizing;

use super::edit::{Edit, Plan, plan};
use super::paste::{PasteNote, clean};
use super::{graphemes, view};
use crate::tui::theme::Theme;
use crate::tui::widgets::text;

/// Room made at once, so that typing does not move the text and leave copies behind.
const ROOM: usize = 256;

/// An editable secret. `Debug` shows nothing of it.
pub struct SecretField {
    text: Zeroizing<String>,
    caret: usize,
}

impl Default for SecretField {
    fn default() -> Self {
        Self {
            text: Zeroizing::new(String::with_capacity(ROOM)),
            caret: 0,
        }
    }
}

impl fmt::Debug for SecretField {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SecretField(…)")
    }
}

impl SecretField {
    /// The secret as typed; copy it only into something that wipes itself.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Does what `key` means in a text field; there is nothing to undo.
    pub fn key(&mut self, key: KeyEvent) -> Edit {
        match plan(&self.text, self.caret, key, false) {
            Plan::Move(at) => {
                self.caret = at;
                return Edit::Moved;
            }
            Plan::Delete(range) => {
                self.caret = range.start;
                self.text.replace_range(range, "");
            }
            Plan::Insert(c) => self.insert(c.encode_utf8(&mut [0; 4])),
            Plan::Undo | Plan::Redo | Plan::Nothing => return Edit::Ignored,
        }
        self.caret = graphemes::snap(&self.text, self.caret);
        Edit::Changed
    }

    /// Inserts `pasted` at the caret; line ends are left out, for no secret has any.
    pub fn paste(&mut self, pasted: &str) -> PasteNote {
        let typed = self.text().chars().count();
        let (text, note) = clean(pasted, false, "", typed);
        self.insert(&Zeroizing::new(text));
        note
    }

    /// Draws one `•` per grapheme, or `placeholder`; gives the caret's cell as a text field does.
    pub fn draw(
        &self,
        area: Rect,
        buf: &mut Buffer,
        theme: Theme,
        focused: bool,
        placeholder: &str,
    ) -> Option<Position> {
        if self.text.is_empty() {
            text::put(buf, area, placeholder, theme.muted());
        }
        let dot = theme.glyph("•", "*");
        let dots = dot.repeat(self.text.graphemes(true).count());
        let before = self.text.get(..self.caret).unwrap_or("");
        let caret = usize::from(focused) * before.graphemes(true).count() * dot.len();
        view::line(buf, area, &dots, caret, Style::new()).filter(|_| focused)
    }

    fn insert(&mut self, text: &str) {
        let needed = self.text.len() + text.len();
        if needed > self.text.capacity() {
            // Growing in place would free the old copy unwiped.
            let mut larger = Zeroizing::new(String::with_capacity(needed * 2));
            larger.push_str(&self.text);
            self.text = larger;
        }
        self.text.insert_str(self.caret, text);
        self.caret = graphemes::snap(&self.text, self.caret + text.len());
    }
}

#[cfg(test)]
mod tests {
    use crossterm::event::{KeyCode, KeyModifiers};
    use proptest::prelude::*;

    use super::*;

    fn press(field: &mut SecretField, code: KeyCode) -> Edit {
        field.key(KeyEvent::new(code, KeyModifiers::NONE))
    }

    #[test]
    fn it_edits_but_never_shows() {
        let mut field = SecretField::default();
        assert_eq!(field.paste("top secret\n"), PasteNote::default());
        press(&mut field, KeyCode::Home);
        press(&mut field, KeyCode::Delete);
        press(&mut field, KeyCode::Right);
        press(&mut field, KeyCode::Backspace);
        press(&mut field, KeyCode::Char('密'));
        assert_eq!(field.text(), "密p secret");
        assert_eq!(format!("{field:?}"), "SecretField(…)");
        let mut buf = Buffer::empty(Rect::new(0, 0, 12, 1));
        let caret = field.draw(buf.area, &mut buf, Theme::default(), true, "");
        assert_eq!(buf, Buffer::with_lines(["•••••••••   "]));
        assert_eq!(caret, Some(Position::new(1, 0)));
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn any_typing_keeps_the_caret_inside(
            pasted in any::<String>(),
            codes in prop::collection::vec(prop::sample::select(vec![
                KeyCode::Left, KeyCode::Right, KeyCode::Home, KeyCode::Backspace, KeyCode::Delete,
                KeyCode::Char('🇩'), KeyCode::Char('\u{301}'),
            ]), 0..10),
            width in 0_u16..6,
        ) {
            let mut field = SecretField::default();
            field.paste(&pasted.repeat(3));
            let area = Rect::new(1, 0, width, 1);
            for code in codes {
                press(&mut field, code);
                let mut buf = Buffer::empty(Rect::new(0, 0, 8, 1));
                let caret = field.draw(area, &mut buf, Theme::default(), true, "");
                prop_assert_eq!(caret.is_some(), width > 0);
                prop_assert!(caret.is_none_or(|position| area.contains(position)));
            }
        }
    }
}
