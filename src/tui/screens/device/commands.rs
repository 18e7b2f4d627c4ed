//! The commands of the form.

use super::State;
use crate::said::{label, say};
use crate::tui::contract::Command;
use crate::tui::screens::against::{away, when};
use crate::tui::shared::{Load, Place, Reason, Shared};

const HERE: &[Place] = &[Place::Device, Place::NoDevice];

pub(super) const COMMANDS: &[Command<State>] = &[
    Command::new(
        "device.save",
        label!("save", "保存"),
        &["ctrl-s"],
        HERE,
        |state: &mut State, shared| state.save(shared, false),
    )
    .help(label!(
        "Check every field and put the device into the queue, or back where it came from.",
        "检查所有字段，将设备放入队列，或存回原处。"
    ))
    .unless(no_device),
    Command::new(
        "device.another",
        label!("save, and another", "保存并新建"),
        &["ctrl-d"],
        HERE,
        |state: &mut State, shared| state.save(shared, true),
    )
    .help(label!(
        "Put the device into the queue and continue with a copy whose numbers count up.",
        "将设备放入队列，并继续填写编号递增的副本。"
    ))
    .unless(not_another),
    Command::new(
        "device.json",
        label!("JSON", "JSON"),
        &["f2"],
        HERE,
        State::preview,
    )
    .help(label!(
        "Show the exact JSON that would be sent for this device; in a wide window, switch between it and the problems.",
        "显示此设备将要发送的确切 JSON；窗口较宽时，在 JSON 与问题之间切换。"
    ))
    .unless(no_device),
    Command::new(
        "device.problem",
        label!("next problem", "下一个问题"),
        &["f3"],
        HERE,
        State::next_problem,
    )
    .help(label!(
        "Jump to the next field with a problem.",
        "跳到下一个有问题的字段。"
    ))
    .unless(no_device),
    Command::new(
        "device.product",
        label!("product", "产品"),
        &["f4"],
        HERE,
        State::change_product,
    )
    .help(label!(
        "Choose another product; what you typed is kept.",
        "为此设备另选产品；已填写的内容保留。"
    ))
    .unless(no_device),
    Command::new(
        "device.clear",
        label!("empty the form", "清空表单"),
        &["f8"],
        HERE,
        State::start_over,
    )
    .help(label!(
        "Empty the form, or close the edit; press again to bring back what was there.",
        "清空表单或关闭编辑；再按一次恢复原内容。"
    ))
    .unless(nothing_to_clear),
    Command::new(
        "device.back",
        label!("back", "返回"),
        &["esc"],
        HERE,
        State::leave,
    )
    .help(label!(
        "Go back; what you typed is kept.",
        "返回；已填写的内容保留。"
    )),
];

fn no_device(state: &State, shared: &Shared) -> Option<Reason> {
    let key = shared.key("go.products");
    let none = !state.open();
    none.then(|| {
        say!(
            "there is no device on the form; choose a product first ({key})",
            "表单中没有设备；先选择产品（{key}）"
        )
    })
}

fn not_another(state: &State, shared: &Shared) -> Option<Reason> {
    let key = shared.key("device.save");
    let edit = || {
        (!state.adding()).then(|| {
            say!(
                "this is an edit; {key} saves it",
                "正在编辑已有的行；按 {key} 保存"
            )
        })
    };
    no_device(state, shared).or_else(edit)
}

fn nothing_to_clear(state: &State, shared: &Shared) -> Option<Reason> {
    let here = shared.workspace == Load::Ready(());
    let empty = here && !state.open() && state.binned.is_none();
    when(empty, label!("the form is empty", "表单为空")).or_else(|| away(shared))
}
