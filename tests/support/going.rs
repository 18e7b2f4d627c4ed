//! A run under way that stands still for its portrait.

use enroll::domain::{
    Cause, Counts, Created, Failure, Fault, Outcome, Refusal, RowIndex, RunId, Words,
};
use enroll::provision::run::{Change, Pace, Paused, Progress};
use enroll::submit::Event;
use enroll::tui::app::Model;
use enroll::tui::runtime::Input;
use enroll::tui::shared::Msg;

use super::fake::{Fake, Weather};
use super::stage::Stage;

/// A run of 40 devices a second and a half in: 20 created, 8 unknown, 12 under way.
pub async fn going(pace: Pace, paused: Option<Paused>) -> Stage {
    let mut stage = Stage::on(Fake::new()).await;
    stage.fake.set(Weather::Slow);
    stage.queue("逆变器 1", "INV-201").await;
    stage.copies(39).await;
    stage.press("s").await;
    stage.program.press("enter");
    let sent = |screens: &Model| screens.shared.runs.counts().in_flight > 0;
    stage.program.until(sent).await;
    stage.program.advance(1_500);
    let created = |row: u32| {
        let created = Created {
            device_key: format!("INV-{}", 201 + row),
            asset_id: format!("A{:07}", 2 + row),
            ..Created::default()
        };
        (RowIndex(row), Outcome::Created(created))
    };
    let lost = Failure::from(Cause::NoReply(Fault::Timeout { ms: 60_000 }));
    let mut settled: Vec<(RowIndex, Outcome)> = (0..20).map(created).collect();
    settled.extend((20..28).map(|row| (RowIndex(row), Outcome::Unknown(lost.clone()))));
    let counts = Counts {
        created: 20,
        unknown: 8,
        in_flight: 12,
        ..Counts::default()
    };
    let event = Event::Settled {
        change: Change {
            settled,
            ..Change::default()
        },
        progress: Progress {
            counts,
            pace,
            paused,
        },
    };
    stage
        .program
        .input(Input::Reply(Msg::Progress(RunId(1), event)));
    stage
}

/// The same run, and a second batch of which rows failed for three causes; one row is found after its reply was lost.
pub async fn failing(pace: Pace) -> Stage {
    let mut stage = going(pace.clone(), None).await;
    stage.program.advance(1_700);
    let refused = |code: i64, words: &str| {
        let refusal = Refusal {
            code: Some(code),
            words: Words::new(words),
            ..Refusal::default()
        };
        Outcome::Failed(Failure::from(Cause::refused(refusal)))
    };
    let mut settled: Vec<(RowIndex, Outcome)> = Vec::new();
    for row in 28..40 {
        let outcome = match row {
            28..35 => refused(11_714, "Generate deviceKey failed"),
            35..38 => refused(99_400, "Invalid Argument deviceName: reserved word"),
            _ => refused(12_345, "nobody has ever heard of this"),
        };
        settled.push((RowIndex(row), outcome));
    }
    let counts = Counts {
        created: 20,
        failed: 12,
        unknown: 8,
        ..Counts::default()
    };
    let change = Change {
        settled,
        ..Change::default()
    };
    let progress = Progress {
        counts,
        pace,
        paused: None,
    };
    let event = Event::Settled { change, progress };
    stage
        .program
        .input(Input::Reply(Msg::Progress(RunId(1), event)));
    stage
}
