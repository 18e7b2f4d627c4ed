//! A clock that nobody sets: what waits or expires is measured by it.

use std::time::Duration;

use tokio::time::Instant;

use crate::enos::Clock;

/// Begins with the time of a clock and goes on by itself, whatever is made of that clock later.
#[derive(Clone, Copy, Debug)]
pub(super) struct Steady {
    /// Unix ms.
    began: i64,
    since: Instant,
}

impl Steady {
    /// Reads `clock` once.
    pub(super) fn new(clock: &Clock) -> Self {
        Self {
            began: clock(),
            since: Instant::now(),
        }
    }

    /// Unix ms.
    pub(super) fn now(&self) -> i64 {
        let elapsed = i64::try_from(self.since.elapsed().as_millis()).unwrap_or(i64::MAX);
        self.began.saturating_add(elapsed)
    }

    /// How long it is until `until`, Unix ms.
    pub(super) fn left(&self, until: i64) -> Duration {
        Duration::from_millis(u64::try_from(until.saturating_sub(self.now())).unwrap_or(0))
    }
}
