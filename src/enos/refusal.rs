//! What EnOS's words say, read before they become words that nobody reads: the code that they stand for, and
//! the field that they name.

use crate::domain::{Field, Refusal, Words};

/// EnOS's no, with what its code and its words tell.
///
/// EnOS's only documented pattern is `Invalid Argument timezone:…`; a field's path is looked for anywhere in the
/// words, since the texts of failed items are not documented.
#[must_use]
pub fn refusal(code: Option<i64>, words: impl Into<String>) -> Refusal {
    let words = words.into();
    let meant = code.filter(|code| *code == -1).and_then(|_| meant(&words));
    let by_code = match meant.or(code) {
        Some(11_702 | 11_714) => Some(Field::DeviceKey),
        Some(11_611 | 11_739) => Some(Field::ProductKey),
        _ => None,
    };
    let by_words = || words.split(is_outside_path).find_map(field);
    Refusal {
        code,
        meant,
        field: by_code.or_else(by_words).map(Box::new),
        words: Words::new(words),
        not_sent: false,
    }
}

/// A path holds names, dots and indices; attribute identifiers and tag keys also `-` and `/`.
fn is_outside_path(c: char) -> bool {
    !(c.is_alphanumeric() || matches!(c, '_' | '.' | '-' | '/' | '[' | ']'))
}

fn field(path: &str) -> Option<Field> {
    let path = path.replace('[', ".").replace(']', "");
    let path = path.trim_matches('.');
    let path = path.strip_prefix("deviceList.").map_or(path, |item| {
        item.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.')
    });
    let (name, rest) = path.split_once('.').unwrap_or((path, ""));
    let within = |field: fn(String) -> Field| (!rest.is_empty()).then(|| field(rest.to_owned()));
    match name.to_ascii_lowercase().as_str() {
        "productkey" => Some(Field::ProductKey),
        "devicekey" => Some(Field::DeviceKey),
        "timezone" => Some(Field::Timezone),
        "devicedesc" => Some(Field::Desc),
        "devicename" => Some(name_field(rest)),
        "deviceattributes" | "attributes" => within(Field::Attribute),
        "devicetags" => within(Field::Tag).or(Some(Field::Tags)),
        _ => None,
    }
}

/// `defaultValue`, `i18nValue.zh_CN` or the search's `zh_CN`.
fn name_field(rest: &str) -> Field {
    match rest.strip_prefix("i18nValue").unwrap_or(rest) {
        "" | "default" | "defaultValue" => Field::Name,
        locale => Field::Locale(locale.trim_start_matches('.').to_owned()),
    }
}

/// The code that EnOS's words stand for, since a failed item may carry −1 in its place.
fn meant(words: &str) -> Option<i64> {
    let said = words.to_lowercase();
    let says = |parts: &str| parts.split('*').all(|part| said.contains(part));
    let found = MEANT.iter().find(|(parts, _)| says(parts));
    found.map(|(_, code)| *code)
}

/// What is looked for in the words, in this order: the texts of the family of codes, as its error table has them, then
/// those of the documented messages.
const MEANT: [(&str, i64); 29] = [
    ("unauthenticated", 99_401),
    ("app timestamp checked fail", 99_497),
    ("app signature checked fail", 99_497),
    ("app resource permission denied", 99_498),
    ("app api permission denied", 99_498),
    ("permission denied", 99_403),
    ("method not allowed", 99_405),
    ("request body too large", 99_413),
    ("parameter out of range", 99_415),
    ("resource exhausted", 99_429),
    ("result size too large", 99_430),
    ("not implemented", 99_501),
    ("service unavailable", 99_503),
    ("service timeout", 99_504),
    ("unsupported operation", 99_601),
    ("client error", 99_499),
    ("invalid argument", 99_400),
    ("devicekey exist", 11_702),
    ("devicekey already exist", 11_702),
    ("generate devicekey", 11_714),
    ("exceed*device size", 11_739),
    ("public key", 11_858),
    ("verification fail", 12_958),
    ("validate fail", 12_958),
    ("denied resource", 99_403),
    ("not found", 99_404),
    ("not exist", 99_404),
    ("cannot be found", 99_404),
    ("internal server error", 99_500),
];

#[cfg(test)]
mod tests {
    use super::*;

    fn blamed(code: i64, msg: &str) -> Option<Field> {
        refusal(Some(code), msg).field.map(|field| *field)
    }

    #[test]
    fn codes_about_one_field_need_no_words() {
        assert_eq!(blamed(11_702, ""), Some(Field::DeviceKey));
        assert_eq!(blamed(11_714, "Generate failed"), Some(Field::DeviceKey));
        assert_eq!(
            blamed(11_739, "Exceed max device size"),
            Some(Field::ProductKey)
        );
        assert_eq!(blamed(11_858, "Unable to find public key"), None);
        assert_eq!(refusal(None, "").field, None);
    }

    #[test]
    fn paths_are_found_in_the_words() {
        let tag = |key: &str| Field::Tag(key.to_owned());
        let attribute = |id: &str| Field::Attribute(id.to_owned());
        for (msg, field) in [
            ("DeviceKey existed", Field::DeviceKey),
            (
                "Invalid Argument timezone:timezone is missing",
                Field::Timezone,
            ),
            (
                "Invalid Argument deviceList[3].timezone: no",
                Field::Timezone,
            ),
            ("productKey  :parameter empty", Field::ProductKey),
            ("Invalid Argument deviceName:too long", Field::Name),
            ("deviceName.defaultValue is empty", Field::Name),
            (
                "deviceName.i18nValue.zh_CN: bad",
                Field::Locale("zh_CN".into()),
            ),
            ("deviceName.zh_CN", Field::Locale("zh_CN".into())),
            ("see deviceDesc.", Field::Desc),
            (
                "bad (deviceAttributes.rated-power_1).",
                attribute("rated-power_1"),
            ),
            (
                "'deviceAttributes[serial]' is required",
                attribute("serial"),
            ),
            ("deviceTags.site/a: too long", tag("site/a")),
            ("too many deviceTags", Field::Tags),
        ] {
            assert_eq!(blamed(-1, msg), Some(field), "{msg}");
        }
    }

    #[test]
    fn other_words_blame_nobody() {
        for msg in [
            "",
            "Invalid Argument orgId:  orgId does not exist",
            "deviceAttributes",
            "..[][",
        ] {
            assert_eq!(blamed(99_400, msg), None, "{msg}");
        }
    }
}
