//! The system's clock, as the parts that are given one want it.

use std::sync::{Arc, OnceLock};
use std::time::Instant;

use jiff::Timestamp;

/// Unix milliseconds now.
pub(crate) fn now() -> i64 {
    Timestamp::now().as_millisecond()
}

/// Unix milliseconds by a clock that nobody sets: read once, it goes on by itself. For what is shown to wait or to last.
pub(crate) fn steady() -> i64 {
    static FIRST: OnceLock<(Instant, i64)> = OnceLock::new();
    let (first, unix) = FIRST.get_or_init(|| (Instant::now(), now()));
    let since = i64::try_from(first.elapsed().as_millis()).unwrap_or(i64::MAX);
    unix.saturating_add(since)
}

/// [`now`], to hand over.
pub(crate) fn shared() -> Arc<dyn Fn() -> i64 + Send + Sync> {
    Arc::new(now)
}
