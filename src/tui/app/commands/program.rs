//! The commands of the program itself: going elsewhere, help, leaving.

use super::{Act, Own, own, shown};
use crate::said::label;
use crate::tui::shared::{Place, ScreenId};

const SUSPENDS: &[Place] = &[
    Place::Products,
    Place::Find,
    Place::Results,
    Place::Profiles,
];

pub(super) const ROWS: &[Own] = &[
    own(
        "go.products",
        [
            label!("products", "产品"),
            label!("The gateway's products.", "API 网关上的产品。"),
        ],
        &["1", "alt-1"],
        Place::SCREENS,
        Act::Go(ScreenId::Products),
    ),
    own(
        "go.device",
        [
            label!("device", "设备"),
            label!("The device form.", "设备表单。"),
        ],
        &["2", "alt-2"],
        Place::SCREENS,
        Act::Go(ScreenId::Device),
    ),
    own(
        "go.queue",
        [
            label!("queue", "队列"),
            label!("The devices waiting to be submitted.", "等待提交的设备。"),
        ],
        &["3", "alt-3"],
        Place::SCREENS,
        Act::Go(ScreenId::Queue),
    ),
    own(
        "go.results",
        [
            label!("results", "结果"),
            label!(
                "What happened to the submitted devices.",
                "已提交设备的结果。"
            ),
        ],
        &["4", "alt-4"],
        Place::SCREENS,
        Act::Go(ScreenId::Results),
    ),
    own(
        "go.connect",
        [
            label!("connect", "连接"),
            label!("Gateways and profiles.", "API 网关和连接配置。"),
        ],
        &["5", "alt-5"],
        Place::SCREENS,
        Act::Go(ScreenId::Connect),
    ),
    own(
        "suspend",
        [
            label!("suspend", "挂起"),
            label!(
                "Return to the shell for a while; `fg` comes back.",
                "暂时回到 shell；用 `fg` 返回。"
            ),
        ],
        &["ctrl-z"],
        SUSPENDS,
        Act::Suspend,
    ),
    shown(own(
        "help",
        [
            label!("help", "帮助"),
            label!(
                "What the focused field means, and every command that applies here: type to find one.",
                "当前字段的含义，以及此处可用的全部命令：输入文字即可查找。"
            ),
        ],
        &["?", "f1", "ctrl-p", "ctrl-g"],
        Place::SCREENS,
        Act::Help,
    )),
    shown(own(
        "quit",
        [
            label!("quit", "退出"),
            label!(
                "Quit the program; nothing typed is lost.",
                "退出程序；已输入的内容不会丢失。"
            ),
        ],
        &["q", "ctrl-q", "ctrl-c"],
        Place::SCREENS,
        Act::Quit,
    )),
    own(
        "mouse",
        [
            label!("mouse", "鼠标"),
            label!(
                "Hand the mouse to the terminal so that it can select text, or take it back.",
                "把鼠标交给终端，以便选择文本；或收回鼠标。"
            ),
        ],
        &["f9"],
        Place::SCREENS,
        Act::Mouse,
    ),
    own(
        "language",
        [
            label!("中文", "English"),
            label!(
                "Show everything in Chinese; 以中文显示。",
                "以英文显示；show everything in English."
            ),
        ],
        &["f6"],
        Place::SCREENS,
        Act::Language,
    ),
];
