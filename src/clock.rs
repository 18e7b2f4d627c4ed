//! The system's clock, as the parts that are given one want it.

use std::sync::Arc;

use jiff::Timestamp;

/// Unix milliseconds now.
pub fn now() -> i64 {
    Timestamp::now().as_millisecond()
}

/// [`now`], to hand over.
pub fn shared() -> Arc<dyn Fn() -> i64 + Send + Sync> {
    Arc::new(now)
}
