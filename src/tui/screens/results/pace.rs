//! Pausing a run, letting it go on, stopping it.

use super::Running;
use crate::provision::run::Control;
use crate::tui::app::{Effect, Model};

/// Pauses what is under way, or lets it go on after a pause of either kind.
pub(crate) fn pause(model: &mut Model) -> Vec<Effect> {
    let control = model.results.running.as_ref().map(Running::toggled);
    control.map_or_else(Vec::new, |control| controls(model, control))
}

/// Tells what is under way to begin nothing more.
pub(crate) fn stop(model: &mut Model) -> Vec<Effect> {
    controls(model, Control::Cancel)
}

fn controls(model: &mut Model, control: Control) -> Vec<Effect> {
    if let Some(running) = &mut model.results.running {
        running.control = control;
    }
    vec![Effect::Control(control)]
}
