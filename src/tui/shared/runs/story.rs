//! What happened lately in the work on a run, and what of it is told at its end.

use std::collections::{BTreeSet, VecDeque};
use std::time::Duration;

use crate::domain::{Cause, Outcome, RowIndex, RowState, Timestamp, Undone};
use crate::provision::run::{Change, Pace, Paused};
use crate::said::{Said, grouped, pair, say};
use crate::words::{self, DEVICES, REQUESTS, ROWS, lasting};

/// So much of what happened is kept.
const KEPT: usize = 50;

/// How a thing that happened is to be taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mood {
    /// As it should be.
    Good,
    /// Rows failed.
    Bad,
    /// Something is not known, or slower.
    Doubt,
}

/// Something that happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Happened {
    /// When.
    pub at: Timestamp,
    /// How it is to be taken.
    pub mood: Mood,
    /// What.
    pub told: Said,
}

/// What is told at the end of the work.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sum {
    /// Requests to which no reply came.
    pub lost: usize,
    /// Rows that were looked up after that, and are not unknown any more.
    pub looked_up: usize,
    /// Those of them that EnOS did not have: they were queued again.
    pub again: usize,
}

/// A batch that waits for its reply.
#[derive(Clone, Debug)]
struct Batch {
    number: u32,
    /// Those of its rows of which nothing is known yet.
    rows: Vec<RowIndex>,
    sent_at: Timestamp,
}

/// The story of the work on a run.
#[derive(Clone, Debug, Default)]
pub struct Story {
    /// What happened, the newest first.
    log: VecDeque<Happened>,
    under_way: Vec<Batch>,
    sum: Sum,
}

impl Story {
    /// What happened lately, the newest first.
    pub fn log(&self) -> impl ExactSizeIterator<Item = &Happened> {
        self.log.iter()
    }

    /// The numbers of the batches that wait for their replies, and for how long.
    pub fn under_way(&self, now: Timestamp) -> impl ExactSizeIterator<Item = (u32, Duration)> {
        let batches = self.under_way.iter();
        batches.map(move |batch| (batch.number, now.since(batch.sent_at)))
    }

    /// What is told at the end.
    #[must_use]
    pub const fn sum(&self) -> Sum {
        self.sum
    }

    fn note(&mut self, at: Timestamp, mood: Mood, told: Said) {
        self.log.truncate(KEPT - 1);
        self.log.push_front(Happened { at, mood, told });
    }

    /// A batch leaves.
    pub(super) fn sent(&mut self, number: u32, rows: Vec<RowIndex>, now: Timestamp) {
        self.under_way.push(Batch {
            number,
            rows,
            sent_at: now,
        });
    }

    /// Rows changed: those of a batch, or those that were looked up.
    pub(super) fn settled(&mut self, change: &Change, pace: &Pace, now: Timestamp) {
        let settled = change.settled.iter().map(|(row, _)| *row);
        let rows: BTreeSet<RowIndex> = settled.chain(change.put_back.iter().copied()).collect();
        let Some(first) = rows.first() else {
            return;
        };
        let mut batches = self.under_way.iter_mut();
        let batch = batches.find(|batch| batch.rows.contains(first));
        let number = batch.map(|batch| {
            batch.rows.retain(|row| !rows.contains(row));
            batch.number
        });
        self.under_way.retain(|batch| !batch.rows.is_empty());
        let (mood, told) = match number {
            Some(number) => self.answered(number, rows.len(), change, pace),
            None => self.looked_up(change),
        };
        self.note(now, mood, told);
    }

    fn answered(&mut self, number: u32, rows: usize, change: &Change, pace: &Pace) -> (Mood, Said) {
        let rows = ROWS.count(rows);
        let lost = change
            .settled
            .iter()
            .find_map(|(_, outcome)| match outcome {
                Outcome::Unknown(failure) if matches!(failure.cause, Cause::NoReply(_)) => {
                    Some(&failure.cause)
                }
                _ => None,
            });
        if let Some(cause) = lost {
            self.sum.lost += 1;
            let told = say!(
                "batch {number}, {rows}: reply lost, to be looked up: {why}",
                "批次 {number}，{rows}：响应丢失，待查询：{why}",
                rows,
                why = words::cause(cause)
            );
            return (Mood::Doubt, told);
        }
        if change.settled.is_empty() {
            let why = pace.slowed.as_ref().map(words::cause);
            let told = match why {
                Some(why) => say!(
                    "batch {number}, {rows}: not accepted, to be sent again: {why}",
                    "批次 {number}，{rows}：未被接受，将重新发送：{why}",
                    rows,
                    why
                ),
                None => say!(
                    "batch {number}, {rows}: not accepted, to be sent again",
                    "批次 {number}，{rows}：未被接受，将重新发送",
                    rows
                ),
            };
            return (Mood::Doubt, told);
        }
        let (mood, counts) = outcomes(change);
        let told = say!(
            "batch {number}, {rows}: {counts}",
            "批次 {number}，{rows}：{counts}",
            rows,
            counts
        );
        (mood, told)
    }

