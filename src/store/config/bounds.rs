//! What the bounds of a run may be.

use std::fmt::Display;
use std::time::Duration;

use super::time::Time;
use crate::domain::Bounds;
use crate::said::{Said, say};

/// A run that waits longer than this by itself looks dead.
const LONGEST: Duration = Duration::from_secs(60 * 60);
/// Whoever asks for more wants nobody to wait.
const LONGEST_ASKED: Duration = Duration::from_secs(7 * 24 * 60 * 60);
/// Anything shorter would be no pause.
const SHORTEST_PAUSE: Duration = Duration::from_millis(1);
/// In less not even a small batch is answered over a field link.
const SHORTEST_REPLY: Duration = Duration::from_millis(100);

/// Of each bound the key as written in the file, and what is wrong with it where it is out of range.
pub(super) fn problems(bounds: &Bounds) -> [(&'static str, Option<Said>); 11] {
    [
        ("batch_size", batch_size(bounds.batch_size)),
        ("batches_at_once", outside(bounds.batches_at_once, 1, 64)),
        ("attempts", outside(bounds.attempts, 1, 1_000)),
        ("lag", outside_time(bounds.lag, Duration::ZERO, LONGEST)),
        ("looks", outside(bounds.looks, 1, 100)),
        ("pause", outside_time(bounds.pause, SHORTEST_PAUSE, LONGEST)),
        ("longest_pause", longest_pause(bounds)),
        (
            "longest_asked_pause",
            outside_time(bounds.longest_asked_pause, Duration::ZERO, LONGEST_ASKED),
        ),
        ("faults", outside(bounds.faults, 1, 1_000)),
        ("failed_percent", outside(bounds.failed_percent, 0, 100)),
        (
            "reply_timeout",
            outside_time(bounds.reply_timeout, SHORTEST_REPLY, LONGEST),
        ),
    ]
}

fn batch_size(size: u16) -> Option<Said> {
    let (usual, most) = (Bounds::DEFAULT_BATCH_SIZE, Bounds::MAX_BATCH_SIZE);
    (!(1..=most).contains(&size)).then(|| {
        say!("{size} is out of range: 1 to {usual}, or up to {most} where an administrator has raised the limit", "{size} 超出范围：应为 1 到 {usual}；若管理员已提高上限，最多 {most}"
        )
    })
}

fn longest_pause(bounds: &Bounds) -> Option<Said> {
    let (longest, first) = (Time(bounds.longest_pause), Time(bounds.pause));
    outside_time(bounds.longest_pause, SHORTEST_PAUSE, LONGEST).or_else(|| {
        (longest < first).then(|| {
            say!(
                "{longest} is shorter than the first pause, `pause`: {first}",
                "{longest} 短于首次等待时间 `pause`：{first}"
            )
        })
    })
}

fn outside_time(time: Duration, least: Duration, most: Duration) -> Option<Said> {
    outside(Time(time), Time(least), Time(most))
}

fn outside<T: Copy + PartialOrd + Display>(value: T, least: T, most: T) -> Option<Said> {
    (value < least || value > most).then(|| {
        say!(
            "{value} is out of range: {least} to {most}",
            "{value} 超出范围：应为 {least} 到 {most}"
        )
    })
}
