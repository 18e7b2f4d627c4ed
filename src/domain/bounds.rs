//! How far a run may go: how much at once, how often, how long; and what to do about devices that exist.

use std::time::Duration;

/// The bounds of a run. Every one is a setting of the profile.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bounds {
    /// Devices in one request, from 1; smaller batches may be learned on the way.
    pub batch_size: u16,
    /// The most batches under way at once, from 1. A run begins with one.
    pub batches_at_once: u16,
    /// How often one row is sent at most, from 1.
    pub attempts: u16,
    /// How long a new device may stay invisible to searches: two seconds by the V2.4 pages.
    pub lag: Duration,
    /// How often in a row a device must be missing before that is believed, from 1. The pauses
    /// between the looks double, beginning with `lag`.
    pub looks: u16,
    /// The first pause after a fault; it doubles with every further one.
    pub pause: Duration,
    /// The longest pause that this program takes by itself. `Retry-After` may ask for more.
    pub longest_pause: Duration,
    /// The longest pause that is taken because a gateway asks for it by `Retry-After`; before a longer one
    /// somebody is asked.
    pub longest_asked_pause: Duration,
    /// How many faults in a row, with nothing getting through, end a run, from 1.
    pub faults: u16,
    /// The run pauses when more than this share of the rows answered has failed, percent; from 100 never.
    pub failed_percent: u8,
    /// How long a reply may take in all.
    pub reply_timeout: Duration,
}

impl Default for Bounds {
    fn default() -> Self {
        Self {
            batch_size: Self::DEFAULT_BATCH_SIZE,
            batches_at_once: 4,
            attempts: 5,
            lag: Duration::from_secs(2),
            looks: 3,
            pause: Duration::from_secs(1),
            longest_pause: Duration::from_secs(60),
            longest_asked_pause: Duration::from_secs(600),
            faults: 10,
            failed_percent: 50,
            reply_timeout: Duration::from_secs(60),
        }
    }
}

impl Bounds {
    /// Devices in one Batch Create request unless an administrator raised it ("Limitations",
    /// device connection, `EnOS` 3.0.0).
    pub const DEFAULT_BATCH_SIZE: u16 = 1_000;
    /// The largest batch this program offers: no product holds more devices than this by default
    /// (11739, Batch Create Devices V2.4).
    pub const MAX_BATCH_SIZE: u16 = 10_000;
    /// So few failures never pause a run, whatever their share.
    pub const FAILURES_TO_PAUSE: usize = 20;
}

/// What becomes of a row whose device exists already and was not made by the run.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, strum::IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub enum Existing {
    /// The row fails, saying whose the device is and since when.
    #[default]
    Fail,
    /// The row is skipped.
    Skip,
    /// The row counts as created if the device is what the row says, else it fails.
    Adopt,
}

impl Existing {
    /// Every policy.
    pub const ALL: [Self; 3] = [Self::Fail, Self::Skip, Self::Adopt];

    /// Its name in flags and in the journal.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.into()
    }
}
