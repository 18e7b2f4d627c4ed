//! Attribute values against their thing model: all eleven types of EnOS.

use std::fmt::Display;
use std::str::FromStr;

use jiff::civil::{Date, Time};
use serde_json::{Map, Value};

use super::catalogue::{Model, by_identifier};
use super::json::Members as _;
use super::reply::Refusal;
use super::switches::{BadAttribute, Coercion, IntegerWidth, Switches, UnknownAttribute};

/// Elements of an ARRAY (limits page, 2.4.4).
const ARRAY_ELEMENTS: usize = 1_024;
/// Characters of a STRING whose model gives no `maxLength` (limits page, 2.4.4).
const STRING_LENGTH: u64 = 4_000;

/// Checks all attributes of one device and gives those to keep.
pub(super) fn check(
    item: &Value,
    model: &Model,
    switches: &Switches,
) -> Result<Map<String, Value>, Refusal> {
    let none = Map::new();
    let given = item.optional("deviceAttributes", "an object", Value::as_object)?;
    let given = given.unwrap_or(&none);
    members(
        given,
        &model.merged,
        "isRequired",
        "deviceAttributes.",
        switches,
    )
}

/// Checks the members of a device or of a STRUCT against what may and must be there.
fn members(
    given: &Map<String, Value>,
    known: &Map<String, Value>,
    required: &str,
    prefix: &str,
    switches: &Switches,
) -> Result<Map<String, Value>, Refusal> {
    let mut kept = Map::new();
    for (identifier, value) in given {
        let at = format!("{prefix}{identifier}");
        let Some(element) = known.get(identifier) else {
            match switches.unknown_attribute {
                UnknownAttribute::Ignore => continue,
                UnknownAttribute::Refuse => {
                    return Err(misfit(
                        "is not an attribute of the thing model",
                        &at,
                        switches,
                    ));
                }
            }
        };
        // A null is as good as nothing: it never satisfies a required attribute.
        if !value.is_null() {
            let value = self::value(&at, value, element, switches)?;
            kept.insert(identifier.clone(), value);
        }
    }
    let absent = known.iter().find(|(identifier, element)| {
        element.member(required).as_bool() == Some(true) && !kept.contains_key(*identifier)
    });
    match absent {
        None => Ok(kept),
        Some((identifier, _)) => {
            let at = format!("{prefix}{identifier}");
            Err(misfit("is missing", &at, switches))
        }
    }
}

/// Checks one value by its element's `dataType` and `dataDefinition`, and gives what to keep of it.
fn value(at: &str, value: &Value, element: &Value, switches: &Switches) -> Result<Value, Refusal> {
    let bad = |why: &str| misfit(why, at, switches);
    let definition = element.member("dataDefinition");
    let data_type = element.member("dataType").as_str().unwrap_or_default();
    match data_type {
        "ARRAY" => {
            let values = value
                .as_array()
                .ok_or_else(|| bad("must be ARRAY, a JSON array"))?;
            if values.len() > ARRAY_ELEMENTS {
                return Err(bad(&format!("has more than {ARRAY_ELEMENTS} elements")));
            }
            let item_type = definition.member("itemType").as_str().unwrap_or_default();
            for (index, value) in values.iter().enumerate() {
                scalar(value, item_type, &Value::Null, switches)
                    .map_err(|why| misfit(&why, &format!("{at}[{index}]"), switches))?;
            }
        }
        "STRUCT" => {
            let given = value
                .as_object()
                .ok_or_else(|| bad("must be STRUCT, a JSON object"))?;
            let items = by_identifier(definition.member("items")).map_err(|why| bad(&why))?;
            return members(given, &items, "required", &format!("{at}."), switches)
                .map(Value::Object);
        }
        scalar_type => {
            scalar(value, scalar_type, definition, switches).map_err(|why| bad(&why))?;
        }
    }
    Ok(value.clone())
}

