//! Hears the events of a run and passes them on: to the terminal, to whoever reads the stream.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::{mpsc, watch};
use tokio::time::MissedTickBehavior;

use super::bar::Bar;
use super::lines::Lines;
use super::stream::Stream;
use crate::cli::{again, tell};
use crate::clock;
use crate::domain::{Cause, Counts};
use crate::provision::run::{Control, Paused};
use crate::said::{Said, say};
use crate::submit::{Event, Portion};
use crate::words;

/// The bar is redrawn at most this often.
const REDRAW: Duration = Duration::from_millis(100);

/// Where what happens is told on standard error.
pub(super) enum Teller {
    /// On a terminal: one line, redrawn.
    Bar(Bar),
    /// Elsewhere: a line for each thing.
    Lines(Lines),
}

/// Follows one run.
pub(super) struct Follow {
    pub part: Portion,
    /// How far all other rows have come; events count only those that the run was to carry on.
    pub others: Counts,
    pub teller: Teller,
    pub stream: Option<Stream>,
    pub controls: Arc<watch::Sender<Control>>,
}

impl Follow {
    /// Tells every event until the run is over, and gives the stream back.
    pub(super) async fn events(
        mut self,
        mut events: mpsc::UnboundedReceiver<Event>,
    ) -> Option<Stream> {
        let mut redraw = tokio::time::interval(REDRAW);
        redraw.set_missed_tick_behavior(MissedTickBehavior::Delay);
        loop {
            tokio::select! {
                event = events.recv() => match event {
                    Some(event) => self.hear(event),
                    None => break,
                },
                _ = redraw.tick(), if matches!(self.teller, Teller::Bar(_)) => self.draw(),
            }
        }
        if let Teller::Bar(_) = self.teller {
            tell::redraw(String::new());
        }
        self.stream
    }

    fn hear(&mut self, mut event: Event) {
        let (Event::Sent { progress, .. }
        | Event::Settled { progress, .. }
        | Event::Turned { progress }) = &mut event;
        if let Some(Paused::Because(cause)) = &progress.paused {
            self.give_up(cause);
        }
        let now = clock::steady();
        if let Teller::Bar(bar) = &mut self.teller {
            bar.note(now, progress);
        }
        progress.counts += self.others;
        match &mut self.teller {
            Teller::Bar(bar) => bar.hear(progress),
            Teller::Lines(lines) => lines.hear(now, &event),
        }
        if let Some(stream) = &mut self.stream {
            stream.hear(&self.part, &event);
        }
    }

    /// Nobody is here to say whether a run that paused by itself shall go on.
    fn give_up(&self, why: &Cause) {
        if self.controls.send_replace(Control::GiveUp) != Control::GiveUp {
            let resume = again::resume(&[self.part.run]);
            let more = match why {
                Cause::TooManyFailed { .. } => say!(
                    ", more than this run allows (look at the reasons; --keep-going sets no limit)",
                    "，超过本任务的上限（查看原因；--keep-going 不设上限）"
                ),
                _ => Said::default(),
            };
            tell::line(&say!(
                "stopping: {why}{more}; nothing more is sent, and {resume} resumes the run",
                "正在停止：{why}{more}；不再发送，用 {resume}继续",
                why = words::cause(why),
                more,
                resume
            ));
        }
    }

    fn draw(&self) {
        if let Teller::Bar(bar) = &self.teller {
            let width = crossterm::terminal::size().map_or(80, |(width, _)| width);
            tell::redraw(bar.text(clock::steady(), width.into(), tell::lang()));
        }
    }
}
