//! What is said of a run as it goes, event by event.

use super::*;
use crate::domain::{Cause, Fault, Outcome, RowIndex, Timestamp};

fn progress(queued: usize, created: usize, unknown: usize) -> Progress {
    Progress {
        counts: Counts {
            queued,
            created,
            unknown,
            ..Counts::default()
        },
        ..Progress::default()
    }
}

fn settled(change: Change, progress: Progress) -> Event {
    Event::Settled { change, progress }
}

#[test]
fn a_lost_batch_is_told_until_it_is_settled() {
    let mut lines = Lines::default();
    let sent = Event::Sent {
        batch: 1,
        rows: [0, 1].map(RowIndex).to_vec(),
        progress: progress(1, 0, 0),
    };
    assert_eq!(
        lines.lines(Timestamp(0), &sent),
        ["batch 1: sent 2 devices"]
    );
    let unknown = |row| (RowIndex(row), Outcome::Unknown(Cause::CutShort.into()));
    let lost = Change {
        settled: vec![unknown(0), unknown(1)],
        ..Change::default()
    };
    assert_eq!(
        lines.lines(Timestamp(0), &settled(lost, progress(1, 0, 2))),
        ["0 created, 0 failed, 2 unknown, 1 to send"]
    );
    let mut asking = progress(1, 0, 2);
    asking.pace.asking = 2;
    let asking = Event::Turned { progress: asking };
    assert_eq!(
        lines.lines(Timestamp(0), &asking),
        ["looking up 2 devices in EnOS"]
    );
    assert!(lines.lines(Timestamp(0), &asking).is_empty(), "told once");
    let found = Change {
        put_back: vec![RowIndex(1)],
        ..Change::default()
    };
    assert_eq!(
        lines.lines(Timestamp(0), &settled(found, progress(2, 1, 0))),
        [
            "looked up: 2 no longer unknown, 1 of them not found and to be sent again",
            "1 created, 0 failed, 0 unknown, 2 to send"
        ]
    );
    let refused = Change {
        put_back: vec![RowIndex(1)],
        ..Change::default()
    };
    assert_eq!(
        lines.lines(Timestamp(0), &settled(refused, progress(2, 1, 0)))[0],
        "refused; 1 device not created"
    );
}

#[test]
fn slowing_down_is_told_with_its_reason_and_once() {
    let mut lines = Lines::default();
    let mut slow = progress(5, 0, 0);
    slow.pace.slowed = Some(Cause::NotAccepted(Fault::RateLimited { code: None }));
    slow.pace.at_once = 1;
    slow.pace.batch_size = 500;
    let mut resting = slow.clone();
    resting.pace.resting_until = Some(Timestamp(4_000));
    let resting = Event::Turned { progress: resting };
    assert_eq!(
        lines.lines(Timestamp(0), &resting),
        ["waiting 4 s: the gateway asks to slow down (429)"]
    );
    assert!(lines.lines(Timestamp(1), &resting).is_empty());
    let mut smaller = slow.clone();
    smaller.pace.slowed = Some(Cause::said("the batch was too large (413)"));
    assert_eq!(
        lines.lines(Timestamp(0), &Event::Turned { progress: smaller }),
        ["slower, 1 at once, 500 devices each: the batch was too large (413)"]
    );
}
