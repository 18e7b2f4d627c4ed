//! Why a device was not deleted again, or how it is known to be gone.

use super::{TIMES, cause, coded, fields, sign};
use crate::domain::{Cause, Sign, UndoStep};
use crate::said::{Said, pair, say};

#[expect(clippy::too_many_lines, reason = "one arm a cause")]
pub(super) fn kept(of: &Cause) -> Said {
    match of {
        Cause::Gone {
            deletion_lost: true,
        } => say!(
            "gone; a deletion was sent, but its reply was lost",
            "已不存在；删除请求已发送，但响应丢失"
        ),
        Cause::Gone { .. } => say!(
            "already gone, not by this undo",
            "早已不存在，并非由本次撤销删除"
        ),
        Cause::OtherAsset { found, made } => say!(
            "the device with its key is asset {found:?}, but the run created {made:?}",
            "使用其 deviceKey 的设备是资产 {found:?}，而任务创建的是 {made:?}"
        ),
        Cause::AssetUnknown => say!(
            "its assetId is not in the journal",
            "日志中没有它的 assetId"
        ),
        Cause::Connected { status } => say!(
            "its status is {status:?}: only devices that have never connected are deleted",
            "其 status 为 {status:?}：只删除从未连接过的设备"
        ),
        Cause::Used { field, at } => say!(
            "its {field} is {at}: it has been used",
            "其 {field} 为 {at}：设备曾被使用",
            at = sign(at)
        ),
        Cause::Edited {
            fields: edited,
            model_unknown,
        } => {
            let said = say!(
                "it has been changed since: {told}",
                "创建后有改动：{told}",
                told = fields(edited)
            );
            if *model_unknown {
                say!(
                    "{said} (or EnOS filled it in: the thing model that would show this cannot be read)",
                    "{said}（也可能由 EnOS 填入：无法读取模型来判断）",
                    said
                )
            } else {
                said
            }
        }
        Cause::Updated { field, at, made } => {
            let made = made.map_or(pair!("an unknown time", "未知时间"), |at| {
                sign(&Sign::At(at))
            });
            say!(
                "its {field} is {at}, but it was created at {made}",
                "其 {field} 为 {at}，而创建时间为 {made}",
                at = sign(at),
                made
            )
        }
        Cause::NotDeletable { step, after } => {
            let after = coded(after);
            match step {
                UndoStep::Search => say!(
                    "cannot be searched for: {after}",
                    "无法搜索：{after}",
                    after
                ),
                UndoStep::Look => say!(
                    "EnOS does not show it: {after}",
                    "EnOS 中查不到该设备：{after}",
                    after
                ),
                UndoStep::Delete => say!(
                    "EnOS does not delete it: {after}",
                    "EnOS 未删除该设备：{after}",
                    after
                ),
            }
        }
        Cause::NotDeleted { attempts, after } => say!(
            "tried {attempts} without deleting it: {after}",
            "尝试 {attempts}仍未删除：{after}",
            attempts = TIMES.count(attempts),
            after = after.as_deref().map_or_else(Said::default, cause)
        ),
        Cause::ShownNoMore => {
            say!(
                "EnOS showed it before, but no longer does, or not in every look-up",
                "之前能在 EnOS 中查到该设备，现在查不到，或并非每次查询都能查到"
            )
        }
        // The others are told elsewhere.
        _ => say!(
            "EnOS does not show it, which does not prove that it is gone: it may have been created too recently, or the permission to see it may be missing",
            "EnOS 中查不到该设备，但这不能证明它已不存在：可能刚创建不久，或缺少查看权限"
        ),
    }
}
