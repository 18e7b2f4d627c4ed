//! The state machine of a run: every transition, and any sequence of them.

mod batches;
mod pauses;
mod transitions;
mod world;

use std::time::Duration;

use super::*;
use crate::domain::{Cause, Created, Outcome, RowIndex, Timestamp};

fn failure(msg: &str) -> Failure {
    Cause::said(msg).into()
}

fn stopped(msg: &str) -> Step<Request> {
    let cause = Box::new(Cause::said(msg));
    Step::Done(End::Stopped { cause })
}

fn created() -> Outcome {
    Outcome::Created(Created::default())
}

fn failed() -> Outcome {
    Outcome::Failed(failure("no"))
}

fn bounds() -> Bounds {
    Bounds {
        batch_size: 2,
        batches_at_once: 1,
        attempts: 2,
        lag: Duration::from_millis(100),
        looks: 2,
        pause: Duration::from_millis(10),
        longest_pause: Duration::from_millis(40),
        faults: 3,
        failed_percent: 100,
        ..Bounds::default()
    }
}

fn row(index: u32) -> OpenRow {
    OpenRow {
        index: RowIndex(index),
        device_key: Some(format!("INV-{index}")),
        ..OpenRow::default()
    }
}

/// One that left before, at `sent_at`, and became unknown.
fn unknown_row(index: u32, sent_at: Option<i64>) -> OpenRow {
    OpenRow {
        state: RowState::Unknown,
        attempts: 1,
        sent_at: sent_at.map(Timestamp),
        ..row(index)
    }
}

fn run_with(rows: impl IntoIterator<Item = OpenRow>, bounds: Bounds) -> Run {
    let size = usize::from(bounds.batch_size);
    Run::new(rows, bounds, size, Timestamp(0), 7)
}

fn run(rows: u32) -> Run {
    run_with((0..rows).map(row), bounds())
}

/// One letter per row: q, i, c, f, u, s.
fn states(run: &Run) -> String {
    let mut states = String::new();
    for index in 0.. {
        let Some(row) = run.rows.get(RowIndex(index)) else {
            return states;
        };
        states.push(match row.state {
            RowState::Queued => 'q',
            RowState::InFlight => 'i',
            RowState::Created => 'c',
            RowState::Failed => 'f',
            RowState::Unknown => 'u',
            RowState::Skipped => 's',
            RowState::Deleted => 'd',
        });
    }
    states
}

/// The batch that is to leave now.
#[track_caller]
fn sent(run: &mut Run, now: i64) -> (Ticket, Vec<RowIndex>) {
    match run.next(Timestamp(now)) {
        Step::Call(batch, Request::Send(rows)) => (batch, rows),
        other => panic!("{other:?}"),
    }
}

/// The search that is to be made now.
#[track_caller]
fn looked(run: &mut Run, now: i64) -> (Ticket, Vec<RowIndex>) {
    match run.next(Timestamp(now)) {
        Step::Call(look, Request::Look(rows)) => (look, rows),
        other => panic!("{other:?}"),
    }
}

/// When the run goes on, with nothing under way.
#[track_caller]
fn waits(run: &mut Run, now: i64) -> i64 {
    match run.next(Timestamp(now)) {
        Step::Wait { until: Some(until) } => until.0,
        other => panic!("{other:?}"),
    }
}

fn answer(run: &mut Run, now: i64, batch: Ticket, answers: Vec<(RowIndex, Answer)>) -> Change {
    run.apply(
        Timestamp(now),
        Input::Answered {
            batch,
            answers,
            disorder: None,
        },
    )
}

fn all_created(run: &mut Run, now: i64, batch: Ticket, rows: &[RowIndex]) -> Change {
    let answers = rows.iter().map(|row| (*row, Answer::Became(created())));
    answer(run, now, batch, answers.collect())
}

fn refuse(run: &mut Run, now: i64, batch: Ticket, scope: RefusalScope) -> Change {
    let failure = failure("refused");
    run.apply(
        Timestamp(now),
        Input::Refused {
            batch,
            failure,
            scope,
        },
    )
}

fn lose(run: &mut Run, now: i64, batch: Ticket) -> Change {
    let failure = failure("lost");
    run.apply(
        Timestamp(now),
        Input::Lost {
            batch,
            failure,
            refused: false,
            retry_after: None,
        },
    )
}

fn see(run: &mut Run, now: i64, look: Ticket, found: Vec<(RowIndex, Outcome)>) -> Change {
    run.apply(Timestamp(now), Input::Seen { look, found })
}

fn settled(rows: &[(RowIndex, Outcome)]) -> Change {
    Change {
        settled: rows.to_vec(),
        ..Change::default()
    }
}

fn put_back(rows: &[RowIndex]) -> Change {
    Change {
        put_back: rows.to_vec(),
        ..Change::default()
    }
}

const MOMENT: RefusalScope = RefusalScope::Moment { retry_after: None };
