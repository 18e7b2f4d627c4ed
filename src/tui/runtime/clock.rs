//! When to draw and when to tick: pure arithmetic over instants passed in.

use std::time::{Duration, Instant};

/// The least time between two frames, over time: 60 a second.
pub(super) const FRAME: Duration = Duration::from_micros(16_667);
/// So many frames may come at once after a rest: what a key or a reply leads to is not to wait for what came before it.
pub(super) const BURST: u32 = 6;
/// The least time between two ticks: 2 a second.
pub(super) const TICK: Duration = Duration::from_millis(500);

/// One reading of the clocks.
#[derive(Clone, Copy, Debug)]
pub(super) struct Now {
    /// For distances.
    pub(super) at: Instant,
    /// For the program: Unix time in milliseconds.
    pub(super) unix_ms: i64,
}

impl Now {
    /// Reads the time; what is shown to wait or to last does not jump when somebody sets the machine's clock.
    pub(super) fn read() -> Self {
        Self {
            at: Instant::now(),
            unix_ms: crate::clock::steady().0,
        }
    }
}

/// Keeps something from happening more often than once per interval, over time: after a rest a few may come at once.
#[derive(Debug)]
pub(super) struct Limiter {
    every: Duration,
    /// How much earlier than by strict intervals it may happen.
    ahead: Duration,
    /// When the next one would be due by strict intervals.
    due: Option<Instant>,
}

impl Limiter {
    /// Of at most `burst` at once.
    pub(super) fn new(every: Duration, burst: u32) -> Self {
        Self {
            every,
            ahead: every * burst.saturating_sub(1),
            due: None,
        }
    }

    /// How long to wait from `at` until it may happen; zero means now.
    pub(super) fn wait(&self, at: Instant) -> Duration {
        self.due.map_or(Duration::ZERO, |due| {
            let early = due.saturating_duration_since(at);
            early.saturating_sub(self.ahead).min(self.every)
        })
    }

    /// It happens at `at`, if it may.
    pub(super) fn take(&mut self, at: Instant) -> bool {
        let ready = self.wait(at).is_zero();
        if ready {
            self.due = Some(self.due.map_or(at, |due| due.max(at)) + self.every);
        }
        ready
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_first_is_free_and_the_next_waits_for_the_rest_of_the_interval() {
        let start = Instant::now();
        let mut frames = Limiter::new(FRAME, 1);
        assert!(frames.take(start));
        let soon = start + Duration::from_millis(5);
        assert!(!frames.take(soon));
        assert_eq!(frames.wait(soon) + Duration::from_millis(5), FRAME);
        assert!(frames.take(start + FRAME));
    }

    #[test]
    fn after_a_rest_a_few_come_at_once_and_then_no_more_than_their_share() {
        let start = Instant::now();
        let mut frames = Limiter::new(FRAME, BURST);
        let taken = |frames: &mut Limiter, at| (0..9).filter(|_| frames.take(at)).count();
        assert_eq!(taken(&mut frames, start), 6);
        assert_eq!(taken(&mut frames, start + FRAME), 1);
        assert_eq!(taken(&mut frames, start + FRAME * 3), 2);
        assert_eq!(taken(&mut frames, start + FRAME * 9), 6);
    }

    #[test]
    fn a_clock_that_steps_back_waits_at_most_one_interval() {
        let before = Instant::now();
        let mut frames = Limiter::new(FRAME, 1);
        assert!(frames.take(before + FRAME));
        assert_eq!(frames.wait(before), FRAME);
    }

    proptest! {
        #[test]
        fn never_more_than_sixty_frames_a_second_over_time(gaps in prop::collection::vec(0_u64..40_000, 0..300)) {
            let start = Instant::now();
            let mut at = start;
            let mut frames = Limiter::new(FRAME, BURST);
            let mut drawn = Vec::new();
            for gap in gaps {
                at += Duration::from_micros(gap);
                if frames.take(at) {
                    drawn.push(at);
                }
            }
            let burst = usize::try_from(BURST).unwrap();
            for (first, begun) in drawn.iter().enumerate() {
                for (more, at) in drawn.iter().skip(first + burst).enumerate() {
                    prop_assert!(*at - *begun >= FRAME * u32::try_from(more + 1).unwrap());
                }
            }
        }
    }
}
