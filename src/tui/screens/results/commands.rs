//! The commands of the results screen.

use super::{State, act, go_on, is_settled_by_eye, undo};
use crate::domain::{RowState, RunRow};
use crate::provision::run::Control;
use crate::said::{Label, label, say};
use crate::tui::contract::{Command, Request};
use crate::tui::screens::against::{away, busy, offline, when};
use crate::tui::shared::{Place, Reason, Running, ScreenId, Shared};

const HERE: &[Place] = &[Place::Results];

pub(super) const COMMANDS: &[Command<State>] = &[
    Command::new("results.pause", label!("pause or resume", "暂停/继续"), &["p"], HERE, |_, shared| {
        let control = shared.runs.running.as_ref().map_or(Control::Go, Running::toggled);
        Request::Control(control).into()
    })
    .help(label!("Send nothing for now, or resume after a pause; replies under way arrive in either case.", "暂停发送，或在暂停后继续；两种情况下，进行中请求的响应都照常接收。"))
    .unless(nothing_under_way),
    Command::new("results.stop", label!("stop", "停止"), &["x"], HERE, |_, _| Request::Control(Control::Cancel).into())
        .help(label!("Let the replies under way arrive and send nothing more; the rest stays queued in this run.", "等进行中的请求收到响应，不再发送；其余行在本任务中保持待发送。"))
        .unless(nothing_under_way),
    Command::new("results.go-on", label!("resume", "继续"), &["s", "R"], HERE, |_, shared| go_on::ask(shared))
        .help(label!("Resume until every row is settled: ask EnOS about unknown rows, send corrected and queued ones.", "继续任务，直到各行均已核实：向 EnOS 查询未知行，发送已修正和待发送的行。"))
        .unless(nothing_to_go_on_with),
    Command::new("results.open", label!("open", "打开"), &["enter", "e"], HERE, State::open)
        .help(label!("Correct a failed device at the field that was refused; say what happened to one sent without a key.", "在被拒绝的字段处修正失败的设备；认定发送时未带 deviceKey 的设备的结果。"))
        .unless(not_to_open),
    Command::new("results.again", label!("queue again", "重新入队"), &["t"], HERE, State::send_again)
        .help(label!("Queue a failed device again as it is, once the cause is gone.", "原因消除后，将失败的设备原样重新入队。"))
        .unless(not_to_send_again),
    Command::new("results.filter", label!("filter", "筛选"), &["f"], HERE, State::toggle_filter)
        .help(label!("Switch between all rows and only the failed and unknown ones; while a run is under way, also to what happens.", "切换显示所有行，或仅显示失败和未知的行；任务进行中还可切换到任务进展。"))
        .unless(no_run),
    Command::new("results.next", label!("next failure", "下一个失败"), &["n"], HERE, |state: &mut State, shared| state.jump(shared, true))
        .help(label!("Select the next row that failed or is unknown.", "选择下一个失败或未知的行。"))
        .unless(no_trouble),
    Command::new("results.previous", label!("previous failure", "上一个失败"), &["N"], HERE, |state: &mut State, shared| state.jump(shared, false))
        .help(label!("Select the previous row that failed or is unknown.", "选择上一个失败或未知的行。"))
        .unless(no_trouble)
        .quiet(),
    Command::new("results.secret", label!("secret", "设备密钥"), &["v"], HERE, State::reveal)
        .help(label!("Open the selected device's secret with the private key and show it until a key is pressed.", "用私钥解密所选设备的设备密钥并显示，按任意键关闭。"))
        .unless(not_to_reveal),
    Command::new("results.copy", label!("copy", "复制"), &["y"], HERE, State::copy)
        .help(label!("Copy the selected row's ids and reason to the terminal's clipboard.", "将所选行的 ID 和原因复制到终端剪贴板。"))
        .unless(|state, shared| when(state.selected_row(shared).is_none(), NO_ROW)),
    Command::new("results.export", label!("export", "导出"), &["E"], HERE, |_, shared| act::ask_export(shared))
        .help(label!("Write this run's results to a CSV or JSON file, without secrets.", "将本任务的结果写入 CSV 或 JSON 文件，不含设备密钥。"))
        .unless(no_run),
    Command::new("results.undo", label!("delete in EnOS", "在 EnOS 中删除"), &["X"], HERE, |_, shared| undo::ask(shared))
        .help(label!("After asking, delete the devices that this run created, where they were never used and are unchanged.", "确认后，删除本任务创建的、从未使用且未改动的设备。"))
        .unless(nothing_to_undo)
        .quiet(),
    Command::new("results.run", label!("runs", "任务列表"), &["g"], HERE, |_, _| Request::Go(ScreenId::Runs).into())
        .help(label!("All runs on this gateway, the newest first.", "此 API 网关上的所有任务，最新的在前。")),
];

const NO_RUN: Label = label!("there is no run yet", "还没有任务");
const NO_TROUBLE: Label = label!("nothing failed, nothing is unknown", "没有失败或未知的行");
const NO_ROW: Label = label!("no row is selected", "未选中任何行");

fn no_run(_: &State, shared: &Shared) -> Option<Reason> {
    when(shared.runs.shown.is_none(), NO_RUN)
}

fn no_trouble(state: &State, shared: &Shared) -> Option<Reason> {
    let counts = shared.runs.counts();
    let none = || {
        let none = counts.failed + counts.unknown == 0 && shared.runs.live().is_none();
        when(none, NO_TROUBLE)
    };
    no_run(state, shared).or_else(none)
}

