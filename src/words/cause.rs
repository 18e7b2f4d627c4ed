//! Why a row, or its device, is as it is, in one line.

mod undone;

use std::time::Duration;

use super::{lasting, sign};
use crate::domain::{Cause, Difference, Disorder, End, Field, Holder, Maker, Timestamp};
use crate::provision::text::quoted;
use crate::said::{Said, grouped, pair, say};

const ASK_LATER: Said = pair!("go on with the run later to ask again", =);

/// The sentence of a cause.
#[must_use]
#[expect(clippy::too_many_lines, reason = "one arm a cause")]
pub fn cause(of: &Cause) -> Said {
    match of {
        Cause::Refused(refusal) | Cause::ProductFull(refusal) if refusal.not_sent => {
            say!("not sent, for the product refuses more: {words}", =, words = refusal.words.said())
        }
        Cause::Refused(refusal) | Cause::ProductFull(refusal) => refusal.words.said(),
        Cause::NotAccepted(fault) | Cause::NoReply(fault) => super::fault(fault),
        Cause::TooManyFailed { failed, answered } => say!(
            "{failed} of {answered} answered rows failed", =,
            failed = grouped(failed), answered = grouped(answered)
        ),
        Cause::AskedToWait { seconds, after } => say!(
            "{after}; it asks to wait {asked}, which is longer than longest_asked_pause", =,
            after = cause(after), asked = lasting(Duration::from_secs(*seconds))
        ),
        Cause::NotFound {
            attempts,
            after,
            perhaps_made,
        } => not_found(*attempts, after.as_deref(), *perhaps_made),
        Cause::KeyExists { words } => words.said(),
        Cause::KeyHidden { perhaps_own } => {
            let hidden = say!(
                "EnOS says that the deviceKey exists, and its searches do not show the device", =
            );
            if *perhaps_own {
                say!("{hidden}; it may be this row's own: {later}", =, hidden, later = ASK_LATER)
            } else {
                hidden
            }
        }
        Cause::KeyTaken { by } => taken(by),
        Cause::KeyDisputed { by, since } => {
            let why = if *since {
                pair!("it was made since this run began", =)
            } else {
                pair!("EnOS's times do not say whether it was there before", =)
            };
            say!(
                "the key belongs to {name}, which {like}, and {why}: this run may have made it; look at it \
                 in the console, and say whether it is this row's own", =,
                name = quoted(&by.device_name), like = like(by), why
            )
        }
        Cause::AssetTaken { asset_id } => {
            say!("EnOS gives it the assetId {asset_id:?}, which another row has", =)
        }
        Cause::NoAssetId { shown: true } => say!(
            "EnOS shows the device without its assetId; {later}", =, later = ASK_LATER
        ),
        Cause::NoAssetId { shown: false } => {
            say!("EnOS says that it created the device but gives it no assetId of its own", =)
        }
        Cause::NoItem {
            why: Disorder::Silence,
        } => disorder(&Disorder::Silence),
        Cause::NoItem { why } => say!(
            "no item of the reply is provably this row's ({why}); look in EnOS whether the device exists \
             before sending it again", =,
            why = disorder(why)
        ),
        Cause::CutShort => say!("the program stopped before the reply arrived", =),
        Cause::UnderWay => say!("under way: no reply yet", =),
        // Rows are queued after the end all the same: they were put back.
        Cause::NotSent {
            end: None | Some(End::Finished),
        } => say!("not sent: still queued", =),
        Cause::NotSent { end: Some(of) } => say!("not sent: {end}", =, end = end(of)),
        Cause::MadeAlready { by } => say!(
            "created already, as row {row} of run {run}; --again creates another", =,
            row = by.row, run = by.run
        ),
        _ => undone::kept(of),
    }
}

/// The sentence, and EnOS's code behind it, where there is one.
#[must_use]
pub fn coded(of: &Cause) -> Said {
    let said = cause(of);
    match of.code() {
        Some(code) => say!("{said} ({code})", =, said),
        None => said,
    }
}

fn not_found(attempts: Option<u16>, after: Option<&Cause>, perhaps_made: bool) -> Said {
    match (attempts, after.map(cause)) {
        (Some(attempts), Some(after)) if !perhaps_made => {
            say!("refused {attempts} times, and EnOS does not have it: {after}", =, after)
        }
        (None, Some(after)) => say!("{after}; EnOS does not have it", =, after),
        (attempts, after) => {
            let attempts = attempts.unwrap_or(1);
            let last = after.map_or_else(
                Said::default,
                |after| say!(" (the last: {after})", =, after),
            );
            say!(
                "sent {attempts} times without a clear answer{last}, and EnOS does not show it; {later}", =,
                last, later = ASK_LATER
            )
        }
    }
}

fn taken(by: &Holder) -> Said {
    let since = by.since.and_then(Timestamp::calendar).map_or_else(
        || pair!("an unknown time", =),
        |at| Said::data(at.strftime("%Y-%m-%d %H:%M:%S UTC").to_string()),
    );
    let name = quoted(&by.device_name);
    let said = say!(
        "the key belongs to {name} since {since}, which {like}", =, since, like = like(by)
    );
    match &by.maker {
        Some(by) => say!("{said}; {maker}", =, said, maker = maker(by)),
        None => said,
    }
}

/// Which row made a device.
#[must_use]
pub fn maker(of: &Maker) -> Said {
    say!("row {row} of run {run} made it", =, row = of.row, run = of.run)
}

/// How the device compares with the row: `is what this row says`, or `differs in …`.
fn like(by: &Holder) -> Said {
    if by.differs.is_empty() {
        return say!("is what this row says", =);
    }
    let told = by.differs.iter().map(|difference| {
        let Difference {
            field,
            wanted,
            found,
        } = difference;
        say!("{field} ({found}, here {wanted})", =, found = quoted(found), wanted = quoted(wanted))
    });
    let more = (by.more > 0).then(|| say!("{more} more", =, more = by.more));
    say!("differs in {fields}", =, fields = Said::list(told.chain(more)))
}

/// What is wrong with the order of a reply.
#[must_use]
pub fn disorder(of: &Disorder) -> Said {
    match of {
        Disorder::Count { items, rows } => {
            say!("the reply has {items} items for {rows} rows", =)
        }
        Disorder::Order => say!("the items of the reply are not in the order of the rows", =),
        Disorder::Nameless => say!("the reply does not say which devices it created", =),
        Disorder::Twice => say!("the reply names one device as created twice", =),
        Disorder::Silence => say!("the reply says nothing about this row", =),
    }
}

/// How a run ended: `finished`, `cancelled` or `stopped: <why> (<code>)`.
#[must_use]
pub fn end(of: &End) -> Said {
    match of {
        End::Finished => say!("finished", =),
        End::Cancelled => say!("cancelled", =),
        End::Stopped { cause } => say!("stopped: {cause}", =, cause = coded(cause)),
    }
}

fn fields(of: &[Field]) -> Said {
    Said::list(of.iter().map(|field| Said::data(field.to_string())))
}

#[cfg(test)]
mod tests;
