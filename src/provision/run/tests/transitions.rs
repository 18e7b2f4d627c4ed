//! What each reply, fault, search and control does to the rows.

use super::*;
use crate::domain::{Disorder, Outcome, RowIndex, Timestamp};

#[test]
fn batches_are_cut_in_order_and_a_run_of_nothing_is_finished() {
    assert_eq!(run(0).next(Timestamp(0)), Step::Done(End::Finished));
    let mut run = run(5);
    for expected in [vec![0, 1], vec![2, 3], vec![4]] {
        let (batch, rows) = sent(&mut run, 0);
        assert_eq!(
            rows,
            expected.iter().copied().map(RowIndex).collect::<Vec<_>>()
        );
        assert_eq!(run.next(Timestamp(0)), Step::Wait { until: None });
        all_created(&mut run, 0, batch, &rows);
    }
    assert_eq!(states(&run), "ccccc");
    assert_eq!(run.next(Timestamp(0)), Step::Done(End::Finished));
}

#[test]
fn an_answer_settles_its_batch_whole() {
    let mut run = run(4);
    let (batch, _) = sent(&mut run, 0);
    let answers = vec![
        (RowIndex(1), Answer::Became(failed())),
        (RowIndex(3), Answer::Became(created())),
    ];
    let change = answer(&mut run, 0, batch, answers);
    let silent = Cause::NoItem {
        why: Disorder::Silence,
    }
    .into();
    assert_eq!(
        change,
        settled(&[
            (RowIndex(0), Outcome::Unknown(silent)),
            (RowIndex(1), failed())
        ]),
        "row 3 is not in the batch"
    );
    assert_eq!(states(&run), "ufqq");
    let again = answer(
        &mut run,
        0,
        batch,
        vec![(RowIndex(0), Answer::Became(created()))],
    );
    assert_eq!(again, Change::default(), "a ticket is good for one answer");
}

#[test]
fn a_lost_batch_is_looked_up_after_the_lag_and_what_is_found_is_created() {
    let mut run = run(2);
    let (batch, rows) = sent(&mut run, 0);
    let change = lose(&mut run, 5, batch);
    let lost = Outcome::Unknown(failure("lost"));
    assert_eq!(
        change,
        settled(&[(RowIndex(0), lost.clone()), (RowIndex(1), lost)])
    );
    assert_eq!(waits(&mut run, 5), 105);
    let (look, asked) = looked(&mut run, 105);
    assert_eq!((asked, states(&run).as_str()), (rows, "uu"));
    let change = see(
        &mut run,
        106,
        look,
        vec![(RowIndex(0), created()), (RowIndex(1), failed())],
    );
    assert_eq!(
        change,
        settled(&[(RowIndex(0), created()), (RowIndex(1), failed())])
    );
    assert_eq!(run.next(Timestamp(106)), Step::Done(End::Finished));
}

#[test]
fn missing_is_believed_after_repeated_looks_and_sent_again_until_the_attempts_are_spent() {
    let mut run = run(1);
    let mut now = 0;
    for attempt in 1..=2 {
        let (batch, _) = sent(&mut run, now);
        lose(&mut run, now, batch);
        for (look_no, pause) in [(1, 100), (2, 200)] {
            let due = waits(&mut run, now);
            assert_eq!(due - now, pause, "attempt {attempt}, look {look_no}");
            now = due;
            let (look, _) = looked(&mut run, now);
            let change = see(&mut run, now, look, Vec::new());
            match (look_no, attempt) {
                (1, _) => assert_eq!(change, Change::default()),
                (_, 1) => assert_eq!(change, put_back(&[RowIndex(0)])),
                _ => {
                    let attempts = Some(2);
                    let never = Cause::NotFound {
                        attempts,
                        after: Some(Box::new(Cause::said("lost"))),
                        perhaps_made: true,
                    };
                    assert_eq!(
                        change,
                        settled(&[(RowIndex(0), Outcome::Unknown(never.into()))])
                    );
                }
            }
        }
    }
    assert_eq!(run.next(Timestamp(now)), Step::Done(End::Finished));
}

#[test]
fn what_nothing_proves_is_asked_for_once_more_when_the_rest_is_over() {
    let undecided = || Outcome::Unknown(failure("undecided"));
    for (then, end) in [
        (failed(), RowState::Failed),
        (undecided(), RowState::Unknown),
    ] {
        let mut run = run(2);
        let (batch, _) = sent(&mut run, 0);
        lose(&mut run, 0, batch);
        let now = waits(&mut run, 0);
        let (look, rows) = looked(&mut run, now);
        assert_eq!(rows, [0, 1].map(RowIndex));
        let change = see(
            &mut run,
            now,
            look,
            vec![(RowIndex(0), undecided()), (RowIndex(1), created())],
        );
        assert_eq!(
            change,
            settled(&[(RowIndex(0), undecided()), (RowIndex(1), created())])
        );
        let (look, rows) = looked(&mut run, now);
        assert_eq!(
            rows,
            [0].map(RowIndex),
            "the other one may have shown something"
        );
        see(&mut run, now, look, vec![(RowIndex(0), then)]);
        assert_eq!(run.next(Timestamp(now)), Step::Done(End::Finished));
        assert_eq!(*run.counts().of(end), 1);
    }
}

