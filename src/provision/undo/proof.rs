//! Whether a device is still the one that a run made, and nobody has used or changed it since.

use std::collections::BTreeSet;

use jiff::Timestamp;

use super::{Blind, Sight};
use crate::domain::{Draft, Field, FoundDevice, Sign, ThingModel};
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

fn touched(made: Made<'_>, found: &FoundDevice) -> Option<String> {
    if made
        .asset_id
        .is_none_or(|ours| ours.is_empty() || ours != found.asset_id)
    {
        return Some(format!(
            "the device with its key is asset {:?}, and the run made {:?}",
            found.asset_id,
            made.asset_id.unwrap_or_default()
        ));
    }
    if found.status != INACTIVE {
        return Some(format!(
            "its status is {:?}: only devices that never connected are deleted",
            found.status
        ));
    }
    let used = USES.iter().find_map(|use_| match found.signs.get(*use_)? {
        Sign::Never => None,
        sign => Some(format!("its {use_} is {}: it was in use", told(sign))),
    });
    used.or_else(|| edited(made, found))
        .or_else(|| updated(found))
}

/// The fields that are not what the run made of them.
fn edited(made: Made<'_>, found: &FoundDevice) -> Option<String> {
    let mut fields = differences(made.draft, found);
    fields.extend(additions(made.draft, found, made.model));
    if fields.is_empty() {
        return None;
    }
    let told: Vec<String> = fields.iter().map(ToString::to_string).collect();
    let told = format!("it was changed since: {}", told.join(", "));
    let filled_in = |field: &Field| matches!(field, Field::Attribute(_));
    if made.model.is_none() && fields.iter().any(filled_in) {
        return Some(format!(
            "{told} (or EnOS filled it in: the thing model that would say so cannot be read)"
        ));
    }
    Some(told)
}

/// An update that was not its creation.
fn updated(found: &FoundDevice) -> Option<String> {
    let updates = found
        .signs
        .iter()
        .filter(|(name, _)| !USES.contains(&name.as_str()));
    updates.into_iter().find_map(|(name, sign)| {
        let since = match (sign, found.create_time) {
            (Sign::Never, _) => return None,
            (Sign::At(at), Some(created)) if *at <= created => return None,
            (Sign::At(_), Some(created)) => told(&Sign::At(created)),
            (_, created) => created.map_or("an unknown time".to_owned(), |at| told(&Sign::At(at))),
        };
        Some(format!(
            "its {name} is {}, and it was made at {since}",
            told(sign)
        ))
    })
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

fn told(sign: &Sign) -> String {
    match sign {
        Sign::Never => "never".to_owned(),
        Sign::At(at) => Timestamp::from_millisecond(*at).map_or_else(
            |_| at.to_string(),
            |at| at.strftime("%Y-%m-%d %H:%M:%S%.3f UTC").to_string(),
        ),
        Sign::Odd(text) => text.clone(),
    }
}
