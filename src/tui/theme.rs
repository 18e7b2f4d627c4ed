//! The look: what a colour and a sign mean, and how each is shown. Nothing else names a colour.

mod palette;

use ratatui::style::{Modifier, Style};

use crate::said::{Label, Lang, label};
use crate::store::ThemeName;
use palette::Role;

/// Which colours are used.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Colors {
    /// None (`NO_COLOR`): attributes only.
    None,
    /// The terminal's sixteen.
    #[default]
    Terminal,
    /// Ours, light on dark; 24 bits.
    Night,
    /// Ours, dark on light; 24 bits.
    Day,
}

impl Colors {
    /// What people call these.
    #[must_use]
    pub const fn label(self) -> Label {
        match self {
            Self::None => label!("no colours", "无色"),
            Self::Terminal => label!("the terminal's colours", "终端配色"),
            Self::Night => label!("night: light on dark", "夜间：深底浅字"),
            Self::Day => label!("day: dark on light", "日间：浅底深字"),
        }
    }

    /// The next one; where there are none, there stay none.
    #[must_use]
    pub const fn next(self) -> Self {
        match self {
            Self::None => Self::None,
            Self::Terminal => Self::Night,
            Self::Night => Self::Day,
            Self::Day => Self::Terminal,
        }
    }
}

impl From<ThemeName> for Colors {
    fn from(name: ThemeName) -> Self {
        match name {
            ThemeName::Terminal => Self::Terminal,
            ThemeName::Night => Self::Night,
            ThemeName::Day => Self::Day,
        }
    }
}

/// What the terminal can show and the person wants. Never decided inside a view.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Theme {
    /// Which colours.
    pub colors: Colors,
    /// False where the locale is not UTF-8 or the configuration says so: ASCII signs.
    pub unicode: bool,
    /// What sentences are told in.
    pub lang: Lang,
}

impl Default for Theme {
    fn default() -> Self {
        Self {
            colors: Colors::default(),
            unicode: true,
            lang: Lang::En,
        }
    }
}

/// What a sign stands for: each means one thing everywhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "they are what they are called")]
pub enum Sign {
    /// Created, right, passed.
    Ok,
    /// Failed, wrong, refused.
    Bad,
    Unknown,
    Sending,
    /// Ready, waiting in a queue.
    Ready,
    /// A doubt, a warning.
    Doubt,
    /// There already, alike.
    Alike,
    /// Skipped, none.
    None,
    SelectedRow,
    /// The pane that has the keys.
    Focused,
    Unsaved,
    /// Opens a list.
    Opens,
    /// From one step to the next.
    Next,
    Rule,
    Divider,
    Thumb,
}

impl Theme {
    fn style(self, role: Role) -> Style {
        palette::style(self.colors, role)
    }

    /// What everything stands on: background and text.
    #[must_use]
    pub fn text(self) -> Style {
        self.style(Role::Text)
    }

    /// Labels, units, what repeats: never the only sign of anything.
    #[must_use]
    pub fn muted(self) -> Style {
        self.style(Role::Muted)
    }

    /// A title; what matters.
    #[must_use]
    pub fn strong(self) -> Style {
        Style::new().add_modifier(Modifier::BOLD)
    }

    /// Keys, the focused title, the bar of the caret.
    #[must_use]
    pub fn accent(self) -> Style {
        self.style(Role::Accent)
    }

    /// Created; ready to go.
    #[must_use]
    pub fn ok(self) -> Style {
        self.style(Role::Ok)
    }

    /// Failed, invalid, refused.
    #[must_use]
    pub fn bad(self) -> Style {
        self.style(Role::Bad)
    }

    /// Unknown, a warning, paused.
    #[must_use]
    pub fn doubt(self) -> Style {
        self.style(Role::Doubt)
    }

    /// Sending, asking.
    #[must_use]
    pub fn busy(self) -> Style {
        self.style(Role::Busy)
    }

    /// A real gateway.
    #[must_use]
    pub fn live(self) -> Style {
        self.style(Role::Live)
    }

    /// The focused row or choice, put over what is there: its colours stay.
    #[must_use]
    pub fn selected(self) -> Style {
        self.style(Role::Selected)
    }

    /// The row that the detail beside it speaks of, where the keys go elsewhere.
    #[must_use]
    pub fn selected_elsewhere(self) -> Style {
        Style::new().add_modifier(Modifier::BOLD)
    }

    /// A badge in the colour of `style`: that colour as background.
    #[must_use]
    pub fn badge(self, style: Style) -> Style {
        style.add_modifier(Modifier::REVERSED)
    }

    /// A field's extent.
    #[must_use]
    pub fn field(self) -> Style {
        Style::new().add_modifier(Modifier::UNDERLINED)
    }

    /// A sign, as the terminal can show it. All are one cell wide.
    #[must_use]
    pub const fn sign(self, of: Sign) -> &'static str {
        let (unicode, ascii) = match of {
            Sign::Ok => ("✓", "o"),
            Sign::Bad => ("✗", "x"),
            Sign::Unknown => ("?", "?"),
            Sign::Sending => ("…", "~"),
            Sign::Ready => ("·", "."),
            Sign::Doubt => ("!", "!"),
            Sign::Alike => ("=", "="),
            Sign::None => ("–", "-"),
            Sign::SelectedRow => ("▌", ">"),
            Sign::Focused => ("▸", ">"),
            Sign::Unsaved => ("✎", "*"),
            Sign::Opens => ("▾", "v"),
            Sign::Next => ("›", ">"),
            Sign::Rule => ("─", "-"),
            Sign::Divider => ("│", "|"),
            Sign::Thumb => ("█", "#"),
        };
        self.glyph(unicode, ascii)
    }

    /// `unicode` where the terminal can show it, else `ascii`.
    #[must_use]
    pub const fn glyph(self, unicode: &'static str, ascii: &'static str) -> &'static str {
        if self.unicode { unicode } else { ascii }
    }
}
