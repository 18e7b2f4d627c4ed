//! Was a device made since a run began? What the gateway's times prove of it, and what they do not.

use std::time::Duration;

use crate::domain::Timestamp;

/// So far two clocks may lie apart that show different zones: no zone is further from UTC.
const ZONES: Duration = Duration::from_secs(24 * 60 * 60);
/// The year 2000: what is shown as older was never a time of this gateway's.
const NONSENSE: Timestamp = Timestamp(946_684_800_000);
/// How far the clocks of one gateway's machines may be apart without meaning anything.
const SLACK: Duration = Duration::from_secs(2);

/// What a device's time says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Made {
    /// It was made since.
    Since,
    /// It was there before.
    Before,
    /// Nothing: the time is missing, or cannot be trusted.
    Unsure,
}

/// What the gateway's clock says at one moment: between these, Unix ms.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    /// Not earlier.
    pub least: Timestamp,
    /// Not later.
    pub most: Timestamp,
}

/// A device that the run surely made, and so a look at the very clock that stamps devices.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Witness {
    /// When the gateway says that it was made.
    pub shown: Timestamp,
    /// It was made between these, by this machine's clock, Unix ms.
    pub made: Span,
}

/// Since when, and by which clocks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Since {
    /// By this machine's clock, Unix ms.
    pub began: Timestamp,
    /// The same clock now.
    pub now: Timestamp,
    /// What the gateway's own clock said when it began, at least.
    pub there: Option<Timestamp>,
    /// What the gateway's own clock says now.
    pub clock: Option<Span>,
    /// How the clock that stamps devices stands to this machine's.
    pub witness: Option<Witness>,
    /// Whether a device that may be the run's has a time within it by the gateway's own clock: then devices are
    /// stamped by a clock that goes with that one, but for a zone.
    pub comparable: bool,
}

/// Whether a device's time, Unix ms, can be one at all.
#[must_use]
pub fn plausible(at: Timestamp) -> bool {
    at >= NONSENSE
}

impl Since {
    /// What `create_time`, Unix ms by the gateway, says of a device.
    ///
    /// A witness settles it, whatever zone or error the gateway's times have. Without one the `Date` of
    /// its replies is all there is to compare with: it may be another machine's, so that a time within the
    /// run says "since", and another says "before" only beside such a one, where no zone explains it.
    #[must_use]
    pub fn made(&self, create_time: Option<Timestamp>) -> Made {
        let Some(at) = create_time.filter(|at| plausible(*at)) else {
            return Made::Unsure;
        };
        // A time may be cut to the second or the minute; then it is known no better.
        let unit = match at.0 {
            ms if ms % 60_000 == 0 => 60_000,
            ms if ms % 1_000 == 0 => 1_000,
            _ => 1,
        };
        // How much further back a time says "before", if any does.
        let (scale, before) = match (self.by_witness(), self.by_date()) {
            (Some(scale), _) => (scale, Some(Duration::ZERO)),
            (None, Some(scale)) => (scale, self.comparable.then_some(ZONES)),
            (None, None) => return Made::Unsure,
        };
        let cut = |unit: i64| at.shifted(unit - 1);
        if at > scale.most.after(SLACK) {
            Made::Unsure
        } else if cut(unit.min(1_000)) >= scale.least {
            Made::Since
        } else if before.is_some_and(|margin| cut(unit) < scale.least.before(margin)) {
            Made::Before
        } else {
            Made::Unsure
        }
    }

    /// The beginning, at the earliest, and now, at the latest, as the witness's clock shows them.
    fn by_witness(&self) -> Option<Span> {
        let Witness { shown, made } = self.witness?;
        // Years away from either clock it is no clock but a constant, and says nothing of the order of things.
        let ago = made.most.ahead_of(self.now);
        let near = |now: Timestamp| shown.apart(now.shifted(ago)) <= ZONES;
        let is_clock = near(self.now) || self.clock.is_some_and(|clock| near(clock.most));
        is_clock.then_some(Span {
            least: self.began.shifted(shown.ahead_of(made.most)),
            most: self.now.shifted(shown.ahead_of(made.least)).shifted(1_000),
        })
    }