fn nothing_under_way(_: &State, shared: &Shared) -> Option<Reason> {
    match &shared.runs.running {
        None => Some(say!("nothing is under way", "没有正在进行的操作")),
        Some(running) => when(
            running.stopping(),
            label!("it is already stopping", "已在停止"),
        ),
    }
}

fn nothing_to_go_on_with(_: &State, shared: &Shared) -> Option<Reason> {
    let runs = &shared.runs;
    if runs.counts().queued + runs.askable() > 0 {
        return apart(shared);
    }
    let open = shared.key("results.open");
    if runs.tally().by_eye > 0 {
        return Some(say!(
            "press {open} to say what happened to the rows sent without a key",
            "按 {open} 认定发送时未带 deviceKey 的行的结果"
        ));
    }
    let scope = shared.scope();
    let mut others = runs.known.iter().filter(|run| run.is_of(&scope));
    let other = others.find(|run| Some(run.id) != runs.run() && run.counts.open() > 0);
    Some(if let Some(other) = other {
        let (run, key) = (other.id, shared.key("results.run"));
        say!(
            "this run is settled, but run {run} is not ({key})",
            "本任务已全部核实，但任务 {run} 尚未全部核实（{key}）"
        )
    } else {
        let again = shared.key("results.again");
        say!(
            "all rows are settled; {open} corrects a failed row, {again} queues it again",
            "各行均已核实；按 {open} 修正失败行，按 {again} 重新入队"
        )
    })
}

fn nothing_to_undo(_: &State, shared: &Shared) -> Option<Reason> {
    let none = label!(
        "this run created no device that is still there",
        "没有由本任务创建且仍存在的设备"
    );
    when(shared.runs.tally().made == 0, none).or_else(|| apart(shared))
}

/// The run cannot be worked on from here just now.
fn apart(shared: &Shared) -> Option<Reason> {
    busy(shared)
        .or_else(|| other_gateway(shared))
        .or_else(|| offline(shared))
}

/// A run belongs to the gateway that it was begun on.
fn other_gateway(shared: &Shared) -> Option<Reason> {
    let run = &shared.runs.shown.as_ref()?.summary;
    (run.site.scope != shared.scope()).then(|| {
        let name = shared.name_of(&run.site.scope);
        let key = shared.key("go.connect");
        say!(
            "this run belongs to {name}; connect to it first ({key})",
            "本任务属于 {name}；先连接到它（{key}）",
            name
        )
    })
}

fn not_to_open(state: &State, shared: &Shared) -> Option<Reason> {
    match state.selected_row(shared) {
        None if state.story(shared).is_some() => None,
        None => Some(NO_ROW.into()),
        Some(row) if row.state == RowState::Unknown && is_settled_by_eye(row) => apart(shared),
        Some(row) if matches!(row.state, RowState::Failed | RowState::Queued) => {
            other_gateway(shared).or_else(|| away(shared))
        }
        Some(row) => Some(settled(row, shared)),
    }
}

fn not_to_send_again(state: &State, shared: &Shared) -> Option<Reason> {
    match state.selected_row(shared) {
        None => Some(NO_ROW.into()),
        Some(row) if row.state == RowState::Failed => {
            other_gateway(shared).or_else(|| away(shared))
        }
        Some(row) => Some(settled(row, shared)),
    }
}

/// Why a row that has not failed is left as it is.
fn settled(row: &RunRow, shared: &Shared) -> Reason {
    let (open, go_on) = (shared.key("results.open"), shared.key("results.go-on"));
    match row.state {
        RowState::Created => say!("this device was already created", "该设备已创建"),
        RowState::InFlight => say!("this row is being sent", "该行正在发送"),
        RowState::Unknown if row.needs_person() => {
            say!(
                "EnOS may have created it; {open} shows which devices it may be",
                "EnOS 可能已创建该设备；按 {open} 查看可能对应的设备"
            )
        }
        RowState::Unknown => {
            say!(
                "EnOS may have created it; {go_on} asks EnOS before anything is sent again",
                "EnOS 可能已创建该设备；按 {go_on} 会先向 EnOS 查询，之后才可能重新发送"
            )
        }
        RowState::Skipped => say!(
            "this device exists and was left alone",
            "该设备已存在，未作处理"
        ),
        RowState::Deleted => say!(
            "this device was created, then deleted",
            "该设备创建后已删除"
        ),
        RowState::Queued | RowState::Failed => {
            say!(
                "this row is already queued; {go_on} sends it",
                "该行已待发送；按 {go_on} 发送"
            )
        }
    }
}

fn not_to_reveal(state: &State, shared: &Shared) -> Option<Reason> {
    match state.selected_row(shared) {
        None => Some(NO_ROW.into()),
        Some(row) if row.has_secret => other_gateway(shared).or_else(|| keyless(shared)),
        Some(_) => Some(say!(
            "no secret was received for this row; ask for secrets when submitting",
            "该行没有收到设备密钥；提交时需请求设备密钥"
        )),
    }
}

/// Without a private key no secret is opened.
fn keyless(shared: &Shared) -> Option<Reason> {
    let keyless = shared.about().is_none_or(|about| !about.has_key);
    let (connect, edit) = (shared.key("go.connect"), shared.key("connect.edit"));
    keyless.then(|| {
        say!(
            "no private key is configured for this gateway ({connect}, {edit})",
            "此 API 网关未配置私钥（{connect}、{edit}）"
        )
    })
}
