//! What became of a row: created, failed, skipped or unknown.

use serde::{Deserialize, Serialize};

use super::{Cause, FoundDevice, RowState};

/// The end, or the present uncertainty, of one submitted row.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, strum::IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub enum Outcome {
    /// EnOS says that it made the device.
    Created(Created),
    /// EnOS, or the program for it, says that the device was not made.
    Failed(Failure),
    /// The device exists and the row was to be left alone then; the failure says whose it is.
    Skipped(Failure),
    /// The request may have been acted upon and no reply says so.
    Unknown(Failure),
}

impl Outcome {
    /// The state of a row that has it.
    #[must_use]
    pub const fn state(&self) -> RowState {
        match self {
            Self::Created(_) => RowState::Created,
            Self::Failed(_) => RowState::Failed,
            Self::Skipped(_) => RowState::Skipped,
            Self::Unknown(_) => RowState::Unknown,
        }
    }

    /// Why the row is not created.
    #[must_use]
    pub const fn cause(&self) -> Option<&Cause> {
        match self {
            Self::Created(_) => None,
            Self::Failed(failure) | Self::Skipped(failure) | Self::Unknown(failure) => {
                Some(&failure.cause)
            }
        }
    }
}

/// `DeviceCreateResult`: the identity of a created device.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Created {
    /// Its product.
    pub product_key: String,
    /// Its key, supplied or made by EnOS.
    pub device_key: String,
    /// Its asset id.
    pub asset_id: String,
    /// The request that made it.
    pub request_id: Option<String>,
    /// Its secret as EnOS sealed it, when asked for.
    pub sealed: Option<Sealed>,
    /// Whether it was taken for the row's own by the user's word: because it existed before, or because
    /// nothing else could tell.
    pub adopted: bool,
}

impl Created {
    /// The device as one that is the row's by the user's word alone.
    #[must_use]
    pub fn adopted(found: &FoundDevice) -> Self {
        Self {
            adopted: true,
            ..found.into()
        }
    }
}

impl From<&FoundDevice> for Created {
    /// The device as one that its row made; which request did is not known.
    fn from(found: &FoundDevice) -> Self {
        Self {
            product_key: found.product_key.clone(),
            device_key: found.device_key.clone(),
            asset_id: found.asset_id.clone(),
            request_id: None,
            sealed: found.sealed.clone(),
            adopted: false,
        }
    }
}

/// The end of a row whose device was to be deleted again.
#[derive(Clone, Debug, PartialEq, Eq, strum::IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub enum Undone {
    /// `EnOS` says that it deleted the device as asked.
    Deleted,
    /// The device is gone, and not by a deletion that `EnOS` confirmed; the cause says how that is known.
    Gone(Cause),
    /// The device stays, for this reason.
    Kept(Cause),
    /// Nothing is settled, for this reason: another undo goes on with the row.
    Open(Cause),
}

impl Undone {
    /// The state of a row that has it.
    #[must_use]
    pub const fn state(&self) -> RowState {
        match self {
            Self::Deleted | Self::Gone(_) => RowState::Deleted,
            Self::Kept(_) | Self::Open(_) => RowState::Created,
        }
    }

    /// Whether another undo goes on with the row.
    #[must_use]
    pub const fn is_open(&self) -> bool {
        matches!(self, Self::Open(_))
    }

    /// Why, where `EnOS`'s word on a deletion does not say it.
    #[must_use]
    pub const fn cause(&self) -> Option<&Cause> {
        match self {
            Self::Deleted => None,
            Self::Gone(cause) | Self::Kept(cause) | Self::Open(cause) => Some(cause),
        }
    }
}

/// Why a row is not (known to be) created.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Failure {
    /// Why.
    pub cause: Cause,
    /// The request that failed.
    pub request_id: Option<String>,
}

impl From<Cause> for Failure {
    /// What no single request shows.
    fn from(cause: Cause) -> Self {
        Self {
            cause,
            request_id: None,
        }
    }
}

/// A device secret and its session key as received: both encrypted, both Base64.
///
/// This pair is what is stored; the plaintext never is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Sealed {
    /// The secret, sealed with the session key.
    pub device_secret: String,
    /// The session key, sealed with the public key registered for the caller.
    pub session_key: String,
}
