//! What is wrong with a time zone, and what to write instead.

use crate::provision::flaw::ZoneAdvice;
use crate::said::{Said, say};

pub(super) fn zone(id: &str, known: bool, write: &ZoneAdvice) -> Said {
    let instead = advice(write);
    match write {
        ZoneAdvice::Within(..) => say!(
            "{id} is not in use anywhere; {instead}",
            "没有地区使用 {id}；{instead}",
            instead
        ),
        _ if known => say!(
            "{id} is in the tz database, but EnOS documents only place names; {instead}",
            "{id} 在 tz 数据库中，但 EnOS 文档只列出地名；{instead}",
            instead
        ),
        _ => say!(
            "{id} is not a time zone EnOS documents; {instead}",
            "{id} 不是 EnOS 文档所列的时区；{instead}",
            instead
        ),
    }
}

/// What to write.
pub(super) fn advice(of: &ZoneAdvice) -> Said {
    match of {
        ZoneAdvice::Any => {
            say!(
                "write an offset such as +08:00 or a name such as Asia/Shanghai",
                "应写偏移量（如 +08:00）或名称（如 Asia/Shanghai）"
            )
        }
        ZoneAdvice::This(zone) => say!("write {zone}", "应写 {zone}"),
        ZoneAdvice::Either(offset, place) => {
            say!("write {offset} or {place}", "应写 {offset} 或 {place}")
        }
        ZoneAdvice::Seasonal(place, offset) => {
            say!(
                "write {place}, or {offset} without daylight saving",
                "应写 {place}，不用夏令时则写 {offset}"
            )
        }
        ZoneAdvice::ByCountry(china, usa) => {
            say!(
                "write {china} for China, {usa} for the USA",
                "中国写 {china}，美国写 {usa}"
            )
        }
        ZoneAdvice::Within(west, east) => say!(
            "offsets go from {west} to {east}",
            "偏移量范围为 {west} 到 {east}"
        ),
        ZoneAdvice::Westward(means, looks) => {
            say!(
                "it means {means}: write that, or {looks} if that is what you meant",
                "它表示 {means}：应写 {means}；若本意是 {looks}，则写 {looks}"
            )
        }
    }
}
