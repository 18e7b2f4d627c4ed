//! What is wrong with an attribute's value.

use std::fmt;

use serde_json::Value;

use crate::domain::EnumValue;
use crate::provision::flaw::Misfit;
use crate::provision::text::{quoted, short};
use crate::provision::typed::plain;

/// The right value in a wrong spelling.
pub(super) fn respell(f: &mut fmt::Formatter<'_>, value: &Value, write: &Value) -> fmt::Result {
    let (is, should) = (shown(value), shown(write));
    match (value, write) {
        (Value::String(_), Value::String(day)) => {
            write!(f, "{is} is not how EnOS writes a date; write {day}")
        }
        (Value::String(_), _) => write!(f, "{is} is text; write {should} without quotes"),
        (_, Value::String(_)) => write!(f, "{is} is not text; write {should}"),
        _ => write!(f, "{is} is written as a decimal; write {should}"),
    }
}

/// A value that is not what it should be.
pub(super) fn misfit(f: &mut fmt::Formatter<'_>, value: &Value, why: &Misfit) -> fmt::Result {
    f.write_str(&match why {
        Misfit::UnlikeUrl | Misfit::ConvertedKey => short(&plain(value)),
        _ => shown(value),
    })?;
    f.write_str(match why {
        Misfit::NotText => " is not text",
        Misfit::NotWhole => " is not a whole number",
        Misfit::NotNumber => " is not a number",
        Misfit::NotBool { yes, no } => {
            let (yes, no) = (labelled("true", yes), labelled("false", no));
            return write!(f, " is not {yes} or {no}");
        }
        Misfit::NotDate => " is not a date; write it like \"2019-05-06\"",
        Misfit::NoDay => " is not a date of the calendar; write it like 2019-05-06",
        Misfit::NotTime => " is not a time; write Unix milliseconds or 2024-05-01T08:00:00+08:00",
        Misfit::NotUrl => " is not a URL; write it in quotes",
        Misfit::UnlikeUrl => " does not look like a URL; write it like ftp://host/file.txt",
        Misfit::NotList => " is not a list; write it like [1, 2]",
        Misfit::NotObject { items } => {
            return write!(f, " is not an object with {}", short(&items.join(", ")));
        }
        Misfit::NoChoice { choices, in_all } => {
            let mut list: Vec<String> = choices.iter().map(choice).collect();
            if choices.len() < *in_all {
                list.push(format!("… {in_all} in all"));
            }
            let list = list.join(", ");
            return write!(f, " is none of the values; choose one of {list}");
        }
        Misfit::Beyond32 => " is beyond 32 bits; EnOS does not say whether INT holds it",
        Misfit::Beyond64 => " is beyond 64 bits",
        Misfit::BeyondFloat => " is beyond the range of FLOAT, 3.4e38",
        Misfit::Seconds { ms } => {
            return write!(f, " looks like seconds; EnOS counts milliseconds: {ms}");
        }
        Misfit::TooLate => " is after the year 5000; EnOS counts milliseconds",
        Misfit::Converted => " looks like an identifier that a spreadsheet turned into a number",
        Misfit::ConvertedKey => {
            " looks like an identifier that a spreadsheet turned into a number; write it in full"
        }
    })
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
