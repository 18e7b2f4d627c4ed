//! Every transition of an undo, and what no sequence of events may bring about.

mod arbitrary;
mod ends;
mod gone;
mod proof;

use super::*;
use crate::domain::{RowIndex, Timestamp, Undone, millis};
use crate::provision::run::RefusalScope;
use crate::provision::step::Ticket;

/// Limits that are easy to reckon with: pauses of 1, 2, 4, then 4 s; three looks, 2 and 4 s apart.
fn bounds() -> Bounds {
    Bounds {
        batches_at_once: 2,
        attempts: 2,
        looks: 3,
        lag: Duration::from_secs(2),
        pause: Duration::from_secs(1),
        longest_pause: Duration::from_secs(4),
        faults: 5,
        ..Bounds::default()
    }
}

fn target(index: u32, product: &str) -> Target {
    Target {
        index: RowIndex(index),
        product: Arc::from(product),
        made_long_ago: false,
        unheard: false,
    }
}

/// An undo of rows of one product.
fn undo(rows: u32) -> Undo {
    Undo::new((0..rows).map(|row| target(row, "P")), &bounds(), 7)
}

#[track_caller]
fn search(machine: &mut Undo, now: i64) -> (Ticket, Vec<RowIndex>) {
    match machine.step(Timestamp(now)) {
        Step::Call(call, Request::Search(rows)) => (call, rows),
        other => panic!("{other:?}"),
    }
}

#[track_caller]
fn get(machine: &mut Undo, now: i64) -> (Ticket, RowIndex) {
    match machine.step(Timestamp(now)) {
        Step::Call(call, Request::Get(row)) => (call, row),
        other => panic!("{other:?}"),
    }
}

#[track_caller]
fn delete(machine: &mut Undo, now: i64) -> (Ticket, RowIndex) {
    match machine.step(Timestamp(now)) {
        Step::Call(call, Request::Delete(row)) => (call, row),
        other => panic!("{other:?}"),
    }
}

/// When it goes on, with nothing under way.
#[track_caller]
fn waits(machine: &mut Undo, now: i64) -> i64 {
    match machine.step(Timestamp(now)) {
        Step::Wait { until: Some(until) } => until.0,
        other => panic!("{other:?}"),
    }
}

fn untouched() -> Sight {
    Sight::Untouched([].into())
}

/// Searches for all rows and finds them untouched.
fn prove(machine: &mut Undo, now: i64) {
    let (call, rows) = search(machine, now);
    let sights = rows.iter().map(|row| (*row, untouched())).collect();
    assert_eq!(
        machine.apply(call, CallEnd::Seen(sights), Timestamp(now)),
        []
    );
}

fn said(row: RowIndex, sight: Sight) -> CallEnd {
    CallEnd::Seen(vec![(row, sight)])
}

const DELETED: CallEnd = CallEnd::Deleted {
    window: Duration::from_millis(3),
};

fn trouble(acted: bool, scope: RefusalScope) -> CallEnd {
    CallEnd::Trouble(Trouble {
        cause: no_reply(),
        scope,
        acted,
    })
}

fn no_reply() -> Cause {
    Cause::said("no reply")
}

fn stopped() -> End {
    let cause = Box::new(no_reply());
    End::Stopped { cause }
}

const MOMENT: RefusalScope = RefusalScope::Moment { retry_after: None };
const REST: Step<Request> = Step::Wait { until: None };

fn result(row: RowIndex, undone: Undone) -> Vec<(RowIndex, UndoResult)> {
    vec![(row, UndoResult::Settled(undone))]
}

#[test]
fn a_device_is_searched_for_deleted_and_done() {
    let mut machine = undo(1);
    prove(&mut machine, 0);
    let (call, row) = delete(&mut machine, 0);
    assert_eq!(machine.step(Timestamp(0)), REST);
    assert_eq!(
        machine.apply(call, DELETED, Timestamp(0)),
        result(row, Undone::Deleted)
    );
    assert_eq!(machine.step(Timestamp(0)), Step::Done(End::Finished));
    let progress = machine.progress(Timestamp(0));
    assert_eq!((progress.open, progress.deleted, progress.kept), (0, 1, 0));
    assert_eq!(progress.window, Duration::from_millis(3));
}

