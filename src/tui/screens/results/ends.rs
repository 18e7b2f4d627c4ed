//! How a run and an undoing ended, as the results screen says it.

use super::{Requests, State};
use crate::domain::{End, RunId};
use crate::provision::undo::Progress;
use crate::said::{Said, grouped, say};
use crate::submit::undo::UndoSummary;
use crate::tui::shared::{Halt, Reason, Running, Shared};
use crate::words::{self, DEVICES};

impl State {
    /// The run is over: by itself, stopped by somebody, or by a failure that stops everything. Gives what is said, and
    /// why it ended early, if it did.
    pub fn over(
        &mut self,
        shared: &Shared,
        run: RunId,
        outcome: Result<Halt, Reason>,
    ) -> (Requests, Option<Reason>) {
        match outcome.map(|halt| halted(shared, &halt)) {
            Ok(None) => (self.say_outcome(shared, run), None),
            Ok(Some(reason)) => {
                let said = say!(
                    "Run {run} stopped: {reason}",
                    "任务 {run} 已停止：{reason}",
                    reason
                );
                (Requests::warn(said), Some(reason))
            }
            Err(reason) => {
                let said = say!(
                    "Run {run} was interrupted: {reason}",
                    "任务 {run} 中断：{reason}",
                    reason
                );
                (Requests::warn(said), Some(reason))
            }
        }
    }

    /// Every row has an outcome that the run could find: says how many which, and shows the first trouble.
    fn say_outcome(&mut self, shared: &Shared, run: RunId) -> Requests {
        let counts = shared.runs.counts();
        let skipped = (counts.skipped > 0).then(|| {
            say!(
                "{rows} skipped",
                "{rows} 行已跳过",
                rows = grouped(counts.skipped)
            )
        });
        if counts.failed + counts.unknown == 0 {
            let created = say!(
                "{devices} created",
                "{devices}已创建",
                devices = DEVICES.count(counts.created)
            );
            let all = [Some(created), skipped, Some(say!("none failed", "无失败"))];
            let told = Said::list(all.into_iter().flatten());
            return Requests::say(say!("Run {run}: {told}.", "任务 {run}：{told}。", told));
        }
        if let Some(place) = self.first_trouble(&shared.runs) {
            self.selected = place;
        }
        let (open, go_on) = (shared.key("results.open"), shared.key("results.go-on"));
        let next = match (counts.failed, shared.runs.tally().by_eye > 0) {
            (1.., _) => say!(
                "{open} corrects the selected one.",
                "按 {open} 修正选中的行。"
            ),
            (0, true) => say!(
                "{open} lets you settle an unknown one.",
                "按 {open} 人工核实未知行。"
            ),
            (0, false) => say!("{go_on} asks EnOS again.", "按 {go_on} 再次向 EnOS 查询。"),
        };
        let all = [
            Some(say!(
                "{rows} created",
                "{rows} 行已创建",
                rows = grouped(counts.created)
            )),
            skipped,
            Some(say!(
                "{rows} failed",
                "{rows} 行失败",
                rows = grouped(counts.failed)
            )),
            Some(say!(
                "{rows} unknown",
                "{rows} 行未知",
                rows = grouped(counts.unknown)
            )),
        ];
        let told = Said::list(all.into_iter().flatten());
        Requests::warn(say!(
            "Run {run}: {told}. {next}",
            "任务 {run}：{told}。{next}",
            told,
            next
        ))
    }
}

/// Why a run ended with rows still queued, if it did.
fn halted(shared: &Shared, Halt { end, next }: &Halt) -> Option<Reason> {
    let why = match end {
        End::Finished => return None,
        End::Cancelled => {
            say!(
                "you stopped it; {key} resumes it",
                "已手动停止；按 {key} 继续",
                key = shared.key("results.go-on")
            )
        }
        End::Stopped { cause } => words::coded(cause),
    };
    Some(match next {
        Some(next) => say!(
            "{why}; run {next} is waiting",
            "{why}；任务 {next} 等待中",
            why
        ),
        None => why,
    })
}

/// A run pauses that nobody told to.
pub fn paused_by_itself(shared: &Shared, running: &Running) -> Requests {
    let (doing, _) = running.doing(shared.now, &shared.keys);
    Requests::warn(say!(
        "Run {run}: {doing}.",
        "任务 {run}：{doing}。",
        run = running.run,
        doing
    ))
}

/// The undo is over: what is said, and why it stopped early, if it did.
pub fn undo_over(
    shared: &Shared,
    run: RunId,
    outcome: Result<UndoSummary, Reason>,
) -> (Requests, Option<Reason>) {
    let key = shared.key("results.undo");
    let (said, halted) = match outcome {
        Ok(UndoSummary { end, progress }) => {
            let halted = match end {
                End::Finished => None,
                End::Cancelled => Some(say!(
                    "you stopped it; {key} resumes deleting",
                    "已手动停止；按 {key} 继续删除"
                )),
                End::Stopped { cause } => Some(say!(
                    "{why}; {key} resumes deleting",
                    "{why}；按 {key} 继续删除",
                    why = words::cause(&cause)
                )),
            };
            (Requests::say(undone(run, &progress)), halted)
        }
        Err(reason) => (Requests::none(), Some(reason)),
    };
    let said = match &halted {
        Some(reason) => said.and_warn(say!(
            "Deleting stopped: {reason}",
            "删除已停止：{reason}",
            reason
        )),
        None => said,
    };
    (said, halted)
}

/// How many devices of the run went, and how many did not.
fn undone(run: RunId, progress: &Progress) -> Said {
    let Progress {
        deleted,
        gone,
        kept,
        left,
        ..
    } = *progress;
    let window = progress.window.as_millis();
    let all = [
        Some(say!(
            "{devices} deleted",
            "{devices}已删除",
            devices = DEVICES.count(deleted)
        )),
        (gone > 0).then(|| {
            say!(
                "{rows} already gone",
                "{rows} 台已不存在",
                rows = grouped(gone)
            )
        }),
        (kept > 0).then(|| say!("{rows} kept", "{rows} 台保留", rows = grouped(kept))),
        (left > 0).then(|| {
            say!(
                "{rows} left for another undo",
                "{rows} 台留待再次撤销",
                rows = grouped(left)
            )
        }),
        (deleted > 0).then(|| {
            say!(
                "each deleted at most {window} ms after its last check",
                "每台从最后一次查看到删除不超过 {window} 毫秒"
            )
        }),
    ];
    let told = Said::list(all.into_iter().flatten());
    say!("Run {run}: {told}.", "任务 {run}：{told}。", told)
}
