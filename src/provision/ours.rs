//! Whose device is it? What a device that was found under a row's key means for the row.

use super::existing::{KEY_EXISTED, existing};
use crate::domain::{Draft, Existing, Failure, FoundDevice, Outcome};

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
        (true, true, _) | (true, _, Some(true)) => Outcome::Created(found.into()),
        (true, _, None) => Outcome::Unknown(failure(
            "EnOS has a device of this key and name but does not say when it was made; look at it in the \
             console, and take it or change the key"
                .to_owned(),
        )),
        _ => existing(draft, found, claim.existing),
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
    use crate::provision::compare::differences;

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
}
