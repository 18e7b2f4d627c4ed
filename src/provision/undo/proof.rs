//! Whether a device is still the one that a run made.

use super::Sight;
use crate::domain::{Draft, FoundDevice};
use crate::provision::compare::differences;

/// The status of a device that never connected (Search Devices V2.4, `status`).
const INACTIVE: &str = "inactive";

/// Whether `found` is still the device that was made of `draft` under `asset_id`: the same asset, never
/// active, and unchanged in all that the draft gives.
#[must_use]
pub fn judge(asset_id: Option<&str>, draft: &Draft, found: Option<&FoundDevice>) -> Sight {
    let Some(found) = found else {
        return Sight::Missing;
    };
    if asset_id.is_none_or(|ours| ours.is_empty() || ours != found.asset_id) {
        return Sight::Changed(format!(
            "the device with its key is asset {:?}, and the run made {:?}",
            found.asset_id,
            asset_id.unwrap_or_default()
        ));
    }
    if found.status != INACTIVE {
        return Sight::Changed(format!(
            "its status is {:?}: only devices that never connected are deleted",
            found.status
        ));
    }
    let fields = differences(draft, found);
    if fields.is_empty() {
        return Sight::Unchanged;
    }
    let fields: Vec<String> = fields.iter().map(ToString::to_string).collect();
    Sight::Changed(format!("it was changed since: {}", fields.join(", ")))
}