/// Checks a value that holds no other; the error says what it must be.
fn scalar(
    value: &Value,
    data_type: &str,
    definition: &Value,
    switches: &Switches,
) -> Result<(), String> {
    let lenient = switches.coercion == Coercion::Lenient;
    let wide = switches.integer_width == IntegerWidth::Bits64;
    let whole = number(value, lenient, Value::as_i64);
    let real = number(value, lenient, Value::as_f64);
    let fits = match data_type {
        "INT" => whole.is_some_and(|number| wide || i32::try_from(number).is_ok()),
        "FLOAT" => real.is_some_and(|number| number.abs() <= f64::from(f32::MAX)),
        "DOUBLE" => real.is_some_and(f64::is_finite),
        "BOOL" => value.is_boolean() || lenient && matches!(value.as_i64(), Some(0 | 1)),
        "STRING" => {
            let limit = definition.member("maxLength").as_u64();
            return string(value, limit.unwrap_or(STRING_LENGTH));
        }
        "ENUM" => return member(value, whole, definition),
        "DATE" => value.as_str().is_some_and(is_date),
        "TIMESTAMP" => whole.is_some_and(|number| number >= 0),
        "FILE" => value
            .as_str()
            .is_some_and(|text| reqwest::Url::parse(text).is_ok()),
        _ => false,
    };
    let form = match data_type {
        "DATE" => ", yyyy-MM-dd or yyyy-MM-dd HH:mm:ss",
        "TIMESTAMP" => ", milliseconds as an integer",
        "FILE" => ", a URL",
        _ => "",
    };
    let wrong = || format!("must be {data_type}{form}");
    fits.then_some(()).ok_or_else(wrong)
}

fn number<N: FromStr>(value: &Value, lenient: bool, strict: fn(&Value) -> Option<N>) -> Option<N> {
    match value {
        Value::String(text) if lenient => text.parse().ok(),
        _ => strict(value),
    }
}

fn string(value: &Value, limit: u64) -> Result<(), String> {
    let text = value.as_str().ok_or("must be STRING")?;
    let length = u64::try_from(text.chars().count()).unwrap_or(u64::MAX);
    if length > limit {
        return Err(format!("must be at most {limit} characters, not {length}"));
    }
    Ok(())
}

/// ENUM: an integer or a text, as `enumType` says, that `enumDesc` lists.
fn member(value: &Value, whole: Option<i64>, definition: &Value) -> Result<(), String> {
    let key = match definition.member("enumType").as_str() {
        Some("STRING") => value.as_str().map(str::to_owned),
        _ => whole.map(|number| number.to_string()),
    };
    let members = definition.member("enumDesc").as_object();
    let listed = key.is_some_and(|key| members.is_some_and(|members| members.contains_key(&key)));
    if listed {
        return Ok(());
    }
    let kind = definition.member("enumType").as_str().unwrap_or("INT");
    let keys: Vec<&str> = members
        .into_iter()
        .flat_map(Map::keys)
        .map(String::as_str)
        .collect();
    Err(format!("must be ENUM ({kind}), one of {}", keys.join(", ")))
}

/// `2019-05-06`, or with the time `2019-05-06 08:00:00`; both forms are documented.
fn is_date(text: &str) -> bool {
    match text.split_once(' ') {
        Some((date, time)) => is_written::<Date>(date) && is_written::<Time>(time),
        None => is_written::<Date>(text),
    }
}

/// Reads a text and writes it again: the reader alone would also take shorter and longer forms.
fn is_written<T: FromStr + Display>(text: &str) -> bool {
    text.parse::<T>().is_ok_and(|read| read.to_string() == text)
}

/// Words what is wrong with an attribute, an item of a STRUCT or an element of an ARRAY in the chosen way.
fn misfit(why: &str, at: &str, switches: &Switches) -> Refusal {
    let text = format!("{at} {why}");
    match switches.bad_attribute {
        BadAttribute::Invalid => Refusal::invalid(at, &text),
        BadAttribute::Verification => Refusal::new(
            12958,
            format!("asset attribute verification failure: {text}"),
        ),
    }
}
