//! A run told line by line, for logs.

use crate::cli::tell;
use crate::domain::{Counts, Timestamp};
use crate::provision::run::{Change, Pace, Paused, Progress};
use crate::said::{Said, say};
use crate::submit::Event;
use crate::words;

/// Tells events on standard error, comparing each with what was told last.
#[derive(Debug, Default)]
pub(super) struct Lines {
    last: Progress,
}

impl Lines {
    /// Tells an event.
    pub(super) fn hear(&mut self, now: Timestamp, event: &Event) {
        for line in self.lines(now, event) {
            tell::line(&line);
        }
    }

    /// What there is to say of an event.
    fn lines(&mut self, now: Timestamp, event: &Event) -> Vec<Said> {
        let mut lines = Vec::new();
        let progress = match event {
            Event::Sent {
                batch,
                rows,
                progress,
            } => {
                let devices = devices(rows.len());
                lines.push(say!("batch {batch}: sent {devices}", =, devices));
                progress
            }
            Event::Settled { change, progress } => {
                if let Some(disorder) = change.disorder {
                    lines.push(say!(
                        "warning: {disorder}; rows are matched by their keys", =,
                        disorder = words::disorder(&disorder)
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
    fn settled(&self, change: &Change, counts: &Counts) -> Option<Said> {
        let unsent = change.put_back.len();
        match self.last.counts.unknown.checked_sub(counts.unknown) {
            Some(cleared @ 1..) if unsent > 0 => Some(say!(
                "looked up: {cleared} no longer unknown, {unsent} of them not shown and to be sent again", =
            )),
            Some(cleared @ 1..) => Some(say!("looked up: {cleared} no longer unknown", =)),
            _ if unsent > 0 => {
                Some(say!("refused; nothing came of {devices}", =, devices = devices(unsent)))
            }
            _ => None,
        }
    }
}

/// What turned since the last event.
fn turned(now: Timestamp, last: &Progress, progress: &Progress) -> Vec<Said> {
    let mut lines = Vec::new();
    let (was, pace) = (&last.pace, &progress.pace);
    if pace.asking > 0 && was.asking == 0 {
        let devices = devices(pace.asking);
        lines.push(say!("looking up {devices} in EnOS", =, devices));
    }
    if pace.resting_until.is_some() && pace.resting_until != was.resting_until {
        lines.extend(resting(now, pace));
    } else if pace.slowed != was.slowed {
        lines.extend(slowed(pace));
    }
    if progress.paused != last.paused && progress.paused == Some(Paused::Asked) {
        lines.push(say!("paused", =));
    }
    lines
}

/// How slow a run has become, and why.
pub(super) fn slowed(pace: &Pace) -> Option<Said> {
    let why = words::cause(pace.slowed.as_ref()?);
    Some(say!(
        "slower, {at_once} at once of {devices}: {why}", =,
        at_once = pace.at_once, devices = devices(pace.batch_size), why
    ))
}

/// For how long a run sends nothing, and why, if it does not. Without a reason it
/// waits until new devices can be seen.
pub(super) fn resting(now: Timestamp, pace: &Pace) -> Option<Said> {
    let until = pace.resting_until.filter(|until| *until > now)?;
    let seconds = until.since(now).as_millis().div_ceil(1_000);
    Some(match &pace.slowed {
        Some(why) => say!("resting {seconds} s: {why}", =, why = words::cause(why)),
        None => say!("next request in {seconds} s", =),
    })
}

fn devices(count: usize) -> Said {
    match count {
        1 => say!("1 device", =),
        count => say!("{count} devices", =),
    }
}

fn counts_text(counts: &Counts) -> Said {
    let skipped = match counts.skipped {
        0 => Said::default(),
        skipped => say!(", {skipped} skipped", =),
    };
    say!(
        "{created} created, {failed} failed{skipped}, {unknown} unknown, {queued} to send", =,
        created = counts.created, failed = counts.failed, skipped,
        unknown = counts.unknown, queued = counts.queued
    )
}

#[cfg(test)]
mod tests;
