//! Work on a run that is under way, as the screens follow it.

use std::time::Duration;

use crate::domain::{Cause, RunId, Timestamp};
use crate::provision::meter::Meter;
use crate::provision::run::{Control, Pace, Paused};
use crate::said::Lang;
use crate::tui::widgets::write::{counted, grouped};
use crate::words::{self, lasting};

/// What is being done with a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Work {
    /// Its rows are sent and settled.
    Sending,
    /// What it created is deleted again.
    Undoing,
}

/// A run that is worked on.
#[derive(Clone, Debug)]
pub struct Running {
    /// Which.
    pub run: RunId,
    /// What for.
    pub work: Work,
    /// Rows that were open when it set out.
    pub rows: usize,
    /// Those of them that are settled now.
    pub settled: usize,
    /// What the user wished last.
    pub control: Control,
    /// How fast it goes.
    pub pace: Pace,
    /// Why it pauses, if it does.
    pub paused: Option<Paused>,
    meter: Meter,
}

/// How much a line wants to be seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// All is well.
    Calm,
    /// Something is waited for.
    Waiting,
    /// Nothing goes on until the user does something.
    Loud,
}

impl Running {
    /// Work that sets out at `now` with so many open rows.
    #[must_use]
    pub fn new(run: RunId, work: Work, rows: usize, now: Timestamp) -> Self {
        Self {
            run,
            work,
            rows,
            settled: 0,
            control: Control::Go,
            pace: Pace::default(),
            paused: None,
            meter: Meter::new(now),
        }
    }

    /// Takes in where it stands at `now`.
    pub fn set_progress(
        &mut self,
        settled: usize,
        pace: Pace,
        paused: Option<Paused>,
        now: Timestamp,
    ) {
        self.settled = settled;
        self.pace = pace;
        self.paused = paused;
        self.meter.note(now, settled);
    }

    /// Whether it was told to stop.
    #[must_use]
    pub fn stopping(&self) -> bool {
        self.control == Control::Cancel
    }

    /// Whether something about it changes without anybody's doing: not while it pauses with nothing under way.
    #[must_use]
    pub fn moves(&self) -> bool {
        self.paused.is_none() || self.pace.under_way > 0 || self.stopping()
    }

    /// What the pause key asks for: to go on from a pause of either kind, else to pause.
    #[must_use]
    pub fn toggled(&self) -> Control {
        if self.paused.is_some() || self.control == Control::Pause {
            Control::Go
        } else {
            Control::Pause
        }
    }

    /// How far it has come, in a word for the tab: `42%`, `paused`.
    #[must_use]
    pub fn word(&self) -> String {
        if self.paused.is_some() {
            return "paused".to_owned();
        }
        format!("{}%", self.settled * 100 / self.rows.max(1))
    }

    /// Time taken, rate and time left at `now`.
    #[must_use]
    pub fn measures(&self, now: Timestamp) -> String {
        let mut pieces = vec![lasting(self.meter.elapsed(now)).to(Lang::En).into_owned()];
        let rate = self.meter.per_second(now);
        if self.paused.is_none() && rate > 0.0 {
            let digits = usize::from(rate < 9.95);
            pieces.push(format!("{rate:.digits$}/s"));
            let open = self.rows.saturating_sub(self.settled);
            let left = self.meter.left(now, open);
            // While it waits, the rate says nothing about the rest.
            let left = left.filter(|left| left.as_secs() > 0 && self.rest(now).is_none());
            pieces.extend(left.map(|left| format!("{} left", lasting(left).to(Lang::En))));
        }
        pieces.join("  ")
    }

    /// What it is doing at `now` and why it is not faster, in one line.
    #[must_use]
    pub fn doing(&self, now: Timestamp) -> (String, Tone) {
        let under_way = match self.pace.under_way {
            0 => String::new(),
            calls => format!("; {} under way", counted(calls, "request")),
        };
        let (how, why) = match (&self.paused, self.control) {
            (_, Control::Cancel) => return (format!("Stopping{under_way}."), Tone::Waiting),
            (None, Control::Pause) => return (format!("Pausing{under_way}."), Tone::Waiting),
            (None, _) => return self.going(now),
            (Some(Paused::Because(Cause::AskedToWait { seconds, .. })), _) => {
                let asked = lasting(Duration::from_secs(*seconds));
                let asked = asked.to(Lang::En);
                let why = format!("the gateway asks to wait {asked}");
                ("PAUSED BY ITSELF (p waits, x stops)", why)
            }
            (Some(Paused::Because(cause)), _) => (
                "PAUSED BY ITSELF (p goes on, x stops)",
                words::cause(cause).to(Lang::En).into_owned(),
            ),
            (Some(Paused::Asked), _) => {
                let still = match (self.work, self.pace.asking) {
                    (Work::Undoing, _) => format!("nothing is deleted{under_way}"),
                    (Work::Sending, 0) => format!("nothing is sent{under_way}"),
                    (Work::Sending, _) => "nothing is sent, looking up goes on".to_owned(),
                };
                ("PAUSED (p goes on, x stops)", still)
            }
        };
        (format!("{how}: {why}"), Tone::Loud)
    }

    /// What is said at `now` of a row that EnOS is asked about.
    #[must_use]
    pub fn asking(&self, now: Timestamp) -> String {
        match self.rest(now) {
            Some(rest) => format!("EnOS is asked about it, next in {rest}"),
            None => "EnOS is asked about it".to_owned(),
        }
    }

    /// How long nothing is sent from `now` on.
    fn rest(&self, now: Timestamp) -> Option<String> {
        let until = self.pace.resting_until?;
        let rest = until.since(now);
        (!rest.is_zero()).then(|| {
            let rest = lasting(rest + Duration::from_millis(999));
            rest.to(Lang::En).into_owned()
        })
    }

    fn going(&self, now: Timestamp) -> (String, Tone) {
        let rest = self.rest(now);
        let asking = match self.pace.asking {
            0 => None,
            rows => Some(counted(rows, "unknown row")),
        };
        let asking = asking.map(|rows| format!("asking EnOS about {rows}"));
        let why = self.pace.slowed.as_ref().map(words::cause);
        let why = why.as_ref().map(|why| why.to(Lang::En));
        let line = match (rest, why, asking) {
            (None, None, None) => return (self.stride(), Tone::Calm),
            (None, Some(why), None) => {
                return (format!("{}; slowed: {why}", self.stride()), Tone::Calm);
            }
            (None, _, Some(asking)) => format!("Now {asking}"),
            (Some(rest), None, None) => format!("Resting {rest}"),
            (Some(rest), None, Some(asking)) => format!("Now {asking}, next look in {rest}"),
            (Some(rest), Some(why), None) => format!("Resting {rest}: {why}"),
            (Some(rest), Some(why), Some(asking)) => format!("Resting {rest}: {why}; {asking}"),
        };
        (line, Tone::Waiting)
    }

    fn stride(&self) -> String {
        let each = counted(self.pace.batch_size, "device");
        match (self.work, self.pace.at_once) {
            (Work::Undoing, _) => "Deleting one by one, each looked up before".to_owned(),
            (Work::Sending, 0) => "Setting out".to_owned(),
            (Work::Sending, 1) => format!("1 batch at once, {each} each"),
            (Work::Sending, batches) => {
                format!("{} batches at once, {each} each", grouped(batches))
            }
        }
    }
}

#[cfg(test)]
mod tests;
