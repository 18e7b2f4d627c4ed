//! A row of a run, and what an outcome makes of it.

use super::{Cause, Created, DeviceId, Outcome, RowIndex, RowState, Timestamp, Undone};

/// One row of a run without its draft.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a fact of its own; they do not exclude one another"
)]
pub struct RunRow {
    /// Its place in the run, from 0.
    pub index: RowIndex,
    /// How far it has come.
    pub state: RowState,
    /// The product the device belongs to.
    pub product_key: String,
    /// The draft's key, and EnOS's once it is created.
    pub device_key: Option<String>,
    /// The device's default name.
    pub name: String,
    /// Its asset id once it is created.
    pub asset_id: Option<String>,
    /// Why it is as it is, where that is not plain.
    pub cause: Option<Box<Cause>>,
    /// The request that settled it.
    pub request_id: Option<String>,
    /// Whether its sealed secret is stored.
    pub has_secret: bool,
    /// Whether its draft was corrected after a failure.
    pub corrected: bool,
    /// Whether its key was made by this program.
    pub automatic: bool,
    /// Whether its device was taken for the row's own by the user's word.
    pub adopted: bool,
    /// Whether the user wants its device deleted again.
    pub undo: bool,
    /// How often it left.
    pub attempts: u16,
}

/// What has to be known of a row that is not settled, to go on with its run.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OpenRow {
    /// Its place in the run, from 0.
    pub index: RowIndex,
    /// Queued or unknown; in flight counts as unknown.
    pub state: RowState,
    /// The product the device belongs to.
    pub product_key: String,
    /// Its key; none when EnOS is to make one.
    pub device_key: Option<String>,
    /// Whether the key was made by this program.
    pub automatic: bool,
    /// How often it left.
    pub attempts: u16,
    /// When it left last, Unix ms.
    pub sent_at: Option<Timestamp>,
    /// Why it is unknown.
    pub cause: Option<Cause>,
}

impl RunRow {
    /// Its device, where it has a key.
    #[must_use]
    pub fn device(&self) -> Option<DeviceId<&str>> {
        Some(DeviceId {
            product_key: &self.product_key,
            device_key: self.device_key.as_deref()?,
        })
    }

    /// Whether only a person can say what became of it: unknown, and without a key to look it up by.
    #[must_use]
    pub fn needs_person(&self) -> bool {
        self.state == RowState::Unknown && self.device_key.is_none()
    }

    /// Whether an undo is to delete its device, and has not yet.
    #[must_use]
    pub fn is_to_be_deleted(&self) -> bool {
        self.undo && self.state == RowState::Created
    }

    /// Whether an undo has begun with its device: it is to be deleted, is deleted, or was kept for the reason
    /// that is known of it.
    #[must_use]
    pub fn has_undo(&self) -> bool {
        let kept = self.state == RowState::Created && self.cause.is_some();
        self.undo || self.state == RowState::Deleted || kept
    }

    /// It leaves.
    pub fn leave(&mut self) {
        self.state = RowState::InFlight;
        self.attempts = self.attempts.saturating_add(1);
    }

    /// It is to be sent, again or for the first time.
    pub fn queue(&mut self) {
        self.state = RowState::Queued;
        (self.cause, self.request_id) = (None, None);
    }

    /// Takes an outcome over, as far as it tells more than is known: see [`RowState::after`].
    pub fn settle(&mut self, outcome: &Outcome) {
        let sealed = |created: &Created| created.sealed.is_some();
        self.has_secret |= matches!(outcome, Outcome::Created(created) if sealed(created));
        let Some(state) = self.state.after(outcome) else {
            return;
        };
        self.state = state;
        let request_id = match outcome {
            Outcome::Created(created) => {
                self.device_key = Some(created.device_key.clone());
                self.asset_id = Some(created.asset_id.clone());
                self.adopted = created.adopted;
                &created.request_id
            }
            Outcome::Failed(failure) | Outcome::Skipped(failure) | Outcome::Unknown(failure) => {
                &failure.request_id
            }
        };
        self.request_id.clone_from(request_id);
        self.cause = outcome.cause().cloned().map(Box::new);
    }

    /// Takes over what became of its device when that was to be deleted again.
    pub fn undo(&mut self, undone: &Undone) {
        self.state = undone.state();
        self.undo = undone.is_open();
        self.cause = undone.cause().cloned().map(Box::new);
    }
}
