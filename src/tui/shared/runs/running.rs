//! Work on a run that is under way, as the screens follow it.

use std::time::Duration;

use super::story::Story;
use crate::domain::{Cause, RunId, Timestamp};
use crate::provision::meter::Meter;
use crate::provision::run::{Control, Pace, Paused};
use crate::said::{Said, grouped, say};
use crate::tui::keys::Keys;
use crate::words::{self, DEVICES, REQUESTS, UNKNOWN_ROWS, lasting};

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
    /// What happened lately.
    pub story: Story,
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
            story: Story::default(),
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
    pub fn word(&self) -> Said {
        if self.paused.is_some() {
            return say!("paused", "已暂停");
        }
        let percent = self.settled * 100 / self.rows.max(1);
        Said::data(format_args!("{percent}%"))
    }

    /// How long it has been going by `at`.
    #[must_use]
    pub fn taken(&self, at: Timestamp) -> Duration {
        self.meter.elapsed(at)
    }

    /// Rows settled per second at `now`; none while there is nothing to measure.
    #[must_use]
    pub fn rate(&self, now: Timestamp) -> Option<Said> {
        let rate = self.meter.per_second(now);
        let digits = usize::from(rate < 9.95);
        let measured = self.paused.is_none() && rate > 0.0;
        measured.then(|| say!("{rate:.digits$}/s", "{rate:.digits$}/秒"))
    }

    /// How many rows were settled in each of the last slices of time, the newest last.
    #[must_use]
    pub fn lately(&self, now: Timestamp) -> Vec<usize> {
        self.meter.lately(now)
    }

    /// Time taken and time left at `now`.
    #[must_use]
    pub fn times(&self, now: Timestamp) -> Said {
        let taken = lasting(self.meter.elapsed(now));
        if self.rate(now).is_none() {
            return taken;
        }
        let open = self.rows.saturating_sub(self.settled);
        let left = self.meter.left(now, open);
        // While it waits, the rate says nothing about the rest.
        let left = left.filter(|left| left.as_secs() > 0 && self.rest(now).is_none());
        match left.map(lasting) {
            None => taken,
            Some(left) => say!(
                "{taken} · about {left} left",
                "{taken} · 约需 {left}",
                taken,
                left
            ),
        }
    }

    /// What it is doing at `now` and why it is not faster, in one line.
    #[must_use]
    pub fn doing(&self, now: Timestamp, keys: &Keys) -> (Said, Tone) {
        let under_way = match self.pace.under_way {
            0 => Said::default(),
            calls => say!(
                "; {requests} under way",
                "；{requests}进行中",
                requests = REQUESTS.count(calls)
            ),
        };
        match (&self.paused, self.control) {
            (_, Control::Cancel) => (
                say!("Stopping{under_way}.", "正在停止{under_way}。", under_way),
                Tone::Waiting,
            ),
            (None, Control::Pause) => (
                say!("Pausing{under_way}.", "正在暂停{under_way}。", under_way),
                Tone::Waiting,
            ),
            (None, _) => self.going(now),
            (Some(paused), _) => (self.pausing(paused, &under_way, keys), Tone::Loud),
        }
    }

    fn pausing(&self, paused: &Paused, under_way: &Said, keys: &Keys) -> Said {
        let [on, stop] = ["results.pause", "results.stop"].map(|id| keys.of(id));
        match paused {
            Paused::Because(Cause::AskedToWait { seconds, .. }) => say!(
                "AUTO-PAUSED ({on} waits, {stop} stops): the gateway asks to wait {asked}",
                "已自动暂停（{on} 等待，{stop} 停止）：API 网关要求等待 {asked}",
                asked = lasting(Duration::from_secs(*seconds))
            ),
            Paused::Because(cause) => say!(
                "AUTO-PAUSED ({on} resumes, {stop} stops): {why}",
                "已自动暂停（{on} 继续，{stop} 停止）：{why}",
                why = words::cause(cause)
            ),
            Paused::Asked => {
                let still = match (self.work, self.pace.asking) {
                    (Work::Undoing, _) => say!(
                        "nothing is deleted{under_way}",
                        "暂不删除{under_way}",
                        under_way
                    ),
                    (Work::Sending, 0) => say!(
                        "nothing is sent{under_way}",
                        "暂不发送{under_way}",
                        under_way
                    ),
                    (Work::Sending, _) => say!(
                        "nothing is sent, look-ups continue",
                        "暂不发送，查询仍在继续"
                    ),
                };
                say!(
                    "PAUSED ({on} resumes, {stop} stops): {still}",
                    "已暂停（{on} 继续，{stop} 停止）：{still}",
                    still
                )
            }
        }
    }

    /// What is said at `now` of a row that EnOS is asked about.
    #[must_use]
    pub fn asking(&self, now: Timestamp) -> Said {
        match self.rest(now) {
            Some(rest) => say!(
                "asking EnOS about it, next in {rest}",
                "正在向 EnOS 查询，{rest}后再查",
                rest
            ),
            None => say!("asking EnOS about it", "正在向 EnOS 查询"),
        }
    }

    /// How long nothing is sent from `now` on.
    fn rest(&self, now: Timestamp) -> Option<Said> {
        let until = self.pace.resting_until?;
        let rest = until.since(now);
        (!rest.is_zero()).then(|| lasting(rest + Duration::from_millis(999)))
    }

    fn going(&self, now: Timestamp) -> (Said, Tone) {
        let rest = self.rest(now);
        let asking = match self.pace.asking {
            0 => None,
            rows => {
                let rows = UNKNOWN_ROWS.count(rows);
                Some(say!(
                    "asking EnOS about {rows}",
                    "正在向 EnOS 查询 {rows}",
                    rows
                ))
            }
        };
        let why = self.pace.slowed.as_ref().map(words::cause);
        let line = match (rest, why, asking) {
            (None, None, None) => return (self.stride(), Tone::Calm),
            (None, Some(why), None) => {
                let stride = self.stride();
                return (
                    say!(
                        "{stride}; slowed: {why}",
                        "{stride}；已降速：{why}",
                        stride,
                        why
                    ),
                    Tone::Calm,
                );
            }
            (None, _, Some(asking)) => say!("Now {asking}", "目前{asking}", asking),
            (Some(rest), None, None) => say!("Waiting {rest}", "等待 {rest}", rest),
            (Some(rest), None, Some(asking)) => {
                say!(
                    "Now {asking}, next in {rest}",
                    "目前{asking}，{rest}后再查",
                    asking,
                    rest
                )
            }
            (Some(rest), Some(why), None) => {
                say!("Waiting {rest}: {why}", "等待 {rest}：{why}", rest, why)
            }
            (Some(rest), Some(why), Some(asking)) => {
                say!(
                    "Waiting {rest}: {why}; {asking}",
                    "等待 {rest}：{why}；{asking}",
                    rest,
                    why,
                    asking
                )
            }
        };
        (line, Tone::Waiting)
    }

    fn stride(&self) -> Said {
        let each = DEVICES.count(self.pace.batch_size);
        match (self.work, self.pace.at_once) {
            (Work::Undoing, _) => say!(
                "Deleting one by one, looking each up first",
                "逐台删除，删除前先查询"
            ),
            (Work::Sending, 0) => say!("Starting", "正在启动"),
            (Work::Sending, 1) => say!(
                "1 batch at a time, {each} each",
                "每次 1 批，每批 {each}",
                each
            ),
            (Work::Sending, batches) => say!(
                "{batches} batches at a time, {each} each",
                "同时 {batches} 批，每批 {each}",
                batches = grouped(batches),
                each
            ),
        }
    }
}

#[cfg(test)]
mod tests;
