//! Reading JSON values tolerantly: numbers as texts, nulls for maps, names as plain texts.
//!
//! Every text that is kept goes through here and is no longer than somebody can have meant it. Words are cut, and say
//! by how much; an id is not, for what is left would be another one.

use std::borrow::Cow;
use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use serde_json::{Map, Value};

use crate::domain::StringI18n;

/// The longest words kept, characters; EnOS's longest documented texts have 4,000 (limitations, 2.4.4).
pub(super) const WORDS: usize = 4_096;
/// The longest text kept in a device's attribute, characters.
const VALUE: usize = 65_536;
/// The longest id that is believed, bytes; EnOS's have at most 128 (limitations, 2.4.4).
const ID: usize = 512;
/// The longest sealed text that is believed, bytes; a key of 16,384 bits seals into 2,732.
const SEALED: usize = 8_192;

/// A JSON object.
pub(super) type Object = Map<String, Value>;

/// A whole number, also one written as a text or with a zero fraction.
pub(super) fn int(value: &Value) -> Option<i64> {
    match value {
        Value::Number(number) => number.as_i64().or_else(|| {
            let float = number.as_f64()?;
            // Beyond 2^53 a float no longer tells neighbouring integers apart.
            #[expect(
                clippy::cast_possible_truncation,
                reason = "checked to be whole and small"
            )]
            (float.fract() == 0.0 && float.abs() <= 9_007_199_254_740_992.0).then_some(float as i64)
        }),
        Value::String(text) => text.trim().parse().ok(),
        _ => None,
    }
}

/// A time, Unix ms: a number of seconds, milliseconds or less, which its size tells apart, or an ISO text;
/// one without a zone is read as UTC. None for what stands for "never", and for anything else.
pub(super) fn time(value: &Value) -> Option<i64> {
    let Some(number) = int(value) else {
        let text = value.as_str()?.trim();
        let time = text.parse::<Timestamp>().or_else(|_| {
            let local: DateTime = text.parse()?;
            TimeZone::UTC.to_timestamp(local)
        });
        // A day alone is no time.
        return Some(time.ok()?.as_millisecond()).filter(|_| text.contains(':'));
    };
    // The bounds are 1973 in the smaller unit and beyond the year 5000 in the larger one.
    match number {
        ..=0 => None,
        1..100_000_000_000 => number.checked_mul(1_000),
        100_000_000_000..100_000_000_000_000 => Some(number),
        100_000_000_000_000..100_000_000_000_000_000 => Some(number / 1_000),
        _ => Some(number / 1_000_000),
    }
}

/// A text to look at, whatever its length; numbers and booleans become one, anything else is none.
pub(super) fn text<'a>(object: &'a Object, key: &str) -> Option<Cow<'a, str>> {
    match object.get(key)? {
        Value::String(text) => Some(Cow::Borrowed(text)),
        scalar @ (Value::Number(_) | Value::Bool(_)) => Some(Cow::Owned(scalar.to_string())),
        _ => None,
    }
}

/// A text to keep, cut where it is too long; an empty one is none.
pub(super) fn words(object: &Object, key: &str) -> Option<String> {
    let text = text(object, key).filter(|text| !text.is_empty())?;
    Some(cut(&text, WORDS))
}

/// A text that must be exact; none where it is empty or longer than any id.
pub(super) fn id(object: &Object, key: &str) -> Option<String> {
    exact(object, key, ID)
}

/// Whether an id is there that is too long to be one.
pub(super) fn is_no_id(object: &Object, key: &str) -> bool {
    text(object, key).is_some_and(|text| text.len() > ID)
}

/// A name that must be exact; none where it is longer than any id.
pub(super) fn as_id(name: &str) -> Option<String> {
    (name.len() <= ID).then(|| name.to_owned())
}

/// A sealed secret or its key; none where it is empty or longer than any.
pub(super) fn sealed(object: &Object, key: &str) -> Option<String> {
    exact(object, key, SEALED)
}

fn exact(object: &Object, key: &str, longest: usize) -> Option<String> {
    let text = text(object, key)?;
    (1..=longest)
        .contains(&text.len())
        .then(|| text.into_owned())
}

/// The beginning of a text that is too long, and how much is missing.
pub(super) fn cut(text: &str, longest: usize) -> String {
    let cut = text.char_indices().nth(longest);
    match cut.and_then(|(end, _)| text.split_at_checked(end)) {
        Some((head, rest)) => format!("{head}… ({} more characters)", rest.chars().count()),
        None => text.to_owned(),
    }
}

/// A value with its texts cut.
pub(super) fn value(value: &Value) -> Value {
    match value {
        Value::String(text) => Value::String(cut(text, VALUE)),
        Value::Array(members) => members.iter().map(self::value).collect(),
        Value::Object(fields) => Value::Object(values(fields)),
        other => other.clone(),
    }
}

/// An object with its names and texts cut.
pub(super) fn values(object: &Object) -> Object {
    let fields = object.iter();
    fields
        .map(|(name, field)| (cut(name, WORDS), value(field)))
        .collect()
}

