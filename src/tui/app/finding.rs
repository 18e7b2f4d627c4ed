//! Help and the palette used: moved through, typed into, chosen from.

use crossterm::event::KeyEvent;

use super::answer::{Answer, Which};
use super::finder::Finder;
use super::{Model, help, palette, registry};
use crate::said::say;
use crate::tui::contract::Overlay;
use crate::tui::text_field::{Edit, PasteNote};
use crate::tui::widgets::table::Move;

/// How far a page goes.
const PAGE: usize = 10;

/// Lays it over the screen, with nothing typed yet.
pub(super) fn open(model: &mut Model, overlay: Overlay<Answer>) {
    model.finder = Finder::default();
    model.overlays.push(overlay);
}

/// Moves through what is shown.
pub(super) fn moved(model: &mut Model, to: Move) {
    let len = match model.overlays.last() {
        Some(Overlay::Help) => help::len(model),
        _ => palette::entries(model).len(),
    };
    let finder = &mut model.finder;
    finder.selected = to.from(finder.selected.min(len.saturating_sub(1)), len, PAGE);
}

/// Types into the filter.
pub(super) fn key(model: &mut Model, key: KeyEvent) {
    if model.finder.query.key(key) == Edit::Changed {
        found_anew(model);
    }
}

/// Pastes into the filter.
pub(super) fn paste(model: &mut Model, text: &str) -> PasteNote {
    let note = model.finder.query.paste(text);
    found_anew(model);
    note
}

/// What matches best is selected.
fn found_anew(model: &mut Model) {
    model.finder.selected = match model.overlays.last() {
        Some(Overlay::Help) => help::best(model),
        _ => 0,
    };
}

/// The command that is to be run, if it may be; going to its screen where that is another. Else it stays where it is,
/// with the reason in the message line.
pub(super) fn chosen(model: &mut Model) -> Option<Which> {
    let (which, reason) = if let Overlay::Help = model.overlays.last()? {
        let which = help::chosen(model)?;
        (which, registry::against(model, which))
    } else {
        let entries = palette::entries(model);
        let (which, spec) = *entries.get(model.finder.selected)?;
        (which, palette::against(model, which, spec))
    };
    if let Some(reason) = reason {
        let title = registry::called(model, which);
        model.warn(say!(
            "{title}: {reason}",
            "{title}：{reason}",
            title,
            reason
        ));
        return None;
    }
    model.overlays.pop();
    if let Some(owner) = which
        .owner
        .filter(|owner| palette::is_elsewhere(model, *owner))
    {
        model.go(owner);
    }
    Some(which)
}
