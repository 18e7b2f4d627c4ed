//! A command: what a key means at a place, in one row, told everywhere from there.

use super::Requests;
use super::screen::Screen;
use crate::said::Label;
use crate::tui::shared::{Chord, Place, Reason, Shared};

/// What a command is called, and the keys it has.
#[derive(Debug)]
pub struct Spec {
    /// A stable name, for the palette and the tests.
    pub id: &'static str,
    /// Two or three words, for the footer.
    pub title: Label,
    /// One sentence, for help.
    pub help: Label,
    /// The keys, the one to show first.
    pub keys: &'static [&'static str],
    /// Where it applies.
    pub places: &'static [Place],
    /// Whether the footer shows it wherever it is possible: others are shown elsewhere, or known from everywhere.
    pub in_footer: bool,
    /// Whether a text that is typed has its keys first, and it means what the text has no use for.
    pub yields: bool,
}

impl Spec {
    /// Its chords; the registry's test sees to it that every one can be read.
    pub fn chords(&self) -> impl Iterator<Item = Chord> {
        self.keys.iter().filter_map(|written| Chord::parse(written))
    }

    /// Whether it applies at `place`.
    #[must_use]
    pub fn applies(&self, place: Place) -> bool {
        self.places.contains(&place)
    }

    /// Whether this key means it at `place`.
    #[must_use]
    pub fn answers(&self, place: Place, chord: Chord) -> bool {
        self.applies(place) && self.works(chord, place) && self.chords().any(|own| own == chord)
    }

    fn works(&self, chord: Chord, place: Place) -> bool {
        self.yields || chord.works_at(place)
    }

    /// The key to show at `place`: one that is no text there.
    #[must_use]
    pub fn shown(&self, place: Place) -> Option<Chord> {
        self.chords().find(|chord| self.works(*chord, place))
    }
}

/// What a command of the screen `S` does, and why it may not just now.
pub struct Command<S: Screen> {
    /// What it is called.
    pub spec: Spec,
    /// The reason against it, if there is one.
    pub against: Check<S>,
    /// Does it.
    pub run: fn(&mut S, &Shared) -> Requests<S::Answer>,
}

/// What may speak against a command, in words.
pub type Check<S> = fn(&S, &Shared) -> Option<Reason>;

impl<S: Screen> Command<S> {
    /// A row of the registry: a name that stays, two or three words, keys, places, and what it does.
    pub const fn new(
        id: &'static str,
        title: Label,
        keys: &'static [&'static str],
        places: &'static [Place],
        run: fn(&mut S, &Shared) -> Requests<S::Answer>,
    ) -> Self {
        Self {
            spec: Spec {
                id,
                title,
                help: Label::data(""),
                keys,
                places,
                in_footer: true,
                yields: false,
            },
            against: |_, _| None,
            run,
        }
    }

    /// The same with a sentence on what it does.
    #[must_use]
    pub const fn help(mut self, help: Label) -> Self {
        self.spec.help = help;
        self
    }

    /// The same, with what may speak against it.
    #[must_use]
    pub const fn unless(mut self, against: Check<S>) -> Self {
        self.against = against;
        self
    }

    /// The same, not shown in the footer.
    #[must_use]
    pub const fn quiet(mut self) -> Self {
        self.spec.in_footer = false;
        self
    }
}
