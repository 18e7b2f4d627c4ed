//! The look: sixteen ANSI colours at most, and state as glyph, word and colour.

use ratatui::style::{Color, Modifier, Style};

use crate::said::Lang;

/// What the terminal can show. Decided once at start, never from inside a view.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Theme {
    /// False under `NO_COLOR`: attributes only.
    pub color: bool,
    /// False where the locale is not UTF-8: ASCII glyphs.
    pub unicode: bool,
    /// What sentences are told in.
    pub lang: Lang,
}

impl Default for Theme {
    fn default() -> Self {
        Self {
            color: true,
            unicode: true,
            lang: Lang::En,
        }
    }
}

impl Theme {
    fn paint(self, color: Color) -> Style {
        if self.color {
            Style::new().fg(color)
        } else {
            Style::new()
        }
    }

    /// Secondary text.
    #[must_use]
    pub fn dim(self) -> Style {
        Style::new().add_modifier(Modifier::DIM)
    }

    /// What matters.
    #[must_use]
    pub fn strong(self) -> Style {
        Style::new().add_modifier(Modifier::BOLD)
    }

    /// Keys and other hints.
    #[must_use]
    pub fn hint(self) -> Style {
        self.paint(Color::Cyan)
    }

    /// Success.
    #[must_use]
    pub fn ok(self) -> Style {
        self.paint(Color::Green)
    }

    /// Failure and errors.
    #[must_use]
    pub fn bad(self) -> Style {
        self.paint(Color::Red)
    }

    /// Doubt and warnings.
    #[must_use]
    pub fn doubt(self) -> Style {
        self.paint(Color::Yellow)
    }

    /// The selected row or choice.
    #[must_use]
    pub fn selected(self) -> Style {
        Style::new().add_modifier(Modifier::REVERSED)
    }

    /// `unicode` where the terminal can show it, else `ascii`.
    #[must_use]
    pub fn glyph(self, unicode: &'static str, ascii: &'static str) -> &'static str {
        if self.unicode { unicode } else { ascii }
    }
}
