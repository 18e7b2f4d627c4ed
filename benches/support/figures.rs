//! Figures of several rounds, what the system says of a process, and lines of the README's table.

#![allow(dead_code, reason = "each bench uses its own part")]

use std::fmt;
use std::time::{Duration, Instant};

/// How long something took, round by round.
#[derive(Default)]
pub struct Figures(Vec<Duration>);

impl Figures {
    /// Adds a round.
    pub fn add(&mut self, took: Duration) {
        let place = self.0.partition_point(|other| *other < took);
        self.0.insert(place, took);
    }

    /// Adds a round of `work`.
    pub fn time<T>(&mut self, work: impl FnOnce() -> T) {
        let begun = Instant::now();
        // What it gives is let go of outside the round.
        let done = std::hint::black_box(work());
        self.add(begun.elapsed());
        drop(done);
    }

    /// The middle one; zero before the first round.
    pub fn median(&self) -> Duration {
        self.0.get(self.0.len() / 2).copied().unwrap_or_default()
    }

    /// The medians' ratio.
    pub fn ratio(&self, base: &Self) -> f64 {
        self.median().as_secs_f64() / base.median().as_secs_f64()
    }
}

impl fmt::Display for Figures {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let ms = |duration: Option<&Duration>| duration.map_or(0.0, Duration::as_secs_f64) * 1e3;
        let (least, most) = (ms(self.0.first()), ms(self.0.last()));
        let median = ms(Some(&self.median()));
        write!(f, "{median:.1} ms ({least:.1} to {most:.1})")
    }
}

/// A memory figure of a process in MiB, by the name that Linux gives it; none elsewhere.
pub fn memory(process: &str, name: &str) -> Option<f64> {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let line = status
        .lines()
        .find_map(|line| line.strip_prefix(name)?.strip_prefix(':'))?;
    let kib: u32 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    Some(f64::from(kib) / 1024.0)
}

/// A line of the README's table, which `cargo test --test figures` collects: what was measured, how much
/// that is, what it stands beside, and the bar with whether it is met, where there is one.
pub fn told(what: &str, figure: &str, beside: &str, bar: Option<(&str, bool)>) {
    let (bar, met) = match bar {
        Some((bar, true)) => (bar, "met"),
        Some((bar, false)) => (bar, "**missed**"),
        None => ("", ""),
    };
    println!("figure\t{what}\t{figure}\t{beside}\t{bar}\t{met}");
}

/// Milliseconds, with as many digits as can be read.
pub fn ms(duration: Duration) -> String {
    let ms = duration.as_secs_f64() * 1e3;
    let digits = match ms {
        100.0.. => 0,
        10.0.. => 1,
        1.0.. => 2,
        _ => 3,
    };
    format!("{ms:.digits$} ms")
}