#[test]
fn a_row_without_a_key_stays_unknown_and_is_never_sent_again() {
    let rows = [
        OpenRow {
            device_key: None,
            ..row(0)
        },
        row(1),
        row(2),
    ];
    let mut run = run_with(rows, bounds());
    let (batch, _) = sent(&mut run, 0);
    lose(&mut run, 0, batch);
    let due = waits(&mut run, 0);
    let (batch, rows) = sent(&mut run, due);
    assert_eq!(rows, [RowIndex(2)], "the run goes on with the others");
    all_created(&mut run, due, batch, &rows);
    let (look, rows) = looked(&mut run, 200);
    assert_eq!(rows, [1].map(RowIndex));
    see(&mut run, 200, look, vec![(RowIndex(1), created())]);
    assert_eq!(run.next(Timestamp(200)), Step::Done(End::Finished));
    assert_eq!(states(&run), "ucc");
}

#[test]
fn an_existing_key_is_looked_up_at_once() {
    let existed = || Answer::Existed(failure("DeviceKey existed"));
    // Found: the search decides.
    let mut run = run(2);
    let (batch, _) = sent(&mut run, 0);
    let change = answer(
        &mut run,
        0,
        batch,
        vec![(RowIndex(0), existed()), (RowIndex(1), existed())],
    );
    assert_eq!((change.settled.len(), states(&run).as_str()), (2, "uu"));
    let (look, rows) = looked(&mut run, 0);
    assert_eq!(rows, [0, 1].map(RowIndex));
    let skipped = Outcome::Skipped(failure("left alone"));
    see(
        &mut run,
        0,
        look,
        vec![(RowIndex(0), skipped), (RowIndex(1), failed())],
    );
    assert_eq!(states(&run), "sf");

    // Not shown: the reply was clear, unless an earlier attempt may have made it.
    for (sent_before, outcome) in [(0, 'f'), (1, 'u')] {
        let start = OpenRow {
            attempts: sent_before,
            ..row(0)
        };
        let mut run = run_with([start], bounds());
        let (batch, _) = sent(&mut run, 0);
        answer(&mut run, 0, batch, vec![(RowIndex(0), existed())]);
        for now in [0, 200] {
            let (look, _) = looked(&mut run, now);
            see(&mut run, now, look, Vec::new());
        }
        assert_eq!(states(&run), outcome.to_string());
        assert_eq!(
            run.next(Timestamp(200)),
            Step::Done(End::Finished),
            "never sent again"
        );
    }
}

#[test]
fn a_key_that_could_not_be_made_is_asked_for_again_by_itself() {
    let mut run = run(3);
    let again = || Answer::Again(failure("Generate deviceKey failed"));
    let (batch, _) = sent(&mut run, 0);
    let answers = vec![
        (RowIndex(0), again()),
        (RowIndex(1), Answer::Became(created())),
    ];
    assert_eq!(
        answer(&mut run, 0, batch, answers),
        Change {
            settled: vec![(RowIndex(1), created())],
            ..put_back(&[RowIndex(0)])
        }
    );
    let (batch, rows) = sent(&mut run, 0);
    assert_eq!(rows, [RowIndex(2)], "the others do not wait for it");
    all_created(&mut run, 0, batch, &rows);
    assert_eq!(waits(&mut run, 0), 10);
    let (batch, rows) = sent(&mut run, 10);
    assert_eq!(rows, [0].map(RowIndex));
    answer(&mut run, 10, batch, vec![(RowIndex(0), again())]);
    assert_eq!(states(&run), "fcc", "two attempts are allowed");
}

#[test]
fn a_moments_refusal_puts_the_same_batch_back_and_does_not_count_as_sent() {
    let mut run = run(3);
    let mut now = 0;
    for _ in 0..2 {
        let (batch, rows) = sent(&mut run, now);
        assert_eq!(rows, [0, 1].map(RowIndex));
        assert_eq!(
            refuse(&mut run, now, batch, MOMENT),
            put_back(&[0, 1].map(RowIndex))
        );
        now = waits(&mut run, now);
    }
    let (batch, rows) = sent(&mut run, now);
    lose(&mut run, now, batch);
    let row = run.rows.get(RowIndex(0)).unwrap();
    assert_eq!((rows.len(), row.sends), (2, 1));
}

