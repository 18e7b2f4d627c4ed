//! What is wrong with a time zone, and what to write instead.

use std::fmt;

use crate::provision::flaw::ZoneAdvice;

pub(super) fn zone(
    f: &mut fmt::Formatter<'_>,
    id: &str,
    known: bool,
    write: &ZoneAdvice,
) -> fmt::Result {
    let why = match write {
        ZoneAdvice::Within(..) => "in use nowhere",
        _ if known => "in the tz database, but EnOS documents names of places only",
        _ => "not a time zone EnOS documents",
    };
    write!(f, "{id} is {why}; {write}")
}

impl fmt::Display for ZoneAdvice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Any => {
                f.write_str("write an offset such as +08:00 or a name such as Asia/Shanghai")
            }
            Self::This(zone) => write!(f, "write {zone}"),
            Self::Either(offset, place) => write!(f, "write {offset} or {place}"),
            Self::Seasonal(place, offset) => {
                write!(f, "write {place}, or {offset} without daylight saving")
            }
            Self::ByCountry(china, usa) => {
                write!(f, "write {china} for China, {usa} for the USA")
            }
            Self::Within(west, east) => write!(f, "offsets go from {west} to {east}"),
            Self::Westward(means, looks) => {
                write!(
                    f,
                    "it means {means}: write that, or {looks} if that was meant"
                )
            }
        }
    }
}
