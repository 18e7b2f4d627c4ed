//! The queue screen's own state: what counts as ready.

use super::*;
use crate::connect::Target;
use crate::domain::{QueueId, StringI18n};
use crate::tui::theme::Theme;

fn draft(name: &str) -> Draft {
    Draft {
        product_key: "P".to_owned(),
        device_name: StringI18n::plain(name),
        timezone: "+08:00".to_owned(),
        ..Draft::default()
    }
}

/// Has every change committed that is wanted.
fn commit_all(model: &mut Model, outcome: &Result<(), Reason>) {
    for effect in std::mem::take(&mut model.wanted) {
        if let Effect::Queue(change) = effect {
            committed(model, &change.echo(), outcome.clone());
        }
    }
}

#[test]
fn a_row_is_ready_once_it_is_right_and_on_the_disk() {
    let mut model = Model::new(Theme::default(), Target::SANDBOX.into());
    restore(&mut model, Vec::new());
    add(&mut model, vec![draft("A"), draft("B"), draft("")]);
    assert_eq!(model.queue.queue.ready(), 0, "nothing is on the disk yet");
    commit_all(&mut model, &Ok(()));
    assert_eq!(model.queue.queue.ready(), 2, "the third has no name");

    replace(&mut model, QueueId(3), &draft("C"));
    commit_all(&mut model, &Ok(()));
    assert_eq!((model.queue.len(), model.queue.queue.ready()), (3, 3));
}

#[test]
fn the_count_of_ready_rows_follows_undo_runs_and_failed_writes() {
    let mut model = Model::new(Theme::default(), Target::SANDBOX.into());
    let rows = (1..).zip([draft("A"), draft("B"), draft("C")]);
    restore(
        &mut model,
        rows.map(|(id, draft)| QueueRow {
            id: QueueId(id),
            draft: draft.into(),
        })
        .collect(),
    );
    assert_eq!(model.queue.queue.ready(), 3);
    remove(&mut model);
    commit_all(&mut model, &Ok(()));
    assert_eq!(model.queue.queue.ready(), 2);
    undo(&mut model);
    commit_all(&mut model, &Ok(()));
    assert_eq!(model.queue.queue.ready(), 3);
    duplicate(&mut model, 2);
    commit_all(&mut model, &Err("disk full".to_owned()));
    assert_eq!(
        model.queue.queue.ready(),
        3,
        "what is not on the disk is not ready"
    );
    let stored = (1..).zip([draft("A"), draft("B"), draft("C")]);
    let stored = stored.map(|(id, draft)| QueueRow {
        id: QueueId(id),
        draft: draft.into(),
    });
    restore(&mut model, stored.collect());
    assert_eq!((model.queue.len(), model.queue.queue.ready()), (3, 3));
    left(&mut model, &[QueueId(1), QueueId(2)]);
    assert_eq!(model.queue.queue.ready(), 1);
}
