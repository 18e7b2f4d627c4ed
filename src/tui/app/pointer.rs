//! The mouse: what a click or the wheel means is what the frame says that stands there.

use ratatui::layout::Position;

use super::{Model, layout, overlays, registry, requests, run, view};
use crate::tui::contract::Overlay;
use crate::tui::runtime::{Mouse, MouseAct, Wheel};
use crate::tui::shared::{Chord, Place};
use crate::tui::widgets::hit::Click;
use crate::tui::widgets::table::Move;

/// Rows that one notch of the wheel moves through a list; a form's focus goes one by one.
const NOTCH: usize = 3;

/// Takes what the mouse did.
pub(super) fn act(model: &mut Model, mouse: Mouse) {
    if !model.mouse || layout::too_small(model.shared.size) {
        return;
    }
    model.notice = None;
    match mouse.what {
        MouseAct::Scroll(wheel) => scroll(model, wheel),
        MouseAct::Click => click(model, Position::new(mouse.column, mouse.row)),
    }
}

fn scroll(model: &mut Model, wheel: Wheel) {
    let to = match wheel {
        Wheel::Up => Move::Up,
        Wheel::Down => Move::Down,
    };
    let form = matches!(model.place(), Place::Device | Place::ProfileForm);
    for _ in 0..if form { 1 } else { NOTCH } {
        overlays::moved(model, to);
    }
}

fn click(model: &mut Model, at: Position) {
    match view::drawn(model).click(at) {
        None => {}
        Some(Click::Command(id)) => {
            if let Some(which) = registry::named(model, id) {
                run::run(model, which);
            }
        }
        Some(Click::Field(place)) => {
            let screen = model.screens.get_mut(model.shared.screen);
            let asked = screen.focus(&model.shared, place);
            requests::carry_out(model, asked);
        }
        Some(Click::Row(place)) => row(model, place),
    }
}

/// An item of a picker is chosen; a row of a list is selected, and the selected one is opened, as Enter does.
fn row(model: &mut Model, place: usize) {
    if let Some(Overlay::Pick(picker)) = model.overlays.last_mut() {
        if picker.select(place) {
            enter(model);
        }
        return;
    }
    if let Some(Overlay::Help | Overlay::Palette) = model.overlays.last() {
        model.finder.select(place);
        return enter(model);
    }
    let screen = model.screens.get_mut(model.shared.screen);
    if screen.selected() == Some(place) {
        return enter(model);
    }
    let asked = screen.select(&model.shared, place);
    requests::carry_out(model, asked);
}

fn enter(model: &mut Model) {
    if let Some((which, _)) = registry::find(model, model.place(), Chord::ENTER) {
        run::run(model, which);
    }
}
