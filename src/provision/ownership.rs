//! Whose device is it? What a device that was found under a row's key means for the row.

use super::existing::{existing, holder};
use super::since::{Made, Since};
use crate::domain::{Cause, Draft, Existing, FoundDevice, Maker, Outcome};

/// What a row may claim.
#[derive(Clone, Copy, Debug)]
pub struct Claim<'a> {
    /// What was sent, or is to be.
    pub draft: &'a Draft,
    /// Whether this program made its key; nobody else can have made the same one.
    pub automatic: bool,
    /// Since when the run may have made it; none when no request of the run can have been acted upon
    /// without a reply.
    pub doubt: Option<Since>,
    /// The other row that made the device, if the journal knows one: then it is not this row's.
    pub maker: Option<Maker>,
    /// What becomes of the row when the device is not its own.
    pub existing: Existing,
}

/// What `found`, which has the row's product and key, means for the row.
///
/// It is the row's own when its key was made here, or when it fits what was sent (name and time zone) and
/// was made since; the user's key alone proves nothing, for serial numbers are on everybody's list. It is
/// somebody else's when it was there before, or when no request of the run can have made it. Between the
/// two a person decides: a device that no longer fits may have been changed since it was made.
#[must_use]
pub fn judge(found: &FoundDevice, claim: Claim<'_>) -> Outcome {
    let Claim { draft, .. } = claim;
    // Without its asset id it could neither be told from another row's device nor be undone.
    if found.asset_id.is_empty() {
        return Outcome::Unknown(Cause::NoAssetId { shown: true }.into());
    }
    if claim.maker.is_some() {
        return existing(draft, found, claim.maker, claim.existing);
    }
    let fits = fits(draft, found);
    let made = match claim.doubt {
        Some(since) => since.made(found.create_time),
        // Nothing of this run can have made it.
        None => Made::Before,
    };
    match (fits, made) {
        // Nobody else draws the same random key; that it does not fit only means that it was changed since.
        _ if claim.automatic && (fits || claim.doubt.is_some()) => Outcome::Created(found.into()),
        (true, Made::Since) => Outcome::Created(found.into()),
        (_, Made::Before) => existing(draft, found, None, claim.existing),
        (_, Made::Unsure) => disputed(draft, found, false),
        (false, Made::Since) => disputed(draft, found, true),
    }
}

/// Whether the device has the name and the time zone that were sent.
#[must_use]
pub fn fits(draft: &Draft, found: &FoundDevice) -> bool {
    draft.device_name.default_value == found.device_name.default_value
        && draft.timezone == found.timezone
}

