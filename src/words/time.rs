//! Times, and how long they last.

use std::time::Duration;

use jiff::tz::TimeZone;

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

/// When a time was, by the clock of `zone`: `today 14:02`, `Mon 23 Nov 09:40`, `2024-11-23`.
#[must_use]
pub fn when(at: Timestamp, now: Timestamp, zone: &TimeZone) -> Said {
    let [at, now] = [at, now].map(|time| Some(time.calendar()?.to_zoned_datetime(zone.clone())));
    let (Some(at), Some(now)) = (at, now) else {
        return Said::default();
    };
    let time = at.strftime("%H:%M").to_string();
    if at.date() == now.date() {
        return say!("today {time}", "今天 {time}");
    }
    if now.date().yesterday().is_ok_and(|day| day == at.date()) {
        return say!("yesterday {time}", "昨天 {time}");
    }
    if at.year() != now.year() {
        return Said::data(at.strftime("%Y-%m-%d"));
    }
    let (month, day) = (at.month(), at.day());
    let date = at.strftime("%a %-d %b");
    say!("{date} {time}", "{month} 月 {day} 日 {time}")
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
    fn a_day_is_told_by_how_near_it_is() {
        let now = Timestamp(1_751_457_600_000); // 2025-07-02 12:00 UTC
        let hours = |hours: i64| Timestamp(now.0 - hours * 3_600_000);
        let east = jiff::tz::TimeZone::fixed(jiff::tz::offset(8));
        for (at, en, zh) in [
            (hours(1), "today 19:00", "今天 19:00"),
            (hours(21), "yesterday 23:00", "昨天 23:00"),
            (hours(24 * 9), "Mon 23 Jun 20:00", "6 月 23 日 20:00"),
            (hours(24 * 400), "2024-05-28", "2024-05-28"),
        ] {
            let said = when(at, now, &east);
            assert_eq!((&*said.to(Lang::En), &*said.to(Lang::Zh)), (en, zh));
        }
        assert_eq!(when(Timestamp::MAX, now, &east), "");
    }

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