    fn looked_up(&mut self, change: &Change) -> (Mood, Said) {
        let known = change.settled.iter();
        let known = known.filter(|(_, outcome)| outcome.state() != RowState::Unknown);
        let again = change.put_back.len();
        self.sum.looked_up += known.count() + again;
        self.sum.again += again;
        let (mood, counts) = outcomes(change);
        let told = match (again, change.settled.is_empty()) {
            (0, _) => say!(
                "looked up: {counts}; nothing was sent twice",
                "已查询：{counts}；没有重复发送",
                counts
            ),
            (_, true) => say!(
                "looked up: {devices} not there, to be sent again",
                "已查询：{devices}不存在，将重新发送",
                devices = DEVICES.count(again)
            ),
            (_, false) => say!(
                "looked up: {counts}; {devices} not there, to be sent again",
                "已查询：{counts}；{devices}不存在，将重新发送",
                counts,
                devices = DEVICES.count(again)
            ),
        };
        (mood, told)
    }

    /// The pace changed, or a pause began or ended.
    pub(super) fn turned(
        &mut self,
        (was, before): (&Pace, Option<&Paused>),
        (pace, paused): (&Pace, Option<&Paused>),
        now: Timestamp,
    ) {
        if pace.asking > 0 && was.asking == 0 {
            let rows = words::UNKNOWN_ROWS.count(pace.asking);
            let told = say!("asking EnOS about {rows}", "正在向 EnOS 查询 {rows}", rows);
            self.note(now, Mood::Doubt, told);
        }
        let rests = pace.resting_until.filter(|until| *until > now);
        if let (Some(until), Some(why)) = (rests, &pace.slowed)
            && was.resting_until != pace.resting_until
        {
            let told = say!(
                "resting {rest}, then {requests} at once, {devices} each: {why}",
                "暂停 {rest}，之后同时 {requests}，每批 {devices}：{why}",
                rest = lasting(until.since(now) + Duration::from_millis(999)),
                requests = REQUESTS.count(pace.at_once),
                devices = DEVICES.count(pace.batch_size),
                why = words::cause(why)
            );
            self.note(now, Mood::Doubt, told);
        }
        match (before, paused) {
            (None, Some(Paused::Asked)) => self.note(now, Mood::Doubt, pair!("paused", "已暂停")),
            (None, Some(Paused::Because(why))) => {
                let told = say!("paused: {why}", "已暂停：{why}", why = words::cause(why));
                self.note(now, Mood::Bad, told);
            }
            (Some(_), None) => self.note(now, Mood::Good, pair!("resumed", "已继续")),
            _ => {}
        }
    }

    /// Devices of a run are gone, or stay.
    pub(super) fn undone(&mut self, settled: &[(RowIndex, Undone)], now: Timestamp) {
        for (index, undone) in settled {
            let (mood, told) = match undone {
                Undone::Deleted => (
                    Mood::Good,
                    say!("row {index}: deleted", "第 {index} 行：已删除"),
                ),
                Undone::Gone(why) | Undone::Kept(why) | Undone::Open(why) => {
                    let why = words::cause(why);
                    let told = say!("row {index}: {why}", "第 {index} 行：{why}", why);
                    (Mood::Doubt, told)
                }
            };
            self.note(now, mood, told);
        }
    }
}

/// What became of the rows, in numbers.
fn outcomes(change: &Change) -> (Mood, Said) {
    let [mut created, mut failed, mut skipped, mut unknown] = [0_usize; 4];
    for (_, outcome) in &change.settled {
        *match outcome {
            Outcome::Created(_) => &mut created,
            Outcome::Failed(_) => &mut failed,
            Outcome::Skipped(_) => &mut skipped,
            Outcome::Unknown(_) => &mut unknown,
        } += 1;
    }
    let some = |count: usize, told: fn(String) -> Said| (count > 0).then(|| told(grouped(count)));
    let all = [
        some(created, |rows| say!("{rows} created", "已创建 {rows}")),
        some(failed, |rows| say!("{rows} failed", "失败 {rows}")),
        some(skipped, |rows| say!("{rows} skipped", "已跳过 {rows}")),
        some(unknown, |rows| say!("{rows} unknown", "未知 {rows}")),
    ];
    let mood = match (failed, unknown) {
        (0, 0) => Mood::Good,
        (0, _) => Mood::Doubt,
        _ => Mood::Bad,
    };
    (mood, Said::list(all.into_iter().flatten()))
}

#[cfg(test)]
mod tests;