#[test]
fn what_changed_is_kept_and_never_deleted() {
    let changed = || Sight::Changed(Cause::said("moved"));
    let kept = || result(RowIndex(0), Undone::Kept(Cause::said("moved")));
    let mut machine = undo(1);
    let (call, _) = search(&mut machine, 0);
    assert_eq!(
        machine.apply(call, said(RowIndex(0), changed()), Timestamp(0)),
        kept()
    );
    assert_eq!(machine.step(Timestamp(0)), Step::Done(End::Finished));

    // Also when only the last look shows it.
    let mut machine = undo(1);
    prove(&mut machine, 0);
    let (call, _) = delete(&mut machine, 0);
    assert_eq!(
        machine.apply(call, said(RowIndex(0), changed()), Timestamp(0)),
        kept()
    );
}

#[test]
fn a_search_takes_fifty_rows_of_one_product() {
    let rows = (0..120).map(|row| target(row, if row < 60 { "P" } else { "Q" }));
    let bounds = Bounds {
        batches_at_once: 9,
        ..bounds()
    };
    let mut machine = Undo::new(rows, &bounds, 7);
    let mut sizes = Vec::new();
    for _ in 0..4 {
        let (call, rows) = search(&mut machine, 0);
        sizes.push(rows.len());
        let changed = |row: &RowIndex| (*row, Sight::Changed(Cause::AssetUnknown));
        machine.apply(
            call,
            CallEnd::Seen(rows.iter().map(changed).collect()),
            Timestamp(0),
        );
    }
    assert_eq!(sizes, [50, 10, 50, 10]);
    assert_eq!(machine.step(Timestamp(0)), Step::Done(End::Finished));
}

#[test]
fn it_begins_with_one_call_and_has_no_more_under_way_than_the_bounds_allow() {
    let mut machine = undo(3);
    let (call, rows) = search(&mut machine, 0);
    assert_eq!(machine.step(Timestamp(0)), REST);
    let sights = rows.iter().map(|row| (*row, untouched())).collect();
    machine.apply(call, CallEnd::Seen(sights), Timestamp(0));
    let (first, _) = delete(&mut machine, 0);
    delete(&mut machine, 0);
    assert_eq!(machine.step(Timestamp(0)), REST);
    machine.apply(first, DELETED, Timestamp(0));
    delete(&mut machine, 0);
    assert_eq!(machine.step(Timestamp(0)), REST);
}

#[test]
fn a_lost_deletion_is_looked_up_before_it_is_repeated() {
    let mut machine = undo(1);
    prove(&mut machine, 0);
    let (call, _) = delete(&mut machine, 0);
    assert_eq!(machine.apply(call, trouble(true, MOMENT), Timestamp(0)), []);
    let now = waits(&mut machine, 0);
    prove(&mut machine, now);
    let (call, _) = delete(&mut machine, now);
    machine.apply(call, trouble(true, MOMENT), Timestamp(now));
    let now = waits(&mut machine, now);
    prove(&mut machine, now);
    // Twice is all that the bounds allow: it is only looked at.
    let (call, _) = get(&mut machine, now);
    let why = Cause::NotDeleted {
        attempts: 2,
        after: Some(Box::new(no_reply())),
    };
    assert_eq!(
        machine.apply(call, said(RowIndex(0), untouched()), Timestamp(now)),
        result(RowIndex(0), Undone::Open(why))
    );
}

#[test]
fn a_failed_call_costs_no_more_than_its_own_rows() {
    let mut machine = undo(2);
    let (call, _) = search(&mut machine, 0);
    machine.apply(call, CallEnd::Seen(Vec::new()), Timestamp(0));
    let (first, _) = get(&mut machine, 0);
    let (second, row) = get(&mut machine, 0);
    machine.apply(first, trouble(false, MOMENT), Timestamp(0));
    let changed = Sight::Changed(Cause::said("moved"));
    let kept = result(row, Undone::Kept(Cause::said("moved")));
    assert_eq!(
        machine.apply(second, said(row, changed), Timestamp(0)),
        kept
    );
    let now = waits(&mut machine, 0);
    get(&mut machine, now);
}

#[test]
fn a_search_that_cannot_be_made_is_asked_row_by_row() {
    let mut machine = undo(2);
    let (call, _) = search(&mut machine, 0);
    assert_eq!(
        machine.apply(call, trouble(false, RefusalScope::Row), Timestamp(0)),
        []
    );
    get(&mut machine, 0);
}

#[test]
fn retry_after_is_waited_out() {
    let mut machine = undo(1);
    let (call, _) = search(&mut machine, 0);
    let retry_after = Some(Duration::from_secs(90));
    machine.apply(
        call,
        trouble(false, RefusalScope::Moment { retry_after }),
        Timestamp(0),
    );
    assert_eq!(waits(&mut machine, 0), 90_000);
    assert_eq!(
        machine.progress(Timestamp(0)).resting_until,
        Some(Timestamp(90_000))
    );
    assert_eq!(machine.progress(Timestamp(0)).slowed, Some(no_reply()));
}

