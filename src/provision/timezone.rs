//! Time zones as EnOS writes them: the list to pick from, and what one of them means.

mod names;

pub use names::also;
pub(super) use names::called;

use std::collections::BTreeSet;

use jiff::ToSpan;
use jiff::tz::{Offset, TimeZone, TimeZoneDatabase};

use crate::domain::Timestamp;

/// A time zone with what a person wants to know of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Zone {
    /// What goes into `timezone`: `+08:00` or `Asia/Shanghai`.
    pub id: String,
    /// Its offset at the time asked about: `+08:00`.
    pub offset_now: String,
    /// Whether its clocks change within the year after the time asked about.
    pub daylight_saving: bool,
}

/// Every zone worth offering at `at`: the offsets in use anywhere at that time, westernmost
/// first, then the current names of the bundled tz database in alphabetical order.
///
/// Superseded names (`Asia/Calcutta`, `PRC`) are left out; [`describe`] knows them nevertheless.
/// Empty for a time beyond the years −9999 to 9999.
#[must_use]
pub fn zones(at: Timestamp) -> Vec<Zone> {
    let Some(at) = at.calendar() else {
        return Vec::new();
    };
    let database = TimeZoneDatabase::bundled();
    let mut offsets = BTreeSet::new();
    let mut named = Vec::new();
    for name in database.available() {
        let id = name.as_str();
        if !is_place(id) {
            continue;
        }
        let Ok(zone) = database.get(id) else { continue };
        if zone.is_primary() {
            offsets.insert(zone.to_offset(at));
            named.push(describe_named(id, &zone, at));
        }
    }
    offsets
        .into_iter()
        .map(|offset| fixed(spell(offset)))
        .chain(named)
        .collect()
}

/// What `id` means at `at`; `None` unless it is spelled exactly as EnOS documents:
/// `+08:00`, or a name of the tz database in its own letter case
/// (EnOS API FAQ, time zone representation).
#[must_use]
pub fn describe(id: &str, at: Timestamp) -> Option<Zone> {
    if offset_minutes(id).is_some() {
        return Some(fixed(id.to_owned()));
    }
    let at = at.calendar()?;
    Some(describe_named(id, &named(id)?, at))
}

fn fixed(offset: String) -> Zone {
    Zone {
        id: offset.clone(),
        offset_now: offset,
        daylight_saving: false,
    }
}

fn describe_named(id: &str, zone: &TimeZone, at: jiff::Timestamp) -> Zone {
    let changes = at.checked_add((366 * 24).hours()).is_ok_and(|year_later| {
        zone.following(at)
            .next()
            .is_some_and(|change| change.timestamp() < year_later)
    });
    Zone {
        id: id.to_owned(),
        offset_now: spell(zone.to_offset(at)),
        daylight_saving: changes,
    }
}

/// Whether a tz database name is of the documented form `Area/City`, rather than an abbreviation
/// or one of the `Etc` zones, whose signs are the wrong way round.
pub(super) fn is_place(name: &str) -> bool {
    name.contains('/') && !name.starts_with("Etc/")
}

/// The zone called exactly `id` in the bundled tz database.
pub(super) fn named(id: &str) -> Option<TimeZone> {
    let zone = TimeZoneDatabase::bundled().get(id).ok()?;
    // The database itself does not mind the letter case; EnOS may.
    (zone.iana_name() == Some(id)).then_some(zone)
}

/// The zone that `id` stands for, offset or name.
pub(super) fn zone(id: &str) -> Option<TimeZone> {
    match offset_minutes(id) {
        Some(minutes) => Some(Offset::from_seconds(minutes * 60).ok()?.to_time_zone()),
        None => named(id),
    }
}

/// The minutes east of UTC that an offset in EnOS's spelling, `[+-]hh:mm`, means; below a day.
pub(super) fn offset_minutes(id: &str) -> Option<i32> {
    let &[sign @ (b'+' | b'-'), _, _, b':', _, _] = id.as_bytes() else {
        return None;
    };
    minutes_east(sign == b'-', id.get(1..3)?, id.get(4..)?)
}

/// The same of an offset whose figures have one or two digits.
pub(super) fn minutes_east(west: bool, hours: &str, minutes: &str) -> Option<i32> {
    let small = |digits: &str, below: i32| {
        let fits =
            matches!(digits.len(), 1 | 2) && digits.bytes().all(|byte| byte.is_ascii_digit());
        let number = digits.parse::<i32>().ok();
        number.filter(|number| fits && *number < below)
    };
    let east = small(hours, 24)? * 60 + small(minutes, 60)?;
    Some(if west { -east } else { east })
}

/// Minutes east of UTC in EnOS's spelling.
pub(super) fn spell_minutes(minutes: i32) -> String {
    let sign = if minutes < 0 { '-' } else { '+' };
    let minutes = minutes.unsigned_abs();
    format!("{sign}{:02}:{:02}", minutes / 60, minutes % 60)
}

fn spell(offset: Offset) -> String {
    spell_minutes(offset.seconds() / 60)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// 2024-05-01T00:00:00Z
    const MAY: i64 = 1_714_521_600_000;

    #[test]
    fn a_name_is_described_at_the_given_time() {
        let zone = describe("America/Los_Angeles", Timestamp(MAY)).unwrap();
        assert_eq!(zone.offset_now, "-07:00");
        assert!(zone.daylight_saving);
        // 2024-01-01T00:00:00Z
        let zone = describe("America/Los_Angeles", Timestamp(1_704_067_200_000)).unwrap();
        assert_eq!(zone.offset_now, "-08:00");
        assert!(
            !describe("Asia/Shanghai", Timestamp(MAY))
                .unwrap()
                .daylight_saving
        );
    }

    #[test]
    fn only_the_documented_spelling_is_described() {
        assert_eq!(
            describe("+05:45", Timestamp(MAY)).unwrap().offset_now,
            "+05:45"
        );
        for id in [
            "",
            "asia/shanghai",
            "+8:00",
            "08:00",
            "+08:60",
            "+24:00",
            "+0８:00",
            "Asia/Beijing",
            "Etc/Unknown",
        ] {
            assert_eq!(describe(id, Timestamp(MAY)), None, "{id}");
        }
    }

    #[test]
    fn the_list_has_offsets_then_current_names_each_once() {
        let zones = zones(Timestamp(MAY));
        let ids: Vec<_> = zones.iter().map(|zone| zone.id.as_str()).collect();
        assert_eq!(ids.first(), Some(&"-11:00"));
        for present in ["+00:00", "+05:45", "+08:00", "+14:00", "Asia/Shanghai"] {
            assert_eq!(ids.iter().filter(|id| **id == present).count(), 1);
        }
        for absent in ["Asia/Calcutta", "PRC", "Etc/GMT+8", "UTC"] {
            assert!(!ids.contains(&absent), "{absent}");
        }
        assert!(ids.len() > 400);
        for zone in &zones {
            assert_eq!(describe(&zone.id, Timestamp(MAY)).as_ref(), Some(zone));
        }
    }

    #[test]
    fn times_beyond_the_calendar_give_nothing() {
        assert_eq!(zones(Timestamp(i64::MAX)), []);
        assert_eq!(describe("Asia/Shanghai", Timestamp(i64::MIN)), None);
    }
}
