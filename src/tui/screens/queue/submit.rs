//! From the queue into a run: what will happen is stated first.

use super::check;
use super::plan::PlanDialog;
use crate::domain::{QueueId, Terms};
use crate::store::QueueRow;
use crate::tui::app::{Model, Overlay};

/// Lays the plan of what is ready over the queue, and has it asked for.
pub(crate) fn ask_submit(model: &mut Model) {
    let Some(about) = model.about() else {
        return;
    };
    let terms = Terms {
        require_secret: about.require_secret,
        existing: model.queue.policy,
    };
    let ready = model.queue.queue.ready_rows();
    let ready = ready.map(|(id, draft)| {
        let draft = draft.clone();
        QueueRow { id, draft }
    });
    let mut dialog = PlanDialog::new(ready.collect(), terms);
    dialog.ask(model);
    model.overlays.push(Overlay::Plan(Box::new(dialog)));
}

/// Rows have left the queue for a run: nothing before that can be undone any more.
pub(crate) fn left(model: &mut Model, ids: &[QueueId]) {
    model.queue.queue.hand_over(ids);
    check(model);
}
