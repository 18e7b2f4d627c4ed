//! A text field: one adapter over the text crate's editor, for one line or many.
//!
//! The crate keeps the text and the undo history. It moves and deletes by `char` and paints its own
//! cursor, so the adapter decides where the caret may stand (grapheme boundaries), and draws the
//! text itself. Every edit is one entry of the history, so one undo takes back one edit.

use crossterm::event::KeyEvent;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;
use tui_textarea::{CursorMove, TextArea};

use super::edit::{Edit, Plan, plan, undoes};
use super::paste::{PasteNote, clean};
use super::{graphemes, view};
use crate::tui::theme::Theme;
use crate::tui::widgets::text;

/// How many edits can be taken back.
const UNDO_DEPTH: usize = 1_000;

/// An editable text with a caret, undo and redo.
#[derive(Clone, Debug)]
pub struct TextField {
    /// Boxed: it is large, and most rows of a form hold something smaller.
    area: Box<TextArea<'static>>,
    multi: bool,
}

impl Default for TextField {
    /// An empty field of one line.
    fn default() -> Self {
        Self::new("", false)
    }
}

impl TextField {
    /// A field holding `text`, the caret at its end. `multi_line` lets Enter make lines.
    ///
    /// The text is kept as it is, whatever characters it has.
    #[must_use]
    pub fn new(text: &str, multi_line: bool) -> Self {
        let mut area = TextArea::new(text.split('\n').map(str::to_owned).collect());
        area.set_max_histories(UNDO_DEPTH);
        area.move_cursor(CursorMove::Bottom);
        area.move_cursor(CursorMove::End);
        Self {
            area: Box::new(area),
            multi: multi_line,
        }
    }

    /// What the field holds.
    #[must_use]
    pub fn text(&self) -> String {
        self.area.lines().join("\n")
    }

    /// Whether the field holds nothing.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.area.is_empty()
    }

    /// Whether Enter makes a line here.
    #[must_use]
    pub fn is_multi_line(&self) -> bool {
        self.multi
    }

    /// Replaces the text; the caret goes to the end.
    ///
    /// It can be undone in two steps: the crate's history has no replacement, only removing and
    /// inserting.
    pub fn set_text(&mut self, text: &str) {
        if self.text() == text {
            return;
        }
        self.area.select_all();
        self.area.insert_str(text);
    }

    /// The caret: a byte offset into [`text`](Self::text), always on a grapheme boundary.
    #[must_use]
    pub fn caret(&self) -> usize {
        let (cursor, lines) = (self.area.cursor(), self.area.lines());
        let line = lines.get(cursor.0).map_or("", String::as_str);
        let inside = line.char_indices().nth(cursor.1);
        let above = lines.iter().take(cursor.0).map(|line| line.len() + 1);
        let above: usize = above.sum();
        above + inside.map_or(line.len(), |(byte, _)| byte)
    }

    /// Puts the caret at byte `at`, or at the next grapheme boundary after it.
    pub fn set_caret(&mut self, at: usize) {
        let content = self.text();
        self.jump(&content, graphemes::snap(&content, at));
    }

    /// Whether `key` takes back the last change of a text.
    #[must_use]
    pub fn undoes(key: KeyEvent) -> bool {
        undoes(key)
    }

    /// Does what `key` means in a text field; see [`Edit`] for what is given back.
    pub fn key(&mut self, key: KeyEvent) -> Edit {
        let content = self.text();
        let plan = plan(&content, self.caret(), key, self.multi);
        self.carry_out(plan, &content)
    }

    /// Takes back the last change.
    pub fn undo(&mut self) -> Edit {
        let content = self.text();
        self.carry_out(Plan::Undo, &content)
    }

    fn carry_out(&mut self, plan: Plan, content: &str) -> Edit {
        let changed = match plan {
            Plan::Move(at) => {
                self.jump(content, at);
                return Edit::Moved;
            }
            Plan::Delete(range) => {
                let cut = content.get(range.clone()).unwrap_or_default();
                self.jump(content, range.start) && self.area.delete_str(cut.chars().count())
            }
            Plan::Insert(c) => {
                self.area.insert_char(c);
                true
            }
            Plan::Undo => self.area.undo(),
            Plan::Redo => self.area.redo(),
            Plan::Nothing => false,
        };
        if !changed {
            return Edit::Ignored;
        }
        // What was typed or removed may have joined its neighbours into one grapheme.
        self.set_caret(self.caret());
        Edit::Changed
    }

    /// Inserts `pasted` at the caret as one edit; the note says what was not taken as it was.
    pub fn paste(&mut self, pasted: &str) -> PasteNote {
        let (text, note) = clean(pasted, self.multi, " ", self.text().chars().count());
        self.area.insert_str(&text);
        self.set_caret(self.caret());
        note
    }

    /// How many lines the text takes in an area `width` cells wide; 1 for a one-line field.
    #[must_use]
    pub fn height(&self, width: u16) -> usize {
        if self.multi {
            view::height(&self.text(), width)
        } else {
            1
        }
    }

    /// Draws the text, or `placeholder` where there is none.
    ///
    /// With `focused` the text is scrolled to the caret and the caret's cell is given back for the
    /// terminal's own cursor: always inside `area`, `None` where there is no room or no focus.
    pub fn draw(
        &self,
        area: Rect,
        buf: &mut Buffer,
        theme: Theme,
        focused: bool,
        placeholder: &str,
    ) -> Option<Position> {
        let content = self.text();
        if content.is_empty() {
            text::put(buf, area, placeholder, theme.muted());
        }
        let caret = self.caret();
        let caret = if self.multi {
            let shown_from = if focused { caret } else { 0 };
            view::lines(buf, area, &content, shown_from, Style::new())
        } else if focused {
            view::line(buf, area, &content, caret, Style::new())
        } else {
            text::put(buf, area, &content, Style::new());
            None
        };
        caret.filter(|_| focused)
    }

    /// Puts the crate's cursor at byte `at` of `content`; says whether it got there.
    ///
    /// The crate addresses rows and columns with 16 bits: beyond them the caret stays behind.
    fn jump(&mut self, content: &str, at: usize) -> bool {
        let head = content.get(..at).unwrap_or(content);
        let row = head.matches('\n').count();
        let line = head.rsplit('\n').next().unwrap_or_default();
        let column = line.chars().count();
        let (Ok(to_row), Ok(to_column)) = (u16::try_from(row), u16::try_from(column)) else {
            return false;
        };
        self.area.move_cursor(CursorMove::Jump(to_row, to_column));
        self.area.cursor() == (row, column)
    }
}

#[cfg(test)]
mod tests;
