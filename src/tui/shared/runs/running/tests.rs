//! What the line under the bar says, and when it moves.

use super::*;
use crate::domain::{Cause, Fault, RunId, Timestamp};

fn running(pace: Pace, paused: Option<Paused>) -> Running {
    let mut running = Running::new(RunId(3), Work::Sending, 1_000, Timestamp(0));
    running.set_progress(100, pace, paused, Timestamp(1_000));
    running
}

fn keys() -> Keys {
    let keys = [("results.pause", "p"), ("results.stop", "x")];
    keys.map(|(id, key)| (id, key.to_owned()))
        .into_iter()
        .collect()
}

fn pace() -> Pace {
    Pace {
        under_way: 2,
        at_once: 2,
        batch_size: 500,
        ..Pace::default()
    }
}

#[test]
fn the_line_tells_the_pace_and_why_it_is_not_faster() {
    let rate = Cause::NotAccepted(Fault::RateLimited { code: None });
    let table = [
        (Pace::default(), "Starting"),
        (pace(), "2 batches at a time, 500 devices each"),
        (
            Pace {
                slowed: Some(rate.clone()),
                ..pace()
            },
            "2 batches at a time, 500 devices each; slowed: the gateway asks to slow down (429)",
        ),
        (
            Pace {
                resting_until: Some(Timestamp(5_000)),
                slowed: Some(rate.clone()),
                ..pace()
            },
            "Waiting 4 s: the gateway asks to slow down (429)",
        ),
        (
            Pace {
                asking: 1_000,
                resting_until: Some(Timestamp(2_001)),
                ..pace()
            },
            "Now asking EnOS about 1,000 unknown rows, next in 2 s",
        ),
        (
            Pace {
                asking: 1,
                resting_until: Some(Timestamp(1_000)),
                ..pace()
            },
            "Now asking EnOS about 1 unknown row",
        ),
        (
            Pace {
                asking: 1,
                resting_until: Some(Timestamp(1_001)),
                slowed: Some(rate),
                ..pace()
            },
            "Waiting 1 s: the gateway asks to slow down (429); asking EnOS about 1 unknown row",
        ),
    ];
    for (pace, said) in table {
        assert_eq!(running(pace, None).doing(Timestamp(1_000), &keys()).0, said);
    }
}

#[test]
fn a_pause_is_loud_says_the_way_on_and_stands_still() {
    let still = Pace {
        under_way: 0,
        ..pace()
    };
    let failures = Paused::Because(Cause::TooManyFailed {
        failed: 1_200,
        answered: 2_000,
    });
    for (paused, said) in [
        (
            failures,
            "AUTO-PAUSED (p resumes, x stops): 1,200 of 2,000 answered rows failed",
        ),
        (
            Paused::Because(Cause::AskedToWait {
                seconds: 86_400 * 30,
                after: Box::new(Cause::CutShort),
            }),
            "AUTO-PAUSED (p waits, x stops): the gateway asks to wait 30 days",
        ),
        (
            Paused::Asked,
            "PAUSED (p resumes, x stops): nothing is sent",
        ),
    ] {
        let mut running = running(still.clone(), Some(paused));
        let (line, tone) = running.doing(Timestamp(0), &keys());
        assert_eq!((line.en(), tone), (said, Tone::Loud));
        assert_eq!(running.toggled(), Control::Go);
        assert!(!running.moves());
        running.control = Control::Cancel;
        assert!(running.moves());
    }
    let landing = running(pace(), Some(Paused::Asked));
    assert_eq!(
        landing.doing(Timestamp(0), &keys()).0,
        "PAUSED (p resumes, x stops): nothing is sent; 2 requests under way"
    );
    assert!(landing.moves());
    let mut looking = landing;
    looking.pace.asking = 8;
    assert_eq!(
        looking.doing(Timestamp(0), &keys()).0,
        "PAUSED (p resumes, x stops): nothing is sent, look-ups continue"
    );
    looking.work = Work::Undoing;
    assert_eq!(
        looking.doing(Timestamp(0), &keys()).0,
        "PAUSED (p resumes, x stops): nothing is deleted; 2 requests under way"
    );
}

#[test]
fn a_wish_shows_before_it_is_heard() {
    let mut running = running(pace(), None);
    assert_eq!(running.toggled(), Control::Pause);
    running.control = Control::Pause;
    assert_eq!(
        running.doing(Timestamp(0), &keys()).0,
        "Pausing; 2 requests under way."
    );
    assert_eq!(running.toggled(), Control::Go);
    running.control = Control::Cancel;
    assert_eq!(
        running.doing(Timestamp(0), &keys()).0,
        "Stopping; 2 requests under way."
    );
}

#[test]
fn rate_and_time_left_come_from_what_is_settled() {
    let mut running = Running::new(RunId(3), Work::Sending, 1_000, Timestamp(0));
    assert_eq!(running.times(Timestamp(0)), "0 s");
    running.set_progress(400, Pace::default(), None, Timestamp(4_000));
    assert_eq!(running.times(Timestamp(4_000)), "4 s · about 6 s left");
    assert_eq!(running.rate(Timestamp(4_000)).unwrap(), "100/s");
    assert_eq!(running.word(), "40%");
    running.pace.resting_until = Some(Timestamp(9_000));
    assert_eq!(running.times(Timestamp(4_000)), "4 s");
}
