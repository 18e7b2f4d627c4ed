//! What is found by typing in help and among all commands: what was typed, what is selected, what matches.

use crate::said::Lang;
use crate::tui::contract::Spec;
use crate::tui::text_field::TextField;
use crate::tui::widgets::fuzzy::rank;

/// What is looked for.
#[derive(Debug, Default)]
pub(super) struct Finder {
    /// What was typed.
    pub(super) query: TextField,
    /// The selected one of what is shown.
    pub(super) selected: usize,
    /// Whether only the commands of the screen below are shown.
    pub(super) only_here: bool,
}

impl Finder {
    /// Only the commands of this screen, or all again.
    pub(super) fn here(&mut self) {
        self.only_here = !self.only_here;
        self.selected = 0;
    }

    /// Selects what stands at this place.
    pub(super) const fn select(&mut self, place: usize) {
        self.selected = place;
    }

    /// Whether something is looked for.
    pub(super) fn is_looking(&self) -> bool {
        !self.query.text().trim().is_empty()
    }
}

/// The places of those that match what is typed, the best first: by what they are called in any language, then by
/// what is told of them.
pub(super) fn found(query: &str, specs: &[&'static Spec]) -> Vec<usize> {
    let texts = |of: &Spec| [Lang::En, Lang::Zh].map(|lang| of.title.to(lang));
    let names = specs.iter().map(|spec| {
        let [en, zh] = texts(spec);
        format!("{en} {zh} {}", spec.id).into()
    });
    let names: Vec<_> = names.collect();
    let mut found = rank(query, &names);
    let query = query.trim().to_lowercase();
    let has = |text: &str| text.to_lowercase().contains(&query);
    let called = |nth: &usize| {
        let spec = specs.get(*nth);
        spec.is_some_and(|spec| texts(spec).iter().any(|text| has(text)))
    };
    found.sort_by_key(|nth| !called(nth));
    let told = |spec: &Spec| {
        let mut texts = [Lang::En, Lang::Zh]
            .into_iter()
            .map(|lang| spec.help.to(lang));
        texts.any(|text| has(&text))
    };
    for (nth, spec) in specs.iter().enumerate() {
        if !found.contains(&nth) && told(spec) {
            found.push(nth);
        }
    }
    found
}
