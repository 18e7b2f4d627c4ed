//! What lies over a screen, as data: the answer says what it was asked for.

use crossterm::event::KeyEvent;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use zeroize::Zeroizing;

use crate::domain::RunId;
use crate::enos::Opened;
use crate::said::{Label, Said, pair};
use crate::tui::picker::Picker;
use crate::tui::text_field::{PasteNote, SecretField, TextField};
use crate::tui::theme::Theme;

/// One overlay; `A` is what it is answered with. The topmost gets the keys.
#[derive(Debug)]
pub enum Overlay<A> {
    /// Something to choose from.
    Pick(Picker<A>),
    /// A question before something that cannot be taken back.
    Ask(Question<A>),
    /// A line to type.
    Prompt(Prompt<A>),
    /// Something to read.
    Text(Reading),
    /// What can be done here, to be read and chosen from.
    Help,
    /// Every command, to be found and done.
    Palette,
}

/// A question that is answered with yes or not at all.
#[derive(Debug)]
pub struct Question<A> {
    /// What it is about.
    pub title: Said,
    /// What will happen.
    pub lines: Vec<Said>,
    /// The first row of them in view.
    pub scroll: usize,
    /// What Enter does, in a word or two.
    pub yes: Said,
    /// Whether that deletes something in EnOS.
    pub deletes: bool,
    /// What is not known yet, and will change it.
    pub awaits: Option<Awaited>,
    /// What follows on Enter.
    pub then: A,
}

/// A line to type.
#[derive(Debug)]
pub struct Prompt<A> {
    /// What is asked.
    pub title: Said,
    /// What has to be known before.
    pub lines: Vec<Said>,
    /// The first row of them in view.
    pub scroll: usize,
    /// What a good answer looks like.
    pub hint: Said,
    /// Where the answer is typed.
    pub entry: Entry,
    /// What Enter does, in a word or two.
    pub yes: Said,
    /// Whether that deletes something in EnOS.
    pub deletes: bool,
    /// What follows on Enter.
    pub then: A,
}

/// Where a line is typed: in sight, or masked and zeroized when it is gone.
#[derive(Debug)]
#[expect(missing_docs, reason = "the fields' own names")]
pub enum Entry {
    Text(TextField),
    Secret(SecretField),
}

impl Entry {
    /// What is typed; wiped when it is gone, for it may be a secret.
    #[must_use]
    pub fn line(&self) -> Zeroizing<String> {
        Zeroizing::new(match self {
            Self::Text(field) => field.text(),
            Self::Secret(field) => field.text().to_owned(),
        })
    }

    /// Takes a key.
    pub fn key(&mut self, key: KeyEvent) {
        match self {
            Self::Text(field) => _ = field.key(key),
            Self::Secret(field) => _ = field.key(key),
        }
    }

    /// Takes pasted text; the note says what was not taken as it was.
    pub fn paste(&mut self, text: &str) -> PasteNote {
        match self {
            Self::Text(field) => field.paste(text),
            Self::Secret(field) => field.paste(text),
        }
    }

    /// Draws it with the focus; gives where the caret is.
    pub fn draw(&self, area: Rect, buf: &mut Buffer, theme: Theme) -> Option<Position> {
        match self {
            Self::Text(field) => field.draw(area, buf, theme, true, ""),
            Self::Secret(field) => field.draw(area, buf, theme, true, ""),
        }
    }
}

/// Something to read.
#[derive(Debug)]
pub struct Reading {
    /// What it is.
    pub title: Said,
    /// The text.
    pub body: Body,
    /// The first line in view.
    pub scroll: usize,
    /// What is not known yet, and will take its place.
    pub awaits: Option<Awaited>,
}

/// What there is to read.
#[derive(Debug)]
pub enum Body {
    /// Lines of text.
    Lines(Vec<Said>),
    /// What is asked, and a word on that, until it is known.
    Meanwhile(Option<Said>, Label),
    /// A device key and its opened secret: in memory for as long as it is shown.
    Secret(String, Opened),
}

/// What an overlay waits for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Awaited {
    /// What can be deleted of a run.
    Preview(RunId),
    /// What would become of the rows of a run that goes on.
    Outlook(RunId),
}

impl<A> Overlay<A> {
    /// Something to read.
    pub fn text(title: impl Into<Said>, body: Body) -> Self {
        Self::Text(Reading {
            title: title.into(),
            body,
            scroll: 0,
            awaits: None,
        })
    }

    /// Something to read until `awaited` is known.
    pub fn meanwhile(
        title: impl Into<Said>,
        asked: Option<Said>,
        word: Label,
        awaited: Awaited,
    ) -> Self {
        Self::Text(Reading {
            title: title.into(),
            body: Body::Meanwhile(asked, word),
            scroll: 0,
            awaits: Some(awaited),
        })
    }

    /// Whether something is to be done; nothing is until that is answered.
    pub fn ask(
        title: impl Into<Said>,
        lines: impl IntoIterator<Item = Said>,
        yes: impl Into<Said>,
        then: A,
    ) -> Self {
        Self::Ask(Question {
            title: title.into(),
            lines: lines.into_iter().collect(),
            scroll: 0,
            yes: yes.into(),
            deletes: false,
            awaits: None,
            then,
        })
    }

    /// A line to be typed; nothing is done until it is.
    pub fn prompt(title: impl Into<Said>, hint: impl Into<Said>, entry: Entry, then: A) -> Self {
        Self::Prompt(Prompt {
            title: title.into(),
            lines: Vec::new(),
            scroll: 0,
            hint: hint.into(),
            entry,
            yes: pair!("accept", "继续"),
            deletes: false,
            then,
        })
    }

    /// The same, deleting something in EnOS.
    #[must_use]
    pub fn deleting(mut self) -> Self {
        match &mut self {
            Self::Ask(question) => question.deletes = true,
            Self::Prompt(prompt) => prompt.deletes = true,
            Self::Pick(_) | Self::Text(_) | Self::Help | Self::Palette => {}
        }
        self
    }

    /// What it waits for.
    #[must_use]
    pub fn awaits(&self) -> Option<Awaited> {
        match self {
            Self::Ask(question) => question.awaits,
            Self::Text(reading) => reading.awaits,
            Self::Pick(_) | Self::Prompt(_) | Self::Help | Self::Palette => None,
        }
    }

    /// The same, answered in other terms.
    pub fn map<B>(self, to: impl Fn(A) -> B) -> Overlay<B> {
        match self {
            Self::Pick(picker) => Overlay::Pick(picker.map(to)),
            Self::Ask(Question {
                title,
                lines,
                scroll,
                yes,
                deletes,
                awaits,
                then,
            }) => Overlay::Ask(Question {
                title,
                lines,
                scroll,
                yes,
                deletes,
                awaits,
                then: to(then),
            }),
            Self::Prompt(Prompt {
                title,
                lines,
                scroll,
                hint,
                entry,
                yes,
                deletes,
                then,
            }) => Overlay::Prompt(Prompt {
                title,
                lines,
                scroll,
                hint,
                entry,
                yes,
                deletes,
                then: to(then),
            }),
            Self::Text(reading) => Overlay::Text(reading),
            Self::Help => Overlay::Help,
            Self::Palette => Overlay::Palette,
        }
    }
}
