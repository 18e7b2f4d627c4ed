//! What help tells: what a screen is for, what its signs mean, what a command is for.

use ratatui::style::Style;

use crate::said::{Label, label};
use crate::tui::contract::Spec;
use crate::tui::shared::{Place, ScreenId};
use crate::tui::theme::{Sign, Theme};

/// What commands are for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, strum::VariantArray)]
pub(super) enum Purpose {
    Do,
    Find,
    Change,
    Screens,
    Signs,
    Always,
}

impl Purpose {
    /// The heading of the group.
    pub(super) const fn title(self) -> Label {
        match self {
            Self::Do => label!("Do", "操作"),
            Self::Find => label!("Move and find", "移动和查找"),
            Self::Change => label!("Change", "修改"),
            Self::Screens => label!("Screens", "界面"),
            Self::Signs => label!("Signs", "符号"),
            Self::Always => label!("Always", "随时可用"),
        }
    }
}

/// What a command is for, by the verb in its name.
pub(super) fn purpose(spec: &Spec) -> Purpose {
    let (whose, verb) = spec.id.split_once('.').unwrap_or(("", spec.id));
    match (whose, verb) {
        ("go", _) => Purpose::Screens,
        ("", _) => Purpose::Always,
        ("list" | "pane", _)
        | ("form", "up" | "down" | "next" | "previous" | "enter" | "list" | "value")
        | (
            _,
            "find" | "all" | "filter" | "problem" | "next" | "previous" | "next-problem"
            | "previous-problem" | "runs" | "sort" | "causes" | "rows" | "json" | "failure"
            | "next-open" | "previous-open" | "failed" | "filter-off",
        ) => Purpose::Find,
        ("form", _) => Purpose::Change,
        (_, "back") => Purpose::Always,
        (
            _,
            "edit" | "remove" | "undo" | "redo" | "duplicate" | "another" | "copies" | "clear"
            | "product" | "add" | "requeue" | "take" | "take-over" | "mark" | "reload",
        ) if whose != "results" || verb != "undo" => Purpose::Change,
        _ => Purpose::Do,
    }
}

/// What a screen is called and for.
pub(super) const fn about(screen: ScreenId, place: Place) -> (Label, Label) {
    match screen {
        ScreenId::Products => (
            label!("Products", "产品"),
            label!(
                "The products of the gateway in the badge. Choose the one whose devices you want to create; what its devices need stands beside or below.",
                "当前 API 网关上的产品。选择要创建设备的产品；其设备所需的属性显示在旁边或下方。"
            ),
        ),
        ScreenId::Device => (
            label!("Device", "设备"),
            label!(
                "One device to fill in. It is checked as you type and goes to the queue; nothing is sent from here.",
                "填写一台设备。输入时即时检查，完成后加入队列；此处不会发送任何数据。"
            ),
        ),
        ScreenId::Queue => (
            label!("Queue", "队列"),
            label!(
                "Devices wait here, safe on the disk, until you submit them. Nothing is sent before the plan has shown what will happen.",
                "设备在此等待提交，已保存到磁盘。在计划显示将要发生的事之前，不会发送任何数据。"
            ),
        ),
        ScreenId::Results => (
            label!("Results", "结果"),
            label!(
                "What happened to each device of a run: created, failed and why, or unknown until it is looked up.",
                "任务中每台设备的结果：已创建、失败及原因，或查询前未知。"
            ),
        ),
        ScreenId::Runs => (
            label!("Runs", "任务列表"),
            label!(
                "What was submitted to this gateway, the newest first. Each run can be opened again with all its rows.",
                "提交到此 API 网关的任务，最新的在前。每个任务都可重新打开，查看全部行。"
            ),
        ),
        ScreenId::Connect => match place {
            Place::ProfileForm => (
                label!("Profile", "连接配置"),
                label!(
                    "How a gateway is reached: its address, your organisation and the keys of an application.",
                    "如何连接 API 网关：地址、所属组织和应用的密钥。"
                ),
            ),
            _ => (
                label!("Connect", "连接"),
                label!(
                    "The gateways you can work on. Each has its own queue and runs. The connection test shows step by step what works and what to put right.",
                    "可使用的 API 网关，各有自己的队列和任务。连接测试逐步显示哪些正常、哪些需要修正。"
                ),
            ),
        },
        ScreenId::Plan => (
            label!("Plan", "计划"),
            label!(
                "What submitting would do, row by row, before anything is sent.",
                "提交将会做什么，逐行列出；此时尚未发送任何数据。"
            ),
        ),
    }
}

/// A sign, how it looks, what it says.
pub(super) type Meaning = (&'static str, Style, Label);

/// The signs of a screen.
#[expect(clippy::too_many_lines, reason = "one arm a screen")]
pub(super) fn signs(theme: Theme, screen: ScreenId, place: Place) -> Vec<Meaning> {
    let plain = Style::new();
    let of = |sign, style, word| (theme.sign(sign), style, word);
    let required = ("*", theme.accent(), label!("required", "必填"));
    let wrong = of(Sign::Bad, theme.bad(), label!("wrong", "有误"));
    let doubt = of(Sign::Doubt, theme.doubt(), label!("a doubt", "存疑"));
    let unsaved = of(Sign::Unsaved, theme.doubt(), label!("not saved", "未保存"));
    let own = match (screen, place) {
        (_, Place::Device | Place::ProfileForm) => vec![
            required,
            wrong,
            doubt,
            unsaved,
            of(Sign::Opens, plain, label!("has a list", "有列表")),
        ],
        (ScreenId::Products, _) => vec![
            required,
            of(Sign::None, theme.muted(), label!("none queued", "未入队")),
        ],
        (ScreenId::Queue | ScreenId::Plan, _) => vec![
            of(Sign::Ready, theme.ok(), label!("ready", "就绪")),
            wrong,
            doubt,
            unsaved,
        ],
        (ScreenId::Results | ScreenId::Runs, _) => vec![
            of(Sign::Ok, theme.ok(), label!("created", "已创建")),
            of(Sign::Bad, theme.bad(), label!("failed", "失败")),
            of(Sign::Unknown, theme.doubt(), label!("unknown", "未知")),
            of(Sign::Sending, theme.busy(), label!("sending", "发送中")),
            of(Sign::Ready, plain, label!("not sent yet", "尚未发送")),
            of(Sign::None, theme.muted(), label!("skipped", "已跳过")),
        ],
        (ScreenId::Connect, _) => vec![
            of(
                Sign::Ok,
                theme.ok(),
                label!("connected, passed", "已连接，通过"),
            ),
            of(
                Sign::Bad,
                theme.bad(),
                label!("no link, failed", "未连接，失败"),
            ),
            of(
                Sign::Sending,
                theme.busy(),
                label!("being tried", "正在尝试"),
            ),
            of(Sign::Ready, plain, label!("not tried yet", "尚未尝试")),
            doubt,
        ],
        (ScreenId::Device, _) => Vec::new(),
    };
    let common = [
        of(
            Sign::SelectedRow,
            theme.accent(),
            label!("selected", "当前项"),
        ),
        of(
            Sign::Focused,
            theme.accent(),
            label!("has the keys", "当前窗格"),
        ),
    ];
    let common = common.into_iter().filter(|_| Place::PANES.contains(&place));
    own.into_iter().chain(common).collect()
}
