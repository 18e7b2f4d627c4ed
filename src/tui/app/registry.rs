//! Every command of every screen and of the program, found by place and key.

use strum::VariantArray as _;

use super::Model;
use super::answer::Which;
use super::commands::{self, Act};
use crate::said::{Said, say};
use crate::tui::contract::Spec;
use crate::tui::keys::Keys;
use crate::tui::shared::{Chord, Place, Reason, ScreenId};

/// What a command is called; none where there is no such one.
fn spec(model: &Model, Which { owner, nth }: Which) -> Option<&'static Spec> {
    match owner {
        Some(id) => model.screens.get(id).spec(nth),
        None => Some(&commands::nth(nth)?.spec),
    }
}

/// All rows, in the order the footer prefers them.
pub(super) fn rows(model: &Model) -> impl Iterator<Item = (Which, &'static Spec)> {
    let screens = ScreenId::VARIANTS.iter().flat_map(|id| {
        let screen = model.screens.get(*id);
        let every = (0..).map_while(|nth| screen.spec(nth)).enumerate();
        every.map(|(nth, spec)| (Some(*id), nth, spec))
    });
    let own = commands::all().enumerate();
    let own = own.map(|(nth, own)| (None, nth, &own.spec));
    let every = screens.chain(own);
    every.map(|(owner, nth, spec)| (Which { owner, nth }, spec))
}

/// What this key means at `place`.
pub(super) fn find(model: &Model, place: Place, chord: Chord) -> Option<(Which, &'static Spec)> {
    rows(model).find(|(_, spec)| spec.answers(place, chord))
}

/// The reason against a command, or none when it may be run.
pub(super) fn against(model: &Model, which: Which) -> Option<Reason> {
    if let Some(owner) = which.owner {
        let screen = model.screens.get(owner);
        return screen.against(which.nth, &model.shared);
    }
    match commands::nth(which.nth)?.act {
        Act::Form(step) if !model.screens.get(model.shared.screen).can(step) => {
            Some(say!("does not apply to this field", "不适用于此字段"))
        }
        _ => None,
    }
}

/// The command with this name.
pub(super) fn named(model: &Model, id: &str) -> Option<Which> {
    let found = rows(model).find(|(_, spec)| spec.id == id);
    found.map(|(which, _)| which)
}

/// Whether this is leaving the program.
pub(super) fn leaves(which: Which) -> bool {
    let own = commands::nth(which.nth).filter(|_| which.owner.is_none());
    own.is_some_and(|own| own.act == Act::Quit)
}

/// The key to name for each command.
pub(super) fn keys(model: &Model) -> Keys {
    let key = |spec: &'static Spec| Some((spec.id, spec.chords().next()?.to_string()));
    rows(model).filter_map(|(_, spec)| key(spec)).collect()
}

/// What a command is called now, with what it would act on.
pub(super) fn called(model: &Model, which: Which) -> Said {
    let now = which.owner.and_then(|owner| {
        let screen = model.screens.get(owner);
        screen.called(which.nth, &model.shared)
    });
    let title = || spec(model, which).map_or_else(Said::default, |spec| spec.title.into());
    now.unwrap_or_else(title)
}

impl Model {
    /// The key that runs the command with this name where keys go now.
    #[must_use]
    #[cfg(any(test, feature = "testing"))]
    pub fn key_of(&self, id: &str) -> Option<String> {
        key(self, id, self.place())
    }

    /// The key to name for this command on the screen itself, where a letter may be text.
    pub(super) fn key_below(&self, id: &str) -> String {
        key(self, id, self.place_below()).unwrap_or_default()
    }
}

fn key(model: &Model, id: &str, place: Place) -> Option<String> {
    let row = rows(model).find(|(_, spec)| spec.id == id);
    Some(row?.1.shown(place)?.to_string())
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;
    use crate::said::Lang;

    #[test]
    fn every_key_can_be_read_and_means_one_thing_in_its_place() {
        let mut seen = HashSet::new();
        for (_, spec) in rows(&Model::default()) {
            assert_eq!(spec.chords().count(), spec.keys.len(), "{}", spec.id);
            for chord in spec.chords() {
                for place in spec.places {
                    assert!(
                        !spec.answers(*place, chord) || seen.insert((chord, *place)),
                        "{} {chord} {place:?}",
                        spec.id
                    );
                }
            }
        }
    }

    #[test]
    fn ids_are_unique_and_every_command_is_told_and_reachable_where_it_applies() {
        let model = Model::default();
        let ids: HashSet<_> = rows(&model).map(|(_, spec)| spec.id).collect();
        assert_eq!(ids.len(), rows(&model).count());
        for (_, spec) in rows(&model) {
            let told = spec.help.to(Lang::En);
            assert!(!told.is_empty(), "{} is not told", spec.id);
            for place in spec.places {
                assert!(
                    spec.shown(*place).is_some(),
                    "{} cannot be reached at {place:?}",
                    spec.id
                );
            }
        }
    }
}
