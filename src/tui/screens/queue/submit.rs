//! From the queue into a run: what will happen is stated first.

use std::sync::Arc;

use super::check;
use super::plan::PlanSheet;
use crate::domain::QueueId;
use crate::store::QueueRow;
use crate::tui::app::{Effect, Model, Overlay};

/// Lays the plan of what is ready over the queue, and has it asked for.
pub(crate) fn ask_submit(model: &mut Model) -> Vec<Effect> {
    let Some(about) = model.about() else {
        return Vec::new();
    };
    let require_secret = about.require_secret;
    let rows: Arc<[QueueRow]> = model
        .queue
        .queue
        .rows()
        .enumerate()
        .filter(|(place, _)| model.queue.is_ready(*place))
        .map(|(_, (id, draft))| QueueRow {
            id,
            draft: draft.clone(),
        })
        .collect();
    let mut sheet = PlanSheet::new(rows, model.queue.policy, require_secret);
    let effects = sheet.ask(&mut model.queue.tickets);
    model.overlays.push(Overlay::Plan(Box::new(sheet)));
    effects
}

/// Rows have left the queue for a run: nothing before that can be undone any more.
pub(crate) fn left(model: &mut Model, ids: &[QueueId]) {
    model.queue.queue.hand_over(ids);
    check(model);
}
