//! What lies over a screen: moved through, typed into, closed.

use crossterm::event::KeyEvent;
use ratatui::layout::Rect;

use super::overlays_view::{self, PROMPT_FOOT, QUESTION_FOOT};
use super::{Model, layout, requests};
use crate::said::Said;
use crate::tui::contract::Overlay;
use crate::tui::screens::Room as _;
use crate::tui::widgets::table::Move;
use crate::tui::widgets::told;

/// Rows that a page scrolls a question or a prompt; half of what it scrolls a text.
const PAGE: usize = 5;

/// Closes the topmost.
pub(super) fn close(model: &mut Model) {
    model.overlays.pop();
}

/// Moves through the topmost, or through the list of the screen.
pub(super) fn moved(model: &mut Model, to: Move) {
    let shared = &model.shared;
    let body = layout::body(Rect::new(0, 0, shared.size.0, shared.size.1));
    let scrolled = |scroll: u16, lines: &[Said], foot: u16| {
        let lowest = told::lowest(lines, body, foot, shared.theme.lang);
        // It may have been drawn on a smaller screen before.
        let now = usize::from(scroll.min(lowest));
        let moved = to.from(now, usize::from(lowest) + 1, PAGE);
        u16::try_from(moved).unwrap_or(lowest)
    };
    let asked = match model.overlays.last_mut() {
        Some(Overlay::Pick(picker)) => return picker.moved(to),
        Some(Overlay::Ask(ask)) => {
            ask.scroll = scrolled(ask.scroll, &ask.lines, QUESTION_FOOT);
            return;
        }
        Some(Overlay::Prompt(prompt)) => {
            prompt.scroll = scrolled(prompt.scroll, &prompt.lines, PROMPT_FOOT);
            return;
        }
        Some(Overlay::Text(reading)) => {
            let lowest = overlays_view::lowest(shared.theme, reading, body);
            let now = reading.scroll.min(lowest);
            reading.scroll = to.from(now, lowest + 1, 2 * PAGE);
            return;
        }
        Some(Overlay::Plan) => model.screens.plan.moved(shared, to),
        None => model.screens.get_mut(shared.screen).moved(shared, to),
    };
    requests::carry_out(model, asked);
}

/// Gives a key that is no command to the topmost.
pub(super) fn key(model: &mut Model, key: KeyEvent) {
    match model.overlays.last_mut() {
        Some(Overlay::Pick(picker)) => picker.key(key),
        Some(Overlay::Prompt(prompt)) => prompt.entry.key(key),
        Some(Overlay::Text(_)) => close(model),
        Some(Overlay::Ask(_) | Overlay::Plan) | None => {}
    }
}

/// Pastes into the topmost overlay's text.
pub(super) fn paste(model: &mut Model, text: &str) {
    let note = match model.overlays.last_mut() {
        Some(Overlay::Pick(picker)) => picker.paste(text),
        Some(Overlay::Prompt(prompt)) => prompt.entry.paste(text),
        Some(Overlay::Ask(_) | Overlay::Text(_) | Overlay::Plan) | None => return,
    };
    if let Some(said) = note.message() {
        model.say(said);
    }
}
