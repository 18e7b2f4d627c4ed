//! The rules for attribute values that are texts: STRING, DATE and FILE.

use serde_json::Value;

use super::super::text::{length, quoted, short};
use super::super::typed;
use super::findings::Findings;
use super::keys;
use super::values::{Place, misfit, shown};
use crate::domain::DataType;

/// The longest STRING when the model sets no limit, in UTF-16 units (limitations page 2.4.4).
const STRING_MAX: usize = 4000;

/// STRING: text no longer than the model says, else than the platform allows.
pub(super) fn check_string(
    place: &Place<'_>,
    max_length: Option<usize>,
    value: &Value,
    found: &mut Findings,
) {
    let Value::String(text) = value else {
        found.unsure(
            place.field(),
            match value {
                Value::Number(number) => {
                    format!("{} is not text; write \"{number}\"", shown(value))
                }
                _ => format!("{} is not text", shown(value)),
            },
        );
        return;
    };
    let length = length(text);
    let (max, who) = max_length.map_or((STRING_MAX, "EnOS"), |max| (max, "the model"));
    if length > max {
        found.error(
            place.field(),
            format!("is {length} characters long; {who} takes {max}"),
        );
    }
    if keys::is_scientific(text) {
        found.warning(
            place.field(),
            format!(
                "{} looks like an identifier that a spreadsheet turned into a number",
                quoted(text)
            ),
        );
    }
    found.unseen(&place.field(), text);
}

/// DATE: `2019-05-06` in the API's sample; the console's documents write a time as well.
pub(super) fn check_date(place: &Place<'_>, value: &Value, found: &mut Findings) {
    let Value::String(text) = value else {
        found.unsure(
            place.field(),
            misfit(
                &DataType::Date,
                value,
                "a date; write it like \"2019-05-06\"",
            ),
        );
        return;
    };
    match typed::date(text) {
        Some(iso) if iso == *text => {}
        Some(iso) => found.unsure(
            place.field(),
            format!(
                "{} is not how EnOS writes a date; write {iso}",
                quoted(text)
            ),
        ),
        None => match typed::date_of_console(text) {
            Some(day) => found.warning(
                place.field(),
                format!("has a time of day, which the API's sample has not; {day} is sure"),
            ),
            None => found.unsure(
                place.field(),
                format!(
                    "{} is not a date of the calendar; write it like 2019-05-06",
                    quoted(text)
                ),
            ),
        },
    }
}

/// FILE: the URL of a file; which schemes are taken is not documented.
pub(super) fn check_file(place: &Place<'_>, value: &Value, found: &mut Findings) {
    let Value::String(url) = value else {
        found.unsure(
            place.field(),
            misfit(&DataType::File, value, "a URL; write it in quotes"),
        );
        return;
    };
    let fits = url.split_once("://").is_some_and(|(scheme, rest)| {
        let scheme_fits = scheme
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte));
        !scheme.is_empty() && scheme_fits && !rest.is_empty()
    });
    if !fits || url.contains(char::is_whitespace) {
        found.warning(
            place.field(),
            format!(
                "{} does not look like a URL; write it like ftp://host/file.txt",
                short(url)
            ),
        );
    }
}
