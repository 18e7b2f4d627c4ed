//! The commands of the queue screen.

use super::{State, ask_copies, ask_take_over, step};
use crate::said::{label, say};
use crate::tui::contract::{Command, Request};
use crate::tui::screens::against::{away, busy, offline, when};
use crate::tui::shared::{Load, Place, QueueStep, Reason, Shared};

const HERE: &[Place] = &[Place::Queue];

pub(super) const COMMANDS: &[Command<State>] = &[
    Command::new("queue.submit", label!("submit", "提交"), &["s"], HERE, |_, _| Request::Plan.into())
        .help(label!("Send every ready device to the gateway, after showing what will happen.", "先显示计划，再将所有就绪的设备发送到 API 网关。"))
        .unless(not_to_submit),
    Command::new("queue.edit", label!("edit", "编辑"), &["enter", "e"], HERE, State::edit)
        .help(label!("Open the selected device in the form.", "在表单中打开所选设备。"))
        .unless(empty),
    Command::new("queue.add", label!("add", "添加"), &["a"], HERE, |_, _| Request::Add.into())
        .help(label!("Fill in the form for another device.", "为另一台设备填写表单。"))
        .unless(|_, shared| away(shared)),
    Command::new("queue.duplicate", label!("duplicate", "复制"), &["d"], HERE, |state: &mut State, shared| state.duplicate(shared, 1))
        .help(label!("Add a copy whose numbers count up to the next free key.", "添加一个副本，编号递增到下一个未用的 deviceKey。"))
        .unless(empty),
    Command::new("queue.series", label!("duplicate many", "批量复制"), &["D"], HERE, |_, _| ask_copies())
        .help(label!("Add as many counted-up copies as you ask for.", "按指定数量添加编号递增的副本。"))
        .unless(empty),
    Command::new("queue.remove", label!("remove", "移除"), &["x", "delete"], HERE, State::remove)
        .help(label!("Remove the selected device from the queue; undo brings it back.", "将所选设备从队列中移除；撤销可恢复。"))
        .unless(empty),
    Command::new("queue.undo", label!("undo", "撤销"), &["u", "ctrl-z"], HERE, |_, shared| {
        let key = shared.key("queue.redo");
        step(QueueStep::Undo, say!("Undone; {key} redoes it.", "已撤销；按 {key} 重做。"))
    })
        .help(label!("Undo the last change to the queue.", "撤销队列的上一次改动。"))
        .unless(|_, shared| when(!shared.queue.can_undo(), label!("nothing to undo", "没有可撤销的改动"))),
    Command::new("queue.redo", label!("redo", "重做"), &["U"], HERE, |_, shared| {
        let key = shared.key("queue.undo");
        step(QueueStep::Redo, say!("Redone; {key} undoes it.", "已重做；按 {key} 撤销。"))
    })
        .help(label!("Redo what was undone.", "重做已撤销的改动。"))
        .unless(|_, shared| when(!shared.queue.can_redo(), label!("nothing to redo", "没有可重做的改动")))
        .quiet(),
    Command::new("queue.take", label!("take over", "转入"), &["m"], &[Place::Queue, Place::Profiles], |_, shared| ask_take_over(shared))
        .help(label!("Move the devices waiting at another gateway into this one's queue, where they are checked; undo gives them back.", "将另一个 API 网关上等待的设备转入当前队列，并在此检查；撤销则归还。"))
        .unless(nothing_elsewhere),
];

fn empty(_: &State, shared: &Shared) -> Option<Reason> {
    let key = shared.key("queue.add");
    let none = shared.queue.is_empty();
    none.then(|| {
        say!(
            "the queue is empty; {key} adds a device",
            "队列为空；按 {key} 添加设备"
        )
    })
}

fn not_to_submit(state: &State, shared: &Shared) -> Option<Reason> {
    let key = shared.key("queue.edit");
    let none = || {
        say!(
            "no device is ready; {key} opens the selected one at its problem",
            "没有就绪的设备；按 {key} 打开所选设备并定位到问题"
        )
    };
    empty(state, shared)
        .or_else(|| (shared.queue.ready() == 0).then(none))
        .or_else(|| busy(shared))
        .or_else(|| offline(shared))
}

fn nothing_elsewhere(_: &State, shared: &Shared) -> Option<Reason> {
    let here = shared.workspace == Load::Ready(());
    let none = here && shared.waiting_elsewhere().all(|other| other.queued == 0);
    when(
        none,
        label!(
            "no devices are waiting at another gateway",
            "其他 API 网关上没有等待的设备"
        ),
    )
    .or_else(|| away(shared))
}
