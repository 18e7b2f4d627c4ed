//! The commands of the program itself: going elsewhere, help, leaving.

use super::{Act, Own, own, shown};
use crate::said::label;
use crate::tui::shared::{Place, ScreenId};

const SUSPENDS: &[Place] = &[
    Place::Products,
    Place::Find,
    Place::Results,
    Place::Runs,
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
                "What the screen and the focused field are for, what can be done here, and the signs.",
                "本界面与当前字段的用途、此处可用的命令，以及符号说明。"
            ),
        ],
        &["?", "f1", "ctrl-g"],
        Place::SCREENS,
        Act::Help,
    )),
    own(
        "palette",
        [
            label!("commands", "命令"),
            label!(
                "Every command of every screen: type to find one.",
                "所有界面的全部命令：输入文字即可查找。"
            ),
        ],
        &["ctrl-p"],
        Place::SCREENS,
        Act::Palette,
    ),
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
                "Show everything in Chinese. `language` in the configuration keeps it.",
                "全部以英文显示。配置中的 `language` 可固定语言。"
            ),
        ],
        &["f6"],
        Place::SCREENS,
        Act::Language,
    ),
    own(
        "theme",
        [
            label!("colours", "配色"),
            label!(
                "The next set of colours: the terminal's, night, day. `theme` in the configuration keeps one.",
                "切换配色：终端配色、夜间、日间。配置中的 `theme` 可固定一种。"
            ),
        ],
        &["f7"],
        Place::SCREENS,
        Act::Theme,
    ),
    own(
        "redraw",
        [
            label!("redraw", "重绘"),
            label!(
                "Draw everything anew, where the terminal shows something else.",
                "终端显示错乱时全部重绘。"
            ),
        ],
        &["ctrl-l"],
        Place::SCREENS,
        Act::Redraw,
    ),
    own(
        "messages",
        [
            label!("messages", "消息"),
            label!(
                "The last messages, whole, the newest first.",
                "完整显示最近的消息，最新的在前。"
            ),
        ],
        &["f12"],
        Place::SCREENS,
        Act::Messages,
    ),
    own(
        "pane.next",
        [
            label!("other pane", "切换窗格"),
            label!(
                "Give the keys to the pane beside or below.",
                "切换到旁边或下方的窗格。"
            ),
        ],
        &["tab"],
        Place::PANES,
        Act::Pane,
    ),
    own(
        "pane.zoom",
        [
            label!("zoom", "放大"),
            label!(
                "Give the whole screen to the pane that has the keys, or show all again.",
                "让当前窗格占满屏幕，或恢复全部。"
            ),
        ],
        &["z"],
        Place::PANES,
        Act::Zoom,
    ),
];
