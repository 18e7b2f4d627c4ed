//! What is wrong with a time zone, and what to write instead.

use crate::provision::flaw::ZoneAdvice;
use crate::said::{Said, say};

pub(super) fn zone(id: &str, known: bool, write: &ZoneAdvice) -> Said {
    let instead = advice(write);
    match write {
        ZoneAdvice::Within(..) => say!("{id} is in use nowhere; {instead}", =, instead),
        _ if known => say!(
            "{id} is in the tz database, but EnOS documents names of places only; {instead}", =, instead
        ),
        _ => say!("{id} is not a time zone EnOS documents; {instead}", =, instead),
    }
}

/// What to write.
pub(super) fn advice(of: &ZoneAdvice) -> Said {
    match of {
        ZoneAdvice::Any => {
            say!("write an offset such as +08:00 or a name such as Asia/Shanghai", =)
        }
        ZoneAdvice::This(zone) => say!("write {zone}", =),
        ZoneAdvice::Either(offset, place) => say!("write {offset} or {place}", =),
        ZoneAdvice::Seasonal(place, offset) => {
            say!("write {place}, or {offset} without daylight saving", =)
        }
        ZoneAdvice::ByCountry(china, usa) => {
            say!("write {china} for China, {usa} for the USA", =)
        }
        ZoneAdvice::Within(west, east) => say!("offsets go from {west} to {east}", =),
        ZoneAdvice::Westward(means, looks) => {
            say!("it means {means}: write that, or {looks} if that was meant", =)
        }
    }
}