fn disputed(draft: &Draft, found: &FoundDevice, since: bool) -> Outcome {
    let by = Box::new(holder(draft, found, None));
    Outcome::Unknown(Cause::KeyDisputed { by, since }.into())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Field, RowIndex, RunId, StringI18n, Timestamp};
    use crate::provision::compare::differences;
    use crate::provision::since::{Span, Witness};

    const THEN: i64 = 1_751_457_600_123;
    const DAY: i64 = 24 * 60 * 60 * 1_000;

    /// A run that may have made its devices since then.
    fn since(began: i64) -> Since {
        Since {
            began: Timestamp(began),
            now: Timestamp(began + 5_000),
            clock: Some(Span {
                least: Timestamp(began + 5_000),
                most: Timestamp(began + 5_000),
            }),
            ..Since::default()
        }
    }

    /// The same, and a device is known that it surely made.
    fn witnessed(began: i64) -> Since {
        let at = began + 1_000;
        Since {
            witness: Some(Witness {
                shown: Timestamp(at),
                made: Span {
                    least: Timestamp(at),
                    most: Timestamp(at),
                },
            }),
            ..since(began)
        }
    }

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
            create_time: Some(Timestamp(THEN)),
            ..FoundDevice::default()
        }
    }

    /// One letter: c(reated), a(dopted), f(ailed), s(kipped), u(nknown).
    fn verdict(
        found: &FoundDevice,
        automatic: bool,
        doubt: Option<Since>,
        existing: Existing,
    ) -> char {
        let draft = draft();
        let claim = Claim {
            draft: &draft,
            automatic,
            doubt,
            maker: None,
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
    #[expect(clippy::too_many_lines, reason = "a table of cases")]
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
        let no_clock = Since {
            clock: None,
            ..since(THEN)
        };
        for (what, found, automatic, doubt, expected) in [
            ("made since", found(), false, Some(since(THEN)), 'c'),
            (
                "made before",
                found(),
                false,
                Some(witnessed(THEN + 2 * DAY)),
                'f',
            ),
            (
                "made before, by another clock perhaps",
                found(),
                false,
                Some(since(THEN + 2 * DAY)),
                'u',
            ),
            (
                "made before in some zone",
                found(),
                false,
                Some(since(THEN + 2_000)),
                'u',
            ),
            (
                "no clock to compare with",
                found(),
                false,
                Some(no_clock),
                'u',
            ),
            ("never in doubt", found(), false, None, 'f'),
            ("our own key", found(), true, None, 'c'),
            ("our own key, no clock", found(), true, Some(no_clock), 'c'),
            (
                "our own key, other name",
                other_name.clone(),
                true,
                None,
                'f',
            ),
            (
                "our own key, renamed",
                other_name.clone(),
                true,
                Some(since(THEN)),
                'c',
            ),
            ("other name", other_name.clone(), false, None, 'f'),
            (
                "other name, before",
                other_name.clone(),
                false,
                Some(witnessed(THEN + 2 * DAY)),
                'f',
            ),
            ("renamed since", other_name, false, Some(since(THEN)), 'u'),
            ("moved since", other_zone, false, Some(since(THEN)), 'u'),
            ("undated", undated.clone(), false, Some(since(THEN)), 'u'),
            ("undated, never in doubt", undated, false, None, 'f'),
        ] {
            assert_eq!(verdict(&found, automatic, doubt, Fail), expected, "{what}");
        }
    }

    #[test]
    fn a_device_that_is_shown_without_its_asset_id_is_disputed() {
        let nameless = FoundDevice {
            asset_id: String::new(),
            ..found()
        };
        let draft = draft();
        let claim = Claim {
            draft: &draft,
            automatic: true,
            doubt: Some(since(THEN)),
            maker: None,
            existing: Existing::Fail,
        };
        let Outcome::Unknown(failure) = judge(&nameless, claim) else {
            panic!("it was decided");
        };
        assert!(failure.cause.is_of_key());
        assert_eq!(failure.cause.code(), Some(crate::domain::KEY_EXISTED));
    }

    #[test]
    fn what_is_undecided_says_how_the_device_differs() {
        let renamed = FoundDevice {
            device_name: StringI18n::plain("Meter"),
            ..found()
        };
        let draft = draft();
        let claim = Claim {
            draft: &draft,
            automatic: false,
            doubt: Some(since(THEN)),
            maker: None,
            existing: Existing::Fail,
        };
        let Outcome::Unknown(failure) = judge(&renamed, claim) else {
            panic!("it was decided");
        };
        let Cause::KeyDisputed { by, .. } = failure.cause else {
            panic!("{failure:?}");
        };
        assert_eq!(by.device_name, "Meter");
        let differs: Vec<_> = by.differs.iter().map(|one| &one.field).collect();
        assert_eq!(differs, [&Field::Name]);
    }

    #[test]
    fn a_device_that_another_row_made_is_not_this_rows_whatever_its_time_says() {
        let draft = draft();
        let claim = |automatic, existing| Claim {
            draft: &draft,
            automatic,
            doubt: Some(since(THEN)),
            maker: Some(Maker {
                run: RunId(7),
                row: RowIndex(3),
            }),
            existing,
        };
        for automatic in [false, true] {
            let claim = claim(automatic, Existing::Fail);
            let Outcome::Failed(failure) = judge(&found(), claim) else {
                panic!("it was claimed");
            };
            assert!(
                matches!(&failure.cause, Cause::KeyTaken { by } if by.maker == claim.maker),
                "{failure:?}"
            );
        }
        let adopted = judge(&found(), claim(false, Existing::Adopt));
        assert!(matches!(adopted, Outcome::Created(created) if created.adopted));
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
        let differs = differences(&draft(), &other);
        assert!(matches!(differs.as_slice(), [differs] if differs.field == Field::Timezone));
    }
}
