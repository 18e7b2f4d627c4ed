//! How fast a run goes, how long it has taken, and how long it will still take.

use std::collections::VecDeque;
use std::time::Duration;

use crate::domain::{Timestamp, millis};

/// How far back the rate looks.
const WINDOW: Duration = Duration::from_secs(10);
/// How long a slice of what happened lately is, ms.
const SLICE: i64 = 500;
/// Notes this close together are kept as one: memory stays small however fast a run goes.
const GRAIN: Duration = Duration::from_millis(100);

/// Measures a run by how many rows are settled when. Times are as the caller's clock gives them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Meter {
    started_at: Timestamp,
    /// When how many rows were settled in all; never empty, by time.
    notes: VecDeque<(Timestamp, usize)>,
}

impl Meter {
    /// A run that begins at `started_at`, with nothing settled yet.
    #[must_use]
    pub fn new(started_at: Timestamp) -> Self {
        Self {
            started_at,
            notes: VecDeque::from([(started_at, 0)]),
        }
    }

    /// Takes note that by `now` so many rows are `settled`, in all and since the beginning.
    pub fn note(&mut self, now: Timestamp, settled: usize) {
        let first = self.notes.len() == 1;
        match self.notes.back_mut() {
            Some(last) if !first && now.since(last.0) < GRAIN => last.1 = settled,
            Some(last) if last.1 == settled => {}
            _ => self.notes.push_back((now, settled)),
        }
        let outdated = |note: Option<&(Timestamp, usize)>| {
            note.is_some_and(|(at, _)| now.since(*at) >= WINDOW)
        };
        // The newest note before the window stays: the rate is measured from there.
        while self.notes.len() > 2 && outdated(self.notes.get(1)) {
            self.notes.pop_front();
        }
    }

    /// Rows settled per second lately: over the last ten seconds, or since the last but one change
    /// where changes are rarer. 0 until something is settled.
    #[must_use]
    #[expect(
        clippy::cast_precision_loss,
        reason = "a rate is for reading: 52 bits are plenty"
    )]
    pub fn per_second(&self, now: Timestamp) -> f64 {
        let mut before = self.notes.iter().rev();
        let Some((_, settled)) = before.next() else {
            return 0.0;
        };
        let base = before
            .find(|(at, _)| now.since(*at) >= WINDOW)
            .or(self.notes.front());
        let Some((since, settled_then)) = base else {
            return 0.0;
        };
        let ms = now.ahead_of(*since).max(1) as f64;
        settled.saturating_sub(*settled_then) as f64 * 1_000.0 / ms
    }

    /// How many rows were settled in each of the last slices of half a second, the newest last; the one that has
    /// begun is not among them, so that nothing moves within one.
    #[must_use]
    pub fn lately(&self, now: Timestamp) -> Vec<usize> {
        let whole = millis(self.elapsed(now)) / SLICE;
        let most = millis(WINDOW) / SLICE;
        let settled_by = |slice: i64| {
            let until = self.started_at.shifted(slice * SLICE);
            let mut notes = self.notes.iter().rev();
            let note = notes.find(|(at, _)| *at <= until);
            note.or(self.notes.front())
                .map_or(0, |(_, settled)| *settled)
        };
        (whole.saturating_sub(most).max(0)..whole)
            .map(|slice| settled_by(slice + 1).saturating_sub(settled_by(slice)))
            .collect()
    }

    /// How long the run has been going.
    #[must_use]
    pub fn elapsed(&self, now: Timestamp) -> Duration {
        now.since(self.started_at)
    }

    /// How long the `remaining` rows take at the present rate; none while there is no rate.
    #[must_use]
    #[expect(clippy::cast_precision_loss, reason = "an estimate")]
    pub fn left(&self, now: Timestamp, remaining: usize) -> Option<Duration> {
        if remaining == 0 {
            return Some(Duration::ZERO);
        }
        // Dividing by a rate of 0 gives no time either.
        Duration::try_from_secs_f64(remaining as f64 / self.per_second(now)).ok()
    }
}

#[cfg(test)]
mod tests;
