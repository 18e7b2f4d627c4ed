//! Reading JSON values tolerantly: numbers as texts, nulls for maps, names as plain texts.

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use serde_json::{Map, Value};

use crate::domain::StringI18n;

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
            local.to_zoned(TimeZone::UTC).map(|zoned| zoned.timestamp())
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

/// A text; numbers and booleans become one, anything else is none.
pub(super) fn text(object: &Object, key: &str) -> Option<String> {
    match object.get(key)? {
        Value::String(text) => Some(text.clone()),
        scalar @ (Value::Number(_) | Value::Bool(_)) => Some(scalar.to_string()),
        _ => None,
    }
}

/// As [`text`], but an empty one is none.
pub(super) fn filled(object: &Object, key: &str) -> Option<String> {
    text(object, key).filter(|text| !text.is_empty())
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
                .filter_map(|key| Some((key.clone(), text(map, key)?)))
        })
        .collect()
}

/// A `StringI18n`, which some services give as a plain text or leave out.
pub(super) fn i18n(of: &Object, key: &str) -> StringI18n {
    match object(of, key) {
        Some(name) => StringI18n {
            default_value: text(name, "defaultValue").unwrap_or_default(),
            i18n_value: texts(name, "i18nValue"),
        },
        None => StringI18n::plain(text(of, key).unwrap_or_default()),
    }
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
