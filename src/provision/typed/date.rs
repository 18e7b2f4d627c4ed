//! Dates and times as people type them.

use jiff::Timestamp;
use jiff::civil::{Date, DateTime};

use super::super::timezone;

/// `text` as `2019-05-06` when it is a day of the calendar, year first: `2019-5-6`, `2019/05/06`,
/// `2019.5.6`, `20190506`, `2019年5月6日`.
pub(in super::super) fn date(text: &str) -> Option<String> {
    let text = text.trim();
    let parts: Vec<&str> = match text.strip_suffix('日') {
        Some(day) => day.split(['年', '月']).collect(),
        None => match text.split(['-', '/', '.']).collect::<Vec<_>>() {
            whole if whole.len() == 1 && text.len() == 8 => {
                let (year, day) = text.split_at_checked(4)?;
                let (month, day) = day.split_at_checked(2)?;
                vec![year, month, day]
            }
            parts => parts,
        },
    };
    let &[year, month, day] = parts.as_slice() else {
        return None;
    };
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if year.len() != 4 || !digits(year) || !digits(month) || !digits(day) {
        return None;
    }
    let date = Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()?;
    Some(date.to_string())
}

/// The day of a date-time as the console's documents write one: `2019-05-06 08:00:00`.
pub(in super::super) fn date_of_console(text: &str) -> Option<String> {
    let (day, time) = text.split_once(' ')?;
    let is_time = time.len() == 8 && text.parse::<DateTime>().is_ok();
    date(day).filter(|iso| is_time && iso == day)
}

/// Unix milliseconds: as digits, as an ISO 8601 date-time with an offset, or as one without, on
/// the clocks of `zone`.
pub(super) fn unix_ms(plain: &str, zone: &str) -> Option<i64> {
    if let Ok(number) = plain.parse() {
        return Some(number);
    }
    if let Ok(instant) = plain.parse::<Timestamp>() {
        return Some(instant.as_millisecond());
    }
    let local: DateTime = plain.parse().ok()?;
    let instant = timezone::zone(zone)?.to_timestamp(local).ok()?;
    Some(instant.as_millisecond())
}
