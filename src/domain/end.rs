//! How a run ends.

use serde::{Deserialize, Serialize};

use super::Cause;

/// Why a run is over.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "how", rename_all = "snake_case")]
pub enum End {
    /// No row is left to send or to look up.
    Finished,
    /// The user stopped it; rows are left queued or unknown.
    Cancelled,
    /// Going on would do no good, or nobody said that it should after a pause by itself; rows are left queued or
    /// unknown.
    Stopped {
        /// Why.
        cause: Box<Cause>,
    },
}
