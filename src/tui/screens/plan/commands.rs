//! The commands of the plan.

use super::State;
use crate::said::label;
use crate::tui::contract::{Command, Request, Requests};
use crate::tui::shared::{Place, ScreenId, Shared};

const HERE: &[Place] = &[Place::Plan];

pub(super) const COMMANDS: &[Command<State>] = &[
    Command::new("plan.submit", label!("submit", "提交"), &["enter", "y"], HERE, |state: &mut State, shared| {
        // Why not is said without the command's name, as it always was.
        match state.against(shared) {
            Some(reason) => Requests::warn(reason),
            None => state.confirm(shared),
        }
    })
    .help(label!("Write the run to the journal and send it.", "将任务写入日志并发送。")),
    Command::new("plan.down", label!("choose", "选择"), &["down", "j"], HERE, |state: &mut State, _| state.choose(true))
        .help(label!("Go to the next option.", "到下一个选项。")),
    Command::new("plan.up", label!("choose", "选择"), &["up", "k"], HERE, |state: &mut State, _| state.choose(false))
        .help(label!("Go to the option before.", "到上一个选项。"))
        .quiet(),
    Command::new("plan.change", label!("change", "更改"), &["space"], HERE, |state: &mut State, _| state.change())
        .help(label!("Change the chosen option.", "更改所选的选项。")),
    Command::new("plan.back", label!("back", "返回"), &["esc", "n"], HERE, back)
        .help(label!("Back to the queue; nothing is sent.", "返回队列；不发送任何内容。")),
    Command::new("plan.existing", label!("existing devices", "已存在设备"), &["e"], HERE, |state: &mut State, _| state.next_policy())
        .help(label!("Choose what happens to a row whose device already exists: it fails, is skipped or is adopted.", "选择设备已存在的行如何处理：失败、跳过或接管。"))
        .quiet(),
    Command::new("plan.secrets", label!("secrets", "设备密钥"), &["v"], HERE, |state: &mut State, _| state.toggle_secrets())
        .help(label!("Choose whether to ask EnOS for the device secrets.", "选择是否向 EnOS 请求设备密钥。"))
        .quiet(),
    Command::new("plan.again", label!("create again", "再次创建"), &["a"], HERE, |state: &mut State, _| state.toggle_again())
        .help(label!("Choose whether to create again what was already created without a key.", "选择是否再次创建之前已创建且未填 deviceKey 的设备。"))
        .quiet(),
];

fn back(state: &mut State, _: &Shared) -> Requests<super::Answer> {
    state.close();
    Request::Go(ScreenId::Queue).into()
}
