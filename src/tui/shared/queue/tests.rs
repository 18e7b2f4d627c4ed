//! The queue as the screens have it: what counts as ready.

use super::*;
use crate::domain::StringI18n;

fn draft(name: &str) -> Draft {
    Draft {
        product_key: "P".to_owned(),
        device_name: StringI18n::plain(name),
        timezone: "+08:00".to_owned(),
        ..Draft::default()
    }
}

fn stored() -> Vec<QueueRow> {
    let rows = (1..).zip([draft("A"), draft("B"), draft("C")]);
    let row = |(id, draft): (i64, Draft)| QueueRow {
        id: QueueId(id),
        draft: draft.into(),
    };
    rows.map(row).collect()
}

/// Takes a step, and has it committed or not.
fn step(queue: &mut QueueRows, step: QueueStep, committed: bool) {
    let (change, _) = queue.step("S".to_owned(), step).unwrap();
    check(queue);
    if committed {
        queue.committed(&change.echo().put);
    }
}

fn check(queue: &mut QueueRows) {
    queue.check(&Catalogue::default(), Rules::default());
    queue.check_products(&Catalogue::default(), Rules::default());
}

fn restored(rows: Vec<QueueRow>) -> QueueRows {
    let mut queue = QueueRows::default();
    queue.restore("S", rows);
    check(&mut queue);
    queue
}

#[test]
fn a_row_is_ready_once_it_is_right_and_on_the_disk() {
    let mut queue = restored(Vec::new());
    let added = QueueStep::Add(vec![draft("A"), draft("B"), draft("")]);
    let (change, _) = queue.step("S".to_owned(), added).unwrap();
    check(&mut queue);
    assert_eq!(queue.ready(), 0, "nothing is on the disk yet");
    queue.committed(&change.echo().put);
    assert_eq!(queue.ready(), 2, "the third has no name");

    let other = QueueStep::Replace(QueueId(3), Box::new(draft("C")));
    step(&mut queue, other, true);
    assert_eq!((queue.len(), queue.ready()), (3, 3));
}

#[test]
fn the_count_of_ready_rows_follows_undo_runs_and_failed_writes() {
    let mut queue = restored(stored());
    assert_eq!(queue.ready(), 3);
    step(&mut queue, QueueStep::Remove(QueueId(1)), true);
    assert_eq!(queue.ready(), 2);
    step(&mut queue, QueueStep::Undo, true);
    assert_eq!(queue.ready(), 3);
    let copies = queue.series(draft("A")).take(2).collect();
    step(&mut queue, QueueStep::Add(copies), false);
    assert_eq!(queue.ready(), 3, "what is not on the disk is not ready");
    queue.restore("S", stored());
    check(&mut queue);
    assert_eq!((queue.len(), queue.ready()), (3, 3));
    queue.hand_over(&[QueueId(1), QueueId(2)]);
    check(&mut queue);
    assert_eq!(queue.ready(), 1);
}
