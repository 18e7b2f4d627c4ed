//! One of a few: cycled with the arrows, or found by its first letter.

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

use crate::said::{Lang, Said};
use crate::tui::text_field::Edit;

/// With more options than this a list serves better than cycling.
const FEW: usize = 6;

/// One option.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChoiceOption {
    /// What choosing it stands for, as text.
    pub text: String,
    /// What is shown.
    pub label: Said,
}

/// A value out of a list, or none.
#[derive(Clone, Debug, Default)]
pub struct Choice {
    options: Vec<ChoiceOption>,
    selected: Option<usize>,
    /// Whether one is always chosen.
    fixed: bool,
}

impl Choice {
    /// A choice among `options`, at first with the value `text`; see [`Choice::set_text`].
    #[must_use]
    pub fn new(options: Vec<ChoiceOption>, text: &str) -> Self {
        let mut choice = Self {
            options,
            selected: None,
            fixed: false,
        };
        choice.set_text(text);
        choice
    }

    /// The same, where one is always chosen.
    #[must_use]
    pub fn fixed(mut self) -> Self {
        self.fixed = true;
        self
    }

    /// Whether none may be chosen.
    pub(super) fn may_be_none(&self) -> bool {
        !self.fixed
    }

    /// What may be chosen, in order.
    #[must_use]
    pub fn options(&self) -> &[ChoiceOption] {
        &self.options
    }

    /// The option chosen, if any.
    #[must_use]
    pub fn chosen(&self) -> Option<&ChoiceOption> {
        self.selected.and_then(|index| self.options.get(index))
    }

    /// The text of the option chosen; empty when there is none.
    #[must_use]
    pub fn text(&self) -> &str {
        self.chosen().map_or("", |option| &option.text)
    }

    /// Chooses the option with this text; an empty text chooses none.
    ///
    /// A text that no option has becomes an option, so that what a file or an older model said is
    /// kept and shown until the user chooses otherwise.
    pub fn set_text(&mut self, text: &str) {
        self.selected = self.options.iter().position(|option| option.text == text);
        if self.selected.is_none() && !text.is_empty() {
            self.selected = Some(self.options.len());
            self.options.push(ChoiceOption {
                text: text.to_owned(),
                label: Said::data(text),
            });
        }
    }

    /// Whether the options are too many to cycle through.
    #[must_use]
    pub fn is_long(&self) -> bool {
        self.options.len() > FEW
    }

    /// A letter finds the next option that begins with it.
    pub fn key(&mut self, key: KeyEvent) -> Edit {
        let ctrl = KeyModifiers::CONTROL | KeyModifiers::ALT;
        match key.code {
            KeyCode::Char(c) if c != ' ' && !key.modifiers.intersects(ctrl) => {
                self.edit(|choice| choice.find(c))
            }
            _ => Edit::Ignored,
        }
    }

    /// To the option after the one chosen, or before it.
    pub(super) fn turn(&mut self, forward: bool) -> Edit {
        let back = self.options.len().saturating_sub(1);
        self.edit(|choice| choice.cycle(if forward { 1 } else { back }))
    }

    /// Chooses none.
    pub(super) fn clear(&mut self) -> Edit {
        if self.fixed {
            return Edit::Ignored;
        }
        self.edit(|choice| choice.selected = None)
    }

    fn edit(&mut self, with: impl FnOnce(&mut Self)) -> Edit {
        let before = self.selected;
        with(self);
        if self.selected == before {
            Edit::Moved
        } else {
            Edit::Changed
        }
    }

    fn cycle(&mut self, by: usize) {
        let count = self.options.len();
        self.selected = match self.selected {
            Some(index) => (index + by).checked_rem(count),
            None if by == 1 => (count > 0).then_some(0),
            None => count.checked_sub(1),
        };
    }

    /// The next option, after the one chosen, whose label, in any language, or text starts with `c`.
    fn find(&mut self, c: char) {
        let starts = |text: &str| {
            let first = text.chars().next();
            first.is_some_and(|first| first.to_lowercase().eq(c.to_lowercase()))
        };
        let from = self.selected.map_or(0, |index| index + 1);
        let mut places = (from..self.options.len()).chain(0..from);
        let found = places.find(|place| {
            let option = self.options.get(*place);
            option.is_some_and(|option| {
                let labels = [Lang::En, Lang::Zh].map(|lang| option.label.to(lang));
                labels.iter().any(|label| starts(label)) || starts(&option.text)
            })
        });
        self.selected = found.or(self.selected);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn press(choice: &mut Choice, code: KeyCode) -> (Edit, String) {
        let edit = match code {
            KeyCode::Left => choice.turn(false),
            KeyCode::Right => choice.turn(true),
            KeyCode::Delete => choice.clear(),
            code => choice.key(KeyEvent::new(code, KeyModifiers::NONE)),
        };
        (edit, choice.text().to_owned())
    }

    fn phases() -> Choice {
        let option = |text: &str, label: &str| ChoiceOption {
            text: text.into(),
            label: Said::data(label),
        };
        Choice::new(
            vec![
                option("1", "one"),
                option("2", "Other"),
                option("3", "三相"),
            ],
            "",
        )
    }

    #[test]
    fn cycles_both_ways_from_nothing() {
        let mut choice = phases();
        assert_eq!(press(&mut choice, KeyCode::Left).1, "3");
        assert_eq!(press(&mut choice, KeyCode::Right).1, "1");
        assert_eq!(press(&mut choice, KeyCode::Right).1, "2");
        assert_eq!(press(&mut choice, KeyCode::Char(' ')).0, Edit::Ignored);
        assert_eq!(
            press(&mut choice, KeyCode::Delete),
            (Edit::Changed, String::new())
        );
        assert_eq!(
            press(&mut choice, KeyCode::Delete),
            (Edit::Moved, String::new())
        );
        assert_eq!(press(&mut choice, KeyCode::Up).0, Edit::Ignored);
    }

    #[test]
    fn a_letter_finds_the_next_that_begins_with_it() {
        let mut choice = phases();
        assert_eq!(press(&mut choice, KeyCode::Char('O')).1, "1");
        assert_eq!(press(&mut choice, KeyCode::Char('o')).1, "2");
        assert_eq!(press(&mut choice, KeyCode::Char('o')).1, "1");
        assert_eq!(press(&mut choice, KeyCode::Char('三')).1, "3");
        assert_eq!(
            press(&mut choice, KeyCode::Char('2')).1,
            "2",
            "by its wire value"
        );
    }

    #[test]
    fn a_foreign_value_is_kept_and_an_empty_list_is_harmless() {
        let mut choice = phases();
        choice.set_text("9");
        assert_eq!(choice.chosen().unwrap().label, "9");
        let mut none = Choice::default();
        for code in [KeyCode::Left, KeyCode::Right, KeyCode::Char('a')] {
            assert_eq!(press(&mut none, code), (Edit::Moved, String::new()));
        }
    }
}