/// Whether a flag is set: `true`, `"true"` or 1.
pub(super) fn flag(object: &Object, key: &str) -> bool {
    object.get(key).is_some_and(|value| match value {
        Value::Bool(flag) => *flag,
        Value::String(text) => text.eq_ignore_ascii_case("true"),
        other => int(other) == Some(1),
    })
}

/// A nested object; none for null or anything else.
pub(super) fn object<'a>(object: &'a Object, key: &str) -> Option<&'a Object> {
    object.get(key)?.as_object()
}

/// A map of texts, empty for null.
pub(super) fn texts(of: &Object, key: &str) -> BTreeMap<String, String> {
    object(of, key)
        .into_iter()
        .flat_map(|map| {
            map.keys()
                .filter_map(|key| Some((cut(key, WORDS), kept(map, key)?)))
        })
        .collect()
}

/// A `StringI18n`, which some services give as a plain text or leave out.
pub(super) fn i18n(of: &Object, key: &str) -> StringI18n {
    match object(of, key) {
        Some(name) => StringI18n {
            default_value: kept(name, "defaultValue").unwrap_or_default(),
            i18n_value: texts(name, "i18nValue"),
        },
        None => StringI18n::plain(kept(of, key).unwrap_or_default()),
    }
}

/// As [`words`], but an empty text is one.
fn kept(object: &Object, key: &str) -> Option<String> {
    Some(cut(&text(object, key)?, WORDS))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn as_object(value: Value) -> Object {
        serde_json::from_value(value).unwrap()
    }

    #[test]
    fn numbers_come_as_numbers_or_texts() {
        assert_eq!(int(&json!(-1)), Some(-1));
        assert_eq!(int(&json!("11702")), Some(11702));
        assert_eq!(int(&json!(7200.0)), Some(7200));
        assert_eq!(int(&json!(1e300)), None);
        assert_eq!(int(&json!(0.5)), None);
        assert_eq!(int(&json!("OK")), None);
    }

    #[test]
    fn times_come_in_every_unit_and_as_texts() {
        let noon = 1_751_457_600_000_i64;
        for value in [
            json!(noon),
            json!(noon.to_string()),
            json!(noon / 1_000),
            json!(noon * 1_000),
            json!(noon * 1_000_000),
            json!("2025-07-02T12:00:00Z"),
            json!("2025-07-02T20:00:00.000+08:00"),
            json!("2025-07-02T12:00:00.000+0000"),
            json!(" 2025-07-02 12:00:00 "),
        ] {
            assert_eq!(time(&value), Some(noon), "{value}");
        }
        for value in [
            json!(0),
            json!(-5),
            json!("2025-07-02"),
            json!("noon"),
            json!(null),
        ] {
            assert_eq!(time(&value), None, "{value}");
        }
    }

    #[test]
    fn what_is_too_long_is_cut_or_none() {
        let of = as_object(json!({"v": {"a": ["x".repeat(VALUE + 2)]}, "id": "i".repeat(ID + 1)}));
        let cut = format!("{}… (2 more characters)", "x".repeat(VALUE));
        assert_eq!(value(&of["v"]), json!({"a": [cut]}));
        assert_eq!((id(&of, "id"), is_no_id(&of, "id")), (None, true));
        assert_eq!(
            id(&as_object(json!({"id": "i".repeat(ID)})), "id")
                .unwrap()
                .len(),
            ID
        );
        assert_eq!(super::cut("甲乙丙", 3), "甲乙丙");
    }

    #[test]
    fn flags_come_in_three_spellings() {
        let flags = as_object(json!({"a": true, "b": "TRUE", "c": 1, "d": "no", "e": null}));
        let set: Vec<_> = flags.keys().filter(|key| flag(&flags, key)).collect();
        assert_eq!(set, ["a", "b", "c"]);
    }

    #[test]
    fn names_survive_every_shape() {
        let names = as_object(json!({
            "full": {"defaultValue": "a", "i18nValue": {"zh_CN": "甲", "en_US": null}},
            "bare": {"defaultValue": "b", "i18nValue": ""},
            "plain": "c",
            "null": null,
        }));
        let full = i18n(&names, "full");
        assert_eq!(
            (full.in_locale("zh_CN"), full.in_locale("en_US")),
            ("甲", "a")
        );
        assert_eq!(i18n(&names, "bare"), StringI18n::plain("b"));
        assert_eq!(i18n(&names, "plain"), StringI18n::plain("c"));
        assert_eq!(i18n(&names, "null"), StringI18n::default());
        assert_eq!(i18n(&names, "absent"), StringI18n::default());
    }

    #[test]
    fn maps_of_texts_survive_null_and_numbers() {
        let tags = as_object(json!({"a": null, "b": {"x": 1, "y": "z", "n": null}}));
        assert!(texts(&tags, "a").is_empty());
        assert_eq!(
            texts(&tags, "b"),
            BTreeMap::from([("x".into(), "1".into()), ("y".into(), "z".into())])
        );
    }
}
