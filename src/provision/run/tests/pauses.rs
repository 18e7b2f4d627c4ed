//! Pauses: asked for by the gateway, by the user, and taken by the run itself.

use super::*;
use crate::domain::{Cause, RowIndex, Timestamp};

#[test]
fn retry_after_is_honoured() {
    let mut run = run(1);
    let (batch, _) = sent(&mut run, 0);
    let scope = RefusalScope::Moment {
        retry_after: Some(Duration::from_secs(7)),
    };
    refuse(&mut run, 0, batch, scope);
    assert_eq!(waits(&mut run, 0), 7_000);
    assert_eq!(
        run.progress(Timestamp(0)).pace.resting_until,
        Some(Timestamp(7_000))
    );
    assert_eq!(
        run.progress(Timestamp(0)).pace.slowed,
        Some(Cause::said("refused"))
    );
}

#[test]
fn before_a_pause_that_is_longer_than_allowed_somebody_is_asked() {
    let asked = Duration::from_secs(601);
    let scope = RefusalScope::Moment {
        retry_after: Some(asked),
    };
    let mut run = run(2);
    let (batch, _) = sent(&mut run, 0);
    assert_eq!(
        refuse(&mut run, 0, batch, scope),
        put_back(&[0, 1].map(RowIndex))
    );
    let told = |words| Cause::AskedToWait {
        seconds: 601,
        after: Box::new(Cause::said(words)),
    };
    let paused = run.progress(Timestamp(0)).paused;
    assert_eq!(paused, Some(Paused::Because(told("refused"))));
    assert_eq!(run.next(Timestamp(0)), Step::Wait { until: None });
    let mut stopped = run.clone();
    stopped.apply(Timestamp(0), Input::Control(Control::GiveUp));
    let cause = Box::new(told("refused"));
    assert_eq!(
        stopped.next(Timestamp(0)),
        Step::Done(End::Stopped { cause }),
        "it ends for what it paused for"
    );
    // Who goes on waits as long as was asked for.
    run.apply(Timestamp(0), Input::Control(Control::Go));
    assert_eq!(waits(&mut run, 0), 601_000);
    run.apply(Timestamp(0), Input::Control(Control::Cancel));
    assert_eq!(run.next(Timestamp(0)), Step::Done(End::Cancelled));

    let mut unknown = run_with([unknown_row(0, None)], bounds());
    let Step::Call(look, Request::Look(_)) = unknown.next(Timestamp(0)) else {
        panic!("nothing is looked up");
    };
    let unseen = Input::Unseen {
        look,
        failure: failure("429"),
        scope,
    };
    unknown.apply(Timestamp(0), unseen);
    let paused = unknown.progress(Timestamp(0)).paused;
    assert_eq!(paused, Some(Paused::Because(told("429"))));
    assert_eq!(unknown.next(Timestamp(0)), Step::Wait { until: None });
}

#[test]
fn a_pause_sends_nothing_and_still_asks() {
    let mut run = run(4);
    let (batch, _) = sent(&mut run, 0);
    run.apply(Timestamp(0), Input::Control(Control::Pause));
    lose(&mut run, 0, batch);
    assert_eq!(run.progress(Timestamp(0)).paused, Some(Paused::Asked));
    assert_eq!(waits(&mut run, 0), 100);
    let (look, rows) = looked(&mut run, 100);
    see(
        &mut run,
        100,
        look,
        rows.iter().map(|row| (*row, created())).collect(),
    );
    assert_eq!(run.next(Timestamp(100)), Step::Wait { until: None });
    run.apply(Timestamp(100), Input::Control(Control::Go));
    assert_eq!(sent(&mut run, 100).1, [2, 3].map(RowIndex));
}

#[test]
fn many_failures_pause_the_run_once() {
    let bounds = Bounds {
        batch_size: 20,
        failed_percent: 50,
        ..bounds()
    };
    let mut run = run_with((0..60).map(row), bounds);
    let fail_all = |run: &mut Run| {
        let (batch, rows) = sent(run, 0);
        let answers = rows.iter().map(|row| (*row, Answer::Became(failed())));
        let answers = answers.collect();
        answer(run, 0, batch, answers);
    };
    fail_all(&mut run);
    let why = Cause::TooManyFailed {
        failed: 20,
        answered: 20,
    };
    let paused = run.progress(Timestamp(0)).paused;
    assert_eq!(paused, Some(Paused::Because(why.clone())));
    assert_eq!(run.next(Timestamp(0)), Step::Wait { until: None });
    let mut stopped = run.clone();
    stopped.apply(Timestamp(0), Input::Control(Control::GiveUp));
    let cause = Box::new(why);
    assert_eq!(
        stopped.next(Timestamp(0)),
        Step::Done(End::Stopped { cause })
    );
    run.apply(Timestamp(0), Input::Control(Control::Go));
    fail_all(&mut run);
    run.apply(Timestamp(0), Input::Control(Control::Go));
    fail_all(&mut run);
    assert_eq!(
        run.next(Timestamp(0)),
        Step::Done(End::Finished),
        "nothing is left to pause for"
    );
}
