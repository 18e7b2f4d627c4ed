//! Help: every command that applies here, under a word on the focused field.

use super::answer::Answer;
use super::{Model, registry};
use crate::tui::contract::Overlay;
use crate::tui::picker::{PickItem, Picker};

/// Lays help over the screen.
pub(super) fn open(model: &mut Model) {
    let place = model.place_below();
    let about = model.screens.get(model.shared.screen).focus_help();
    let title = about.unwrap_or_else(|| "What can be done here".to_owned());
    let here = registry::rows(model).filter(|(_, spec)| spec.applies(place));
    let items = here.map(|(which, spec)| {
        let keys: Vec<String> = spec.chords().map(|chord| chord.to_string()).collect();
        let detail = match registry::against(model, which) {
            Some(reason) => format!("not now: {reason}"),
            None => spec.help.to_owned(),
        };
        PickItem {
            value: Answer::Run(which),
            label: format!("{:<12} {}", keys.join(" "), spec.title),
            detail,
            search: spec.id.to_owned(),
        }
    });
    let picker = Picker::new(title, items.collect(), None);
    model.overlays.push(Overlay::Pick(picker));
}
