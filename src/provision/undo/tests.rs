//! Every transition of an undo, and what no sequence of events may bring about.

mod arbitrary;
mod proof;

use super::*;
use crate::domain::Failure;

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

/// An undo of rows of one product.
fn undo(rows: u32) -> Undo {
    Undo::new((0..rows).map(|row| (row, Arc::from("P"))), &bounds())
}

fn look(machine: &mut Undo, now: i64) -> (CallId, Vec<u32>) {
    match machine.step(now) {
        Step::Look { call, rows } => (call, rows),
        other => panic!("{other:?}"),
    }
}

fn delete(machine: &mut Undo, now: i64) -> (CallId, u32) {
    match machine.step(now) {
        Step::Delete { call, row } => (call, row),
        other => panic!("{other:?}"),
    }
}

/// Looks all rows up and finds them unchanged.
fn prove(machine: &mut Undo, now: i64) {
    let (call, rows) = look(machine, now);
    let sights = rows.iter().map(|row| (*row, Sight::Unchanged)).collect();
    assert_eq!(machine.hear(call, Heard::Seen(sights), now), []);
}

fn trouble(acted: bool) -> Trouble {
    Trouble {
        failure: Failure {
            msg: "no reply".to_owned(),
            ..Failure::default()
        },
        lasting: false,
        acted,
        retry_after: None,
    }
}

const fn wait(until: i64) -> Step {
    Step::Wait { until: Some(until) }
}

const REST: Step = Step::Wait { until: None };

#[test]
fn a_device_is_looked_up_deleted_and_done() {
    let mut machine = undo(1);
    prove(&mut machine, 0);
    let (call, row) = delete(&mut machine, 0);
    assert_eq!(machine.step(0), REST);
    let fates = machine.hear(call, Heard::Deleted, 0);
    assert_eq!(fates, [(row, Fate::Deleted)]);
    assert_eq!(machine.step(0), Step::Done(End::Finished));
    let progress = machine.progress(0);
    assert_eq!((progress.open, progress.deleted, progress.kept), (0, 1, 0));
}

#[test]
fn what_changed_is_kept_and_never_deleted() {
    let mut machine = undo(1);
    let (call, _) = look(&mut machine, 0);
    let sights = vec![(0, Sight::Changed("moved".to_owned()))];
    let fates = machine.hear(call, Heard::Seen(sights), 0);
    assert_eq!(fates, [(0, Fate::Kept("moved".to_owned()))]);
    assert_eq!(machine.step(0), Step::Done(End::Finished));
}

#[test]
fn missing_is_believed_after_as_many_looks_as_the_bounds_say() {
    let mut machine = undo(1);
    let mut now = 0;
    for pause in [2_000, 4_000] {
        let (call, _) = look(&mut machine, now);
        assert_eq!(machine.hear(call, Heard::Seen(Vec::new()), now), []);
        assert_eq!(machine.step(now), wait(now + pause));
        now += pause;
    }
    let (call, _) = look(&mut machine, now);
    let fates = machine.hear(call, Heard::Seen(Vec::new()), now);
    assert_eq!(fates, [(0, Fate::Deleted)]);
}

#[test]
fn a_look_takes_fifty_rows_of_one_product() {
    let rows = (0..120).map(|row| (row, Arc::from(if row < 60 { "P" } else { "Q" })));
    let bounds = Bounds {
        batches_at_once: 9,
        ..bounds()
    };
    let mut machine = Undo::new(rows, &bounds);
    let sizes: Vec<usize> = (0..4).map(|_| look(&mut machine, 0).1.len()).collect();
    assert_eq!(sizes, [50, 10, 50, 10]);
    assert_eq!(machine.step(0), REST);
}

#[test]
fn no_more_calls_are_under_way_than_the_bounds_allow() {
    let mut machine = undo(3);
    prove(&mut machine, 0);
    let (first, _) = delete(&mut machine, 0);
    delete(&mut machine, 0);
    assert_eq!(machine.step(0), REST);
    machine.hear(first, Heard::Deleted, 0);
    delete(&mut machine, 0);
    assert_eq!(machine.step(0), REST);
}

#[test]
fn a_lost_delete_is_looked_up_before_it_is_repeated() {
    let mut machine = undo(1);
    prove(&mut machine, 0);
    let (call, _) = delete(&mut machine, 0);
    assert_eq!(machine.hear(call, Heard::Trouble(trouble(true)), 0), []);
    assert_eq!(machine.step(0), wait(1_000));
    prove(&mut machine, 1_000);
    let (call, _) = delete(&mut machine, 1_000);
    machine.hear(call, Heard::Trouble(trouble(true)), 1_000);
    let (call, _) = look(&mut machine, 3_000);
    let fates = machine.hear(call, Heard::Seen(vec![(0, Sight::Unchanged)]), 3_000);
    let why = "2 attempts did not delete it: no reply".to_owned();
    assert_eq!(fates, [(0, Fate::Kept(why))]);
}

