//! What becomes of a row whose device exists already.

use jiff::Timestamp;

use crate::domain::{Created, Draft, Existing, Failure, Field, FoundDevice, Outcome};
use crate::provision::compare::differences;
use crate::provision::text::quoted;

/// `EnOS`'s code for a device key that is taken (Batch Create Devices V2.4, return codes).
const EXISTED: i64 = 11702;

/// What `policy` makes of the row `draft` whose device is `found` in `EnOS`. The words say whose the
/// device is, since when, and where it differs.
///
/// Only a device that is what the row says is adopted, and only one that `EnOS` gives an asset id for.
#[must_use]
pub fn existing(draft: &Draft, found: &FoundDevice, policy: Existing) -> Outcome {
    let fields = differences(draft, found);
    let failure = Failure {
        code: Some(EXISTED),
        msg: words(found, &fields),
        request_id: None,
    };
    match policy {
        Existing::Skip => Outcome::Skipped(failure),
        Existing::Adopt if fields.is_empty() && !found.asset_id.is_empty() => {
            Outcome::Created(Created {
                product_key: found.product_key.clone(),
                device_key: found.device_key.clone(),
                asset_id: found.asset_id.clone(),
                request_id: None,
                sealed: found.sealed.clone(),
                adopted: true,
            })
        }
        Existing::Adopt | Existing::Fail => Outcome::Failed(failure),
    }
}

fn words(found: &FoundDevice, fields: &[Field]) -> String {
    let mut words = format!(
        "the key belongs to {} since {}",
        quoted(&found.device_name.default_value),
        found
            .create_time
            .and_then(|at| Timestamp::from_millisecond(at).ok())
            .map_or_else(
                || "an unknown time".to_owned(),
                |at| at.strftime("%Y-%m-%d %H:%M:%S UTC").to_string()
            )
    );
    if fields.is_empty() {
        words.push_str(", which is what this row says");
    } else {
        let fields: Vec<String> = fields.iter().map(ToString::to_string).collect();
        words.push_str(", which differs in ");
        words.push_str(&fields.join(", "));
    }
    words
}
