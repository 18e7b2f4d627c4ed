//! The rule for time zones.

use super::super::Problem;
use super::super::flaw::{Flaw, Needed, ZoneAdvice};
use super::super::timezone::{is_place, named, offset_minutes, spell_minutes};
use super::Rules;
use super::zone_advice::{advice, replacement};
use crate::domain::Field;

/// The offsets in use on Earth, in minutes. What EnOS takes beyond them is not documented.
const IN_USE: std::ops::RangeInclusive<i32> = -12 * 60..=14 * 60;

/// `timezone`: mandatory; an offset such as `+08:00` or a tz database name such as
/// `Asia/Shanghai` (EnOS API FAQ, time zone representation); since 2.4 CU1 an unsupported one is
/// refused, but which are supported is not documented.
pub(super) fn check(id: &str, rules: Rules) -> Option<Problem> {
    let unknown = |known, write| {
        let id = id.to_owned();
        Flaw::Zone { id, known, write }
    };
    if id.trim().is_empty() {
        let what = Needed::Timezone;
        return Some(Problem::error(Field::Timezone, Flaw::Missing { what }));
    }
    let doubt = if let Some(minutes) = offset_minutes(id) {
        let [west, east] = [IN_USE.start(), IN_USE.end()].map(|end| spell_minutes(*end));
        (!IN_USE.contains(&minutes)).then(|| unknown(true, ZoneAdvice::Within(west, east)))
    } else if let Some(zone) = named(id) {
        (!is_place(id)).then(|| unknown(true, replacement(id, &zone)))
    } else {
        return Some(rules.unsure(Field::Timezone, unknown(false, advice(id))));
    };
    doubt.map(|flaw| Problem::warning(Field::Timezone, flaw))
}
