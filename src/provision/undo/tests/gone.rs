//! What is made of a device that is not shown.

use super::*;
use crate::domain::{RowIndex, Timestamp};

fn gone() -> Undone {
    Undone::Gone(Cause::Gone {
        deletion_lost: false,
    })
}

/// Goes through all looks that a row gets which is not shown by searches, and is so when asked for.
fn not_shown(machine: &mut Undo, sight: &Sight) -> Vec<(RowIndex, UndoResult)> {
    let mut now = 0;
    for pause in [2_000, 4_000] {
        let (call, _) = search(machine, now);
        assert_eq!(
            machine.apply(call, CallEnd::Seen(Vec::new()), Timestamp(now)),
            []
        );
        let (call, row) = get(machine, now);
        assert_eq!(
            machine.apply(call, said(row, sight.clone()), Timestamp(now)),
            []
        );
        assert_eq!(waits(machine, now), now + pause);
        now += pause;
    }
    let (call, _) = search(machine, now);
    machine.apply(call, CallEnd::Seen(Vec::new()), Timestamp(now));
    let (call, row) = get(machine, now);
    machine.apply(call, said(row, sight.clone()), Timestamp(now))
}

#[test]
fn not_seen_is_not_deleted() {
    for sight in [Sight::Nothing, Sight::Gone] {
        let mut machine = undo(1);
        let results = not_shown(&mut machine, &sight);
        assert!(
            matches!(
                &results[..],
                [(
                    RowIndex(0),
                    UndoResult::Settled(Undone::Open(Cause::NeverShown))
                )]
            ),
            "{sight:?}: {results:?}"
        );
        let progress = machine.progress(Timestamp(0));
        assert_eq!((progress.deleted, progress.gone, progress.left), (0, 0, 1));
        assert_eq!(machine.step(Timestamp(0)), Step::Done(End::Finished));
    }
}

#[test]
fn that_a_device_is_gone_is_believed_of_one_made_long_ago_and_only_by_enoss_word() {
    let old = || {
        let old = Target {
            made_long_ago: true,
            ..target(0, "P")
        };
        Undo::new([old], &bounds(), 7)
    };
    assert_eq!(
        not_shown(&mut old(), &Sight::Gone),
        result(RowIndex(0), gone())
    );
    let results = not_shown(&mut old(), &Sight::Nothing);
    assert!(
        matches!(
            &results[..],
            [(RowIndex(0), UndoResult::Settled(Undone::Open(_)))]
        ),
        "{results:?}"
    );
}

/// Searches and asks in vain until the row comes to its end; EnOS says that there is no such asset.
fn gone_from(machine: &mut Undo, mut now: i64) -> Vec<(RowIndex, UndoResult)> {
    loop {
        now = waits(machine, now);
        let (call, _) = search(machine, now);
        machine.apply(call, CallEnd::Seen(Vec::new()), Timestamp(now));
        let (call, _) = get(machine, now);
        let results = machine.apply(call, said(RowIndex(0), Sight::Gone), Timestamp(now));
        if !results.is_empty() {
            return results;
        }
    }
}

#[test]
fn a_deletion_that_finds_nothing_shows_that_somebody_else_deleted_it() {
    let mut machine = undo(1);
    prove(&mut machine, 0);
    let (call, _) = delete(&mut machine, 0);
    assert_eq!(machine.apply(call, CallEnd::Vanished, Timestamp(0)), []);
    assert_eq!(gone_from(&mut machine, 0), result(RowIndex(0), gone()));
    assert_eq!(machine.progress(Timestamp(0)).deleted, 0);
}

#[test]
fn a_device_that_was_shown_and_is_not_any_more_is_left_open() {
    let mut machine = undo(1);
    prove(&mut machine, 0);
    let (call, _) = delete(&mut machine, 0);
    assert_eq!(
        machine.apply(call, said(RowIndex(0), Sight::Gone), Timestamp(0)),
        []
    );
    let results = gone_from(&mut machine, 0);
    assert!(
        matches!(
            &results[..],
            [(RowIndex(0), UndoResult::Settled(Undone::Open(_)))]
        ),
        "{results:?}"
    );
}

#[test]
fn a_deletion_that_left_in_an_undo_before_explains_that_it_is_gone() {
    let unheard = Target {
        unheard: true,
        ..target(0, "P")
    };
    let mut machine = Undo::new([unheard], &bounds(), 7);
    let results = not_shown(&mut machine, &Sight::Gone);
    assert!(
        matches!(
            &results[..],
            [(
                RowIndex(0),
                UndoResult::Settled(Undone::Gone(Cause::Gone {
                    deletion_lost: true
                }))
            )]
        ),
        "{results:?}"
    );
}

#[test]
fn what_only_its_asset_id_shows_is_left_open() {
    let results = not_shown(&mut undo(1), &untouched());
    assert!(
        matches!(
            &results[..],
            [(
                RowIndex(0),
                UndoResult::Settled(Undone::Open(Cause::ShownNoMore))
            )]
        ),
        "{results:?}"
    );
}

#[test]
fn a_lost_deletion_that_arrived_says_so() {
    let mut machine = undo(1);
    prove(&mut machine, 0);
    let (call, _) = delete(&mut machine, 0);
    machine.apply(call, trouble(true, MOMENT), Timestamp(0));
    let results = gone_from(&mut machine, 0);
    assert!(
        matches!(
            &results[..],
            [(
                RowIndex(0),
                UndoResult::Settled(Undone::Gone(Cause::Gone {
                    deletion_lost: true
                }))
            )]
        ),
        "{results:?}"
    );
    assert_eq!(
        machine.progress(Timestamp(0)).deleted,
        0,
        "EnOS did not say so"
    );
}
