//! What is wrong with an attribute's value.

use serde_json::Value;

use crate::domain::EnumValue;
use crate::provision::flaw::Misfit;
use crate::provision::text::{quoted, short};
use crate::provision::typed::plain;
use crate::said::{Said, say};

/// The right value in a wrong spelling.
pub(super) fn respell(value: &Value, write: &Value) -> Said {
    let (is, should) = (shown(value), shown(write));
    match (value, write) {
        (Value::String(_), Value::String(day)) => {
            say!("{is} is not how EnOS writes a date; write {day}", =)
        }
        (Value::String(_), _) => say!("{is} is text; write {should} without quotes", =),
        (_, Value::String(_)) => say!("{is} is not text; write {should}", =),
        _ => say!("{is} is written as a decimal; write {should}", =),
    }
}

/// A value that is not what it should be.
pub(super) fn misfit(value: &Value, why: &Misfit) -> Said {
    let is = match why {
        Misfit::UnlikeUrl | Misfit::ConvertedKey => short(&plain(value)),
        _ => shown(value),
    };
    match why {
        Misfit::NotText => say!("{is} is not text", =),
        Misfit::NotWhole => say!("{is} is not a whole number", =),
        Misfit::NotNumber => say!("{is} is not a number", =),
        Misfit::NotBool { yes, no } => {
            let (yes, no) = (labelled("true", yes), labelled("false", no));
            say!("{is} is not {yes} or {no}", =)
        }
        Misfit::NotDate => say!("{is} is not a date; write it like \"2019-05-06\"", =),
        Misfit::NoDay => say!("{is} is not a date of the calendar; write it like 2019-05-06", =),
        Misfit::NotTime => {
            say!("{is} is not a time; write Unix milliseconds or 2024-05-01T08:00:00+08:00", =)
        }
        Misfit::NotUrl => say!("{is} is not a URL; write it in quotes", =),
        Misfit::UnlikeUrl => {
            say!("{is} does not look like a URL; write it like ftp://host/file.txt", =)
        }
        Misfit::NotList => say!("{is} is not a list; write it like [1, 2]", =),
        Misfit::NotObject { items } => {
            say!("{is} is not an object with {items}", =, items = short(&items.join(", ")))
        }
        Misfit::NoChoice { choices, in_all } => {
            let list = choices.iter().map(|one| Said::data(choice(one)));
            let more = (choices.len() < *in_all).then(|| say!("… {in_all} in all", =));
            let list = Said::list(list.chain(more));
            say!("{is} is none of the values; choose one of {list}", =, list)
        }
        Misfit::Beyond32 => {
            say!("{is} is beyond 32 bits; EnOS does not say whether INT holds it", =)
        }
        Misfit::Beyond64 => say!("{is} is beyond 64 bits", =),
        Misfit::BeyondFloat => say!("{is} is beyond the range of FLOAT, 3.4e38", =),
        Misfit::Seconds { ms } => {
            say!("{is} looks like seconds; EnOS counts milliseconds: {ms}", =)
        }
        Misfit::TooLate => say!("{is} is after the year 5000; EnOS counts milliseconds", =),
        Misfit::Converted => {
            say!("{is} looks like an identifier that a spreadsheet turned into a number", =)
        }
        Misfit::ConvertedKey => say!(
            "{is} looks like an identifier that a spreadsheet turned into a number; write it in full", =
        ),
    }
}

/// A value as a message shows it.
fn shown(value: &Value) -> String {
    match value {
        Value::String(text) => quoted(text),
        other => short(&other.to_string()),
    }
}

fn choice(choice: &EnumValue) -> String {
    labelled(&plain(&choice.value), &choice.label.default_value)
}

fn labelled(value: &str, label: &str) -> String {
    match label {
        "" => short(value),
        label => format!("{} ({})", short(value), short(label)),
    }
}
