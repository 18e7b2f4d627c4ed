//! The commands of the connect screen.

use super::State;
use super::profiles::line;
use crate::connect::Target;
use crate::said::{label, say};
use crate::tui::contract::Command;
use crate::tui::screens::against::{busy, when};
use crate::tui::shared::{Place, Reason, Shared};

const HERE: &[Place] = &[Place::Profiles];
const FORM: &[Place] = &[Place::ProfileForm];

pub(super) const COMMANDS: &[Command<State>] = &[
    Command::new(
        "connect.use",
        label!("connect", "连接"),
        &["enter"],
        HERE,
        |state: &mut State, shared| state.use_selected(shared, false),
    )
    .help(label!(
        "Switch to the selected gateway.",
        "切换到所选的 API 网关。"
    ))
    .unless(|_, shared| busy(shared).or_else(|| unsaved(shared))),
    Command::new(
        "connect.test",
        label!("test", "测试"),
        &["t"],
        HERE,
        |state: &mut State, shared| state.use_selected(shared, true),
    )
    .help(label!(
        "Test the connection step by step; nothing is changed at the gateway.",
        "逐步测试连接；不会改动 API 网关上的任何内容。"
    )),
    Command::new(
        "connect.add",
        label!("add", "添加"),
        &["a"],
        HERE,
        State::add,
    )
    .help(label!(
        "Add a profile for another gateway.",
        "为另一个 API 网关添加连接配置。"
    )),
    Command::new(
        "connect.edit",
        label!("edit", "编辑"),
        &["e"],
        HERE,
        State::edit,
    )
    .help(label!(
        "Change the selected profile.",
        "修改所选的连接配置。"
    ))
    .unless(built_in),
    Command::new(
        "connect.remove",
        label!("remove", "移除"),
        &["x"],
        HERE,
        State::ask_remove,
    )
    .help(label!(
        "Remove the selected profile, after asking.",
        "确认后移除所选的连接配置。"
    ))
    .unless(built_in),
    Command::new(
        "connect.save",
        label!("save", "保存"),
        &["ctrl-s"],
        FORM,
        State::save,
    )
    .help(label!(
        "Write the profile to the configuration file.",
        "将连接配置写入配置文件。"
    )),
    Command::new(
        "connect.back",
        label!("back", "返回"),
        &["esc"],
        FORM,
        State::leave,
    )
    .help(label!(
        "Go back; what you typed is kept.",
        "返回；已填写的内容保留。"
    )),
];

fn built_in(state: &State, shared: &Shared) -> Option<Reason> {
    let key = shared.key("connect.add");
    match line(shared, state.selected).target {
        Target::Profile { .. } => None,
        Target::Sandbox { .. } => Some(say!(
            "the sandbox is built in; {key} adds a profile",
            "沙箱是内置的；按 {key} 添加连接配置"
        )),
        Target::Gateway(_) => Some(say!(
            "this gateway was given when the program was started; {key} adds a profile",
            "此 API 网关在启动程序时指定；按 {key} 添加连接配置"
        )),
    }
}

/// What is not on the disk yet would be left behind at another gateway.
fn unsaved(shared: &Shared) -> Option<Reason> {
    if let Some(reason) = &shared.editing.unkept {
        return Some(say!(
            "the form could not be kept: {reason}",
            "表单未能保留：{reason}",
            reason
        ));
    }
    let saving = shared.queue.saves() || shared.editing.saving.is_some();
    when(
        saving,
        label!("the last change is still being saved", "上一次改动仍在保存"),
    )
}
