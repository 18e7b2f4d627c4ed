//! Times, and how long they last.

use std::time::Duration;

use crate::domain::{Sign, Timestamp};
use crate::said::{Said, say};

/// A length of time, to the second below ten minutes and coarser above: `12 s`, `3 min 20 s`, `1 h 5 min`,
/// `2 days`.
#[must_use]
pub fn lasting(time: Duration) -> Said {
    let seconds = time.as_secs();
    let (days, hours, minutes) = (seconds / 86_400, seconds / 3_600, seconds / 60);
    match (days, hours, minutes) {
        (0, 0, 0) => say!("{seconds} s", "{seconds} 秒"),
        (0, 0, 1..10) => say!(
            "{minutes} min {seconds} s",
            "{minutes} 分 {seconds} 秒",
            seconds = seconds % 60
        ),
        (0, 0, _) => say!("{minutes} min", "{minutes} 分钟"),
        (0 | 1, ..) => say!(
            "{hours} h {minutes} min",
            "{hours} 小时 {minutes} 分",
            minutes = minutes % 60
        ),
        (2..1_000, ..) => say!("{days} days", "{days} 天"),
        _ => say!("years", "数年"),
    }
}

/// How long ago a time was: `2 h 5 min ago`.
#[must_use]
pub fn ago(at: Timestamp, now: Timestamp) -> Said {
    say!("{time} ago", "{time}前", time = lasting(now.since(at)))
}

/// What EnOS says of a time of a device.
pub(super) fn sign(of: &Sign) -> Said {
    match of {
        Sign::Never => say!("never", "从未"),
        Sign::At(at) => Said::data(match at.calendar() {
            Some(at) => at.strftime("%Y-%m-%d %H:%M:%S%.3f UTC").to_string(),
            None => at.0.to_string(),
        }),
        Sign::Odd(text) => Said::data(text.clone()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::said::Lang;

    #[test]
    fn time_is_as_exact_as_its_length_makes_sense_of() {
        for (seconds, shown) in [
            (0, "0 s"),
            (59, "59 s"),
            (60, "1 min 0 s"),
            (599, "9 min 59 s"),
            (600, "10 min"),
            (3_599, "59 min"),
            (3_600, "1 h 0 min"),
            (7_500, "2 h 5 min"),
            (86_400, "24 h 0 min"),
            (200_000, "2 days"),
            (u64::MAX, "years"),
        ] {
            assert_eq!(lasting(Duration::from_secs(seconds)).to(Lang::En), shown);
        }
    }
}
