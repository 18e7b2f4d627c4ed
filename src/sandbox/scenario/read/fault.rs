//! Reads the fault of a rule, and the settings that belong to its kind.

use std::time::Duration;

use super::super::error::{closest, question};
use super::super::table::{Found, Located, Table};
use super::super::{Fault, How, Meddle, Pick, RetryAfter, Shift, When};

pub(super) fn read(table: &mut Table<'_>) -> Result<Fault, Located> {
    let found = table.need("fault", "\"drop-reply\"")?;
    let name = found.text("the name of a fault such as \"drop-reply\"")?;
    if let Some(kind) = Fault::KINDS.iter().find(|kind| kind.name == name) {
        return (kind.read)(table);
    }
    let names: Vec<&str> = Fault::KINDS.iter().map(|kind| kind.name).collect();
    let message = format!(
        "there is no fault `{name}`; the faults are {}{}",
        names.join(", "),
        question(closest(name, &names)),
    );
    Err(Located::new(found.at, message))
}

pub(in super::super) fn time(table: &mut Table<'_>) -> Result<Duration, Located> {
    table.need("time", "\"200ms\"")?.time()
}

pub(in super::super) fn acted(table: &mut Table<'_>) -> Result<bool, Located> {
    table.or("acted", false, Found::truth)
}

pub(in super::super) fn code(table: &mut Table<'_>, like: &str) -> Result<i64, Located> {
    let found = table.need("code", like)?;
    let code = found.integer().filter(|code| *code != 0);
    code.ok_or_else(|| found.wrong("a code of EnOS, for instance 11714"))
}

pub(in super::super) fn retry_after(table: &mut Table<'_>) -> Result<Option<RetryAfter>, Located> {
    let seconds = |found: Found<'_>| found.number(0, u32::MAX.into());
    match table.either("retry_after", "retry_at", "are two forms of one header")? {
        (Some(after), _) => seconds(after).map(RetryAfter::Seconds).map(Some),
        (None, Some(at)) => seconds(at).map(RetryAfter::Date).map(Some),
        (None, None) => Ok(None),
    }
}

pub(in super::super) fn pick(table: &mut Table<'_>) -> Result<Pick, Located> {
    match table.either("share", "latter_half", "both choose items")? {
        (Some(share), _) => share.share().map(Pick::Share),
        (None, Some(half)) if half.truth()? => Ok(Pick::LatterHalf),
        (None, _) => Ok(Pick::All),
    }
}

pub(in super::super) fn shift(table: &mut Table<'_>) -> Result<Shift, Located> {
    let found = table.need("by", "\"inserted\"")?;
    found.choice("\"inserted\" or \"deleted\"")
}

pub(in super::super) fn meddle(table: &mut Table<'_>) -> Result<Meddle, Located> {
    let names: Vec<&str> = How::ALL.iter().map(|how| how.name()).collect();
    let like = format!("one of {}", names.join(", "));
    Ok(Meddle {
        how: table.need("how", "\"tag\"")?.choice(&like)?,
        when: table.or("when", When::Before, |when| {
            when.choice("\"before\" or \"after\"")
        })?,
        share: table.or("share", 1.0, Found::share)?,
    })
}
