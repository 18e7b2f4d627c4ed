//! Where the row stands that the form was opened for, and what of the form is saved nowhere.

use super::{EditedDevice, Origin};
use crate::domain::{Draft, QueueId, RowIndex, RowState, RunId};
use crate::said::Lang;
use crate::tui::app::Model;
use crate::tui::screens::results;
use crate::words;

/// Where saving would put the device on the form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Standing {
    /// Where it came from; a new one into the queue.
    There,
    /// Into a row that is no longer what it was when the form was opened: a step was undone since.
    Other,
    /// Nowhere: its row has gone on without it. The words say where to.
    Gone(String),
}

/// Where the row stands now that the form was opened for.
pub(super) fn standing(model: &Model) -> Standing {
    let Some(edited) = &model.device.edited else {
        return Standing::There;
    };
    match &edited.origin {
        Origin::New => Standing::There,
        Origin::Queue(id) => match model.queue.queue.get(*id) {
            None => Standing::Gone("its row has left the queue".to_owned()),
            Some(draft) if *draft == edited.was || edited.form.holds(draft) => Standing::There,
            Some(_) => Standing::Other,
        },
        Origin::Run { run, index, .. } => of_run(model, *run, *index),
    }
}

/// A row of a run that is not in view counts as being where it was: the journal refuses if it is not.
fn of_run(model: &Model, run: RunId, index: RowIndex) -> Standing {
    let word = match results::state_of(model, run, index) {
        None if model.results.runs.iter().all(|known| known.id != run) => {
            return Standing::Gone(format!("run {run} is no longer in the journal"));
        }
        None | Some(RowState::Failed | RowState::Queued) => return Standing::There,
        Some(RowState::InFlight) => "is being sent".to_owned(),
        Some(state) => format!("is {} now", words::state(state).to(Lang::En)),
    };
    Standing::Gone(format!("row {index} of run {run} {word}"))
}

/// The row whose edit is open on the form with something typed that is saved nowhere.
pub(crate) fn unsaved(model: &Model) -> Option<&Origin> {
    let edited = model.device.edited.as_ref()?;
    if edited.is_new() || model.device.saving.is_some() {
        return None;
    }
    let saved = row(model, edited).unwrap_or(&edited.was);
    (!edited.form.holds(saved)).then_some(&edited.origin)
}

/// The row of the queue as it is now.
pub(super) fn row<'m>(model: &'m Model, edited: &EditedDevice) -> Option<&'m Draft> {
    match edited.origin {
        Origin::Queue(id) => model.queue.queue.get(id),
        Origin::New | Origin::Run { .. } => None,
    }
}

/// The row of the queue that is open on the form and changed there.
pub(crate) fn unsaved_waiting(model: &Model) -> Option<QueueId> {
    match unsaved(model)? {
        Origin::Queue(id) => Some(*id).filter(|id| model.queue.queue.get(*id).is_some()),
        Origin::New | Origin::Run { .. } => None,
    }
}

/// The row of this run that is open on the form and changed there.
pub(crate) fn unsaved_of_run(model: &Model, run: RunId) -> Option<RowIndex> {
    match unsaved(model)? {
        Origin::Run { run: of, index, .. } if *of == run => Some(*index),
        _ => None,
    }
}

/// The name of a new device that is typed and not in the queue yet, or what stands for one.
pub(crate) fn half_typed(model: &Model) -> Option<String> {
    let new = |edited: &&EditedDevice| edited.is_new() && edited.changed();
    let edited = [&model.device.edited, &model.device.stashed]
        .into_iter()
        .flatten()
        .find(new)
        .filter(|_| model.device.saving.is_none())?;
    let name = edited.form.draft().device_name.default_value;
    Some(if name.is_empty() {
        "no name yet".to_owned()
    } else {
        name
    })
}
