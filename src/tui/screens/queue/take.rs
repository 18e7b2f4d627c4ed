//! Devices that wait at another gateway, taken over into the queue of the one worked on.

use super::commit;
use crate::store::{QueueRow, Waiting};
use crate::tui::app::{Effect, Load, Model, Overlay, Pick, Reason};
use crate::tui::picker::{PickItem, Picker};
use crate::tui::screens::{connect, or_warn};
use crate::tui::widgets::write::counted;

/// Asks whose devices are to be taken over.
pub(crate) fn ask_take_over(model: &mut Model) {
    let others = model.waiting_elsewhere().filter(|other| other.queued > 0);
    let items = others.map(|other| PickItem {
        value: Pick::Queue(other.scope.clone()),
        label: connect::name(model, &other.scope),
        detail: counted(other.queued, "device"),
        search: other.scope.clone(),
    });
    let title = "Take over the devices of which gateway?";
    let picker = Picker::new(title, items.collect(), None);
    model.overlays.push(Overlay::Pick(picker));
}

/// Has the devices read that wait there.
pub(crate) fn chosen(model: &mut Model, from: String) {
    let into = model.scope();
    model.want(Effect::LoadToTake { from, into });
}

/// The devices are here: into the queue with them, where they are checked.
pub(crate) fn take_over(
    model: &mut Model,
    from: &str,
    into: &str,
    rows: Result<Vec<QueueRow>, Reason>,
) {
    if into != model.scope() || model.workspace != Load::Ready(()) {
        return;
    }
    let Some(rows) = or_warn(model, "", rows) else {
        return;
    };
    let taken = counted(rows.len(), "device");
    let rows = rows.into_iter().map(|row| (row.id, row.draft));
    let change = model.queue.queue.take_over(from, rows);
    commit(model, change);
    let name = connect::name(model, from);
    let half = |other: &Waiting| other.scope == from && other.form;
    if model.waiting_elsewhere().any(half) {
        model.warn(format!(
            "{taken} taken over from {name} as saved there; the form that is open there was left behind."
        ));
    } else {
        model.say(format!(
            "{taken} taken over from {name}; u gives them back."
        ));
    }
}
