//! The number of devices to delete, typed by whoever answers for it.

use super::super::exit::Stop;
use super::super::{console, tell};
use crate::domain::Undone;
use crate::provision::undo::UndoResult;
use crate::said::{Said, say};
use crate::store::RunRecord;
use crate::submit::undo::UndoPreview;
use crate::words;

/// So many of the devices to delete are told one by one.
const TOLD: usize = 20;

/// Whether the undo is confirmed, by the flag or on the terminal; without a number from either it is not.
/// Nothing to delete needs no confirmation.
pub(super) fn given(
    flag: Option<usize>,
    run: &RunRecord,
    preview: &UndoPreview,
) -> Result<bool, Stop> {
    let deletable = preview.deletable();
    if deletable == 0 {
        return Ok(true);
    }
    if let Some(number) = flag {
        // What an unfinished undo has left was confirmed with the rest of it, what it has deleted included.
        let before = run.rows.iter().filter(|row| row.has_undo()).count();
        let confirmed =
            number == deletable || (preview.unfinished && (deletable..=before).contains(&number));
        return confirmed.then_some(true).ok_or_else(|| {
            Stop::input(say!("--confirm {number} does not match the {devices} that would be deleted; nothing was deleted", "--confirm {number} 与将删除的 {devices}不符；未删除任何设备",
                devices = words::DEVICES.count(deletable)
            ))
        });
    }
    if !console::is_attended() {
        return Ok(false);
    }
    introduce(run, preview);
    let question = say!(
        "type {deletable} to delete {devices}: ",
        "输入 {deletable} 以删除 {devices}：",
        devices = words::DEVICES.count(deletable)
    );
    let typed = tell::ask(&question).map_err(|error| Stop::input(Said::data(error)))?;
    if typed.trim() == deletable.to_string() {
        return Ok(true);
    }
    Err(Stop::input(say!(
        "not confirmed: nothing was deleted",
        "未确认：未删除任何设备"
    )))
}

/// Tells what would be deleted, and what not and why.
fn introduce(run: &RunRecord, preview: &UndoPreview) {
    if preview.unfinished {
        tell::line(&say!(
            "an earlier undo of this run was not finished: this command continues it",
            "该任务之前的撤销未完成：这次接着进行"
        ));
    }
    let mut deletable = 0;
    for row in &run.rows {
        let key = row.device_key.as_deref().unwrap_or_default();
        let result = match preview.results.get(&row.index) {
            Some(UndoResult::Deletable(_)) => {
                deletable += 1;
                if deletable > TOLD {
                    continue;
                }
                say!("delete", "删除")
            }
            Some(UndoResult::Settled(Undone::Kept(why))) => {
                say!("keep: {why}", "保留：{why}", why = words::cause(why))
            }
            Some(UndoResult::Settled(Undone::Gone(how))) => words::cause(how),
            Some(UndoResult::Settled(Undone::Open(why))) => {
                say!(
                    "leave open: {why}",
                    "暂不处理：{why}",
                    why = words::cause(why)
                )
            }
            Some(UndoResult::Settled(Undone::Deleted)) | None => continue,
        };
        tell::line(&say!(
            "row {row}: {product} {key}: {result}",
            "第 {row} 行：{product} {key}：{result}",
            row = row.index,
            product = row.product_key,
            result
        ));
    }
    if deletable > TOLD {
        let more = deletable - TOLD;
        tell::line(&say!("and {more} more to delete", "另有 {more} 台待删除"));
    }
    for (blind, count) in preview.blind() {
        tell::line(&say!(
            "for {count} of them: {blind}",
            "其中 {count} 台：{blind}",
            blind = words::blind(blind)
        ));
    }
    tell::line(&words::WINDOW);
}
