//! The system's clock, as the parts that are given one want it.

use std::sync::{Arc, OnceLock};
use std::time::Instant;

use crate::domain::Timestamp;

/// Now.
pub(crate) fn now() -> Timestamp {
    Timestamp(jiff::Timestamp::now().as_millisecond())
}

/// Now by a clock that nobody sets: read once, it goes on by itself. For what is shown to wait or to last.
pub(crate) fn steady() -> Timestamp {
    static FIRST: OnceLock<(Instant, Timestamp)> = OnceLock::new();
    let (first, unix) = FIRST.get_or_init(|| (Instant::now(), now()));
    unix.after(first.elapsed())
}

/// [`now`], to hand over.
pub(crate) fn shared() -> Arc<dyn Fn() -> Timestamp + Send + Sync> {
    Arc::new(now)
}
