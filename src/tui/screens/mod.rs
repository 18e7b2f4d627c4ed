//! The five screens: each with its state, what its keys do, and how it is drawn.

pub mod connect;
pub mod device;
pub mod products;
pub mod queue;
pub mod results;

use crate::tui::app::{
    Body, Confirmed, Model, Overlay, Prompt, Prompted, Question, Reading, Reason,
};

/// Asks whether something is to be done; nothing is until that is answered.
fn ask(model: &mut Model, title: &str, lines: &[&str], yes: &'static str, then: Confirmed) {
    model.overlays.push(Overlay::Ask(Question {
        title: title.to_owned(),
        lines: lines.iter().copied().map(str::to_owned).collect(),
        scroll: 0,
        yes,
        then,
    }));
}

/// Asks for a line to be typed; nothing is done until it is.
fn prompt(model: &mut Model, title: &str, lines: Vec<String>, hint: &str, then: Prompted) {
    model.overlays.push(Overlay::Prompt(Prompt {
        title: title.to_owned(),
        lines,
        scroll: 0,
        hint: hint.to_owned(),
        entry: then.entry(),
        then,
    }));
}

/// Lays something to read over the screen.
fn show(model: &mut Model, title: String, body: Body) {
    model.overlays.push(Overlay::Text(Reading {
        title,
        body,
        scroll: 0,
    }));
}

/// What came of something; why nothing did is said, behind what that means.
fn or_warn<T>(model: &mut Model, meaning: &str, outcome: Result<T, Reason>) -> Option<T> {
    let warn = |reason| model.warn(format!("{meaning}{reason}"));
    outcome.map_err(warn).ok()
}
