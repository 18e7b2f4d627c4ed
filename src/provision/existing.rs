//! What becomes of a row whose device exists already.

use crate::domain::{
    Cause, Created, Difference, Draft, DraftRef, Existing, Field, FoundDevice, Holder, Maker,
    Outcome, Sealed, Timestamp,
};
use crate::provision::compare::differences;
use crate::provision::since::plausible;

/// So many differing fields are told with both values.
const TOLD: usize = 5;

/// What a row has to do with the device that has its product and key; the rest is what the row says itself. A plan
/// keeps very many of them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Likeness {
    /// The device's asset id; empty where `EnOS` shows none.
    pub asset_id: Box<str>,
    /// Where the device is not what the row says, in the order of the form.
    pub differs: Box<[Difference]>,
    create_time: Option<Timestamp>,
    sealed: Option<Box<Sealed>>,
}

impl Likeness {
    /// How `found` compares with the row `draft`.
    #[must_use]
    pub fn of(draft: &Draft, found: &FoundDevice) -> Self {
        Self {
            asset_id: found.asset_id.as_str().into(),
            differs: differences(draft, found).into(),
            create_time: found.create_time,
            sealed: found.sealed.clone().map(Box::new),
        }
    }

    /// What `policy` makes of the row; see [`existing`]. The draft is the one that the device was compared with.
    #[must_use]
    pub fn settled(&self, draft: DraftRef<'_>, policy: Existing) -> Outcome {
        let adopted = || Created {
            product_key: draft.product_key().to_owned(),
            device_key: draft.device_key().unwrap_or_default().to_owned(),
            asset_id: self.asset_id.as_ref().to_owned(),
            request_id: None,
            sealed: self.sealed.as_deref().cloned(),
            adopted: true,
        };
        settled(self.holder(draft, None), policy, adopted)
    }

    fn holder(&self, draft: DraftRef<'_>, maker: Option<Maker>) -> Holder {
        let name = self
            .differs
            .iter()
            .find(|differs| differs.field == Field::Name);
        let name = name.map_or_else(|| draft.name(), |differs| &differs.found);
        Holder {
            asset_id: self.asset_id.as_ref().to_owned(),
            device_name: name.to_owned(),
            since: self.create_time.filter(|at| plausible(*at)),
            differs: self.differs.iter().take(TOLD).cloned().collect(),
            more: self.differs.len().saturating_sub(TOLD),
            maker,
        }
    }
}

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
    let adopted = || Created::adopted(found);
    settled(holder(draft, found, maker), policy, adopted)
}

fn settled(by: Holder, policy: Existing, adopted: impl FnOnce() -> Created) -> Outcome {
    let adoptable = by.differs.is_empty() && !by.asset_id.is_empty();
    let taken = Cause::KeyTaken { by: Box::new(by) };
    match policy {
        Existing::Skip => Outcome::Skipped(taken.into()),
        Existing::Adopt if adoptable => Outcome::Created(adopted()),
        Existing::Adopt | Existing::Fail => Outcome::Failed(taken.into()),
    }
}

/// What there is to tell of the device that has the row's key.
pub(super) fn holder(draft: &Draft, found: &FoundDevice, maker: Option<Maker>) -> Holder {
    Likeness::of(draft, found).holder(draft.into(), maker)
}
