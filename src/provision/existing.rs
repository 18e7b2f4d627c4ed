//! What becomes of a row whose device exists already.

use jiff::Timestamp;

use crate::domain::{Created, Draft, Existing, Failure, Field, FoundDevice, Outcome};
use crate::provision::compare::{differences, values};
use crate::provision::since::plausible;
use crate::provision::text::quoted;

/// `EnOS`'s code for a device key that is taken (Batch Create Devices V2.4, return codes).
pub const KEY_EXISTED: i64 = 11_702;
/// So many differing fields are told with both values.
const TOLD: usize = 5;

/// What `policy` makes of the row `draft` whose device is `found` in `EnOS`. The words say whose the
/// device is, since when, and where it differs.
///
/// Only a device that is what the row says is adopted, and only one that `EnOS` gives an asset id for.
#[must_use]
pub fn existing(draft: &Draft, found: &FoundDevice, policy: Existing) -> Outcome {
    let fields = differences(draft, found);
    let failure = Failure {
        code: Some(KEY_EXISTED),
        msg: words(draft, found, &fields),
        request_id: None,
    };
    match policy {
        Existing::Skip => Outcome::Skipped(failure),
        Existing::Adopt if fields.is_empty() && !found.asset_id.is_empty() => {
            Outcome::Created(Created::adopted(found))
        }
        Existing::Adopt | Existing::Fail => Outcome::Failed(failure),
    }
}

fn words(draft: &Draft, found: &FoundDevice, fields: &[Field]) -> String {
    let name = quoted(&found.device_name.default_value);
    let since = found
        .create_time
        .filter(|at| plausible(*at))
        .and_then(|at| Timestamp::from_millisecond(at).ok())
        .map_or_else(
            || "an unknown time".to_owned(),
            |at| at.strftime("%Y-%m-%d %H:%M:%S UTC").to_string(),
        );
    let like = like(draft, found, fields);
    format!("the key belongs to {name} since {since}, which {like}")
}

/// How the device compares with the row: `is what this row says`, or `differs in …`.
pub(super) fn like(draft: &Draft, found: &FoundDevice, fields: &[Field]) -> String {
    if fields.is_empty() {
        return "is what this row says".to_owned();
    }
    let told = fields.iter().take(TOLD).map(|field| {
        let (wanted, there) = values(field, draft, found);
        format!("{field} ({}, here {})", quoted(&there), quoted(&wanted))
    });
    let mut told: Vec<String> = told.collect();
    if let more @ 1.. = fields.len().saturating_sub(TOLD) {
        told.push(format!("{more} more"));
    }
    format!("differs in {}", told.join(", "))
}
