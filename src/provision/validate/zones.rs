//! The rule for time zones.

use super::super::text::short;
use super::super::timezone::{is_place, named, offset_minutes, spell_minutes};
use super::super::{Problem, Severity};
use super::Rules;
use super::zone_advice::{advice, replacement};
use crate::domain::Field;

/// The offsets in use on Earth, in minutes. What EnOS takes beyond them is not documented.
const IN_USE: std::ops::RangeInclusive<i32> = -12 * 60..=14 * 60;

/// `timezone`: mandatory; an offset such as `+08:00` or a tz database name such as
/// `Asia/Shanghai` (EnOS API FAQ, time zone representation); since 2.4 CU1 an unsupported one is
/// refused, but which are supported is not documented.
pub(super) fn check(id: &str, rules: Rules) -> Option<Problem> {
    let (severity, message) = judge(id, rules)?;
    Some(Problem {
        field: Field::Timezone,
        severity,
        message,
    })
}

fn judge(id: &str, rules: Rules) -> Option<(Severity, String)> {
    if id.trim().is_empty() {
        let message = "required; write an offset such as +08:00 or a name such as Asia/Shanghai";
        return Some((Severity::Error, message.to_owned()));
    }
    if let Some(minutes) = offset_minutes(id) {
        return (!IN_USE.contains(&minutes)).then(|| {
            let (west, east) = (spell_minutes(*IN_USE.start()), spell_minutes(*IN_USE.end()));
            let message = format!("{id} is in use nowhere; offsets go from {west} to {east}");
            (Severity::Warning, message)
        });
    }
    if let Some(zone) = named(id) {
        return (!is_place(id)).then(|| {
            let message = format!(
                "{id} is in the tz database, but EnOS documents names of places only; {}",
                replacement(id, &zone)
            );
            (Severity::Warning, message)
        });
    }
    let message = format!(
        "{} is not a time zone EnOS documents; {}",
        short(id),
        advice(id)
    );
    Some((rules.unsure(), message))
}