#[test]
fn pauses_double_until_a_row_comes_to_its_end() {
    let mut machine = undo(2);
    let mut now = 0;
    for pause in [1_000, 2_000, 4_000, 4_000] {
        let (call, _) = look(&mut machine, now);
        machine.hear(call, Heard::Trouble(trouble(false)), now);
        assert_eq!(machine.step(now), wait(now + pause));
        assert_eq!(machine.progress(now).resting_until, Some(now + pause));
        now += pause;
    }
    assert_eq!(machine.progress(now).slowed.as_deref(), Some("no reply"));
    prove(&mut machine, now);
    let (call, _) = delete(&mut machine, now);
    assert_eq!(machine.step(now), REST, "one at a time after a fault");
    machine.hear(call, Heard::Deleted, now);
    assert_eq!(machine.progress(now).slowed, None);
}

#[test]
fn retry_after_outlasts_the_pause_and_not_the_other_way_round() {
    for (asked, pause) in [(90, 90_000), (0, 1_000)] {
        let mut machine = undo(1);
        let (call, _) = look(&mut machine, 0);
        let asked = Trouble {
            retry_after: Some(Duration::from_secs(asked)),
            ..trouble(false)
        };
        machine.hear(call, Heard::Trouble(asked), 0);
        assert_eq!(machine.step(0), wait(pause));
    }
}

#[test]
fn calls_that_fail_together_are_one_fault() {
    let mut machine = undo(2);
    prove(&mut machine, 0);
    let (first, _) = delete(&mut machine, 0);
    let (second, _) = delete(&mut machine, 0);
    machine.hear(first, Heard::Trouble(trouble(false)), 10);
    machine.hear(second, Heard::Trouble(trouble(false)), 20);
    assert_eq!(machine.step(20), wait(1_020));
}

#[test]
fn too_many_faults_in_a_row_end_it_and_so_does_a_lasting_one() {
    let mut machine = undo(1);
    let mut now = 0;
    for _ in 0..5 {
        let (call, _) = look(&mut machine, now);
        machine.hear(call, Heard::Trouble(trouble(false)), now);
        now += 4_000;
    }
    let stopped = Step::Done(End::Stopped(trouble(false).failure));
    assert_eq!(machine.step(now), stopped);
    assert_eq!(machine.progress(now).open, 1);

    let mut machine = undo(1);
    let (call, _) = look(&mut machine, 0);
    let lasting = Trouble {
        lasting: true,
        ..trouble(false)
    };
    machine.hear(call, Heard::Trouble(lasting), 0);
    assert_eq!(machine.step(0), stopped);
}

#[test]
fn a_proof_expires() {
    let mut machine = undo(1);
    prove(&mut machine, 0);
    machine.wish(Wish::Pause);
    assert_eq!(machine.step(PROOF_LIFE + 1), REST);
    assert!(machine.progress(0).paused);
    machine.wish(Wish::Go);
    look(&mut machine, PROOF_LIFE + 1);

    let mut machine = undo(1);
    prove(&mut machine, 0);
    delete(&mut machine, PROOF_LIFE);
}

#[test]
fn cancelling_lets_calls_land_and_leaves_the_rest_open() {
    let mut machine = undo(2);
    prove(&mut machine, 0);
    let (call, _) = delete(&mut machine, 0);
    machine.wish(Wish::Cancel);
    assert_eq!(machine.step(0), REST);
    machine.hear(call, Heard::Deleted, 0);
    assert_eq!(machine.step(0), Step::Done(End::Cancelled));
    assert_eq!(machine.progress(0).open, 1);
}

#[test]
fn a_refusal_keeps_the_device() {
    let mut machine = undo(1);
    prove(&mut machine, 0);
    let (call, _) = delete(&mut machine, 0);
    let fates = machine.hear(call, Heard::Refused("no right".to_owned()), 0);
    assert_eq!(fates, [(0, Fate::Kept("no right".to_owned()))]);
}

#[test]
fn only_looking_deletes_nothing() {
    let mut machine = undo(1).only_looking();
    let (call, _) = look(&mut machine, 0);
    let fates = machine.hear(call, Heard::Seen(vec![(0, Sight::Unchanged)]), 0);
    assert_eq!(fates, [(0, Fate::Deletable)]);
    assert_eq!(machine.step(0), Step::Done(End::Finished));
}

#[test]
fn an_answer_counts_once() {
    let mut machine = undo(1);
    prove(&mut machine, 0);
    let (call, _) = delete(&mut machine, 0);
    assert_eq!(machine.hear(call, Heard::Deleted, 0).len(), 1);
    assert_eq!(machine.hear(call, Heard::Deleted, 0), []);
    assert_eq!(machine.progress(0).deleted, 1);
}
