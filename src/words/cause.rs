//! Why a row, or its device, is as it is, in one line.

mod undone;

use std::time::Duration;

use super::{ITEMS, ROWS, TIMES, lasting, sign};
use crate::domain::{Cause, Difference, Disorder, End, Field, Holder, Maker, Timestamp};
use crate::provision::text::quoted;
use crate::said::{Said, grouped, pair, say};

const ASK_LATER: Said = pair!(
    "resume the run later to ask again",
    "稍后继续该任务以重新查询"
);

/// The sentence of a cause.
#[must_use]
#[expect(clippy::too_many_lines, reason = "one arm a cause")]
pub fn cause(of: &Cause) -> Said {
    match of {
        Cause::Refused(refusal) | Cause::ProductFull(refusal) if refusal.not_sent => {
            say!(
                "not sent, as EnOS refuses more devices for this product: {words}",
                "未发送，EnOS 不再接受该产品的设备：{words}",
                words = refusal.words.said()
            )
        }
        Cause::Refused(refusal) | Cause::ProductFull(refusal) => refusal.words.said(),
        Cause::NotAccepted(fault) | Cause::NoReply(fault) => super::fault(fault),
        Cause::TooManyFailed { failed, answered } => say!(
            "{failed} of {answered} answered rows failed",
            "{answered} 行已有结果，其中 {failed} 行失败",
            failed = grouped(failed),
            answered = grouped(answered)
        ),
        Cause::AskedToWait { seconds, after } => say!(
            "{after}; it asks to wait {asked}, which is longer than longest_asked_pause",
            "{after}，并要求等待 {asked}，超过 longest_asked_pause",
            after = cause(after),
            asked = lasting(Duration::from_secs(*seconds))
        ),
        Cause::NotFound {
            attempts,
            after,
            perhaps_made,
        } => not_found(*attempts, after.as_deref(), *perhaps_made),
        Cause::KeyExists { words } => words.said(),
        Cause::KeyHidden { perhaps_own } => {
            let hidden = say!(
                "EnOS says that the deviceKey exists, but its searches do not show the device",
                "EnOS 称该 deviceKey 已存在，但搜索不到这台设备"
            );
            if *perhaps_own {
                say!(
                    "{hidden}; it may be this row's own device: {later}",
                    "{hidden}；它可能就是本行的设备：{later}",
                    hidden,
                    later = ASK_LATER
                )
            } else {
                hidden
            }
        }
        Cause::KeyTaken { by } => taken(by),
        Cause::KeyDisputed { by, since } => {
            let why = if *since {
                pair!(
                    "it was created after this run began",
                    "它创建于本任务开始之后"
                )
            } else {
                pair!(
                    "EnOS's times do not say whether it was there before",
                    "EnOS 的时间信息无法说明它是否早已存在"
                )
            };
            say!(
                "the key belongs to {name}, which {like}, and {why}: this run may have created it; look at it in the console, and say whether it is this row's own",
                "该 deviceKey 属于 {name}，{like}；{why}，可能是本任务创建的；在控制台查看，并认定它是否属于本行",
                name = quoted(&by.device_name),
                like = like(by),
                why
            )
        }
        Cause::AssetTaken { asset_id } => {
            say!(
                "EnOS gives it the assetId {asset_id:?}, which another row has",
                "EnOS 给出的 assetId {asset_id:?} 已属于另一行"
            )
        }
        Cause::NoAssetId { shown: true } => say!(
            "EnOS shows the device without its assetId; {later}",
            "EnOS 返回了该设备，但没有 assetId；{later}",
            later = ASK_LATER
        ),
        Cause::NoAssetId { shown: false } => {
            say!(
                "EnOS says that it created the device but gives it no assetId of its own",
                "EnOS 称已创建该设备，但没有给出它独有的 assetId"
            )
        }
        Cause::NoItem {
            why: Disorder::Silence,
        } => disorder(&Disorder::Silence),
        Cause::NoItem { why } => say!(
            "no item of the reply is provably this row's ({why}); check in EnOS whether the device exists before sending it again",
            "无法证明响应中哪一项属于本行（{why}）；重新发送前，先到 EnOS 查看设备是否存在",
            why = disorder(why)
        ),
        Cause::CutShort => say!(
            "the program stopped before the reply arrived",
            "收到响应前程序已停止"
        ),
        Cause::UnderWay => say!("under way: no reply yet", "发送中：尚无响应"),
        // Rows are queued after the end all the same: they were put back.
        Cause::NotSent {
            end: None | Some(End::Finished),
        } => say!("not sent: still queued", "未发送：仍在等待发送"),
        Cause::NotSent { end: Some(of) } => say!("not sent: {end}", "未发送：{end}", end = end(of)),
        Cause::MadeAlready { by } => say!(
            "already created as row {row} of run {run}; --again creates another",
            "已由任务 {run} 第 {row} 行创建；--again 会再创建一台",
            row = by.row,
            run = by.run
        ),
        _ => undone::kept(of),
    }
}

