//! Whose device is it? What a device that was found under a row's key means for the row.

use jiff::Timestamp;

use super::compare::differences;
use crate::domain::{Created, Draft, Existing, Failure, FoundDevice, Outcome};

/// `EnOS`'s code for a key that is taken (Batch Create Devices V2.4, return codes).
pub const KEY_EXISTED: i64 = 11_702;

/// What a row may claim.
#[derive(Clone, Copy, Debug)]
pub struct Claim<'a> {
    /// What was sent, or is to be.
    pub draft: &'a Draft,
    /// Whether this program made its key; nobody else can have made the same one.
    pub automatic: bool,
    /// Since when the run may have made it, by the gateway's clock, Unix ms; none when no request of the
    /// run can have been acted upon without a reply.
    pub since: Option<i64>,
    /// What becomes of the row when the device is not its own.
    pub existing: Existing,
}

/// What `found`, which has the row's product and key, means for the row.
///
/// It is the row's own when it fits what was sent (name and time zone) and was made since; the key alone
/// proves nothing, for serial numbers are on everybody's list.
#[must_use]
pub fn judge(found: &FoundDevice, claim: Claim<'_>) -> Outcome {
    let Claim { draft, .. } = claim;
    let fits = draft.device_name.default_value == found.device_name.default_value
        && draft.timezone == found.timezone;
    let in_time = match (claim.since, found.create_time) {
        (Some(since), Some(created)) => Some(created >= since),
        (Some(_), None) => None,
        (None, _) => Some(false),
    };
    if found.asset_id.is_empty() {
        return Outcome::Unknown(failure(
            "EnOS shows the device without its assetId; go on with the run later to ask again"
                .to_owned(),
        ));
    }
    match (fits, claim.automatic, in_time) {
        (true, true, _) | (true, _, Some(true)) => Outcome::Created(taken(found, false)),
        (true, _, None) => Outcome::Unknown(failure(
            "EnOS has a device of this key and name but does not say when it was made; look at it in the \
             console, and take it or change the key"
                .to_owned(),
        )),
        _ => foreign(found, draft, claim.existing),
    }
}

/// What the user's wish makes of a row whose device is somebody else's.
fn foreign(found: &FoundDevice, draft: &Draft, existing: Existing) -> Outcome {
    let whose = whose(found);
    match existing {
        Existing::Fail => Outcome::Failed(failure(format!("DeviceKey existed: {whose}"))),
        Existing::Skip => Outcome::Skipped(failure(format!("left alone: {whose}"))),
        Existing::Adopt => {
            let differing: Vec<String> = differences(draft, found)
                .iter()
                .map(ToString::to_string)
                .collect();
            if differing.is_empty() {
                Outcome::Created(taken(found, true))
            } else {
                Outcome::Failed(failure(format!(
                    "DeviceKey existed, and it is not what the row says in {}: {whose}",
                    differing.join(", ")
                )))
            }
        }
    }
}

/// Which device it is, and since when it exists.
fn whose(found: &FoundDevice) -> String {
    let since = found
        .create_time
        .and_then(|at| Timestamp::from_millisecond(at).ok())
        .map(|at| at.strftime(" since %Y-%m-%d %H:%M UTC").to_string())
        .unwrap_or_default();
    format!(
        "the key is that of \"{}\"{since}, asset {}",
        found.device_name.default_value, found.asset_id
    )
}

fn taken(found: &FoundDevice, adopted: bool) -> Created {
    Created {
        product_key: found.product_key.clone(),
        device_key: found.device_key.clone(),
        asset_id: found.asset_id.clone(),
        request_id: None,
        sealed: found.sealed.clone(),
        adopted,
    }
}

fn failure(msg: String) -> Failure {
    Failure {
        code: Some(KEY_EXISTED),
        msg,
        request_id: None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Field, StringI18n};

    const THEN: i64 = 1_751_457_600_000;

    fn draft() -> Draft {
        Draft {
            product_key: "P".to_owned(),
            device_name: StringI18n::plain("Inverter 1"),
            timezone: "+08:00".to_owned(),
            device_key: Some("INV-1".to_owned()),
            ..Draft::default()
        }
    }

    fn found() -> FoundDevice {
        FoundDevice {
            product_key: "P".to_owned(),
            device_key: "INV-1".to_owned(),
            asset_id: "A1".to_owned(),
            device_name: StringI18n::plain("Inverter 1"),
            timezone: "+08:00".to_owned(),
            create_time: Some(THEN),
            ..FoundDevice::default()
        }
    }

    /// One letter: c(reated), a(dopted), f(ailed), s(kipped), u(nknown).
    fn verdict(
        found: &FoundDevice,
        automatic: bool,
        since: Option<i64>,
        existing: Existing,
    ) -> char {
        let draft = draft();
        let claim = Claim {
            draft: &draft,
            automatic,
            since,
            existing,
        };
        match judge(found, claim) {
            Outcome::Created(created) if created.adopted => 'a',
            Outcome::Created(_) => 'c',
            Outcome::Failed(_) => 'f',
            Outcome::Skipped(_) => 's',
            Outcome::Unknown(_) => 'u',
        }
    }

    #[test]
    fn a_device_is_the_rows_own_when_it_fits_and_was_made_since() {
        use Existing::Fail;
        let other_name = FoundDevice {
            device_name: StringI18n::plain("Meter"),
            ..found()
        };
        let other_zone = FoundDevice {
            timezone: "+09:00".to_owned(),
            ..found()
        };
        let undated = FoundDevice {
            create_time: None,
            ..found()
        };
        for (what, found, automatic, since, expected) in [
            ("made since", found(), false, Some(THEN), 'c'),
            ("made before", found(), false, Some(THEN + 1), 'f'),
            ("never in doubt", found(), false, None, 'f'),
            ("our own key", found(), true, None, 'c'),
            (
                "our own key, other name",
                other_name.clone(),
                true,
                None,
                'f',
            ),
            ("other name", other_name, false, Some(THEN), 'f'),
            ("other zone", other_zone, false, Some(THEN), 'f'),
            ("undated", undated.clone(), false, Some(THEN), 'u'),
            ("undated, never in doubt", undated, false, None, 'f'),
        ] {
            assert_eq!(verdict(&found, automatic, since, Fail), expected, "{what}");
        }
    }

    #[test]
    fn somebody_elses_device_is_what_the_user_wished() {
        let mut other = found();
        other.device_tags.insert("crew".to_owned(), "3".to_owned());
        assert_eq!(verdict(&found(), false, None, Existing::Skip), 's');
        assert_eq!(verdict(&found(), false, None, Existing::Adopt), 'a');
        assert_eq!(
            verdict(&other, false, None, Existing::Adopt),
            'a',
            "tags that were not asked for"
        );
        other.timezone = "UTC".to_owned();
        assert_eq!(verdict(&other, false, None, Existing::Adopt), 'f');
        assert_eq!(differences(&draft(), &other), [Field::Timezone]);
    }

    #[test]
    fn a_failure_says_whose_and_since_when() {
        let draft = draft();
        let claim = Claim {
            draft: &draft,
            automatic: false,
            since: None,
            existing: Existing::Fail,
        };
        let Outcome::Failed(failure) = judge(&found(), claim) else {
            panic!("it is somebody else's");
        };
        assert_eq!(failure.code, Some(KEY_EXISTED));
        assert_eq!(
            failure.msg,
            "DeviceKey existed: the key is that of \"Inverter 1\" since 2025-07-02 12:00 UTC, asset A1"
        );
    }
}
