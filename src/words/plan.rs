//! What a plan says of its rows, products and keys, and what an undo cannot see.

use super::{DEVICES, ROWS};
use crate::domain::{Existing, number};
use crate::provision::plan::{Gap, Headroom, NotShown, Part, Parts, Repeat, Unknown};
use crate::provision::text::short;
use crate::provision::undo::Blind;
use crate::said::{Said, grouped, pair, say};

/// What becomes of the rows of a part, said behind their number.
#[must_use]
#[expect(clippy::too_many_lines, reason = "one arm a part")]
pub const fn part(of: Part, policy: Existing) -> Said {
    match (of, policy) {
        (Part::Create, _) => pair!("will be created", "将创建"),
        (Part::GoesOn, _) => pair!(
            "in an earlier run that is not settled: will be resumed there",
            "属于尚未核实的较早任务，将在该任务中继续"
        ),
        (Part::Made, _) => pair!(
            "already created, without a key: left out",
            "没有 deviceKey 且先前已创建，不再发送"
        ),
        (Part::Identical, Existing::Fail) => pair!(
            "already there, same as the row: will fail",
            "设备已存在且内容一致，将失败"
        ),
        (Part::Identical, Existing::Skip) => {
            pair!(
                "already there, same as the row: will be skipped",
                "设备已存在且内容一致，将跳过"
            )
        }
        (Part::Identical, Existing::Adopt) => {
            pair!(
                "already there, same as the row: will count as created",
                "设备已存在且内容一致，将计为已创建"
            )
        }
        (Part::Different, Existing::Skip) => {
            pair!(
                "already there, but different: will be skipped",
                "设备已存在但内容不同，将跳过"
            )
        }
        (Part::Different, _) => pair!(
            "already there, but different: will fail",
            "设备已存在但内容不同，将失败"
        ),
        (Part::Repeated, _) => pair!(
            "with the same key as an earlier row: will not be sent",
            "与前面的行 deviceKey 相同，不会发送"
        ),
        (Part::Invalid, _) => pair!("with errors: will not be sent", "有错误，不会发送"),
        (Part::NoProduct, _) => pair!(
            "of a product EnOS does not show: will not be created",
            "产品在 EnOS 中查不到，不会创建"
        ),
        (Part::NoRoom, _) => pair!(
            "with no room in the product: will probably fail",
            "超出产品的设备上限，很可能失败"
        ),
        (Part::Unchecked, _) => pair!(
            "not checked: will be sent without a look-up",
            "未检查，将不经查询直接发送"
        ),
        (Part::Sought, _) => {
            pair!(
                "unknown: will be looked up once more, and created if not there",
                "未知，将再次查询，若不存在则创建"
            )
        }
        (Part::Found, _) => {
            pair!(
                "unknown, but the device is there: will be settled by whose it is",
                "未知但设备已存在，将按设备归属核实"
            )
        }
        (Part::ByEye, _) => pair!(
            "unknown, for you to settle: stays unknown",
            "未知且须人工核实，保持未知"
        ),
        (Part::Settled, _) => pair!("already settled: stays as it is", "已核实，保持不变"),
    }
}

/// The sum in one line: `3 rows: 2 will be created; 1 not right: will not be sent`.
#[must_use]
pub fn parts(of: &Parts, policy: Existing) -> Said {
    let each = of.iter().map(|(kind, rows)| {
        say!(
            "{rows} {becomes}",
            "{rows} 行{becomes}",
            rows = grouped(rows),
            becomes = part(kind, policy)
        )
    });
    let all =
        each.reduce(|before, next| say!("{before}; {next}", "{before}；{next}", before, next));
    say!(
        "{rows}: {all}",
        "{rows}：{all}",
        rows = ROWS.count(of.total()),
        all = all.unwrap_or_default()
    )
}

/// Why rows are not created: `EnOS does not show this product: Not found (11611); 3 rows will not be created`
#[must_use]
pub fn not_shown(of: &NotShown) -> Said {
    say!(
        "EnOS does not show this product: {why}; {rows} will not be created",
        "EnOS 中查不到该产品：{why}；{rows}不会创建",
        why = of.why,
        rows = ROWS.count(of.rows)
    )
}

