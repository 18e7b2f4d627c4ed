//! What somebody who spelled a time zone otherwise probably meant.

use jiff::tz::{TimeZone, TimeZoneDatabase};

use super::super::text::half_width;
use super::super::timezone::{is_place, spell_minutes};

/// Places to name beside an offset, none with daylight saving.
const PLACES: [(i32, &str); 6] = [
    (180, "Asia/Riyadh"),
    (240, "Asia/Dubai"),
    (330, "Asia/Kolkata"),
    (420, "Asia/Bangkok"),
    (480, "Asia/Shanghai"),
    (540, "Asia/Tokyo"),
];

/// What people write, in lower case, and what to write instead.
const HABITS: [(&str, &[&str]); 16] = [
    (
        "+08:00 or Asia/Shanghai",
        &["beijing", "peking", "china", "china standard time", "bjt"],
    ),
    (
        "+08:00 or Asia/Shanghai",
        &["北京", "北京时间", "上海", "中国", "中国标准时间"],
    ),
    ("+08:00 for China, America/Chicago for the USA", &["cst"]),
    (
        "America/New_York, or -05:00 without daylight saving",
        &["est", "edt", "et", "eastern standard time", "new york"],
    ),
    (
        "America/Chicago, or -06:00 without daylight saving",
        &["cdt", "central standard time"],
    ),
    (
        "America/Denver, or -07:00 without daylight saving",
        &["mst", "mdt", "mountain standard time"],
    ),
    (
        "America/Los_Angeles, or -08:00 without daylight saving",
        &["pst", "pdt", "pacific standard time", "san francisco"],
    ),
    ("-10:00 or Pacific/Honolulu", &["hst"]),
    (
        "Europe/Paris, or +01:00 without daylight saving",
        &["cet", "cest", "met", "mez", "w. europe standard time"],
    ),
    (
        "Europe/Athens, or +02:00 without daylight saving",
        &["eet", "eest"],
    ),
    (
        "Europe/Lisbon, or +00:00 without daylight saving",
        &["wet", "west"],
    ),
    (
        "Europe/London, or +01:00 without daylight saving",
        &["bst", "gmt standard time"],
    ),
    (
        "+05:30 or Asia/Kolkata",
        &["ist", "india", "india standard time", "delhi", "mumbai"],
    ),
    ("+09:00 or Asia/Tokyo", &["jst", "tokyo standard time"]),
    ("+09:00 or Asia/Seoul", &["kst", "korea standard time"]),
    (
        "+08:00 or Asia/Singapore",
        &["sgt", "singapore standard time"],
    ),
];

/// What to write instead of the undocumented spelling `id`.
pub(super) fn advice(id: &str) -> String {
    let plain = half_width(id).trim().to_lowercase();
    let meant = offset(&plain)
        .map(beside_offset)
        .or_else(|| habit(&plain))
        .or_else(|| place(&plain));
    match meant {
        Some(meant) => format!("write {meant}"),
        None => "write an offset such as +08:00 or a name such as Asia/Shanghai".to_owned(),
    }
}

/// What to write instead of `id`, a name of the tz database that is no place's.
pub(super) fn replacement(id: &str, zone: &TimeZone) -> String {
    let plain = id.to_lowercase();
    // The signs of these count westwards, which nobody expects.
    if let Some(west) = plain.strip_prefix("etc/gmt").and_then(offset) {
        let meant = spell_minutes(-west);
        return if west == 0 {
            format!("write {meant}")
        } else {
            format!(
                "it means {meant}: write that, or {} if that was meant",
                spell_minutes(west)
            )
        };
    }
    match zone.primary_iana_name() {
        _ if habit(&plain).is_some() || offset(&plain).is_some() => advice(id),
        Some(place) if is_place(place) => format!("write {place}"),
        _ => advice(plain.strip_prefix("etc/").unwrap_or(&plain)),
    }
}

fn beside_offset(minutes: i32) -> String {
    let offset = spell_minutes(minutes);
    match PLACES.iter().find(|(at, _)| *at == minutes) {
        Some((_, place)) => format!("{offset} or {place}"),
        None => offset,
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
    let hours = small(hours).filter(|hours| *hours <= 14)?;
    let minutes = small(minutes).filter(|minutes| *minutes < 60)?;
    let east = hours * 60 + minutes;
    Some(if west.is_some() { -east } else { east })
}

/// A number of one or two digits.
fn small(digits: &str) -> Option<i32> {
    let fits = (1..=2).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit());
    fits.then(|| digits.parse().ok()).flatten()
}

fn habit(plain: &str) -> Option<String> {
    HABITS
        .iter()
        .find(|(_, spellings)| spellings.contains(&plain))
        .map(|(meant, _)| (*meant).to_owned())
}

/// The documented name that `plain` is a slip of: wrong case or blanks, a city alone, a city with
/// the wrong area, a letter or two astray.
fn place(plain: &str) -> Option<String> {
    let parts: Vec<_> = plain.split('/').map(str::trim).collect();
    let wanted = parts.join("/").replace(' ', "_");
    let city = wanted.rsplit('/').next()?;
    let names: Vec<String> = TimeZoneDatabase::bundled()
        .available()
        .map(|name| name.as_str().to_owned())
        .filter(|name| is_place(name))
        .collect();
    let is = |name: &&String| name.eq_ignore_ascii_case(&wanted);
    let ends = |name: &&String| {
        name.rsplit('/')
            .next()
            .is_some_and(|last| last.eq_ignore_ascii_case(city))
    };
    names
        .iter()
        .find(is)
        .or_else(|| names.iter().find(ends))
        .cloned()
        .or_else(|| habit(&city.replace('_', " ")))
        .or_else(|| {
            names
                .iter()
                .filter(|name| name.len().abs_diff(wanted.len()) <= 2)
                .map(|name| (strsim::osa_distance(&name.to_lowercase(), &wanted), name))
                .filter(|(distance, _)| *distance <= 2)
                .min_by_key(|(distance, _)| *distance)
                .map(|(_, name)| name.clone())
        })
}
