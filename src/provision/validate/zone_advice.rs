//! What somebody who spelled a time zone otherwise probably meant.

use jiff::tz::{TimeZone, TimeZoneDatabase};

use super::super::flaw::ZoneAdvice::{self, Either, Seasonal};
use super::super::text::half_width;
use super::super::timezone::{called, is_place, minutes_east, spell_minutes};

/// Places to name beside an offset, none with daylight saving.
const PLACES: [(&str, &str); 6] = [
    ("+03:00", "Asia/Riyadh"),
    ("+04:00", "Asia/Dubai"),
    ("+05:30", "Asia/Kolkata"),
    ("+07:00", "Asia/Bangkok"),
    ("+08:00", "Asia/Shanghai"),
    ("+09:00", "Asia/Tokyo"),
];

/// What to write instead of the undocumented spelling `id`.
pub(super) fn advice(id: &str) -> ZoneAdvice {
    let plain = half_width(id).trim().to_lowercase();
    offset(&plain)
        .map(beside_offset)
        .or_else(|| habit(&plain))
        .or_else(|| place(&plain))
        .or_else(|| called(&plain).map(|id| ZoneAdvice::This(id.to_owned())))
        .unwrap_or(ZoneAdvice::Any)
}

/// What to write instead of `id`, a name of the tz database that is no place's.
pub(super) fn replacement(id: &str, zone: &TimeZone) -> ZoneAdvice {
    let plain = id.to_lowercase();
    // The signs of these count westwards, which nobody expects.
    if let Some(west) = plain.strip_prefix("etc/gmt").and_then(offset) {
        let means = spell_minutes(-west);
        return match west {
            0 => ZoneAdvice::This(means),
            _ => ZoneAdvice::Westward(means, spell_minutes(west)),
        };
    }
    match zone.primary_iana_name() {
        _ if habit(&plain).is_some() || offset(&plain).is_some() => advice(id),
        Some(place) if is_place(place) => ZoneAdvice::This(place.to_owned()),
        _ => advice(plain.strip_prefix("etc/").unwrap_or(&plain)),
    }
}

fn beside_offset(minutes: i32) -> ZoneAdvice {
    let zone = spell_minutes(minutes);
    match PLACES.iter().find(|(offset, _)| *offset == zone) {
        Some((offset, place)) => Either(offset, place),
        None => ZoneAdvice::This(zone),
    }
}

/// The minutes east of UTC that a dialect means: `UTC+8`, `GMT+08:00`, `+8`, `8`, `+0800`, `z`,
/// `(utc+08:00) beijing`.
fn offset(plain: &str) -> Option<i32> {
    let plain = match plain.strip_prefix('(') {
        Some(inner) => inner.split(')').next()?,
        None => plain,
    };
    if matches!(
        plain,
        "z" | "zulu" | "utc" | "gmt" | "uct" | "universal" | "greenwich"
    ) {
        return Some(0);
    }
    let figure = plain
        .strip_prefix("utc")
        .or_else(|| plain.strip_prefix("gmt"))
        .unwrap_or(plain)
        .trim_start();
    let west = figure.strip_prefix(['-', '−', '–']);
    let figure = west
        .or_else(|| figure.strip_prefix('+'))
        .unwrap_or(figure)
        .trim_start();
    let (hours, minutes) = figure.split_once(':').unwrap_or_else(|| {
        figure
            .split_at_checked(figure.len().saturating_sub(2))
            .filter(|(hours, _)| !hours.is_empty())
            .unwrap_or((figure, "0"))
    });
    minutes_east(west.is_some(), hours, minutes).filter(|east| east.abs() < 15 * 60)
}

/// What people write, in lower case, and what to write instead.
fn habit(plain: &str) -> Option<ZoneAdvice> {
    Some(match plain {
        "beijing"
        | "peking"
        | "china"
        | "china standard time"
        | "bjt"
        | "北京"
        | "北京时间"
        | "上海"
        | "中国"
        | "中国标准时间" => Either("+08:00", "Asia/Shanghai"),
        "cst" => ZoneAdvice::ByCountry("+08:00", "America/Chicago"),
        "est" | "edt" | "et" | "eastern standard time" | "new york" => {
            Seasonal("America/New_York", "-05:00")
        }
        "cdt" | "central standard time" => Seasonal("America/Chicago", "-06:00"),
        "mst" | "mdt" | "mountain standard time" => Seasonal("America/Denver", "-07:00"),
        "pst" | "pdt" | "pacific standard time" | "san francisco" => {
            Seasonal("America/Los_Angeles", "-08:00")
        }
        "hst" => Either("-10:00", "Pacific/Honolulu"),
        "cet" | "cest" | "met" | "mez" | "w. europe standard time" => {
            Seasonal("Europe/Paris", "+01:00")
        }
        "eet" | "eest" => Seasonal("Europe/Athens", "+02:00"),
        "wet" | "west" => Seasonal("Europe/Lisbon", "+00:00"),
        "bst" | "gmt standard time" => Seasonal("Europe/London", "+00:00"),
        "ist" | "india" | "india standard time" | "delhi" | "mumbai" => {
            Either("+05:30", "Asia/Kolkata")
        }
        "jst" | "tokyo standard time" => Either("+09:00", "Asia/Tokyo"),
        "kst" | "korea standard time" => Either("+09:00", "Asia/Seoul"),
        "sgt" | "singapore standard time" => Either("+08:00", "Asia/Singapore"),
        _ => return None,
    })
}

/// The documented name that `plain` is a slip of: wrong case or blanks, a city alone, a city with
/// the wrong area, a letter or two astray.
fn place(plain: &str) -> Option<ZoneAdvice> {
    let parts: Vec<_> = plain.split('/').map(str::trim).collect();
    let wanted = parts.join("/").replace(' ', "_");
    let city = last(&wanted);
    let names: Vec<String> = TimeZoneDatabase::bundled()
        .available()
        .map(|name| name.as_str().to_owned())
        .filter(|name| is_place(name))
        .collect();
    let this = |name: &String| ZoneAdvice::This(name.clone());
    let is = |name: &&String| name.eq_ignore_ascii_case(&wanted);
    let ends = |name: &&String| last(name).eq_ignore_ascii_case(city);
    let alike = || {
        names
            .iter()
            .filter(|name| name.len().abs_diff(wanted.len()) <= 2)
            .map(|name| (strsim::osa_distance(&name.to_lowercase(), &wanted), name))
            .filter(|(distance, _)| *distance <= 2)
            .min_by_key(|(distance, _)| *distance)
    };
    let mut whole = names.iter();
    let exact = whole.find(is).or_else(|| names.iter().find(ends));
    exact
        .map(this)
        .or_else(|| habit(&city.replace('_', " ")))
        .or_else(|| alike().map(|(_, name)| this(name)))
}

/// The part of a name after its last slash.
fn last(name: &str) -> &str {
    name.rsplit_once('/').map_or(name, |(_, last)| last)
}
