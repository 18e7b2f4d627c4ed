//! Whether a device is still the one that a run made, and nobody has used or changed it since.

use std::collections::BTreeSet;

use super::{Blind, Sight};
use crate::domain::{Cause, Draft, Field, FoundDevice, Sign, ThingModel};
use crate::provision::compare::{additions, differences};

/// The status of a device that never connected (Search Devices V2.4, `status`).
const INACTIVE: &str = "inactive";
/// The times of a device that was used (Search Devices V2.4); 0 in one that never was.
const USES: [&str; 3] = ["activeTime", "lastOnlineTime", "lastOfflineTime"];

/// A device as the run made it.
#[derive(Clone, Copy, Debug)]
pub struct Made<'a> {
    /// Its asset id, where it is known.
    pub asset_id: Option<&'a str>,
    /// What it was made of.
    pub draft: &'a Draft,
    /// Its thing model, where it could be read: the defaults in it are EnOS's own.
    pub model: Option<&'a ThingModel>,
}

/// Whether `found` is still what was made: the same asset, never active, equal to its draft in both
/// directions, and without any sign of a change since its creation. Every doubt counts as a change.
#[must_use]
pub fn judge(made: Made<'_>, found: &FoundDevice) -> Sight {
    match touched(made, found) {
        Some(why) => Sight::Changed(why),
        None => Sight::Untouched(blind(found)),
    }
}

fn touched(made: Made<'_>, found: &FoundDevice) -> Option<Cause> {
    if made
        .asset_id
        .is_none_or(|ours| ours.is_empty() || ours != found.asset_id)
    {
        return Some(Cause::OtherAsset {
            found: found.asset_id.clone(),
            made: made.asset_id.unwrap_or_default().to_owned(),
        });
    }
    if found.status != INACTIVE {
        let status = found.status.clone();
        return Some(Cause::Connected { status });
    }
    let used = USES.iter().find_map(|use_| {
        let at = found.signs.get(*use_).filter(|at| **at != Sign::Never)?;
        let (field, at) = ((*use_).to_owned(), at.clone());
        Some(Cause::Used { field, at })
    });
    used.or_else(|| edited(made, found))
        .or_else(|| updated(found))
}

/// The fields that are not what the run made of them.
fn edited(made: Made<'_>, found: &FoundDevice) -> Option<Cause> {
    let differs = differences(made.draft, found).into_iter();
    let mut fields: Vec<Field> = differs.map(|differs| differs.field).collect();
    fields.extend(additions(made.draft, found, made.model));
    let attribute = |field: &Field| matches!(field, Field::Attribute(_));
    let model_unknown = made.model.is_none() && fields.iter().any(attribute);
    (!fields.is_empty()).then_some(Cause::Edited {
        fields,
        model_unknown,
    })
}

/// An update that was not its creation.
fn updated(found: &FoundDevice) -> Option<Cause> {
    let made = found.create_time;
    let update = |(name, at): (&String, &Sign)| {
        !USES.contains(&name.as_str())
            && match at {
                Sign::Never => false,
                Sign::At(at) => made.is_none_or(|made| *at > made),
                Sign::Odd(_) => true,
            }
    };
    let (field, at) = found.signs.iter().find(|sign| update(*sign))?;
    let (field, at) = (field.clone(), at.clone());
    Some(Cause::Updated { field, at, made })
}

/// What the reply does not say of a device, so that it cannot be known.
fn blind(found: &FoundDevice) -> BTreeSet<Blind> {
    let mut blind = BTreeSet::new();
    if USES.iter().any(|use_| !found.signs.contains_key(*use_)) {
        blind.insert(Blind::Uses);
    }
    if found.signs.keys().all(|name| USES.contains(&name.as_str())) {
        blind.insert(Blind::Updates);
    }
    blind
}
