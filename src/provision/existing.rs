//! What becomes of a row whose device exists already.

use crate::domain::{Cause, Created, Draft, Existing, FoundDevice, Holder, Maker, Outcome};
use crate::provision::compare::{difference, differences};
use crate::provision::since::plausible;

/// So many differing fields are told with both values.
const TOLD: usize = 5;

/// What `policy` makes of the row `draft` whose device is `found` in `EnOS`, and was made by `maker` as far as the
/// journal knows. The cause says whose the device is, since when, and where it differs.
///
/// Only a device that is what the row says is adopted, and only one that `EnOS` gives an asset id for.
#[must_use]
pub fn existing(
    draft: &Draft,
    found: &FoundDevice,
    maker: Option<Maker>,
    policy: Existing,
) -> Outcome {
    let by = holder(draft, found, maker);
    let same = by.differs.is_empty();
    let taken = Cause::KeyTaken { by: Box::new(by) };
    match policy {
        Existing::Skip => Outcome::Skipped(taken.into()),
        Existing::Adopt if same && !found.asset_id.is_empty() => {
            Outcome::Created(Created::adopted(found))
        }
        Existing::Adopt | Existing::Fail => Outcome::Failed(taken.into()),
    }
}

/// What there is to tell of the device that has the row's key.
pub(super) fn holder(draft: &Draft, found: &FoundDevice, maker: Option<Maker>) -> Holder {
    let fields = differences(draft, found);
    let more = fields.len().saturating_sub(TOLD);
    let told = fields.into_iter().take(TOLD);
    Holder {
        asset_id: found.asset_id.clone(),
        device_name: found.device_name.default_value.clone(),
        since: found.create_time.filter(|at| plausible(*at)),
        differs: told.map(|field| difference(field, draft, found)).collect(),
        more,
        maker,
    }
}
