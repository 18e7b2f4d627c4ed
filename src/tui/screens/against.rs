//! What speaks against commands of several screens.

use crate::said::{Label, say};
use crate::tui::shared::{Load, Reach, Reason, Shared, Work};

/// These words, where something is so.
pub(super) fn when(so: bool, words: Label) -> Option<Reason> {
    so.then(|| words.into())
}

/// Queue and form belong to the gateway worked on, and are read first.
pub(super) fn away(shared: &Shared) -> Option<Reason> {
    match &shared.workspace {
        Load::Ready(()) => None,
        Load::Idle | Load::Loading => Some(say!(
            "the queue and the form are still being read",
            "队列和表单仍在读取"
        )),
        Load::Failed(reason) => Some(say!(
            "the queue and the form could not be read: {reason} ({connect}, then {again} reads them again)",
            "队列和表单无法读取：{reason}（按 {connect}，再按 {again} 重新读取）",
            reason,
            connect = shared.key("go.connect"),
            again = shared.key("connect.use")
        )),
    }
}

/// Something is under way.
pub(super) fn busy(shared: &Shared) -> Option<Reason> {
    let running = shared.runs.running.as_ref()?;
    let (run, key) = (running.run, shared.key("go.results"));
    Some(match running.work {
        Work::Sending => say!(
            "run {run} is still being sent ({key})",
            "任务 {run} 仍在发送（{key}）"
        ),
        Work::Undoing => say!(
            "what run {run} created is being deleted ({key})",
            "任务 {run} 创建的设备正在删除（{key}）"
        ),
    })
}

/// The gateway cannot be asked.
pub(super) fn offline(shared: &Shared) -> Option<Reason> {
    let link = &shared.link;
    let label = &link.label;
    match (&link.reach, &link.about) {
        (Reach::Trying, _) => Some(say!("still connecting to {label}", "仍在连接 {label}")),
        (_, None) => Some(say!(
            "{label} is not connected ({key})",
            "{label} 未连接（{key}）",
            key = shared.key("go.connect")
        )),
        // Whether it answers now is found out by asking.
        (Reach::Up | Reach::Down(_), Some(_)) => None,
    }
}
