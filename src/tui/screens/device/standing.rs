//! Where the row stands that the form was opened for, and what of the form is saved nowhere.

use super::State;
use super::edited::EditedDevice;
use crate::domain::{RowIndex, RowState, RunId};
use crate::said::{Said, pair, say};
use crate::tui::shared::{Editing, Origin, ScreenId, Shared};
use crate::words;

/// Where saving would put the device on the form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Standing {
    /// Where it came from; a new one into the queue.
    There,
    /// Into a row that is no longer what it was when the form was opened: a step was undone since.
    Other,
    /// Nowhere: its row has gone on without it. The words say where to.
    Gone(Said),
}

impl State {
    /// Where the row stands now that the form was opened for.
    pub(super) fn standing(&self, shared: &Shared) -> Standing {
        let Some(edited) = &self.edited else {
            return Standing::There;
        };
        match &edited.origin {
            Origin::New => Standing::There,
            Origin::Queue(id) => match shared.queue.open(*id) {
                None => Standing::Gone(pair!(
                    "its row is no longer in the queue",
                    "对应的行已不在队列中"
                )),
                Some(draft) if draft == edited.was || edited.form.holds(&draft) => Standing::There,
                Some(_) => Standing::Other,
            },
            Origin::Run { run, index, .. } => of_run(shared, *run, *index),
        }
    }

    /// The row whose edit is open on the form with something typed that is saved nowhere.
    pub(super) fn unsaved(&self, shared: &Shared) -> Option<&Origin> {
        let edited = self.edited.as_ref()?;
        if edited.is_new() || self.saving.is_some() {
            return None;
        }
        let row = edited.row(shared);
        let saved = row.as_ref().unwrap_or(&edited.was);
        (!edited.form.holds(saved)).then_some(&edited.origin)
    }

    /// The name of a new device that is typed and not in the queue yet, or what stands for one.
    fn half_typed(&self) -> Option<Said> {
        let new = |edited: &&EditedDevice| edited.is_new() && edited.changed();
        let edited = [&self.edited, &self.stashed]
            .into_iter()
            .flatten()
            .find(new)
            .filter(|_| self.saving.is_none())?;
        let name = edited.form.draft().device_name.default_value;
        Some(if name.is_empty() {
            pair!("no name yet", "尚无名称")
        } else {
            Said::data(name)
        })
    }

    /// What of the form others go by. What is typed and not saved they ask when they are in view themselves: here it
    /// would cost every letter a look at the whole form.
    #[must_use]
    pub fn editing(&self, shared: &Shared) -> Editing {
        let others = shared.screen != ScreenId::Device;
        let unsaved = if others { self.unsaved(shared) } else { None };
        let half_typed = if others { self.half_typed() } else { None };
        let edited = self.edited.as_ref().filter(|_| self.saving.is_some());
        Editing {
            unsaved: unsaved.cloned(),
            half_typed,
            saving: edited.map(|edited| edited.origin.clone()),
            unkept: self.unkept.clone(),
        }
    }
}

/// A row of a run that is not in view counts as being where it was: the journal refuses if it is not.
fn of_run(shared: &Shared, run: RunId, index: RowIndex) -> Standing {
    Standing::Gone(match shared.runs.state_of(run, index) {
        None if shared.runs.known.iter().all(|known| known.id != run) => {
            say!(
                "run {run} is no longer in the journal",
                "任务 {run} 已不在日志中"
            )
        }
        None | Some(RowState::Failed | RowState::Queued) => return Standing::There,
        Some(RowState::InFlight) => say!(
            "row {index} of run {run} is being sent",
            "任务 {run} 的第 {index} 行正在发送"
        ),
        Some(state) => {
            let state = words::state(state);
            say!(
                "row {index} of run {run} is now {state}",
                "任务 {run} 的第 {index} 行现为“{state}”",
                state
            )
        }
    })
}
