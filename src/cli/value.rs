//! What flags take, and why a value is not it: in both languages, which clap's own parsers do not know.

use std::fmt;
use std::time::Duration;

use jiff::fmt::friendly::SpanParser;

use crate::domain::{Bounds, RunId};
use crate::said::{Lang, Said, grouped, say};

/// Why a value does not fit its flag.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Unfit(pub Said);

impl fmt::Display for Unfit {
    /// For developers; people are told by [`super::usage`].
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0.en())
    }
}

impl std::error::Error for Unfit {}

/// A run's number.
pub(super) fn run_id(text: &str) -> Result<RunId, Unfit> {
    let id = text.parse().ok().filter(|id| *id > 0).map(RunId);
    id.ok_or_else(|| Unfit(say!("runs are numbered from 1", "任务编号从 1 开始")))
}

/// How many devices go in one request.
pub(super) fn batch_size(text: &str) -> Result<u16, Unfit> {
    let size = text.parse().ok();
    let size = size.filter(|size| (1..=Bounds::MAX_BATCH_SIZE).contains(size));
    size.ok_or_else(|| {
        Unfit(say!(
            "a request takes 1 to {most} devices",
            "一个请求可含 1 到 {most} 台设备",
            most = grouped(Bounds::MAX_BATCH_SIZE)
        ))
    })
}

/// A count of devices.
pub(super) fn count(text: &str) -> Result<usize, Unfit> {
    let count = text.parse();
    count.map_err(|_| Unfit(say!("it is not a number", "不是数字")))
}

/// `90d`.
pub(super) fn days(text: &str) -> Result<Duration, Unfit> {
    let number = text
        .strip_suffix('d')
        .and_then(|days| days.parse::<u32>().ok());
    number
        .map(|days| Duration::from_secs(u64::from(days) * 24 * 60 * 60))
        .ok_or_else(|| {
            Unfit(say!(
                "it is not a number of days: write 90d",
                "不是天数：写成 90d"
            ))
        })
}

/// `2s`, `500ms` or `0`.
pub(super) fn duration(text: &str) -> Result<Duration, Unfit> {
    if text == "0" {
        return Ok(Duration::ZERO);
    }
    SpanParser::new()
        .parse_unsigned_duration(text)
        .map_err(|_| {
            Unfit(say!(
                "it is not a duration: write 2s or 500ms",
                "不是时长：写成 2s 或 500ms"
            ))
        })
}

/// A language, by its name or a locale's.
pub(super) fn lang(text: &str) -> Result<Lang, Unfit> {
    Lang::named(text).ok_or_else(|| Unfit(say!("write en or zh", "可选 en 或 zh")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_days() {
        assert_eq!(days("2d"), Ok(Duration::from_secs(172_800)));
        assert_eq!(days("0d"), Ok(Duration::ZERO));
        for wrong in ["", "d", "2", "-1d", "1.5d", "2 d", "2w", "99999999999d"] {
            assert!(days(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn times_have_a_unit() {
        assert_eq!(duration("2s"), Ok(Duration::from_secs(2)));
        assert_eq!(duration("500ms"), Ok(Duration::from_millis(500)));
        assert_eq!(duration("0"), Ok(Duration::ZERO));
        for wrong in ["", "2", "s", "-1s", "99999999999999999999s"] {
            assert!(duration(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn numbers_have_their_bounds() {
        assert_eq!(run_id("1"), Ok(RunId(1)));
        assert_eq!(batch_size("1000"), Ok(1000));
        for wrong in ["0", "-1", "", "x", "99999999999999999999"] {
            assert!(run_id(wrong).is_err(), "{wrong}");
            assert!(batch_size(wrong).is_err(), "{wrong}");
        }
        assert!(batch_size("10001").is_err());
    }
}
