//! How driving a run can fail: only by its journal. What gateways do wrong are outcomes.

use crate::domain::Counts;
use crate::provision::run::Change;
use crate::said::{Said, say};
use crate::store::StoreError;
use crate::words;

/// The journal failed, and the run was left where it stood.
#[derive(Debug)]
pub struct SubmitError {
    /// What it means for the rows.
    pub trouble: Trouble,
    /// Where the rows stand as far as this process knows.
    pub counts: Counts,
    /// What the journal said.
    pub source: Box<StoreError>,
}

/// Which write of the journal failed.
#[derive(Clone, Debug, PartialEq)]
pub enum Trouble {
    /// Before a batch: it did not leave.
    NotSent,
    /// After a reply: this is the only copy of what it said, and the journal still holds the rows
    /// as in flight, which count as unknown when it is next opened.
    NotRecorded(Change),
    /// After the last reply: every outcome is safe, only the run's end is not noted.
    NotEnded,
    /// After the last reply: the journal is gone that every outcome was recorded in.
    Lost,
}

impl SubmitError {
    /// For people.
    #[must_use]
    pub fn said(&self) -> Said {
        let trouble = match &self.trouble {
            Trouble::NotSent => {
                say!(
                    "the journal could not record the next batch, so nothing more was sent",
                    "日志无法记录下一批次，因此没有再发送任何内容"
                )
            }
            Trouble::NotRecorded(change) => say!(
                "the gateway answered for {rows}, but the journal could not record it; keep what is printed now: the journal will show these rows as unknown",
                "API 网关已对 {rows}作出响应，但日志无法记录；保留现在输出的内容，日志会把这些行记为未知",
                rows = words::ROWS.count(change.settled.len() + change.put_back.len())
            ),
            Trouble::NotEnded => {
                say!(
                    "every outcome is recorded, but not that the run has finished",
                    "所有结果都已记录，但未能记录任务已结束"
                )
            }
            Trouble::Lost => {
                say!(
                    "the run has finished, but the journal that recorded it is gone",
                    "任务已结束，但记录它的日志已不存在"
                )
            }
        };
        say!(
            "{trouble}: {source}",
            "{trouble}：{source}",
            trouble,
            source = words::journal(&self.source)
        )
    }

    /// Whether the journal itself is gone, and not only one write of it failed: what this process knows of the
    /// run no later one will.
    #[must_use]
    pub fn lost(&self) -> bool {
        matches!(*self.source, StoreError::Gone { .. })
    }
}

impl std::fmt::Display for SubmitError {
    /// For developers.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.said().en())
    }
}

impl std::error::Error for SubmitError {}
