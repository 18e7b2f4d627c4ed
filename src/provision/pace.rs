//! How fast to ask a gateway: more at once while it answers, less and with pauses when it strains.

use std::time::Duration;

use crate::domain::{Bounds, Cause, Timestamp, millis};

/// Grows by one request at once with every clean answer, halves with every fault, and rests after a
/// fault: twice as long as after the one before, with jitter, and at least as long as the gateway asks.
///
/// Times are Unix ms.
#[derive(Clone, Debug)]
pub struct Pacer {
    at_once: usize,
    most: usize,
    rest_until: Option<Timestamp>,
    faults: u16,
    slowed: Option<Cause>,
    pause: Duration,
    longest: Duration,
    /// The longest pause that may be asked for.
    bearable: Duration,
    jitter: u64,
}

impl Pacer {
    /// Begins with one request at once; `seed` makes the jitter.
    #[must_use]
    pub fn new(bounds: &Bounds, seed: u64) -> Self {
        Self {
            at_once: 1,
            most: usize::from(bounds.batches_at_once.max(1)),
            rest_until: None,
            faults: 0,
            slowed: None,
            pause: bounds.pause,
            longest: bounds.longest_pause,
            bearable: bounds.longest_asked_pause,
            jitter: seed,
        }
    }

    /// How many requests may be under way.
    #[must_use]
    pub const fn at_once(&self) -> usize {
        self.at_once
    }

    /// Until when nothing is to be asked, where that is still to come.
    #[must_use]
    pub fn resting(&self, now: Timestamp) -> Option<Timestamp> {
        self.rest_until.filter(|until| *until > now)
    }

    /// Why it slowed down, until it is as fast as it was allowed to be again.
    #[must_use]
    pub const fn slowed(&self) -> Option<&Cause> {
        self.slowed.as_ref()
    }

    /// How many faults came since the last clean answer. Those that come while it rests count as one:
    /// they are of requests that left before.
    #[must_use]
    pub const fn faults(&self) -> u16 {
        self.faults
    }

    /// Whether another request may leave now.
    #[must_use]
    pub fn may_go(&self, now: Timestamp, under_way: usize) -> bool {
        under_way < self.at_once && self.resting(now).is_none()
    }

    /// The gateway answered.
    pub fn clean(&mut self) {
        self.faults = 0;
        self.at_once = self.at_once.saturating_add(1).min(self.most);
        if self.at_once == self.most {
            self.slowed = None;
        }
    }

    /// The gateway, or the way to it, strains; `retry_after` is the pause that it asks for. Gives that back
    /// where it is longer than it may be without somebody being asked.
    pub fn strain(
        &mut self,
        now: Timestamp,
        why: &Cause,
        retry_after: Option<Duration>,
    ) -> Option<Duration> {
        self.slowed = Some(why.clone());
        let asked = retry_after.map(|wait| now.after(wait));
        if self.resting(now).is_some() {
            self.rest_until = self.rest_until.max(asked);
            return self.unbearable(retry_after);
        }
        self.at_once = (self.at_once / 2).max(1);
        let pause = doubled(self.pause, self.faults).min(self.longest);
        self.faults = self.faults.saturating_add(1);
        self.rest_until = asked.max(Some(now.shifted(self.jittered(millis(pause)))));
        self.unbearable(retry_after)
    }

    fn unbearable(&self, asked: Option<Duration>) -> Option<Duration> {
        asked.filter(|asked| *asked > self.bearable)
    }

    /// Between half of `pause` and all of it: many clients that were thrown out together do not come
    /// back together.
    fn jittered(&mut self, pause: i64) -> i64 {
        // SplitMix64 (Steele, Lea, Flood 2014).
        self.jitter = self.jitter.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.jitter;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^= z >> 31;
        let half = pause / 2;
        let part = i64::try_from(z >> 32).unwrap_or_default();
        half + (i128::from(pause - half) * i128::from(part) / i128::from(u32::MAX))
            .try_into()
            .unwrap_or(0)
    }
}

