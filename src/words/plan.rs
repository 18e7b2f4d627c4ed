//! What a plan says of its rows, products and keys, and what an undo cannot see.

use crate::domain::{Existing, number};
use crate::provision::plan::{Gap, Headroom, NotShown, Part, Parts, Repeat, Unknown};
use crate::provision::text::short;
use crate::provision::undo::Blind;
use crate::said::{Noun, Said, grouped, noun, pair, say};

/// Rows of a file, a run or a queue.
pub const ROWS: Noun = noun!("row", "rows", =);
/// Devices.
pub const DEVICES: Noun = noun!("device", "devices", =);

/// What becomes of the rows of a part, said behind their number.
#[must_use]
pub const fn part(of: Part, policy: Existing) -> Said {
    match (of, policy) {
        (Part::Create, _) => pair!("will be created", =),
        (Part::GoesOn, _) => pair!("in an earlier run that is not settled: gone on with there", =),
        (Part::Made, _) => pair!("without a key and created already: left out", =),
        (Part::Identical, Existing::Fail) => pair!("already there, as the row says: will fail", =),
        (Part::Identical, Existing::Skip) => {
            pair!("already there, as the row says: will be skipped", =)
        }
        (Part::Identical, Existing::Adopt) => {
            pair!("already there, as the row says: will count as created", =)
        }
        (Part::Different, Existing::Skip) => {
            pair!("already there, but different: will be skipped", =)
        }
        (Part::Different, _) => pair!("already there, but different: will fail", =),
        (Part::Repeated, _) => pair!("with the key of an earlier row: will not be sent", =),
        (Part::Invalid, _) => pair!("not right: will not be sent", =),
        (Part::NoProduct, _) => pair!("of a product that is not there: will not be created", =),
        (Part::NoRoom, _) => pair!("without room in the product: will probably fail", =),
        (Part::Unchecked, _) => pair!("not checked: will be sent without having been looked up", =),
        (Part::Sought, _) => {
            pair!("unknown: will be asked for once more, and created if not there", =)
        }
        (Part::Found, _) => {
            pair!("unknown, and the device is there: will be settled by whose it is", =)
        }
        (Part::ByEye, _) => pair!("unknown, to be settled by eye: stays so", =),
        (Part::Settled, _) => pair!("settled already: stays as it is", =),
    }
}

/// The sum in one line: `3 rows: 2 will be created; 1 not right: will not be sent`.
#[must_use]
pub fn parts(of: &Parts, policy: Existing) -> Said {
    let each = of.iter().map(|(kind, rows)| {
        say!("{rows} {becomes}", =, rows = grouped(rows), becomes = part(kind, policy))
    });
    let all = each.reduce(|before, next| say!("{before}; {next}", =, before, next));
    say!("{rows}: {all}", =, rows = ROWS.count(of.total()), all = all.unwrap_or_default())
}

/// Why rows are not created: `EnOS does not show this product: Not found (11611); 3 rows will not be created`
#[must_use]
pub fn not_shown(of: &NotShown) -> Said {
    say!(
        "EnOS does not show this product: {why}; {rows} will not be created", =,
        why = of.why, rows = ROWS.count(of.rows)
    )
}

/// How much room a product has.
#[must_use]
pub fn headroom(of: &Headroom) -> Said {
    let (limit, wanted) = (grouped(of.limit), grouped(of.wanted));
    let Some(used) = of.used.map(grouped) else {
        return say!("{wanted} wanted, how many are used is not known", =);
    };
    match (of.room(), of.too_many()) {
        (None, _) => say!(
            "{used} used, {wanted} wanted; its limit was raised beyond the usual {limit} and is not known", =
        ),
        (Some(_), 0) => say!("{used} of {limit} used, {wanted} wanted", =),
        (Some(_), over) => say!(
            "{used} of {limit} used, {wanted} wanted, {over} will not fit", =, over = grouped(over)
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
        say!("{key} in rows {rows} of product {products}", =, rows, products)
    } else {
        say!("{key} in rows {rows} of products {products}", =, rows, products)
    }
}

/// What could not be checked.
#[must_use]
pub fn gap(of: &Gap) -> Said {
    let why = &of.why;
    match &of.of {
        Unknown::Devices(product, 1) => {
            say!("product {product}: not checked whether 1 device exists already: {why}", =, why)
        }
        Unknown::Devices(product, count) => say!(
            "product {product}: not checked whether {devices} exist already: {why}", =,
            devices = DEVICES.count(count), why
        ),
        Unknown::Room(product) => say!(
            "product {product}: not checked how many devices it has room for: {why}", =, why
        ),
        Unknown::SentBefore => say!("not checked what was sent before: {why}", =, why),
    }
}

/// What cannot be known of a device that an undo would delete.
#[must_use]
pub const fn blind(of: Blind) -> Said {
    match of {
        Blind::Uses => pair!(
            "EnOS does not show activeTime, lastOnlineTime and lastOfflineTime: that it was never in use \
             rests on its status alone", =
        ),
        Blind::Updates => pair!(
            "EnOS does not show when anything was last updated: that nothing was written to it rests on \
             its fields alone", =
        ),
    }
}

/// What no look can see, for whoever is asked to confirm an undo.
pub const WINDOW: Said = pair!(
    "Between the last look at a device and its deletion lies a round trip: what somebody else \
     changes within it, or what EnOS does not show yet, cannot be seen. A device made \
     anew under the same key is safe even so.", =
);
