//! Every command of every screen and of the program, found by place and key.

use strum::VariantArray as _;

use super::Model;
use super::answer::Which;
use super::commands::{Act, OWN};
use crate::said::Said;
use crate::tui::contract::Spec;
use crate::tui::shared::{Chord, Place, Reason, ScreenId};

/// All rows, in the order the footer prefers them.
pub(super) fn rows(model: &Model) -> impl Iterator<Item = (Which, &'static Spec)> {
    let screens = ScreenId::VARIANTS.iter().flat_map(|id| {
        let specs = model.screens.get(*id).specs().into_iter().enumerate();
        specs.map(|(nth, spec)| {
            let owner = Some(*id);
            (Which { owner, nth }, spec)
        })
    });
    let own = OWN.iter().enumerate().map(|(nth, own)| {
        let owner = None;
        (Which { owner, nth }, &own.spec)
    });
    screens.chain(own)
}

/// What this key means at `place`.
pub(super) fn find(model: &Model, place: Place, chord: Chord) -> Option<Which> {
    let mut rows = rows(model);
    let found = rows.find(|(_, spec)| spec.answers(place, chord));
    found.map(|(which, _)| which)
}

/// The reason against a command, or none when it may be run.
pub(super) fn against(model: &Model, which: Which) -> Option<Reason> {
    let screen = model.screens.get(which.owner?);
    screen.against(which.nth, &model.shared)
}

/// The command with this name.
pub(super) fn named(model: &Model, id: &str) -> Option<Which> {
    let found = rows(model).find(|(_, spec)| spec.id == id);
    found.map(|(which, _)| which)
}

/// Whether this is leaving the program.
pub(super) fn leaves(which: Which) -> bool {
    let own = OWN.get(which.nth).filter(|_| which.owner.is_none());
    own.is_some_and(|own| own.act == Act::Quit)
}

/// What a command is called.
pub(super) fn title(model: &Model, which: Which) -> Said {
    let row = rows(model).find(|(other, _)| *other == which);
    row.map_or_else(Said::default, |(_, spec)| spec.title.into())
}

#[cfg(any(test, feature = "testing"))]
impl Model {
    /// The key that runs the command with this name where keys go now.
    #[must_use]
    pub fn key_of(&self, id: &str) -> Option<String> {
        let row = rows(self).find(|(_, spec)| spec.id == id);
        Some(row?.1.shown(self.place())?.to_string())
    }
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