/// `first`, doubled so many times.
#[must_use]
pub fn doubled(first: Duration, times: u16) -> Duration {
    first.saturating_mul(2_u32.saturating_pow(u32::from(times)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn pacer() -> Pacer {
        Pacer::new(&bounds(Duration::from_secs(1), Duration::from_secs(8)), 7)
    }

    fn bounds(pause: Duration, longest_pause: Duration) -> Bounds {
        Bounds {
            batches_at_once: 4,
            pause,
            longest_pause,
            ..Bounds::default()
        }
    }

    #[test]
    fn it_begins_with_one_and_grows_while_answers_are_clean() {
        let mut pacer = pacer();
        let mut seen = Vec::new();
        for _ in 0..5 {
            seen.push(pacer.at_once());
            pacer.clean();
        }
        assert_eq!(seen, [1, 2, 3, 4, 4]);
        assert!(pacer.may_go(Timestamp(0), 3) && !pacer.may_go(Timestamp(0), 4));
    }

    #[test]
    fn a_fault_halves_it_and_makes_it_rest_longer_each_time() {
        let mut pacer = pacer();
        for _ in 0..3 {
            pacer.clean();
        }
        let mut now = 0;
        let mut pauses = Vec::new();
        let mut widths = Vec::new();
        for _ in 0..5 {
            pacer.strain(Timestamp(now), &Cause::said("503"), None);
            let until = pacer.resting(Timestamp(now)).unwrap();
            assert!(!pacer.may_go(until.shifted(-1), 0) && pacer.may_go(until, 0));
            pauses.push(until.0 - now);
            widths.push(pacer.at_once());
            now = until.0;
        }
        assert_eq!(widths, [2, 1, 1, 1, 1]);
        for (pause, longest) in pauses.iter().zip([1_000, 2_000, 4_000, 8_000, 8_000]) {
            assert!((longest / 2..=longest).contains(pause), "{pauses:?}");
        }
        assert_eq!(
            (pacer.faults(), pacer.slowed()),
            (5, Some(&Cause::said("503")))
        );
    }

    #[test]
    fn faults_that_come_while_it_rests_count_once() {
        let mut pacer = pacer();
        pacer.strain(Timestamp(0), &Cause::said("429"), None);
        let until = pacer.resting(Timestamp(0));
        pacer.strain(Timestamp(1), &Cause::said("429"), None);
        assert_eq!((pacer.faults(), pacer.resting(Timestamp(1))), (1, until));
        pacer.strain(
            Timestamp(2),
            &Cause::said("429"),
            Some(Duration::from_secs(30)),
        );
        assert_eq!(
            pacer.resting(Timestamp(2)),
            Some(Timestamp(30_002)),
            "what the gateway asks for counts"
        );
    }

    #[test]
    fn an_answer_forgets_the_faults_and_full_speed_their_reason() {
        let mut pacer = pacer();
        pacer.strain(Timestamp(0), &Cause::said("timeout"), None);
        pacer.clean();
        assert_eq!(
            (pacer.faults(), pacer.slowed()),
            (0, Some(&Cause::said("timeout")))
        );
        pacer.clean();
        pacer.clean();
        assert_eq!((pacer.at_once(), pacer.slowed()), (4, None));
    }

    #[test]
    fn a_pause_beyond_what_may_be_asked_for_is_told() {
        let ten = Duration::from_secs(600);
        let mut pacer = pacer();
        assert_eq!(
            pacer.strain(Timestamp(0), &Cause::said("429"), Some(ten)),
            None
        );
        let longer = ten + Duration::from_secs(1);
        assert_eq!(
            pacer.strain(Timestamp(1), &Cause::said("429"), Some(longer)),
            Some(longer),
            "while it rests"
        );
        let endless = Duration::from_secs(u64::MAX);
        let mut fresh = self::pacer();
        assert_eq!(
            fresh.strain(Timestamp(0), &Cause::said("429"), Some(endless)),
            Some(endless)
        );
        assert_eq!(fresh.resting(Timestamp(0)), Some(Timestamp::MAX));
    }

    proptest! {
        #[test]
        fn no_pause_is_longer_than_allowed(faults in 0_u16..100, pause in 0_u64..10_000, longest in 0_u64..100_000, seed: u64) {
            let mut pacer = Pacer::new(&bounds(Duration::from_millis(pause), Duration::from_millis(longest)), seed);
            let mut now = 0;
            for _ in 0..faults {
                pacer.strain(Timestamp(now), &Cause::said(""), None);
                let until = pacer.resting(Timestamp(now)).unwrap_or(Timestamp(now));
                prop_assert!(until.0 - now <= i64::try_from(longest.max(pause.min(longest))).unwrap());
                now = until.0;
            }
        }
    }
}
