//! A row of an earlier run that says the same as one that is to be sent.

use serde::{Deserialize, Serialize};

use super::{Content, RowIndex, RowState, RunId};

/// A row that a run has had before, and how far it has come there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sent {
    /// The run.
    pub run: RunId,
    /// Its place there, from 0.
    pub row: RowIndex,
    /// What it says.
    pub content: Content,
    /// What it said before it was corrected, as far as that was asked for.
    pub former: Vec<Content>,
    /// Created, or not settled.
    pub state: RowState,
    /// Whether somebody was told how the run ended. Where it was cut short before, nobody was.
    pub told: bool,
    /// The created device's key.
    pub device_key: Option<String>,
    /// The created device's asset id.
    pub asset_id: Option<String>,
}

/// The row that made a device, as far as the journal knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Maker {
    /// Its run.
    pub run: RunId,
    /// Its place there, from 0; told and kept from 1. Reports call the place in a file `row`.
    #[serde(rename = "index")]
    pub row: RowIndex,
}
