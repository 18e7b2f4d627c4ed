//! Reads the fault of a rule, with the keys that belong to its kind.

use super::super::error::{closest, question};
use super::super::table::{Found, Located, Table};
use super::super::{Fault, How, Meddle, Pick, RetryAfter, Shift, When};

pub(super) fn read(table: &mut Table<'_>) -> Result<Fault, Located> {
    let found = table.need("fault", "\"drop-reply\"")?;
    let name = found.text("the name of a fault such as \"drop-reply\"")?;
    Ok(match name {
        "delay" => Fault::Delay(table.need("time", "\"200ms\"")?.time()?),
        "act-late" => Fault::ActLate(table.need("time", "\"200ms\"")?.time()?),
        "slow-body" => Fault::SlowBody(table.need("time", "\"200ms\"")?.time()?),
        "refuse" => Fault::Refuse,
        "reset" => Fault::Reset,
        "drop-reply" => Fault::DropReply,
        "cut-reply" => Fault::CutReply,
        "malformed-json" => Fault::MalformedJson,
        "truncated-json" => Fault::TruncatedJson,
        "wrong-content-type" => Fault::WrongContentType,
        "html-page" => Fault::HtmlPage {
            status: match table.take("status") {
                None => 200,
                Some(status) => http_status(&status, 200)?,
            },
            acted: acted(table)?,
        },
        "status" => Fault::Status {
            status: http_status(&table.need("status", "503")?, 400)?,
            acted: acted(table)?,
            retry_after: retry_after(table)?,
        },
        "token-expired" => Fault::TokenExpired,
        "token-renewed" => Fault::TokenRenewed,
        "code" => Fault::Code {
            code: code(&table.need("code", "99504")?)?,
            acted: acted(table)?,
        },
        "fail-items" => Fault::FailItems {
            code: code(&table.need("code", "11714")?)?,
            acted: acted(table)?,
            pick: pick(table)?,
        },
        "shuffle-items" => Fault::ShuffleItems,
        "missing-item" => Fault::MissingItem,
        "extra-item" => Fault::ExtraItem,
        "wrong-counts" => Fault::WrongCounts,
        "stale" => Fault::Stale,
        "shift-pages" => Fault::ShiftPages(shift(&table.need("by", "\"inserted\"")?)?),
        "meddle" => Fault::Meddle(meddle(table)?),
        other => {
            let names: Vec<&str> = Fault::KINDS.iter().map(|kind| kind.name).collect();
            let message = format!(
                "there is no fault `{other}`; the faults are {}{}",
                names.join(", "),
                question(closest(other, &names)),
            );
            return Err(Located::new(found.at, message));
        }
    })
}

fn http_status(found: &Found<'_>, least: u64) -> Result<u16, Located> {
    let number = found.number(least, 599)?;
    u16::try_from(number).map_err(|_| found.wrong("an HTTP status"))
}

fn acted(table: &mut Table<'_>) -> Result<bool, Located> {
    table.take("acted").map_or(Ok(false), |acted| acted.truth())
}

fn code(found: &Found<'_>) -> Result<i64, Located> {
    found
        .integer()
        .filter(|code| *code != 0)
        .ok_or_else(|| found.wrong("a code of EnOS, for instance 11714"))
}

fn retry_after(table: &mut Table<'_>) -> Result<Option<RetryAfter>, Located> {
    let seconds = |found: &Found<'_>| {
        let number = found.number(0, u32::MAX.into())?;
        u32::try_from(number).map_err(|_| found.wrong("seconds"))
    };
    match (table.take("retry_after"), table.take("retry_at")) {
        (None, None) => Ok(None),
        (Some(after), None) => Ok(Some(RetryAfter::Seconds(seconds(&after)?))),
        (None, Some(at)) => Ok(Some(RetryAfter::Date(seconds(&at)?))),
        (Some(_), Some(at)) => Err(Located::new(
            at.at,
            "`retry_after` and `retry_at` are two forms of one header: keep one",
        )),
    }
}

fn pick(table: &mut Table<'_>) -> Result<Pick, Located> {
    match (table.take("share"), table.take("latter_half")) {
        (None, None) => Ok(Pick::All),
        (Some(share), None) => Ok(Pick::Share(share.share()?)),
        (None, Some(half)) => Ok(if half.truth()? {
            Pick::LatterHalf
        } else {
            Pick::All
        }),
        (Some(_), Some(half)) => Err(Located::new(
            half.at,
            "`share` and `latter_half` both choose items: keep one",
        )),
    }
}

fn shift(found: &Found<'_>) -> Result<Shift, Located> {
    match found.value.as_str() {
        Some("inserted") => Ok(Shift::Inserted),
        Some("deleted") => Ok(Shift::Deleted),
        _ => Err(found.wrong("\"inserted\" or \"deleted\"")),
    }
}

fn meddle(table: &mut Table<'_>) -> Result<Meddle, Located> {
    let found = table.need("how", "\"tag\"")?;
    let names: Vec<&str> = How::ALL.iter().map(|way| way.name()).collect();
    let how = found.value.as_str().and_then(How::named);
    let how = how.ok_or_else(|| found.wrong(&format!("one of {}", names.join(", "))))?;
    let when = match table.take("when") {
        None => When::Before,
        Some(found) => match found.value.as_str() {
            Some("before") => When::Before,
            Some("after") => When::After,
            _ => return Err(found.wrong("\"before\" or \"after\"")),
        },
    };
    let share = table.take("share").map_or(Ok(1.0), |share| share.share())?;
    Ok(Meddle { how, when, share })
}
