//! What there is to say of a row in one line, and how far it has come.

use crate::domain::{RowState, RunRow};
use crate::said::{Said, pair, say};

/// Why the row is as it is: the sentence of its cause, or that somebody's word gave it its device. Empty where there is
/// nothing to say.
#[must_use]
pub fn row(row: &RunRow) -> Said {
    match &row.cause {
        Some(cause) => super::cause(cause),
        None if row.adopted && row.state == RowState::Created => {
            say!("adopted, as you said", "经人工认定接管")
        }
        None => Said::default(),
    }
}

/// How far a row has come.
#[must_use]
pub const fn state(of: RowState) -> Said {
    match of {
        RowState::Queued => pair!("queued", "待发送"),
        RowState::InFlight => pair!("in flight", "发送中"),
        RowState::Created => pair!("created", "已创建"),
        RowState::Failed => pair!("failed", "失败"),
        RowState::Unknown => pair!("unknown", "未知"),
        RowState::Skipped => pair!("skipped", "已跳过"),
        RowState::Deleted => pair!("deleted", "已删除"),
    }
}
