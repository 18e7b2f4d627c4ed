//! A clock that nobody sets: what waits or expires is measured by it.

use std::time::Duration;

use tokio::time::Instant;

use crate::domain::Timestamp;
use crate::enos::Clock;

/// Begins with the time of a clock and goes on by itself, whatever is made of that clock later.
#[derive(Clone, Copy, Debug)]
pub(super) struct Steady {
    began: Timestamp,
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

    pub(super) fn now(&self) -> Timestamp {
        self.began.after(self.since.elapsed())
    }

    /// How long it is until `until`.
    pub(super) fn left(&self, until: Timestamp) -> Duration {
        until.since(self.now())
    }
}
