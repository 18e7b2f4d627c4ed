//! How fast an undo goes: one call at a time after a fault, and longer and longer pauses.

use std::time::Duration;

use super::Trouble;
use crate::domain::{Bounds, Failure};
use crate::provision::pace::{doubled, later};

/// The pace, and whether to go on at all.
#[derive(Debug)]
pub(super) struct Pace {
    at_once: usize,
    pause: Duration,
    longest_pause: Duration,
    most_faults: u16,
    /// Faults since a row last came to its end.
    faults: u16,
    resting_until: i64,
    /// The last fault, while it slows the undo down.
    last: Option<Failure>,
    stopped: bool,
}

impl Pace {
    pub(super) fn new(bounds: &Bounds) -> Self {
        Self {
            at_once: usize::from(bounds.batches_at_once.max(1)),
            pause: bounds.pause,
            longest_pause: bounds.longest_pause,
            most_faults: bounds.faults.max(1),
            faults: 0,
            resting_until: i64::MIN,
            last: None,
            stopped: false,
        }
    }

    /// How many calls may be under way now.
    pub(super) fn at_once(&self) -> usize {
        if self.faults == 0 { self.at_once } else { 1 }
    }

    /// No call may leave before this time, Unix ms.
    pub(super) fn resting_until(&self) -> i64 {
        self.resting_until
    }

    /// Why no call may leave any more.
    pub(super) fn stopped(&self) -> Option<&Failure> {
        self.last.as_ref().filter(|_| self.stopped)
    }

    /// Why it is slow.
    pub(super) fn slowed(&self) -> Option<&str> {
        self.last.as_ref().map(|failure| failure.msg.as_str())
    }

    /// A row came to its end.
    pub(super) fn recovered(&mut self) {
        if !self.stopped {
            self.faults = 0;
            self.last = None;
        }
    }

    pub(super) fn faltered(&mut self, trouble: Trouble, now: i64) {
        if self.stopped {
            return;
        }
        if now >= self.resting_until {
            // One that comes in while resting left before the rest: it is the same trouble.
            self.faults += 1;
        }
        self.stopped = trouble.lasting || self.faults >= self.most_faults;
        let pause = doubled(self.pause, self.faults.saturating_sub(1)).min(self.longest_pause);
        let pause = trouble.retry_after.map_or(pause, |asked| asked.max(pause));
        self.resting_until = self.resting_until.max(later(now, pause));
        self.last = Some(trouble.failure);
    }
}
