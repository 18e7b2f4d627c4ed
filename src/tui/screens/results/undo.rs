//! Deleting what a run created: what would go is shown first, and its number typed.

use super::{Answer, KEY_BY_ENOS, Requests};
use crate::domain::{RowIndex, RunId, Undone};
use crate::provision::undo::UndoResult;
use crate::said::{Said, grouped, label, say};
use crate::submit::undo::UndoPreview;
use crate::tui::contract::{Awaited, Body, Entry, Notice, Overlay, Prompt, Request};
use crate::tui::shared::{Effect, Reason, Shared, Tally};
use crate::tui::text_field::TextField;
use crate::words::{self, DEVICES};

/// So many devices that stay are named with their reasons.
const NAMED: usize = 5;

/// Asks EnOS what can be deleted; where an earlier undo was cut short, only whether to go on with it.
pub(super) fn ask(shared: &Shared) -> Requests {
    let Some(run) = shared.runs.run() else {
        return Requests::none();
    };
    let Tally { marked, made, .. } = shared.runs.tally();
    if marked > 0 {
        let title = say!(
            "Resume deleting what run {run} created",
            "继续删除任务 {run} 创建的设备"
        );
        let gateway = gateway(shared);
        let line = say!(
            "{devices} on {gateway} still to be deleted, each only if it was never used and is unchanged.",
            "{gateway} 上还有 {devices}待删除，每台仅在从未使用且未改动时才删除。",
            devices = DEVICES.count(marked)
        );
        let then = Answer::GoOnUndoing(run);
        let question = Overlay::ask(title, [line], delete(marked), then);
        return question.deleting().into();
    }
    let asked = say!(
        "Looking up {devices} in EnOS…",
        "正在向 EnOS 查询 {devices}…",
        devices = DEVICES.count(made)
    );
    let word = label!("Nothing is deleted yet.", "尚未删除任何设备。");
    let meanwhile = Overlay::meanwhile(title(run), Some(asked), word, Awaited::Preview(run));
    Requests::from(meanwhile).and(Effect::PreviewUndo(run))
}

fn title(run: RunId) -> Said {
    say!("Delete what run {run} created", "删除任务 {run} 创建的设备")
}

/// What Enter does: the number is on the key too.
fn delete(devices: usize) -> Said {
    say!(
        "delete {devices}",
        "删除 {devices} 台",
        devices = grouped(devices)
    )
}

fn gateway(shared: &Shared) -> &str {
    shared.about().map_or("", |about| &about.label)
}

/// What can be deleted is known: asks for its number, unless nobody waits for it any more.
pub fn previewed(shared: &Shared, run: RunId, outcome: Result<UndoPreview, Reason>) -> Requests {
    let instead = |overlay| Request::Instead(Awaited::Preview(run), overlay);
    let preview = match outcome {
        Ok(preview) => preview,
        Err(text) => return instead(Err(Notice { text, bad: true })).into(),
    };
    let lines = in_words(shared, &preview);
    let count = preview.deletable();
    let overlay = if count == 0 {
        Overlay::text(title(run), Body::Lines(lines))
    } else {
        Overlay::Prompt(Prompt {
            title: title(run),
            lines,
            scroll: 0,
            hint: say!(
                "Type {count} to delete them for good.",
                "输入 {count} 以永久删除这些设备。"
            ),
            entry: Entry::Text(TextField::default()),
            yes: delete(count),
            deletes: true,
            then: Answer::Undo(run, Box::new(preview)),
        })
    };
    instead(Ok(overlay)).into()
}

/// What goes, what stays and why.
fn in_words(shared: &Shared, preview: &UndoPreview) -> Vec<Said> {
    let gateway = gateway(shared);
    let mut lines = vec![say!(
        "{devices} on {gateway} never used and unchanged, to be deleted there one by one.",
        "{gateway} 上有 {devices}从未使用且未改动，将逐台删除。",
        devices = DEVICES.count(preview.deletable())
    )];
    lines.extend(staying(shared, preview));
    let adopted = shared.runs.tally().adopted;
    if adopted > 0 {
        lines.push(say!(
            "{devices} kept: adopted, not created by this run",
            "保留 {devices}：接管而来，并非由本任务创建",
            devices = DEVICES.count(adopted)
        ));
    }
    for (blind, count) in preview.blind() {
        let (devices, what) = (DEVICES.count(count), words::blind(blind));
        lines.push(say!(
            "For {devices}: {what}.",
            "其中 {devices}：{what}。",
            devices,
            what
        ));
    }
    if preview.deletable() > 0 {
        lines.push(words::WINDOW);
    }
    if let Some((unseen, cause)) = &preview.unseen {
        lines.push(say!(
            "{devices} kept because the look-up failed: {why}",
            "保留 {devices}，因为无法查询：{why}",
            devices = DEVICES.count(unseen.len()),
            why = words::cause(cause)
        ));
    }
    lines
}

/// The devices that no undo deletes, the first of each kind with their reasons.
fn staying(shared: &Shared, preview: &UndoPreview) -> Vec<Said> {
    let (mut kept, mut open, mut gone) = (Vec::new(), Vec::new(), Vec::new());
    for (index, result) in &preview.results {
        match result {
            UndoResult::Settled(Undone::Kept(why)) => kept.push((*index, why)),
            UndoResult::Settled(Undone::Open(why)) => open.push((*index, why)),
            UndoResult::Settled(Undone::Gone(how)) => gone.push((*index, how)),
            UndoResult::Settled(_) | UndoResult::Deletable(_) => {}
        }
    }
    let [all_kept, all_open, all_gone] =
        [&kept, &open, &gone].map(|rows| DEVICES.count(rows.len()));
    let kinds = [
        (
            kept,
            say!("{all_kept} kept:", "保留 {all_kept}：", all_kept),
        ),
        (
            open,
            say!("{all_open} left open:", "未处理 {all_open}：", all_open),
        ),
        (
            gone,
            say!("{all_gone} already gone:", "{all_gone}已不存在：", all_gone),
        ),
    ];
    let mut lines = Vec::new();
    for (rows, heading) in kinds {
        if rows.is_empty() {
            continue;
        }
        lines.push(heading);
        lines.extend(rows.iter().take(NAMED).map(|(index, why)| {
            let (name, why) = (name(shared, *index), words::cause(why));
            say!("  {name}: {why}", "  {name}：{why}", name, why)
        }));
        if let more @ 1.. = rows.len().saturating_sub(NAMED) {
            lines.push(say!(
                "  and {more} more",
                "  另有 {more} 台",
                more = grouped(more)
            ));
        }
    }
    lines
}

/// The key of a row's device.
fn name(shared: &Shared, index: RowIndex) -> Said {
    let row = shared
        .runs
        .shown
        .as_ref()
        .and_then(|shown| shown.row(index));
    let key = row.and_then(|row| row.device_key.as_deref());
    key.map_or_else(|| KEY_BY_ENOS.into(), Said::data)
}

/// Deletes, if the number typed is that of the devices.
pub(super) fn confirm(
    shared: &Shared,
    run: RunId,
    preview: &UndoPreview,
    typed: &str,
) -> Result<Requests, Reason> {
    let count = preview.deletable();
    if typed != count.to_string() {
        return Err(say!(
            "type {count} to delete {devices}; {key} deletes nothing",
            "输入 {count} 才会删除 {devices}；按 {key} 则不删除",
            devices = DEVICES.count(count),
            key = shared.key("prompt.back")
        ));
    }
    let preview = Box::new(preview.clone());
    Ok(Request::Undo(run, Some(preview)).into())
}
