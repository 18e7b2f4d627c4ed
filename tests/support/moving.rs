//! A run with lost replies, from its first batch to its end, frame by frame.

use enroll::domain::{
    Cause, Counts, Created, End, Failure, Fault, Outcome, Refusal, RowIndex, RunId, Words,
};
use enroll::provision::run::{Change, Pace, Progress};
use enroll::submit::Event;
use enroll::tui::app::Model;
use enroll::tui::runtime::Input;
use enroll::tui::shared::Msg;
use enroll::tui::theme::Theme;

use super::fake::{Fake, Weather};
use super::stage::Stage;
use super::svg::Still;

/// Devices of the run, in batches of [`BATCH`].
const ROWS: u32 = 400;
const BATCH: u32 = 50;

/// The run as it goes, and what was seen of it.
struct Film {
    stage: Stage,
    counts: Counts,
    stills: Vec<Still>,
}

/// What becomes of a batch.
#[derive(Clone, Copy, PartialEq)]
enum Fate {
    Sent,
    Created,
    OneFailed,
    Lost,
    Found,
}

/// The frames, each with how long it stands.
pub async fn film(columns: u16, rows: u16, theme: Theme) -> Vec<Still> {
    let mut film = Film::begin(columns, rows, theme).await;
    let steps: [(i64, u32, Fate, Pace); 17] = [
        (300, 1, Fate::Created, pace(0, 2, 0, None)),
        (10, 2, Fate::Sent, pace(1, 2, 0, None)),
        (10, 3, Fate::Sent, pace(2, 2, 0, None)),
        (380, 2, Fate::OneFailed, pace(1, 3, 0, None)),
        (10, 4, Fate::Sent, pace(2, 3, 0, None)),
        (10, 5, Fate::Sent, pace(3, 3, 0, None)),
        (420, 3, Fate::Lost, pace(2, 2, 50, Some(2_000))),
        (260, 4, Fate::Created, pace(1, 2, 50, Some(1_700))),
        (240, 5, Fate::Lost, pace(0, 1, 100, Some(1_400))),
        (900, 3, Fate::Found, pace(0, 1, 50, None)),
        (300, 5, Fate::Found, pace(0, 1, 0, None)),
        (10, 6, Fate::Sent, pace(1, 1, 0, None)),
        (400, 6, Fate::Created, pace(0, 2, 0, None)),
        (10, 7, Fate::Sent, pace(1, 2, 0, None)),
        (10, 8, Fate::Sent, pace(2, 2, 0, None)),
        (420, 7, Fate::OneFailed, pace(1, 2, 0, None)),
        (380, 8, Fate::Created, pace(0, 2, 0, None)),
    ];
    for (ms, batch, fate, pace) in steps {
        film.step(ms, batch, fate, pace);
    }
    film.end();
    film.stills
}

fn pace(under_way: usize, at_once: usize, asking: usize, rest: Option<i64>) -> Pace {
    Pace {
        under_way,
        at_once,
        batch_size: 50,
        asking,
        resting_until: rest.map(|ms| enroll::domain::Timestamp(super::stage::NOW + 2_000 + ms)),
        slowed: None,
    }
}

impl Film {
    async fn begin(columns: u16, rows: u16, theme: Theme) -> Self {
        let fake = Fake::new();
        fake.batches_of(50);
        let mut stage = Stage::on(fake).await;
        stage.fake.set(Weather::Slow);
        stage.queue("逆变器 1", "JQ-0001").await;
        stage.copies(399).await;
        stage.press("s").await;
        stage.program.press("enter");
        let sent = |screens: &Model| screens.shared.runs.counts().in_flight > 0;
        stage.program.until(sent).await;
        stage.program.app_mut().shared.theme = theme;
        stage.program.resize(columns, rows);
        let mut film = Self {
            stage,
            counts: Counts::default(),
            stills: Vec::new(),
        };
        film.counts.queued = 350;
        film.counts.in_flight = 50;
        film.take(700);
        film
    }

    fn step(&mut self, ms: i64, batch: u32, fate: Fate, pace: Pace) {
        self.stage.program.advance(ms);
        let Some(first) = batch.checked_sub(1).map(|nth| nth * BATCH) else {
            return;
        };
        let rows = first..first + BATCH;
        let lost = Failure::from(Cause::NoReply(Fault::Timeout { ms: 30_000 }));
        let failed = Failure::from(Cause::Refused(Refusal {
            code: Some(11_714),
            words: Words::new("Generate deviceKey failed"),
            ..Refusal::default()
        }));
        let outcome = |row: u32| match fate {
            Fate::Lost => Outcome::Unknown(lost.clone()),
            Fate::OneFailed if row == first + 16 => Outcome::Failed(failed.clone()),
            _ => Outcome::Created(Created {
                device_key: format!("JQ-{:04}", row + 1),
                asset_id: format!("A{row:07}"),
                ..Created::default()
            }),
        };
        if fate == Fate::Sent {
            self.counts.queued = self.counts.queued.saturating_sub(50);
            self.counts.in_flight += 50;
            let event = Event::Sent {
                batch,
                rows: rows.map(RowIndex).collect(),
                progress: self.progress(pace),
            };
            return self.tell(event);
        }
        match fate {
            Fate::Found => self.counts.unknown -= 50,
            _ => self.counts.in_flight -= 50,
        }
        match fate {
            Fate::Lost => self.counts.unknown += 50,
            Fate::OneFailed => {
                self.counts.created += 49;
                self.counts.failed += 1;
            }
            _ => self.counts.created += 50,
        }
        let change = Change {
            settled: rows.map(|row| (RowIndex(row), outcome(row))).collect(),
            ..Change::default()
        };
        self.settle(change, pace);
        self.take(match fate {
            Fate::Lost | Fate::Found => 1_500,
            _ => 700,
        });
    }

    fn settle(&mut self, change: Change, pace: Pace) {
        let progress = self.progress(pace);
        self.tell(Event::Settled { change, progress });
    }

    fn progress(&self, pace: Pace) -> Progress {
        Progress {
            counts: self.counts,
            pace,
            paused: None,
        }
    }

    fn tell(&mut self, event: Event) {
        let told = Msg::Progress(RunId(1), event);
        self.stage.program.input(Input::Reply(told));
    }

    fn end(&mut self) {
        let over = Msg::RunOver(RunId(1), Ok(End::Finished.into()));
        self.stage.program.input(Input::Reply(over));
        self.take(3_500);
    }

    fn take(&mut self, ms: usize) {
        let program = &self.stage.program;
        self.stills
            .push((program.buffer().clone(), program.cursor(), ms));
    }
}