#[test]
fn a_pause_that_is_longer_than_allowed_ends_it() {
    let mut machine = undo(1);
    let (call, _) = search(&mut machine, 0);
    let retry_after = Some(Duration::from_secs(86_400));
    machine.apply(
        call,
        trouble(false, RefusalScope::Moment { retry_after }),
        Timestamp(0),
    );
    let Step::Done(End::Stopped { cause }) = machine.step(Timestamp(0)) else {
        panic!("it goes on");
    };
    let after = Box::new(no_reply());
    let seconds = 86_400;
    assert_eq!(*cause, Cause::AskedToWait { seconds, after });
    assert_eq!(machine.progress(Timestamp(0)).open, 1);
}

#[test]
fn too_many_faults_in_a_row_end_it_and_so_does_one_of_the_connection() {
    let stopped = Step::Done(stopped());
    let mut machine = undo(1);
    let mut now = 0;
    for _ in 0..5 {
        let (call, _) = search(&mut machine, now);
        machine.apply(call, trouble(false, MOMENT), Timestamp(now));
        now += 4_000;
    }
    assert_eq!(machine.step(Timestamp(now)), stopped);
    assert_eq!(machine.progress(Timestamp(now)).open, 1);

    let mut machine = undo(1);
    let (call, _) = search(&mut machine, 0);
    machine.apply(call, trouble(false, RefusalScope::Connection), Timestamp(0));
    assert_eq!(machine.step(Timestamp(0)), stopped);
}

#[test]
fn a_search_is_not_believed_for_long() {
    let mut machine = undo(1);
    prove(&mut machine, 0);
    machine.control(Control::Pause);
    assert_eq!(
        machine.step(Timestamp(0).after(SEARCH_LIFE).shifted(1)),
        REST
    );
    assert!(machine.progress(Timestamp(0)).paused);
    machine.control(Control::Go);
    search(&mut machine, millis(SEARCH_LIFE) + 1);

    let mut machine = undo(1);
    prove(&mut machine, 0);
    delete(&mut machine, millis(SEARCH_LIFE));
}

#[test]
fn cancelling_lets_calls_land_and_leaves_the_rest_open() {
    let mut machine = undo(2);
    prove(&mut machine, 0);
    let (call, _) = delete(&mut machine, 0);
    machine.control(Control::Cancel);
    assert_eq!(machine.step(Timestamp(0)), REST);
    machine.apply(call, DELETED, Timestamp(0));
    assert_eq!(machine.step(Timestamp(0)), Step::Done(End::Cancelled));
    assert_eq!(machine.progress(Timestamp(0)).open, 1);
}

#[test]
fn a_refusal_keeps_the_device() {
    let mut machine = undo(1);
    prove(&mut machine, 0);
    let (call, _) = delete(&mut machine, 0);
    let results = machine.apply(call, trouble(false, RefusalScope::Row), Timestamp(0));
    assert_eq!(results, result(RowIndex(0), Undone::Kept(no_reply())));
}

#[test]
fn only_looking_deletes_nothing() {
    let deletable = vec![(RowIndex(0), UndoResult::Deletable([].into()))];
    let mut machine = undo(1).only_looking();
    let (call, _) = search(&mut machine, 0);
    assert_eq!(
        machine.apply(call, said(RowIndex(0), untouched()), Timestamp(0)),
        deletable
    );
    assert_eq!(machine.step(Timestamp(0)), Step::Done(End::Finished));

    let mut machine = undo(1).only_looking();
    let (call, _) = search(&mut machine, 0);
    machine.apply(call, CallEnd::Seen(Vec::new()), Timestamp(0));
    let (call, _) = get(&mut machine, 0);
    assert_eq!(
        machine.apply(call, said(RowIndex(0), untouched()), Timestamp(0)),
        deletable
    );
}

#[test]
fn an_answer_counts_once() {
    let mut machine = undo(1);
    prove(&mut machine, 0);
    let (call, _) = delete(&mut machine, 0);
    assert_eq!(machine.apply(call, DELETED, Timestamp(0)).len(), 1);
    assert_eq!(machine.apply(call, DELETED, Timestamp(0)), []);
    assert_eq!(machine.progress(Timestamp(0)).deleted, 1);
}
