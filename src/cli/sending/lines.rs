//! A run told line by line, for logs.

use crate::cli::tell;
use crate::domain::{Counts, Timestamp};
use crate::provision::run::{Change, Pace, Paused, Progress};
use crate::provision::text::visible;
use crate::submit::Event;

/// Tells events on standard error, comparing each with what was told last.
#[derive(Debug, Default)]
pub(super) struct Lines {
    last: Progress,
}

impl Lines {
    /// Tells an event.
    pub(super) fn hear(&mut self, now: Timestamp, event: &Event) {
        for line in self.lines(now, event) {
            tell::line(line);
        }
    }

    /// What there is to say of an event.
    fn lines(&mut self, now: Timestamp, event: &Event) -> Vec<String> {
        let mut lines = Vec::new();
        let progress = match event {
            Event::Sent {
                batch,
                rows,
                progress,
            } => {
                lines.push(format!("batch {batch}: sent {}", devices(rows.len())));
                progress
            }
            Event::Settled { change, progress } => {
                if let Some(disorder) = change.disorder {
                    lines.push(format!(
                        "warning: {disorder}; rows are matched by their keys"
                    ));
                }
                lines.extend(self.settled(change, &progress.counts));
                lines.push(counts_text(&progress.counts));
                progress
            }
            Event::Turned { progress } => progress,
        };
        lines.extend(turned(now, &self.last, progress));
        self.last = progress.clone();
        lines
    }

    /// What a change says beyond the counts.
    fn settled(&self, change: &Change, counts: &Counts) -> Option<String> {
        let unsent = change.put_back.len();
        match self.last.counts.unknown.checked_sub(counts.unknown) {
            Some(cleared @ 1..) if unsent > 0 => Some(format!(
                "looked up: {cleared} no longer unknown, {unsent} of them not shown and to be sent again"
            )),
            Some(cleared @ 1..) => Some(format!("looked up: {cleared} no longer unknown")),
            _ if unsent > 0 => Some(format!("refused; nothing came of {}", devices(unsent))),
            _ => None,
        }
    }
}

/// What turned since the last event.
fn turned(now: Timestamp, last: &Progress, progress: &Progress) -> Vec<String> {
    let mut lines = Vec::new();
    let (was, pace) = (&last.pace, &progress.pace);
    if pace.asking > 0 && was.asking == 0 {
        lines.push(format!("looking up {} in EnOS", devices(pace.asking)));
    }
    if pace.resting_until.is_some() && pace.resting_until != was.resting_until {
        lines.extend(resting(now, pace));
    } else if pace.slowed != was.slowed {
        lines.extend(slowed(pace));
    }
    if progress.paused != last.paused && progress.paused == Some(Paused::Asked) {
        lines.push("paused".to_owned());
    }
    lines
}

/// How slow a run has become, and why.
pub(super) fn slowed(pace: &Pace) -> Option<String> {
    let why = pace.slowed.as_ref()?.to_string();
    let why = visible(&why);
    Some(format!(
        "slower, {} at once of {}: {why}",
        pace.at_once,
        devices(pace.batch_size)
    ))
}

/// For how long a run sends nothing, and why, if it does not. Without a reason it
/// waits until new devices can be seen.
pub(super) fn resting(now: Timestamp, pace: &Pace) -> Option<String> {
    let until = pace.resting_until.filter(|until| *until > now)?;
    let seconds = until.since(now).as_millis().div_ceil(1_000);
    Some(match &pace.slowed {
        Some(why) => format!("resting {seconds} s: {}", visible(&why.to_string())),
        None => format!("next request in {seconds} s"),
    })
}

fn devices(count: usize) -> String {
    match count {
        1 => "1 device".to_owned(),
        count => format!("{count} devices"),
    }
}

fn counts_text(counts: &Counts) -> String {
    let skipped = match counts.skipped {
        0 => String::new(),
        skipped => format!(", {skipped} skipped"),
    };
    format!(
        "{} created, {} failed{skipped}, {} unknown, {} to send",
        counts.created, counts.failed, counts.unknown, counts.queued
    )
}

#[cfg(test)]
mod tests;
