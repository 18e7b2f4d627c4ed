//! Pausing a run, letting it go on, stopping it.

use crate::provision::run::Control;
use crate::tui::app::{Effect, Model};

/// Pauses what is under way, or lets it go on after a pause of either kind.
pub(crate) fn pause(model: &mut Model) {
    if let Some(running) = &model.results.running {
        control(model, running.toggled());
    }
}

/// Tells what is under way how to go on.
pub(crate) fn control(model: &mut Model, control: Control) {
    if let Some(running) = &mut model.results.running {
        running.control = control;
    }
    model.want(Effect::Control(control));
}