#[test]
fn what_is_true_of_every_request_stops_the_run_at_once() {
    let mut run = run_with(
        (0..6).map(row),
        Bounds {
            batches_at_once: 2,
            ..bounds()
        },
    );
    let (batch, rows) = sent(&mut run, 0);
    all_created(&mut run, 0, batch, &rows);
    let (refused, _) = sent(&mut run, 0);
    let (other, rows) = sent(&mut run, 0);
    assert_eq!(
        refuse(&mut run, 0, refused, RefusalScope::Connection),
        put_back(&[2, 3].map(RowIndex))
    );
    assert_eq!(
        run.next(Timestamp(0)),
        Step::Wait { until: None },
        "the other batch lands"
    );
    all_created(&mut run, 0, other, &rows);
    assert_eq!(run.next(Timestamp(0)), stopped("refused"));
    assert_eq!(states(&run), "ccqqcc");
}

#[test]
fn faults_in_a_row_end_the_run_and_an_answer_forgives_them() {
    let mut run = run(4);
    let mut now = 0;
    let faults = |run: &mut Run, now: &mut i64, count| {
        for _ in 0..count {
            let (batch, _) = sent(run, *now);
            refuse(run, *now, batch, MOMENT);
            if let Step::Wait { until: Some(until) } = run.next(Timestamp(*now)) {
                *now = until.0;
            }
        }
    };
    faults(&mut run, &mut now, 2);
    let (batch, rows) = sent(&mut run, now);
    all_created(&mut run, now, batch, &rows);
    faults(&mut run, &mut now, 3);
    assert_eq!(run.next(Timestamp(now)), stopped("refused"));
    assert_eq!(states(&run), "ccqq");
}

#[test]
fn a_search_that_fails_is_made_again_and_does_not_count_as_a_miss() {
    let mut run = run(1);
    let (batch, _) = sent(&mut run, 0);
    lose(&mut run, 0, batch);
    let (look, _) = looked(&mut run, 100);
    let failure = failure("timeout");
    let unseen = |look, scope| Input::Unseen {
        look,
        failure: failure.clone(),
        scope,
    };
    run.apply(Timestamp(100), unseen(look, MOMENT));
    let now = waits(&mut run, 100);
    assert_eq!(run.rows.get(RowIndex(0)).unwrap().misses, 0);
    let (look, _) = looked(&mut run, now);
    run.apply(Timestamp(now), unseen(look, RefusalScope::Connection));
    assert_eq!(run.next(Timestamp(now)), stopped("timeout"));
    assert_eq!(states(&run), "u");
}

#[test]
fn an_interrupted_run_asks_before_it_sends() {
    let existed = Cause::KeyHidden { perhaps_own: true };
    let rows = [
        unknown_row(0, Some(-50)),
        unknown_row(1, Some(1_000_000)),
        OpenRow {
            cause: Some(existed),
            ..unknown_row(2, None)
        },
        row(3),
    ];
    let mut run = run_with(rows, bounds());
    assert_eq!(states(&run), "uuuq");
    let (look, rows) = looked(&mut run, 0);
    assert_eq!(rows, [2].map(RowIndex));
    see(&mut run, 0, look, vec![(RowIndex(2), created())]);
    let (batch, rows) = sent(&mut run, 0);
    assert_eq!(rows, [3].map(RowIndex));
    all_created(&mut run, 0, batch, &rows);
    assert_eq!(waits(&mut run, 0), 50);
    let (look, rows) = looked(&mut run, 50);
    assert_eq!(rows, [0].map(RowIndex));
    see(&mut run, 50, look, vec![(RowIndex(0), created())]);
    assert_eq!(
        waits(&mut run, 50),
        100,
        "a clock that was set back puts nothing off"
    );
}

#[test]
fn a_cancelled_run_lets_its_batch_land_and_keeps_the_rest() {
    let mut run = run(4);
    let (batch, _) = sent(&mut run, 0);
    run.apply(Timestamp(0), Input::Control(Control::Cancel));
    assert_eq!(run.next(Timestamp(0)), Step::Wait { until: None });
    lose(&mut run, 0, batch);
    assert_eq!(run.next(Timestamp(1_000)), Step::Done(End::Cancelled));
    assert_eq!(states(&run), "uuqq");
    run.apply(Timestamp(0), Input::Control(Control::Go));
    assert_eq!(
        run.next(Timestamp(1_000)),
        Step::Done(End::Cancelled),
        "a cancel is for good"
    );
}

#[test]
fn an_asset_that_another_row_has_is_no_proof_unless_it_is_adopted() {
    for (adopted, state) in [(false, "u"), (true, "c")] {
        let mut run = run(1).with_assets(["A1".to_owned()]);
        let (batch, _) = sent(&mut run, 0);
        let made = Created {
            asset_id: "A1".to_owned(),
            adopted,
            ..Created::default()
        };
        let became = Answer::Became(Outcome::Created(made));
        answer(&mut run, 0, batch, vec![(RowIndex(0), became)]);
        assert_eq!(states(&run), state, "adopted: {adopted}");
    }
}