/// How much room a product has.
#[must_use]
pub fn headroom(of: &Headroom) -> Said {
    let (limit, wanted) = (grouped(of.limit), grouped(of.wanted));
    let Some(used) = of.used.map(grouped) else {
        return say!(
            "{wanted} wanted; how many are used is not known",
            "需要 {wanted}，已用数量未知"
        );
    };
    match (of.room(), of.too_many()) {
        (None, _) => say!(
            "{used} used, {wanted} wanted; its limit was raised above the usual {limit} and is not known",
            "已用 {used}，需要 {wanted}；上限已提高到通常的 {limit} 以上，具体未知"
        ),
        (Some(_), 0) => say!(
            "{used} of {limit} used, {wanted} wanted",
            "已用 {used}，上限 {limit}，需要 {wanted}"
        ),
        (Some(_), over) => say!(
            "{used} of {limit} used, {wanted} wanted, {over} will not fit",
            "已用 {used}，上限 {limit}，需要 {wanted}，超出 {over}",
            over = grouped(over)
        ),
    }
}

/// A device key that several rows have: `SN-1 in rows 1, 2 of products P, Q`.
#[must_use]
pub fn repeat(of: &Repeat) -> Said {
    let rows = of
        .rows
        .iter()
        .map(|row| Said::data(number(*row).to_string()));
    let products = of.product_keys.iter().map(|key| Said::data(short(key)));
    let (key, rows, products) = (
        short(&of.device_key),
        Said::list(rows),
        Said::list(products),
    );
    if of.product_keys.len() == 1 {
        say!(
            "{key} in rows {rows} of product {products}",
            "{key} 出现在产品 {products} 的第 {rows} 行",
            rows,
            products
        )
    } else {
        say!(
            "{key} in rows {rows} of products {products}",
            "{key} 出现在产品 {products} 的第 {rows} 行",
            rows,
            products
        )
    }
}

/// What could not be checked.
#[must_use]
pub fn gap(of: &Gap) -> Said {
    let why = &of.why;
    match &of.of {
        Unknown::Devices(product, 1) => {
            say!(
                "product {product}: not checked whether 1 device already exists: {why}",
                "产品 {product}：未检查 1 台设备是否已存在：{why}",
                why
            )
        }
        Unknown::Devices(product, count) => say!(
            "product {product}: not checked whether {devices} already exist: {why}",
            "产品 {product}：未检查 {devices}是否已存在：{why}",
            devices = DEVICES.count(count),
            why
        ),
        Unknown::Room(product) => say!(
            "product {product}: not checked how many devices it has room for: {why}",
            "产品 {product}：未检查还能容纳多少台设备：{why}",
            why
        ),
        Unknown::SentBefore => say!(
            "not checked what was sent before: {why}",
            "未检查先前发送过什么：{why}",
            why
        ),
    }
}

/// What cannot be known of a device that an undo would delete.
#[must_use]
pub const fn blind(of: Blind) -> Said {
    match of {
        Blind::Uses => pair!(
            "EnOS does not show activeTime, lastOnlineTime and lastOfflineTime: its status alone says that it was never used",
            "EnOS 未返回 activeTime、lastOnlineTime 和 lastOfflineTime：只能凭其状态判断它从未使用过"
        ),
        Blind::Updates => pair!(
            "EnOS does not show when anything was last updated: its fields alone say that nothing was written to it",
            "EnOS 未返回任何最近更新时间：只能凭其字段判断它未被写入过"
        ),
    }
}

/// What no look can see, for whoever is asked to confirm an undo.
pub const WINDOW: Said = pair!(
    "There is a round trip between the last check of a device and its deletion: what somebody else changes in that time, or what EnOS does not show yet, cannot be seen. A device created again under the same key is still safe.",
    "从最后一次查看设备到将其删除，隔着一次网络往返：他人在此期间的改动，以及 EnOS 尚未显示的改动，都无法察觉。以同一 deviceKey 重新创建的设备则不会被误删。"
);
