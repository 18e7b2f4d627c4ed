//! A run under way that stands still for its portrait.

use enroll::domain::{Cause, Counts, Created, Failure, Fault, Outcome, RowIndex, RunId};
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