/// The sentence, and EnOS's code behind it, where there is one.
#[must_use]
pub fn coded(of: &Cause) -> Said {
    let said = cause(of);
    match of.code() {
        Some(code) => say!("{said} ({code})", "{said}（{code}）", said),
        None => said,
    }
}

fn not_found(attempts: Option<u16>, after: Option<&Cause>, perhaps_made: bool) -> Said {
    match (attempts, after.map(cause)) {
        (Some(attempts), Some(after)) if !perhaps_made => {
            say!(
                "refused {attempts}, and EnOS does not have it: {after}",
                "被拒绝 {attempts}，EnOS 中没有该设备：{after}",
                attempts = TIMES.count(attempts),
                after
            )
        }
        (None, Some(after)) => say!(
            "{after}; EnOS does not have it",
            "{after}；EnOS 中没有该设备",
            after
        ),
        (attempts, after) => {
            let attempts = attempts.unwrap_or(1);
            let last = after.map_or_else(Said::default, |after| {
                say!(" (the last time: {after})", "（最后一次：{after}）", after)
            });
            say!(
                "sent {attempts} without a clear answer{last}, and EnOS does not show it; {later}",
                "已发送 {attempts}，没有明确结果{last}，EnOS 中也查不到；{later}",
                attempts = TIMES.count(attempts),
                last,
                later = ASK_LATER
            )
        }
    }
}

fn taken(by: &Holder) -> Said {
    let since = by.since.and_then(Timestamp::calendar).map_or_else(
        || pair!("at an unknown time", "未知"),
        |at| Said::data(at.strftime("%Y-%m-%d %H:%M:%S UTC").to_string()),
    );
    let name = quoted(&by.device_name);
    let said = say!(
        "the key belongs to {name} (created {since}), which {like}",
        "该 deviceKey 属于 {name}（创建时间：{since}），{like}",
        since,
        like = like(by)
    );
    match &by.maker {
        Some(by) => say!(
            "{said}; {maker}",
            "{said}；{maker}",
            said,
            maker = maker(by)
        ),
        None => said,
    }
}

/// Which row made a device.
#[must_use]
pub fn maker(of: &Maker) -> Said {
    say!(
        "row {row} of run {run} created it",
        "由任务 {run} 第 {row} 行创建",
        row = of.row,
        run = of.run
    )
}

/// How the device compares with the row: `is what this row says`, or `differs in …`.
fn like(by: &Holder) -> Said {
    if by.differs.is_empty() {
        return say!("matches this row", "与本行一致");
    }
    let told = by.differs.iter().map(|difference| {
        let Difference {
            field,
            wanted,
            found,
        } = difference;
        say!(
            "{field} ({found}, here {wanted})",
            "{field}（{found}，本行为 {wanted}）",
            found = quoted(found),
            wanted = quoted(wanted)
        )
    });
    let more = (by.more > 0).then(|| say!("{more} more", "另外 {more} 项", more = by.more));
    say!(
        "differs in {fields}",
        "与本行不同的有 {fields}",
        fields = Said::list(told.chain(more))
    )
}

/// What is wrong with the order of a reply.
#[must_use]
pub fn disorder(of: &Disorder) -> Said {
    match of {
        Disorder::Count { items, rows } => {
            say!(
                "the reply has {items} for {rows}",
                "请求有 {rows}，响应却有 {items}",
                items = ITEMS.count(items),
                rows = ROWS.count(rows)
            )
        }
        Disorder::Order => say!(
            "the items of the reply are not in the order of the rows",
            "响应中各项的顺序与各行不一致"
        ),
        Disorder::Nameless => say!(
            "the reply does not say which devices were created",
            "响应没有说明创建了哪些设备"
        ),
        Disorder::Twice => say!(
            "the reply names one device as created twice",
            "响应把同一设备列为创建了两次"
        ),
        Disorder::Silence => say!(
            "the reply says nothing about this row",
            "响应中没有本行的结果"
        ),
    }
}

/// How a run ended: `finished`, `cancelled` or `stopped: <why> (<code>)`.
#[must_use]
pub fn end(of: &End) -> Said {
    match of {
        End::Finished => say!("finished", "已结束"),
        End::Cancelled => say!("cancelled", "已取消"),
        End::Stopped { cause } => say!("stopped: {cause}", "已停止：{cause}", cause = coded(cause)),
    }
}

fn fields(of: &[Field]) -> Said {
    Said::list(of.iter().map(|field| Said::data(field.to_string())))
}

#[cfg(test)]
mod tests;
