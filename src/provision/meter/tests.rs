//! Rates and times, case by case and for clocks that behave badly.

use proptest::prelude::*;

use super::*;
use crate::domain::Timestamp;

const START: i64 = 1_700_000_000_000;

fn meter(notes: &[(i64, usize)]) -> Meter {
    let mut meter = Meter::new(Timestamp(START));
    for (after, settled) in notes {
        meter.note(Timestamp(START + after), *settled);
    }
    meter
}

fn rate(notes: &[(i64, usize)], now: i64) -> f64 {
    let rate = meter(notes).per_second(Timestamp(START + now));
    (rate * 100.0).round() / 100.0
}

#[test]
fn nothing_settled_has_no_rate_and_no_time_left() {
    let meter = meter(&[]);
    assert!(meter.per_second(Timestamp(START + 5_000)) < f64::EPSILON);
    assert_eq!(meter.left(Timestamp(START + 5_000), 10), None);
    assert_eq!(
        meter.left(Timestamp(START + 5_000), 0),
        Some(Duration::ZERO)
    );
    assert_eq!(
        meter.elapsed(Timestamp(START + 5_000)),
        Duration::from_secs(5)
    );
}

#[test]
fn the_rate_is_that_of_the_last_ten_seconds() {
    for (notes, now, expected) in [
        // From the start while it is near.
        (&[(1_000, 100)][..], 2_000, 50.0),
        // 100 a second at first, then 10 a second.
        (
            &[(10_000, 1_000), (20_000, 1_100), (30_000, 1_200)],
            30_000,
            10.0,
        ),
        // Nothing comes any more: it sinks rather than stops.
        (&[(15_000, 1_000), (30_000, 2_000)], 35_000, 50.0),
        (&[(15_000, 1_000), (30_000, 2_000)], 65_000, 20.0),
    ] {
        let got = rate(notes, now);
        assert!((got - expected).abs() < 0.01, "{notes:?} {now}: {got}");
    }
}

#[test]
fn the_time_left_follows_the_rate() {
    let meter = meter(&[(10_000, 1_000)]);
    assert_eq!(
        meter.left(Timestamp(START + 10_000), 500),
        Some(Duration::from_secs(5))
    );
}

#[test]
fn many_notes_take_little_room() {
    let mut meter = Meter::new(Timestamp(START));
    for ms in 0_u32..60_000 {
        meter.note(Timestamp(START + i64::from(ms)), ms as usize);
    }
    assert!(meter.notes.len() < 110, "{}", meter.notes.len());
    let rate = meter.per_second(Timestamp(START + 60_000));
    assert!((990.0..1_010.0).contains(&rate), "{rate}");
}

proptest! {
    /// Neither a clock that is set back nor counts that shrink make nonsense of it.
    #[test]
    fn any_clock_and_any_count_give_sensible_figures(
        started_at: i64,
        notes in prop::collection::vec((any::<i64>(), any::<usize>()), 0..20),
        now: i64,
        remaining: usize,
    ) {
        let mut meter = Meter::new(Timestamp(started_at));
        for (at, settled) in notes {
            meter.note(Timestamp(at), settled);
        }
        let rate = meter.per_second(Timestamp(now));
        prop_assert!(rate.is_finite() && rate >= 0.0);
        let _ = (meter.elapsed(Timestamp(now)), meter.left(Timestamp(now), remaining));
    }
}

#[test]
fn what_was_settled_lately_is_told_by_half_seconds() {
    let mut meter = Meter::new(Timestamp(1_000));
    assert!(meter.lately(Timestamp(1_400)).is_empty());
    meter.note(Timestamp(1_300), 5);
    meter.note(Timestamp(2_100), 8);
    assert_eq!(meter.lately(Timestamp(2_499)), [5, 0]);
    assert_eq!(meter.lately(Timestamp(2_500)), [5, 0, 3]);
    assert_eq!(meter.lately(Timestamp(60_000)), [0; 20]);
}
