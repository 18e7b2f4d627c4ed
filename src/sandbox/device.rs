//! One device as the gateway keeps it: as it was made, and the signs of its use since.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// A device that never connected (Search Devices V2.4, `status`).
pub(super) const INACTIVE: &str = "inactive";

/// One device.
#[derive(Clone, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Device {
    pub(super) asset_id: String,
    pub(super) product_key: String,
    pub(super) key: String,
    pub(super) name: Value,
    pub(super) desc: Option<String>,
    pub(super) timezone: String,
    pub(super) attributes: Map<String, Value>,
    pub(super) tags: BTreeMap<String, String>,
    /// In the clear: the sandbox made it up.
    pub(super) secret: String,
    /// Milliseconds since 1970.
    pub(super) created_at: i64,
    /// The request that made it; empty for what the catalogue brings along.
    pub(super) request_id: String,
    /// Whether somebody else made it, who is not a client of the API.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub(super) foreign: bool,
    #[serde(default, skip_serializing_if = "Signs::are_none")]
    pub(super) signs: Signs,
}

/// The documented signs of use and of change: times in milliseconds since 1970, none on a fresh device.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(super) struct Signs {
    /// None: [`INACTIVE`].
    pub(super) status: Option<String>,
    pub(super) active_time: i64,
    pub(super) last_online_time: i64,
    pub(super) last_offline_time: i64,
    pub(super) measurepoint_last_update: Option<i64>,
    pub(super) event_last_update: Option<i64>,
    pub(super) attribute_last_update: Option<i64>,
    pub(super) feature_last_update: Option<i64>,
    /// When somebody last edited it.
    pub(super) update_time: Option<i64>,
}

impl Signs {
    fn are_none(&self) -> bool {
        *self == Self::default()
    }
}

impl Device {
    /// Whether it was made since the start, rather than brought along by the catalogue.
    pub(super) fn is_made(&self) -> bool {
        !self.request_id.is_empty()
    }

    pub(super) fn status(&self) -> &str {
        self.signs.status.as_deref().unwrap_or(INACTIVE)
    }
}
