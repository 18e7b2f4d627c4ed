//! What lies over a screen: moved through, typed into, closed.

use crossterm::event::KeyEvent;

use super::{Model, finding, requests, view};
use crate::tui::contract::Overlay;
use crate::tui::shared::Place;
use crate::tui::widgets::table::Move;

/// Rows that a page scrolls a question or a prompt; half of what it scrolls a text.
const PAGE: usize = 5;

/// Closes the topmost.
pub(super) fn close(model: &mut Model) {
    model.overlays.pop();
}

/// Moves through the topmost, or through the list of the screen.
pub(super) fn moved(model: &mut Model, to: Move) {
    let place = model.place();
    let in_detail = model.shared.panes.detail && Place::PANES.contains(&place);
    if in_detail || place == Place::Plan {
        let lowest = view::drawn(model).lowest;
        let panes = &mut model.shared.panes;
        panes.scroll = to.from(panes.scroll.min(lowest), lowest + 1, 2 * PAGE);
        return;
    }
    let lowest = match model.overlays.last() {
        Some(Overlay::Ask(_) | Overlay::Prompt(_) | Overlay::Text(_)) => view::drawn(model).lowest,
        _ => 0,
    };
    // It may have been drawn on a smaller screen before.
    let scrolled = |scroll: usize, page| to.from(scroll.min(lowest), lowest + 1, page);
    let shared = &model.shared;
    let asked = match model.overlays.last_mut() {
        Some(Overlay::Pick(picker)) => return picker.moved(to),
        Some(Overlay::Ask(ask)) => return ask.scroll = scrolled(ask.scroll, PAGE),
        Some(Overlay::Prompt(prompt)) => return prompt.scroll = scrolled(prompt.scroll, PAGE),
        Some(Overlay::Text(reading)) => {
            reading.scroll = scrolled(reading.scroll, 2 * PAGE);
            return;
        }
        Some(Overlay::Help | Overlay::Palette) => return finding::moved(model, to),
        None => {
            let asked = model.screens.get_mut(shared.screen).moved(shared, to);
            model.shared.panes.scroll = 0;
            asked
        }
    };
    requests::carry_out(model, asked);
}

/// Gives a key that is no command to the topmost.
pub(super) fn key(model: &mut Model, key: KeyEvent) {
    match model.overlays.last_mut() {
        Some(Overlay::Pick(picker)) => picker.key(key),
        Some(Overlay::Prompt(prompt)) => prompt.entry.key(key),
        Some(Overlay::Text(_)) => close(model),
        Some(Overlay::Help | Overlay::Palette) => finding::key(model, key),
        Some(Overlay::Ask(_)) | None => {}
    }
}

/// Pastes into the topmost overlay's text.
pub(super) fn paste(model: &mut Model, text: &str) {
    let note = match model.overlays.last_mut() {
        Some(Overlay::Pick(picker)) => picker.paste(text),
        Some(Overlay::Prompt(prompt)) => prompt.entry.paste(text),
        Some(Overlay::Help | Overlay::Palette) => finding::paste(model, text),
        Some(Overlay::Ask(_) | Overlay::Text(_)) | None => return,
    };
    if let Some(said) = note.message() {
        model.say(said);
    }
}
