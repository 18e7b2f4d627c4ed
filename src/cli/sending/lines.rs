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
                let devices = words::DEVICES.count(rows.len());
                lines.push(say!(
                    "batch {batch}: sent {devices}",
                    "批次 {batch}：已发送 {devices}",
                    devices
                ));
                progress
            }
            Event::Settled { change, progress } => {
                if let Some(disorder) = change.disorder {
                    lines.push(say!(
                        "warning: {disorder}; rows are matched by their keys",
                        "警告：{disorder}；按 deviceKey 匹配各行",
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
                "looked up: {cleared} no longer unknown, {unsent} of them not found and to be sent again",
                "已查询：{cleared} 行不再未知，其中 {unsent} 行未查到，将重新发送"
            )),
            Some(cleared @ 1..) => Some(say!(
                "looked up: {cleared} no longer unknown",
                "已查询：{cleared} 行不再未知"
            )),
            _ if unsent > 0 => Some(say!(
                "refused; {devices} not created",
                "被拒绝；{devices}未创建",
                devices = words::DEVICES.count(unsent)
            )),
            _ => None,
        }
    }
}

/// What turned since the last event.
fn turned(now: Timestamp, last: &Progress, progress: &Progress) -> Vec<Said> {
    let mut lines = Vec::new();
    let (was, pace) = (&last.pace, &progress.pace);
    if pace.asking > 0 && was.asking == 0 {
        let devices = words::DEVICES.count(pace.asking);
        lines.push(say!(
            "looking up {devices} in EnOS",
            "正在 EnOS 中查询 {devices}",
            devices
        ));
    }
    if pace.resting_until.is_some() && pace.resting_until != was.resting_until {
        lines.extend(resting(now, pace));
    } else if pace.slowed != was.slowed {
        lines.extend(slowed(pace));
    }
    if progress.paused != last.paused && progress.paused == Some(Paused::Asked) {
        lines.push(say!("paused", "已暂停"));
    }
    lines
}

/// How slow a run has become, and why.
pub(super) fn slowed(pace: &Pace) -> Option<Said> {
    let why = words::cause(pace.slowed.as_ref()?);
    Some(say!(
        "slower, {at_once} at once, {devices} each: {why}",
        "已降速，同时 {at_once} 批，每批 {devices}：{why}",
        at_once = pace.at_once,
        devices = words::DEVICES.count(pace.batch_size),
        why
    ))
}

/// For how long a run sends nothing, and why, if it does not. Without a reason it
/// waits until new devices can be seen.
pub(super) fn resting(now: Timestamp, pace: &Pace) -> Option<Said> {
    let until = pace.resting_until.filter(|until| *until > now)?;
    let seconds = until.since(now).as_millis().div_ceil(1_000);
    Some(match &pace.slowed {
        Some(why) => say!(
            "waiting {seconds} s: {why}",
            "等待 {seconds} 秒：{why}",
            why = words::cause(why)
        ),
        None => say!("next request in {seconds} s", "{seconds} 秒后发下一个请求"),
    })
}

fn counts_text(counts: &Counts) -> Said {
    let skipped = match counts.skipped {
        0 => Said::default(),
        skipped => say!(", {skipped} skipped", "，已跳过 {skipped}"),
    };
    say!(
        "{created} created, {failed} failed{skipped}, {unknown} unknown, {queued} to send",
        "已创建 {created}，失败 {failed}{skipped}，未知 {unknown}，待发送 {queued}",
        created = counts.created,
        failed = counts.failed,
        skipped,
        unknown = counts.unknown,
        queued = counts.queued
    )
}

#[cfg(test)]
mod tests;
