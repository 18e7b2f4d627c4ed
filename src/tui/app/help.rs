//! Help: every command that applies here, under a word on the focused field.

use super::answer::Answer;
use super::{Model, registry};
use crate::said::{Said, say};
use crate::tui::contract::Overlay;
use crate::tui::picker::{PickItem, Picker};

/// Lays help over the screen.
pub(super) fn open(model: &mut Model) {
    let place = model.place_below();
    let about = model
        .screens
        .get(model.shared.screen)
        .focus_help(&model.shared);
    let title = about.unwrap_or_else(|| say!("What you can do here", "此处可用的命令"));
    let here = registry::rows(model).filter(|(_, spec)| spec.applies(place));
    let items = here.map(|(which, spec)| {
        let here = spec.chords().filter(|chord| spec.answers(place, *chord));
        let keys: Vec<String> = here.map(|chord| chord.to_string()).collect();
        let keys = keys.join(" ");
        let detail = match registry::against(model, which) {
            Some(reason) => say!("not now: {reason}", "当前不可用：{reason}", reason),
            None => spec.help.into(),
        };
        PickItem {
            value: Answer::Run(which),
            label: Said::beside(format!("{keys:<12} "), &spec.title.into()),
            detail,
            search: spec.id.to_owned(),
        }
    });
    let picker = Picker::new(title, items.collect(), None);
    model.overlays.push(Overlay::Pick(picker));
}
