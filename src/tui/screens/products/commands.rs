//! The commands of the products screen.

use super::{State, ask_key};
use crate::said::{label, say};
use crate::tui::contract::{Command, Request, Requests};
use crate::tui::screens::against::{away, offline, when};
use crate::tui::shared::{Place, Reach, Reason, Shared};

const HERE: &[Place] = &[Place::Products];

pub(super) const COMMANDS: &[Command<State>] = &[
    Command::new(
        "products.use",
        label!("new device", "新建设备"),
        &["enter"],
        HERE,
        State::use_selected,
    )
    .help(label!(
        "Fill in the form for a device of the selected product. What you have typed is kept.",
        "为所选产品的设备填写表单；已填写的内容保留。"
    ))
    .unless(nothing_to_use),
    Command::new(
        "products.find",
        label!("find", "查找"),
        &["/"],
        HERE,
        State::begin_finding,
    )
    .help(label!(
        "Find a product by any part of its name in any language, its key or its model.",
        "按任一语言的名称、productKey 或模型的任意部分查找产品。"
    )),
    Command::new(
        "products.key",
        label!("type a key", "手动输入"),
        &["t"],
        HERE,
        |_, _| ask_key(),
    )
    .help(label!(
        "Use a product by its key, for when you are not permitted to list products.",
        "无权列出产品时，直接用 productKey 指定产品。"
    ))
    .unless(|_, shared| offline(shared).or_else(|| away(shared))),
    Command::new(
        "products.reload",
        label!("reload", "重新读取"),
        &["r"],
        HERE,
        reload,
    )
    .help(label!(
        "Ask the gateway for its products and models again.",
        "重新向 API 网关读取产品和模型。"
    ))
    .unless(|_, shared| {
        let trying = shared.link.reach == Reach::Trying;
        when(trying, label!("still connecting", "仍在连接"))
    }),
    Command::new(
        "products.use-found",
        label!("new device", "新建设备"),
        &["enter", "tab"],
        &[Place::Find],
        State::use_selected,
    )
    .help(label!(
        "Leave the search and fill in the form for a device of the selected product.",
        "结束查找，为所选产品的设备填写表单。"
    ))
    .unless(nothing_to_use)
    .quiet(),
    Command::new(
        "products.all",
        label!("all products", "全部产品"),
        &["esc"],
        &[Place::Products, Place::Find],
        State::show_all,
    )
    .help(label!(
        "Leave the search and show all products again.",
        "结束查找，重新显示全部产品。"
    ))
    .quiet(),
];

fn reload(_: &mut State, _: &Shared) -> Requests<super::Answer> {
    Request::Reload.into()
}

fn nothing_to_use(state: &State, shared: &Shared) -> Option<Reason> {
    let key = shared.key("products.key");
    let none = state.matches.is_empty();
    none.then(|| {
        if state.finding {
            // There a letter is text.
            let all = shared.key("products.all");
            return say!(
                "no product matches; {all} shows all",
                "没有匹配的产品；按 {all} 显示全部"
            );
        }
        say!(
            "no product is selected; {key} lets you type a product key",
            "未选择产品；按 {key} 手动输入 productKey"
        )
    })
    .or_else(|| away(shared))
}
