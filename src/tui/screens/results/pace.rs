//! Pausing a run, letting it go on, stopping it.

use crate::provision::run::Wish;
use crate::tui::app::{Effect, Model};

/// Pauses what is under way, or lets it go on after a pause of either kind.
pub(crate) fn pause(model: &mut Model) -> Vec<Effect> {
    match &model.results.running {
        Some(running) => {
            let wish = running.toggled();
            wished(model, wish)
        }
        None => Vec::new(),
    }
}

/// Tells what is under way to begin nothing more.
pub(crate) fn stop(model: &mut Model) -> Vec<Effect> {
    wished(model, Wish::Cancel)
}

fn wished(model: &mut Model, wish: Wish) -> Vec<Effect> {
    if let Some(running) = &mut model.results.running {
        running.wish = wish;
    }
    vec![Effect::Wish(wish)]
}
