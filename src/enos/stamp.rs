//! Timestamps for signing: the clock's milliseconds, never the same one twice.

use std::fmt;
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use crate::domain::Timestamp;

/// A clock.
pub type Clock = Arc<dyn Fn() -> Timestamp + Send + Sync>;

/// How far the stamps may run ahead of the clock before a clock set back is followed, ms.
const LEAD: i64 = 1_000;

/// Gives out the timestamps of one client.
///
/// `encryption` depends on the millisecond alone and the token service refuses a repeated one
/// (code 1001), so two requests in one millisecond must differ. A clock that was set back is
/// followed all the same: stamps left in the future would be refused for their age.
pub(super) struct Stamps {
    clock: Clock,
    last: Mutex<i64>,
    /// What is added to the clock, ms.
    offset: AtomicI64,
}

impl Stamps {
    /// Stamps from `clock`.
    pub(super) fn new(clock: Clock) -> Self {
        Self {
            clock,
            last: Mutex::new(i64::MIN),
            offset: AtomicI64::new(0),
        }
    }

    /// What the clock says, Unix ms.
    pub(super) fn now(&self) -> Timestamp {
        (self.clock)()
    }

    /// Stamps from now on by a clock that is `offset` ms ahead of this machine's.
    pub(super) fn follow(&self, offset: i64) {
        self.offset.store(offset, Ordering::Relaxed);
    }

    /// How far the stamps are ahead of this machine's clock, ms.
    pub(super) fn offset(&self) -> i64 {
        self.offset.load(Ordering::Relaxed)
    }

    /// The next timestamp, Unix ms.
    pub(super) fn next(&self) -> i64 {
        let now = self.now().shifted(self.offset()).0;
        let mut last = self.last.lock().unwrap_or_else(PoisonError::into_inner);
        let next = last.saturating_add(1);
        let close = (now..now.saturating_add(LEAD)).contains(&next);
        *last = if close { next } else { now };
        *last
    }
}

impl fmt::Debug for Stamps {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Stamps").field(&self.last).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stamps(clock: &Arc<AtomicI64>) -> Stamps {
        let clock = Arc::clone(clock);
        Stamps::new(Arc::new(move || Timestamp(clock.load(Ordering::Relaxed))))
    }

    #[test]
    fn no_millisecond_is_given_twice() {
        let clock = Arc::new(AtomicI64::new(100));
        let stamps = stamps(&clock);
        assert_eq!(
            [stamps.next(), stamps.next(), stamps.next()],
            [100, 101, 102]
        );
        clock.store(101, Ordering::Relaxed);
        assert_eq!(stamps.next(), 103);
        clock.store(200, Ordering::Relaxed);
        assert_eq!(stamps.next(), 200);
    }

    #[test]
    fn a_clock_set_back_is_followed() {
        let clock = Arc::new(AtomicI64::new(3_600_000));
        let stamps = stamps(&clock);
        stamps.next();
        clock.store(0, Ordering::Relaxed);
        assert_eq!(stamps.next(), 0);
    }
}
