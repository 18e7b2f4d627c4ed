//! A moment.

use std::time::Duration;

use serde::{Deserialize, Serialize};

/// A moment by whatever clock is named beside it, Unix milliseconds. Its arithmetic ends at the first and the last
/// moment there is.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
pub struct Timestamp(pub i64);

impl Timestamp {
    /// Before everything.
    pub const MIN: Self = Self(i64::MIN);
    /// After everything.
    pub const MAX: Self = Self(i64::MAX);

    /// So long after it.
    #[must_use]
    pub fn after(self, time: Duration) -> Self {
        self.shifted(millis(time))
    }

    /// So long before it.
    #[must_use]
    pub fn before(self, time: Duration) -> Self {
        Self(self.0.saturating_sub(millis(time)))
    }

    /// How long after `earlier` it is; nothing where it is before.
    #[must_use]
    pub fn since(self, earlier: Self) -> Duration {
        Duration::from_millis(u64::try_from(self.ahead_of(earlier)).unwrap_or(0))
    }

    /// How far ahead of `other` it is, ms; below 0 where it is behind.
    #[must_use]
    pub const fn ahead_of(self, other: Self) -> i64 {
        self.0.saturating_sub(other.0)
    }

    /// How far apart the two are.
    #[must_use]
    pub const fn apart(self, other: Self) -> Duration {
        Duration::from_millis(self.0.abs_diff(other.0))
    }

    /// So many milliseconds later; earlier where they are below 0.
    #[must_use]
    pub const fn shifted(self, ms: i64) -> Self {
        Self(self.0.saturating_add(ms))
    }

    /// The same on the calendar; none beyond the years −9999 to 9999.
    #[must_use]
    pub fn calendar(self) -> Option<jiff::Timestamp> {
        jiff::Timestamp::from_millisecond(self.0).ok()
    }
}

/// A duration in whole milliseconds.
#[must_use]
pub fn millis(duration: Duration) -> i64 {
    i64::try_from(duration.as_millis()).unwrap_or(i64::MAX)
}
