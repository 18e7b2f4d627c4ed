//! What is told of the batches and the look-ups of a run.

use super::*;
use crate::domain::{Created, Failure, Fault};

fn rows(range: std::ops::Range<u32>) -> Vec<RowIndex> {
    range.map(RowIndex).collect()
}

fn all(rows: &[RowIndex], outcome: &Outcome) -> Change {
    Change {
        settled: rows.iter().map(|row| (*row, outcome.clone())).collect(),
        ..Change::default()
    }
}

fn put_back(rows: Vec<RowIndex>) -> Change {
    Change {
        put_back: rows,
        ..Change::default()
    }
}

fn told(story: &Story) -> Vec<&str> {
    story.log().map(|happened| happened.told.en()).collect()
}

#[test]
fn a_lost_reply_is_told_until_its_rows_are_found() {
    let (mut story, pace, now) = (Story::default(), Pace::default(), Timestamp(1_000));
    story.sent(4, rows(0..50), Timestamp(0));
    story.sent(5, rows(50..100), Timestamp(400));
    let under_way: Vec<_> = story.under_way(now).map(|(batch, _)| batch).collect();
    assert_eq!(under_way, [4, 5]);
    let lost = Outcome::Unknown(Failure::from(Cause::NoReply(Fault::Timeout { ms: 60_000 })));
    story.settled(&all(&rows(0..50), &lost), &pace, now);
    let made = Outcome::Created(Created::default());
    story.settled(&all(&rows(50..100), &made), &pace, now);
    story.settled(&all(&rows(0..48), &made), &pace, now);
    assert_eq!(story.sum().again, 0);
    story.settled(&put_back(rows(48..50)), &pace, now);
    assert_eq!(
        told(&story),
        [
            "looked up: 2 devices not there, to be sent again",
            "looked up: 48 created; nothing was sent twice",
            "batch 5, 50 rows: 50 created",
            "batch 4, 50 rows: reply lost, to be looked up: no reply within 60 s",
        ]
    );
    let sum = Sum {
        lost: 1,
        looked_up: 50,
        again: 2,
    };
    assert_eq!(story.sum(), sum);
    assert_eq!(story.under_way(now).len(), 0);
}

#[test]
fn a_refusal_to_be_slower_is_told_with_the_rest_that_follows() {
    let (mut story, now) = (Story::default(), Timestamp(1_000));
    let pace = Pace {
        at_once: 2,
        batch_size: 50,
        resting_until: Some(Timestamp(2_000)),
        slowed: Some(Cause::NotAccepted(Fault::RateLimited { code: None })),
        ..Pace::default()
    };
    story.sent(12, rows(0..50), Timestamp(0));
    story.settled(&put_back(rows(0..50)), &pace, now);
    let before = Pace::default();
    story.turned((&before, None), (&pace, Some(&Paused::Asked)), now);
    story.turned((&pace, Some(&Paused::Asked)), (&pace, None), now);
    assert_eq!(
        told(&story),
        [
            "resumed",
            "paused",
            "resting 1 s, then 2 requests at once, 50 devices each: the gateway asks to slow down (429)",
            "batch 12, 50 rows: not accepted, to be sent again: the gateway asks to slow down (429)",
        ]
    );
}

#[test]
fn only_the_last_happenings_are_kept() {
    let mut story = Story::default();
    let gone: Vec<_> = rows(0..90)
        .into_iter()
        .map(|row| (row, Undone::Deleted))
        .collect();
    story.undone(&gone, Timestamp(0));
    assert_eq!(story.log().len(), KEPT);
    assert_eq!(told(&story)[0], "row 90: deleted");
}
