//! The line, to the cell.

use proptest::prelude::*;

use super::*;
use crate::domain::{Cause, Counts, Fault, Timestamp};
use crate::provision::run::{Pace, Paused};
use crate::said::{Lang, Said};

/// 600 of 1,000 rows settled after ten seconds.
fn bar() -> Bar {
    let mut bar = Bar::new(Timestamp(0));
    let progress = Progress {
        counts: Counts {
            queued: 300,
            in_flight: 60,
            created: 590,
            failed: 10,
            unknown: 40,
            ..Counts::default()
        },
        ..Progress::default()
    };
    bar.note(Timestamp(10_000), &progress);
    bar.hear(&progress);
    bar
}

#[test]
fn everything_is_told_where_there_is_room_and_the_counts_where_there_is_not() {
    let mut bar = bar();
    let full = "[############--------]  60 %  590 created, 10 failed, 40 unknown, 360 left  60/s  0:10  0:06 to go";
    assert_eq!(bar.text(Timestamp(10_000), 120, Lang::En), full);
    bar.progress.pace.asking = 40;
    assert_eq!(
        bar.text(Timestamp(10_000), 120, Lang::En),
        format!("{full}  looking up 40")
    );
    for (width, line) in [
        (
            110,
            "[############--------]  60 %  590 created, 10 failed, 40 unknown, 360 left  60/s  0:06 to go  looking up 40",
        ),
        (
            80,
            "590 created, 10 failed, 40 unknown, 360 left  looking up 40",
        ),
        (50, "590 created, 10 failed, 40 unknown, 360 left"),
        (20, "590 created, 10 fai"),
        (0, ""),
    ] {
        assert_eq!(
            bar.text(Timestamp(10_000), width, Lang::En),
            line,
            "{width}"
        );
    }
}

#[test]
fn what_it_waits_for_is_told() {
    let why = || Some(Cause::NotAccepted(Fault::RateLimited { code: None }));
    let pace = Pace {
        at_once: 2,
        batch_size: 500,
        slowed: why(),
        ..Pace::default()
    };
    let resting = Pace {
        resting_until: Some(Timestamp(13_100)),
        ..pace.clone()
    };
    for (pace, paused, told) in [
        (Pace::default(), None, None),
        (
            pace,
            None,
            Some("slower, 2 at once, 500 devices each: the gateway asks to slow down (429)"),
        ),
        (
            resting.clone(),
            None,
            Some("waiting 4 s: the gateway asks to slow down (429)"),
        ),
        (
            Pace {
                slowed: None,
                ..resting.clone()
            },
            None,
            Some("next request in 4 s"),
        ),
        (resting, Some(Paused::Asked), Some("paused")),
    ] {
        let mut bar = bar();
        bar.progress.pace = pace;
        bar.progress.paused = paused;
        assert_eq!(
            bar.note_text(Timestamp(10_000)).as_ref().map(Said::en),
            told
        );
    }
}

#[test]
fn nothing_that_a_gateway_says_commands_the_terminal() {
    let mut bar = bar();
    bar.progress.pace.slowed = Some(Cause::said("\u{1b}[2Jno\nmore"));
    let text = bar.text(Timestamp(10_000), 200, Lang::En);
    assert!(text.ends_with("\\u{1b}[2Jno\\u{a}more"), "{text}");
}

proptest! {
    #[test]
    fn it_fits_any_terminal(width in 0_usize..200, why in ".{0,40}", queued in 0_usize..1_000_000) {
        let mut bar = bar();
        bar.progress.counts.queued = queued;
        bar.progress.pace.slowed = Some(Cause::said(&why));
        let text = bar.text(Timestamp(20_000), width, Lang::En);
        prop_assert!(text.width() < width.max(1), "{text:?}");
        prop_assert!(!text.contains(char::is_control));
    }
}
