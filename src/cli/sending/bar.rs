//! A run told in one line of a terminal, however narrow.

use std::time::Duration;

use unicode_width::UnicodeWidthStr as _;

use super::lines::{resting, slowed};
use crate::domain::Timestamp;
use crate::provision::meter::Meter;
use crate::provision::run::Progress;
use crate::provision::text::visible;
use crate::said::{Lang, Said, say};

/// How wide the bar itself is, without its ends.
const CELLS: usize = 20;

/// What the line shows.
#[derive(Debug)]
pub(super) struct Bar {
    meter: Meter,
    /// Of the whole run.
    progress: Progress,
}

impl Bar {
    /// Nothing has happened yet; the time is Unix ms.
    pub(super) fn new(now: Timestamp) -> Self {
        Self {
            meter: Meter::new(now),
            progress: Progress::default(),
        }
    }

    /// Measures by how many of the rows that were open at the beginning are settled now.
    pub(super) fn note(&mut self, now: Timestamp, open: &Progress) {
        let counts = &open.counts;
        let settled = counts.created + counts.failed + counts.skipped;
        self.meter.note(now, settled);
    }

    /// Takes over where the whole run stands.
    pub(super) fn hear(&mut self, progress: &Progress) {
        self.progress = progress.clone();
    }

    /// The line, at most `width` cells. What matters least goes first where room is short.
    pub(super) fn text(&self, now: Timestamp, width: usize, lang: Lang) -> String {
        let counts = &self.progress.counts;
        let open = counts.open();
        let (failed, skipped, unknown) = (counts.failed, counts.skipped, counts.unknown);
        let numbers = [
            Some(say!(
                "{count} created",
                "已创建 {count}",
                count = counts.created
            )),
            (failed > 0).then(|| say!("{failed} failed", "失败 {failed}")),
            (skipped > 0).then(|| say!("{skipped} skipped", "已跳过 {skipped}")),
            (unknown > 0).then(|| say!("{unknown} unknown", "未知 {unknown}")),
            Some(say!(
                "{left} left",
                "剩余 {left}",
                left = counts.queued + counts.in_flight
            )),
        ];
        let numbers = Said::list(numbers.into_iter().flatten());
        // In the order shown, each with its rank: the highest goes first.
        let mut parts = vec![
            (2, gauge(counts.total() - open, counts.total())),
            (0, numbers.to(lang).into_owned()),
            (3, format!("{:.0}/s", self.meter.per_second(now))),
            (4, clock_text(self.meter.elapsed(now))),
        ];
        if let Some(left) = self.meter.left(now, open) {
            let to_go = say!("{left} to go", "还需 {left}", left = clock_text(left));
            parts.push((2, to_go.to(lang).into_owned()));
        }
        if let Some(note) = self.note_text(now) {
            parts.push((1, visible(&note.to(lang)).into_owned()));
        }
        // The last cell stays free: some terminals wrap when it is written.
        let room = width.saturating_sub(1);
        while parts.len() > 1 && line(&parts).width() > room {
            let least = parts.iter().map(|(rank, _)| *rank).max();
            parts.retain(|(rank, _)| Some(*rank) != least);
        }
        cut(line(&parts), room)
    }

    /// What the run waits for, if for anything.
    fn note_text(&self, now: Timestamp) -> Option<Said> {
        let Progress { pace, paused, .. } = &self.progress;
        if paused.is_some() {
            return Some(say!("paused", "已暂停"));
        }
        let asking = (pace.asking > 0).then(|| {
            say!(
                "looking up {count}",
                "正在查询 {count}",
                count = pace.asking
            )
        });
        resting(now, pace).or(asking).or_else(|| slowed(pace))
    }
}

fn line(parts: &[(u8, String)]) -> String {
    let texts: Vec<&str> = parts.iter().map(|(_, text)| text.as_str()).collect();
    texts.join("  ")
}

/// `[#####-----]  50 %`
fn gauge(done: usize, total: usize) -> String {
    let share = |of: usize| (done * of).checked_div(total).unwrap_or(0);
    let full = share(CELLS);
    format!(
        "[{}{}] {:>3} %",
        "#".repeat(full),
        "-".repeat(CELLS - full),
        share(100)
    )
}

/// `0:07`, `12:30`, `3:00:00`
fn clock_text(time: Duration) -> String {
    let seconds = time.as_secs();
    let (hours, minutes, seconds) = (seconds / 3_600, seconds / 60 % 60, seconds % 60);
    if hours > 0 {
        format!("{hours}:{minutes:02}:{seconds:02}")
    } else {
        format!("{minutes}:{seconds:02}")
    }
}

/// As much of `text` as fits into `room` cells.
fn cut(mut text: String, room: usize) -> String {
    while text.width() > room {
        text.pop();
    }
    text
}

#[cfg(test)]
mod tests;