    /// The same by the `Date` of the gateway's replies.
    fn by_date(&self) -> Option<Span> {
        let Span { least, most } = self.clock?;
        let lasted = self.began.ahead_of(self.now);
        let least = self.there.unwrap_or(least.shifted(lasted));
        Some(Span { least, most })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// When the run began; it has lasted ten seconds.
    const BEGAN: i64 = 1_751_457_600_123;
    const NOW: i64 = BEGAN + 10_000;
    const HOUR: i64 = 3_600_000;

    /// What the times of devices say that were made when the run had lasted so long, on a gateway whose
    /// `Date` is `date` ms ahead of this machine, and whose devices' times are `times` ahead; one letter
    /// each, `s`, `b` or `u`.
    fn said(date: Option<i64>, times: i64, witness: bool, lasted: &[i64]) -> String {
        let since = Since {
            began: Timestamp(BEGAN),
            now: Timestamp(NOW),
            there: None,
            clock: date.map(|ahead| Span {
                least: Timestamp(NOW + ahead - 900),
                most: Timestamp(NOW + ahead + 100),
            }),
            comparable: false,
            witness: witness.then_some(Witness {
                shown: Timestamp(BEGAN + 5_010 + times),
                made: Span {
                    least: Timestamp(BEGAN + 5_000),
                    most: Timestamp(BEGAN + 5_020),
                },
            }),
        };
        lasted
            .iter()
            .map(
                |lasted| match since.made(Some(Timestamp(BEGAN + lasted + times))) {
                    Made::Since => 's',
                    Made::Before => 'b',
                    Made::Unsure => 'u',
                },
            )
            .collect()
    }

    #[test]
    fn a_device_of_the_run_is_never_said_to_be_older_whatever_the_gateways_clocks_say() {
        let ours = [15, 4_000, 5_010, 9_999];
        let zones = (-14 * 4..=14 * 4).map(|quarters| quarters * HOUR / 4);
        let errors = [
            0,
            -45_000,
            45_000,
            -40 * 365 * 24 * HOUR,
            9 * 365 * 24 * HOUR,
        ];
        for times in zones.chain(errors) {
            for date in [None, Some(0), Some(-45_000), Some(HOUR)] {
                for witness in [false, true] {
                    let said = said(date, times, witness, &ours);
                    assert!(!said.contains('b'), "{date:?} {times} {witness}: {said}");
                }
            }
            if times.abs() <= 14 * HOUR {
                assert_eq!(said(None, times, true, &ours), "ssss", "{times}");
            }
        }
    }

    #[test]
    fn an_older_device_is_never_taken_for_the_runs_own_where_a_witness_speaks() {
        let older = [-30, -60_000, -HOUR, -100 * 24 * HOUR, -3_000 * 24 * HOUR];
        for times in [0, -45_000, 45_000, 8 * HOUR, -5 * HOUR] {
            assert_eq!(said(None, times, true, &older), "bbbbb", "{times}");
            assert_eq!(said(Some(0), times, true, &older), "bbbbb", "{times}");
        }
    }

    #[test]
    fn the_date_says_that_a_device_is_older_only_beside_one_of_the_run() {
        let days = [
            -2 * HOUR,
            -23 * HOUR,
            -25 * HOUR,
            -300 * 24 * HOUR,
            -3_000 * 24 * HOUR,
        ];
        assert_eq!(said(Some(0), 0, false, &days), "uuuuu");
        let beside = Since {
            began: Timestamp(BEGAN),
            now: Timestamp(NOW),
            clock: Some(Span {
                least: Timestamp(NOW - 900),
                most: Timestamp(NOW + 100),
            }),
            comparable: true,
            ..Since::default()
        };
        let made = days.map(|lasted| beside.made(Some(Timestamp(BEGAN + lasted))));
        assert_eq!(
            made,
            [
                Made::Unsure,
                Made::Unsure,
                Made::Before,
                Made::Before,
                Made::Before
            ]
        );
        assert_eq!(said(None, 0, false, &days), "uuuuu");
        assert_eq!(said(Some(0), 0, false, &[15, 9_000]), "ss");
        // In the future of its own clock: these are not the same clock.
        assert_eq!(said(Some(-45_000), 0, false, &[9_999]), "u");
    }

    #[test]
    fn what_is_no_time_proves_nothing() {
        let since = Since {
            began: Timestamp(BEGAN),
            now: Timestamp(NOW),
            clock: Some(Span {
                least: Timestamp(NOW),
                most: Timestamp(NOW),
            }),
            ..Since::default()
        };
        for at in [
            None,
            Some(0),
            Some(-1),
            Some(5),
            Some(NOW / 1_000),
            Some(NOW * 1_000),
        ] {
            assert_eq!(since.made(at.map(Timestamp)), Made::Unsure, "{at:?}");
        }
    }

    #[test]
    fn a_time_that_is_cut_is_known_no_better() {
        let at = |began: i64, at: i64| {
            let since = Since {
                began: Timestamp(began),
                now: Timestamp(began + 70_000),
                witness: Some(Witness {
                    shown: Timestamp(1_751_457_660_000),
                    made: Span {
                        least: Timestamp(1_751_457_660_400),
                        most: Timestamp(1_751_457_660_500),
                    },
                }),
                ..Since::default()
            };
            since.made(Some(Timestamp(at)))
        };
        // Made at 12:00:59.9, shown as 12:00:59 or as 12:00.
        assert_eq!(at(1_751_457_659_800, 1_751_457_659_000), Made::Since);
        assert_eq!(at(1_751_457_659_800, 1_751_457_600_000), Made::Unsure);
        assert_eq!(at(1_751_457_661_200, 1_751_457_600_000), Made::Before);
    }

    #[test]
    fn what_the_gateway_said_at_the_beginning_outlives_a_clock_that_was_set() {
        // The clock was set back by an hour since: by it the run has not begun yet.
        let since = Since {
            began: Timestamp(BEGAN),
            now: Timestamp(NOW - HOUR),
            there: Some(Timestamp(BEGAN - 900)),
            clock: Some(Span {
                least: Timestamp(NOW - 900),
                most: Timestamp(NOW),
            }),
            witness: None,
            comparable: true,
        };
        assert_eq!(since.made(Some(Timestamp(BEGAN + 15))), Made::Since);
        assert_eq!(since.made(Some(Timestamp(BEGAN - 25 * HOUR))), Made::Before);
    }
}
